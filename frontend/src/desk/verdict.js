/* What the desk shows after a scan: the verdict, who it is, and what to do; large here, one line in the log. */
import { h, icon, status } from "../page/dom.js";
import { clockTime, t } from "../page/words.js";
import { shortWord, verdictWord } from "./words.js";

const LOOK = {
  accepted: { tone: "g", frame: "", icon: "circle-check", small: "check" },
  duplicate: { tone: "n", frame: "result-n", icon: "copy" },
  refused: { tone: "r", frame: "result-r", icon: "octagon-x" },
  undone: { tone: "n", frame: "result-n", icon: "undo-2" },
  kept: { tone: "w", frame: "result-n", icon: "hard-drive" },
  checking: { tone: "a", frame: "result-n", icon: "loader" },
  unkept: { tone: "r", frame: "result-r", icon: "octagon-x" },
};

export const officeOf = (head) => [head?.office, head?.agency].filter(Boolean).join(", ");

/** Somebody whose name is not known here: the card says no more than a code. */
const nameOf = ({ head, result }) => head?.name || (result === "refused" ? t("Tidak dikenal") : t("Nama belum diketahui"));

function firstSeen({ result, head }, zone) {
  if (result !== "duplicate" || !head?.first_at) return "";
  const time = clockTime(head.first_at, { zone });
  return head.first_device ? t("Pertama dicatat pukul {time} di {desk}", { time, desk: head.first_device }) : t("Pertama dicatat pukul {time}", { time });
}

/** `line`: {result, reason, head, at, direction, channel, unverified}; `acts`: buttons below. */
export function showVerdict(place, line, zone, acts = []) {
  const { result, reason, head, direction, channel, unverified } = line;
  const look = LOOK[result];
  const time = clockTime(line.at, { zone, seconds: true });
  const notes = [firstSeen(line, zone), reason].filter(Boolean);
  place.className = `result ${look.frame}`;
  place.dataset.nonce = line.nonce;
  place.hidden = false;
  place.replaceChildren(
    icon(look.icon),
    h(
      "div",
      { class: "stack-s" },
      h("p", { class: "verdict" }, [verdictWord(result, direction), result === "accepted" && channel === "online" && t("Daring"), time].filter(Boolean).join(" · ")),
      h("p", { class: "who" }, nameOf(line)),
      officeOf(head) && h("p", {}, officeOf(head)),
      head?.represents && h("p", {}, t("Mewakili {who}", { who: head.represents })),
      head?.deputy && h("p", {}, t("Digantikan oleh {who}", { who: head.deputy })),
      notes.map((words) => h("p", { class: "small" }, words)),
      unverified && h("p", {}, status("w", "triangle-alert", t("Kartu belum diverifikasi"))),
    ),
    ...(acts.length ? [h("div", { class: "ft" }, acts)] : []),
  );
}

/** The same as a line of the log. */
export function logLine(line, zone) {
  const { result, reason, head, direction, channel, sent } = line;
  const look = LOOK[result];
  const about = [officeOf(head), result === "refused" || !head ? reason : "", firstSeen(line, zone)].filter(Boolean).join(" · ");
  const who = h("span", {}, h("b", { class: "strong" }, nameOf(line)), about && h("br"), about && h("span", { class: "muted" }, about));
  const kept = !sent && result !== "kept" && h("span", { class: "st st-w" }, icon("hard-drive"), h("span", { class: "vh" }, t("Belum terkirim")));
  const word = status(look.tone, look.small ?? look.icon, shortWord(result, direction, channel), false);
  return h("li", { "data-nonce": line.nonce }, h("time", {}, clockTime(line.at, { zone, seconds: true })), who, h("span", { class: "row gap-s" }, kept, word));
}
