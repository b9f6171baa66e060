/* Breaks of a session: which is on, until when, and the time of an item without them. No input or output here. */
import { serverNow, stopwatch } from "../page/clock.js";
import { clockTime, t } from "../page/words.js";

const ZONES = { "Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT" };

/** The break that the room is on, if any. */
export const breakOn = (state) => (state.meeting.status === "in_progress" && Object.values(state.breaks).find((each) => !each.ended_at)) || null;

/** 10.15 WIB. */
export const hour = (when, zone) => [clockTime(when, { zone }), ZONES[zone]].filter(Boolean).join(" ");

/** "Istirahat sampai 10.15 WIB". */
export const breakWords = (pause, zone) => t("Istirahat sampai {time}", { time: hour(pause.until, zone) });

/** Milliseconds of breaks between two moments; one that the end of the meeting ended lasts until then. */
function rested({ breaks, meeting }, from, to) {
  const end = (each) => Date.parse(each.ended_at ?? meeting.closed_at ?? new Date(to).toISOString());
  const overlap = (each) => Math.max(0, Math.min(to, end(each)) - Math.max(from, Date.parse(each.since)));
  return Object.values(breaks).reduce((sum, each) => sum + overlap(each), 0);
}

/** How long an item was or is discussed, in milliseconds, without breaks. */
export function discussed(state, item, now = serverNow()) {
  if (!item.started_at) return 0;
  const from = Date.parse(item.started_at);
  const to = item.status === "active" || !item.finished_at ? now : Date.parse(item.finished_at);
  return Math.max(0, to - from - rested(state, from, to));
}

/** A stopwatch of the item that is on, in `element`; it stands still while the room is on a break. */
export function showWatch(element, state, item) {
  const spent = discussed(state, item);
  if (!breakOn(state)) return element.setAttribute("data-stopwatch", new Date(serverNow() - spent).toISOString());
  element.removeAttribute("data-stopwatch");
  element.textContent = stopwatch(spent / 1000);
}
