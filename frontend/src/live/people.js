/* Who came (attendance, a record) and who is connected (presence, a moment). The two are never mixed up. */
import { bar, h } from "../page/dom.js";
import { number, t } from "../page/words.js";

/** In the room, online, and both: "58 di ruang · 34 daring · 3 di keduanya". */
export function split(attendance) {
  const { room = 0, online = 0, both = 0 } = attendance;
  const parts = [t("{n} di ruang", { n: number(room) }), t("{n} daring", { n: number(online) })];
  if (both) parts.push(t("{n} di keduanya, dihitung satu", { n: number(both) }));
  return parts.join(" · ");
}

/** The card: heads, agencies, a bar, and the short names of agencies present. */
export function drawAttendance(place, attendance) {
  const { heads = 0, room = 0, online = 0, both = 0, agencies_present: present = 0, agencies = [] } = attendance;
  const invited = agencies.length;
  const count = invited > present ? t("{a} dari {b} instansi", { a: present, b: invited }) : t("{n} instansi", { n: present });
  const shape = bar([["b-g", room - both], ["b-a", both], ["b-t", online - both]], heads, split(attendance));
  const absent = agencies.filter(({ present: here }) => !here);
  place.replaceChildren(
    h("p", {}, h("b", { class: "strong" }, t("{n} orang", { n: number(heads) })), `, ${count}`),
    shape,
    h("p", { class: "muted small" }, split(attendance)),
    absent.length && absent.length <= 5 ? h("p", { class: "small" }, t("Belum hadir:"), " ", absent.map(({ name }) => name).join(", ")) : "",
  );
}

export const presenceWords = ({ count = 0 }) => t("Tersambung ke sidang saat ini: {n} perangkat", { n: number(count) });
