/* Who came (attendance, a record) and who is connected (presence, a moment). The two are never mixed up. */
import { bar, h, status } from "../page/dom.js";
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

/** The quorum as it was last told; as the page began where nothing was counted since. */
export function quorumOf({ agencies = [], quorum }, atFirst) {
  return quorum === null && agencies.length ? { needed: 0 } : (quorum ?? atFirst ?? { needed: 0 });
}

const MEASURES = {
  agencies: (figures) => t("{a} dari {b} instansi undangan, perlu {n}", figures),
  seats: (figures) => t("{a} dari {b} kursi, perlu {n}", figures),
  weights: (figures) => t("bobot {a} dari {b}, perlu {n}", figures),
};

export function quorumWords({ rule, needed, present = 0, of = 0 }) {
  const words = MEASURES[rule] ?? MEASURES.agencies;
  return needed ? words({ a: number(present), b: number(of), n: number(needed) }) : "";
}

/** A chip with what it takes; nothing where a meeting has no quorum. */
export function quorumShown(quorum) {
  if (!quorum.needed) return [];
  const chip = quorum.reached ? status("g", "circle-check", t("Kuorum")) : status("w", "hourglass", t("Belum kuorum"));
  return [chip, h("span", { class: "small" }, quorumWords(quorum))];
}

export const presenceWords = ({ count = 0 }) => t("Tersambung ke sidang saat ini: {n} perangkat", { n: number(count) });
