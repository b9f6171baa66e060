/* Words that scripts show. Pages carry translations in <script type="application/json" data-words>; the Indonesian text is the key. */
let table;

function load() {
  table = {};
  for (const block of document.querySelectorAll("script[data-words]")) Object.assign(table, JSON.parse(block.textContent));
  return table;
}

/** The phrase in the reader's language, with {name} filled in. */
export function t(text, values = {}) {
  const phrase = (table ?? load())[text] ?? text;
  return phrase.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

const locale = () => (document.documentElement.lang === "en" ? "en-GB" : "id-ID");

/** A count in the reader's form: 1.250. */
export const number = (value) => new Intl.NumberFormat(locale()).format(value);

/** 10.52 or 10.52.14 in the zone of the meeting. */
export function clockTime(when, { zone, seconds = false } = {}) {
  const form = { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: zone || undefined };
  if (seconds) form.second = "2-digit";
  return new Intl.DateTimeFormat(locale(), form).format(new Date(when));
}

/** 31 Desember 2023, from the calendar date 2023-12-31; with its weekday when that is wanted. */
export function longDate(date, { weekday = false } = {}) {
  const form = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  if (weekday) form.weekday = "long";
  return new Intl.DateTimeFormat(locale(), form).format(new Date(`${date}T00:00:00Z`));
}

/** 1 jam 52 menit. */
export function duration(seconds) {
  const minutes = Math.max(0, Math.floor(seconds / 60));
  if (minutes < 60) return t("{n} menit", { n: minutes });
  return t("{h} jam {m} menit", { h: Math.floor(minutes / 60), m: minutes % 60 });
}
