/* Turns to speak, read from the state: who has the floor, who comes next, how much time is left by the server's clock. */
import { serverNow, stopwatch } from "../page/clock.js";
import { t } from "../page/words.js";
import { activeItem } from "./state.js";

const URGENT = "point_of_order";
const SOON = 60_000;

export const categoryWord = (category) =>
  ({ point_of_order: t("Interupsi tata tertib"), reply: t("Tanggapan"), question: t("Pertanyaan"), statement: t("Penyampaian") })[category] ?? "";

/** The turn of whoever has the floor, if anybody. */
export const speakingTurn = (state) => Object.values(state.turns).find((turn) => turn.status === "speaking") ?? null;

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** Who waits, in the order in which they speak: what is on now first, points of order before all else, then as they asked. */
export function waitingTurns(state) {
  const now = activeItem(state)?.id ?? null;
  const later = (turn) => Number(now !== null && turn.item !== null && turn.item !== now);
  return Object.values(state.turns)
    .filter((turn) => turn.status === "waiting")
    .sort(
      (a, b) =>
        later(a) - later(b) ||
        Number(b.category === URGENT) - Number(a.category === URGENT) ||
        a.position - b.position ||
        compare(a.requested_at, b.requested_at) ||
        compare(a.id, b.id),
    );
}

/** How long a turn has lasted, in milliseconds. */
export const spent = (turn, now = serverNow()) => turn.spent_ms + (turn.running_since ? Math.max(0, now - Date.parse(turn.running_since)) : 0);

/** What is left of a turn in milliseconds, below zero when it is over; null if it has no limit. */
export const left = (turn, now = serverNow()) => (turn.allowed_seconds ? turn.allowed_seconds * 1000 - spent(turn, now) : null);

/** What the agency of a turn has used in this meeting and what it has, in milliseconds; points of order cost nothing. */
export function budget(state, { agency }, now = serverNow()) {
  const allowed = (state.speaking.agency_seconds ?? 0) * 1000;
  if (!allowed || !agency) return null;
  const used = Object.values(state.turns).filter((turn) => turn.agency === agency && turn.category !== URGENT);
  return { spent: used.reduce((sum, turn) => sum + spent(turn, now), 0), allowed };
}

/** A timer's digits, tone and words: amber in the last minute, red when the time is over. */
export function timer(turn, now = serverNow()) {
  const rest = left(turn, now);
  if (rest === null) return { text: stopwatch(spent(turn, now) / 1000), tone: "", word: t("Waktu bicara") };
  if (rest < 0) return { text: `+${stopwatch(-rest / 1000)}`, tone: "timer-r", word: t("Lewat waktu") };
  return { text: stopwatch(Math.ceil(rest / 1000)), tone: rest < SOON ? "timer-w" : "", word: t("Sisa waktu") };
}

/** Write a timer into [role=timer] `element`, which holds [data-field=timer-word] and [data-field=time]. */
export function writeTimer(element, turn) {
  const { text, tone, word } = timer(turn);
  for (const [name, words] of [["time", text], ["timer-word", word]]) {
    const place = element.querySelector(`[data-field=${name}]`);
    if (place && place.textContent !== words) place.textContent = words;
  }
  for (const name of ["timer-w", "timer-r"]) element.classList.toggle(name, name === tone);
  element.classList.toggle("timer-paused", !turn.running_since);
}

/** Draw again four times a second while somebody speaks and looks, so that a second is never skipped. */
export function everyTick(draw) {
  setInterval(() => document.hidden || draw(), 250);
  document.addEventListener("visibilitychange", () => document.hidden || draw());
}
