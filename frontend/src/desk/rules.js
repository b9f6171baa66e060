/* What a scan means, by the same rules as the server's ledger (attendance/rules/ledger.py), so that a desk can say it without a network. */
const CHANNELS = ["room", "online"];

const moment = (line) => Date.parse(line.at);

/** Lines in the order in which they happened; at one moment coming goes before leaving. */
const inOrder = (lines) => [...lines].sort((a, b) => moment(a) - moment(b) || (a.direction === "out") - (b.direction === "out"));

/** When somebody was there by one way: coming twice is once, leaving twice too. */
function stays(lines, channel) {
  const found = [];
  let since = null;
  for (const line of inOrder(lines)) {
    if (line.channel !== channel) continue;
    if (line.direction === "in") since ??= line.at;
    else if (since !== null) {
      found.push({ since, until: line.at });
      since = null;
    }
  }
  return since === null ? found : [...found, { since, until: null }];
}

/** What all lines of one person mean together: {room, online, first_at, here}; null when nothing of them counts. */
export function fold(lines) {
  const [room, online] = CHANNELS.map((channel) => stays(lines, channel));
  const all = [...room, ...online].sort((a, b) => Date.parse(a.since) - Date.parse(b.since));
  if (!all.length) return null;
  return { room: room.length > 0, online: online.length > 0, first_at: all[0].since, here: all.some((stay) => stay.until === null) };
}

const standing = (presence) => presence && `${presence.room} ${presence.online} ${presence.here}`;

/** {result, code}: whoever leaves without having come is refused; what changes nothing was recorded before. */
export function judge(before, after, direction) {
  if (!before && direction === "out") return { result: "refused", code: "not_in" };
  if (standing(before) !== standing(after)) return { result: "accepted", code: "" };
  return { result: "duplicate", code: direction === "out" ? "already_out" : "already_in" };
}

/** The lines that a head, as the server told it, stands for. */
export function linesOf(head) {
  const lines = CHANNELS.filter((channel) => head[channel]).map((channel) => ({ at: head.first_at, channel, direction: "in" }));
  if (!head.last_out_at) return lines;
  return [...lines, ...lines.map(({ channel }) => ({ at: head.last_out_at, channel, direction: "out" }))];
}

/** Which guest this is: the same name from the same agency is the same person. */
export const guestKey = (name, agency) => `guest:${[name, agency].map((text) => (text ?? "").normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean).join(" ")).join("|")}`;
