/* Time as the server has it: running clocks, "since" and "until", stopwatches. */
import { clockTime, duration, t } from "./words.js";

let offset = 0;

/** Take the server's clock as the measure, from a heartbeat. */
export function setServerNow(iso) {
  const now = Date.parse(iso);
  if (!Number.isNaN(now)) offset = now - Date.now();
}

export const serverNow = () => Date.now() + offset;

/** 02.14, or 1.02.14 after an hour. */
export function stopwatch(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours ? `${hours}.${two(minutes)}.${two(whole % 60)}` : `${two(minutes)}.${two(whole % 60)}`;
}

const WRITERS = {
  "data-clock": (zone) => clockTime(serverNow(), { zone }),
  "data-since": (iso) => duration((serverNow() - Date.parse(iso)) / 1000),
  "data-until": (iso) => {
    const left = (Date.parse(iso) - serverNow()) / 1000;
    return left < 60 ? t("sebentar lagi") : t("{d} lagi", { d: duration(left) });
  },
  "data-stopwatch": (iso) => stopwatch((serverNow() - Date.parse(iso)) / 1000),
};

function tick() {
  for (const [attribute, write] of Object.entries(WRITERS)) {
    for (const element of document.querySelectorAll(`[${attribute}]`)) {
      const text = write(element.getAttribute(attribute));
      if (element.textContent !== text) element.textContent = text;
    }
  }
}

/** Keep all of them current, once a second and only while someone looks. */
export function runClocks() {
  tick();
  setInterval(() => document.hidden || tick(), 1000);
  document.addEventListener("visibilitychange", tick);
}

export { tick as refreshClocks };
