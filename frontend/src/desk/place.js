/* Where this desk stands: which meeting, by which door, and what the page says of it. */
import { clockTime, number, t } from "../page/words.js";

const UUID = "[0-9a-f-]{36}";
const LAST = "rakor-door";

export const part = (name) => document.querySelector(`[data-part="${name}"]`);

/** {meeting, isDevice, base, listUrl, scope, …}: from the page, or from its address where the browser kept it without a meeting. */
export function whereAmI(root) {
  const [, signedIn] = location.pathname.match(`^/meetings/(${UUID})/attendance/desk`) ?? [];
  const [, door] = location.pathname.match(`^/door/(${UUID})`) ?? [];
  const { device, channel, zone, view } = root.dataset;
  if (signedIn) {
    const base = `/api/v1/meetings/${signedIn}`;
    return { meeting: signedIn, isDevice: false, base, listUrl: `${base}/desk/list`, scope: `/meetings/${signedIn}/attendance/desk`, device, channel, zone, view };
  }
  const meeting = door ?? localStorage.getItem(LAST);
  if (!meeting) return { meeting: null };
  localStorage.setItem(LAST, meeting);
  if (!door) history.replaceState(null, "", `/door/${meeting}`);
  const base = `/api/v1/door/${meeting}`;
  return { meeting, isDevice: true, base, listUrl: `${base}/list`, scope: "/door" };
}

const locale = () => (document.documentElement.lang === "en" ? "en-GB" : "id-ID");

function day(when, zone) {
  return new Intl.DateTimeFormat(locale(), { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: zone }).format(new Date(when));
}

/** What the page says of the meeting and of the list. */
export function describe({ meeting, people, device, officer }, fetchedAt) {
  const { title, starts_at: starts, timezone: zone, room } = meeting;
  const say = (where, words) => part(where) && (part(where).textContent = words);
  say("title", title);
  say("facts", [day(starts, zone), clockTime(starts, { zone }), room].filter(Boolean).join(" · "));
  if (device) {
    say("device", device.name);
    say("officer", t("Mencatat atas nama {who}", { who: officer }));
  }
  say("listed", t("{n} undangan di perangkat ini, diperbarui pukul {time}", { n: number(people.length), time: clockTime(fetchedAt, { zone }) }));
}
