/* The live session in the browser. templates/live/*.html hold the markup it expects:
   #live with data-meeting, data-view, data-page (session|follow|chair|screen), data-zone, data-person, data-agency;
   for whoever comes by a personal link data-path, the base of what they may do, and data-reads where that is nothing;
   #snapshot, the stream's snap frame {epoch, seq, view, state}; and places named data-part="…". */
import { refreshClocks, setServerNow } from "./page/clock.js";
import { h, icon, pageData } from "./page/dom.js";
import { t } from "./page/words.js";
import { startBallots } from "./live/ballots.js";
import { startChair } from "./live/chair.js";
import { Connection } from "./live/connection.js";
import { startFloor } from "./live/floor.js";
import { startMaterials } from "./live/materials.js";
import { presenceWords } from "./live/people.js";
import { startRecess } from "./live/recess.js";
import { Reading } from "./live/reading.js";
import { startScreen } from "./live/screen.js";
import { startSpoken } from "./live/spoken.js";
import { startSpeakers } from "./live/speakers.js";
import { Store } from "./live/state.js";
import { startVotes } from "./live/votes.js";

const LINE = {
  live: ["conn-ok", "wifi", () => t("Langsung")],
  polling: ["conn-ok", "refresh-cw", () => t("Langsung, lewat jalur cadangan")],
  connecting: ["conn-busy", "refresh-cw", () => t("Menyambung …")],
  lost: ["conn-no", "wifi-off", () => t("Terputus. Menyambung kembali …")],
  "signed-out": ["conn-bad", "log-in", () => t("Sesi berakhir. Masuk kembali.")],
  forbidden: ["conn-bad", "lock", () => t("Anda tidak lagi berhak mengikuti sidang ini.")],
};

/** Cards that fill themselves, each where the page has a place for it. */
const CARDS = [startRecess, startChair, startSpeakers, startSpoken, startFloor, startVotes, startBallots, startMaterials];

const WRONG_CLOCK = 10_000; // more than a page takes to come
const ENDED = new Set(["signed-out", "forbidden"]);

/** The state of the line, for those who only read; those who write see whether notes are saved, and when all is over. */
function showLine(element, status) {
  if (!element) return;
  const [tone, name, words] = LINE[status];
  element.className = `conn push ${tone}`;
  element.hidden = false;
  element.replaceChildren(icon(name), status === "signed-out" ? h("a", { href: `/sign-in?next=${encodeURIComponent(location.pathname)}` }, words()) : words());
}

async function start(root) {
  const part = (name) => document.querySelector(`[data-part="${name}"]`);
  const { meeting, view, page, zone, person, agency } = root.dataset;
  const path = root.dataset.path ?? `/api/v1/meetings/${meeting}`;
  const snapshot = pageData("snapshot");
  trustServer(document.getElementById("snapshot").dataset.now);
  const store = new Store(snapshot.state);
  const context = { store, part, path, meeting, person, agency, zone, view, acts: !("reads" in root.dataset) };
  let tell = null;
  if (page === "session") tell = await (await import("./live/writing.js")).startWriting(context);
  else if (page === "screen") startScreen(context);
  else if (page === "follow") new Reading(context);
  for (const begin of CARDS) begin(context);
  store.subscribe(({ meeting: about }) => showMeeting(part("meeting-status"), about));
  const handlers = {
    snapshot: (frame) => store.replace(frame.state),
    entries: (entries) => store.apply(entries),
    presence: (frame) => (context.heard?.(frame), part("presence") && (part("presence").textContent = presenceWords(frame))),
    clock: setServerNow,
    status: (status) => (showLine(part("line") ?? (ENDED.has(status) && part("ended")), status), tell?.(status), (root.dataset.line = status)),
  };
  const ticket = root.dataset.path && `${path}/ticket`;
  new Connection({ path, socket: `/api/v1/meetings/${meeting}/live`, ticket, asks: !context.acts, view, epoch: snapshot.epoch, seq: snapshot.seq, handlers }).start();
}

/** A device whose clock is wrong goes by ours at once; the exact time comes with the first heartbeat. */
function trustServer(now) {
  if (Math.abs(Date.parse(now) - Date.now()) > WRONG_CLOCK) setServerNow(now);
}

/** The chip beside the title: how long the meeting runs, or what it is. */
function showMeeting(element, { status, opened_at: since }) {
  if (!element) return;
  const running = status === "in_progress";
  const word = { scheduled: t("Terjadwal"), finished: t("Selesai"), cancelled: t("Dibatalkan"), postponed: t("Ditunda"), draft: t("Draf") }[status] ?? "";
  element.className = `chip st st-${running ? "g" : "n"}`;
  const pulse = h("span", { class: "pulse", "aria-hidden": "true" });
  element.replaceChildren(...(running ? [pulse, t("Berlangsung"), " ", h("span", { "data-since": since })] : [word]));
  refreshClocks();
}

const root = document.getElementById("live");
if (root) start(root);
