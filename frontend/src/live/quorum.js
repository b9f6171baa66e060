/* Whether enough are here to decide, as the live record says it. */
import { h, status } from "../page/dom.js";
import { number, t } from "../page/words.js";

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
