/* By when: a date, or so many days from today as offices count them; its weekday stands below. */
import { send, Unreachable } from "../page/http.js";
import { longDate, t } from "../page/words.js";

/** Today where the meeting is held, as 2026-11-23. */
const today = (zone) => new Intl.DateTimeFormat("sv-SE", { timeZone: zone || undefined }).format(new Date());

function daysOn(day, count) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** Working days leave out weekends, holidays and cuti bersama, which the server knows. */
async function reckoned(day, count, counted) {
  if (counted === "calendar") return { ok: true, data: { day: daysOn(day, count) } };
  try {
    return await send("GET", `/api/v1/holidays/working-day?from=${day}&days=${count}`);
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return { ok: false };
  }
}

export class Deadline {
  constructor({ form, zone }) {
    const { due, days, counted } = form.elements;
    Object.assign(this, { due, days, counted, zone, said: form.querySelector("[data-field=due-said]") });
    due.addEventListener("input", () => ((days.value = ""), this.say()));
    for (const field of [days, counted]) field.addEventListener("input", () => this.reckon());
  }

  set value(day) {
    this.due.value = day ?? "";
    this.days.value = "";
    this.say();
  }

  say(text = this.due.value && longDate(this.due.value, { weekday: true })) {
    this.said.textContent = text;
  }

  async reckon() {
    if (!this.days.value || !this.days.checkValidity()) return;
    const asked = [today(this.zone), Number(this.days.value), this.counted.value];
    this.asked = asked;
    const { ok, data } = await reckoned(...asked);
    if (this.asked !== asked || !this.days.value) return;
    if (!ok) return this.say(t("Hari kerja belum dapat dihitung. Isi tanggalnya, atau coba lagi."));
    this.due.value = data.day;
    this.say();
  }
}
