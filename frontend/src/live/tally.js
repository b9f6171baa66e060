/* What a vote says of itself, the same for the staff, a phone and the projector. */
import { bar, h, icon, status } from "../page/dom.js";
import { number, t } from "../page/words.js";

const ANSWERS = { yes: () => t("Setuju"), no: () => t("Tidak setuju"), abstain: () => t("Abstain") };
const TONES = { yes: "b-g", no: "b-r", abstain: "b-n" };
const MAJORITIES = { simple: () => t("Suara terbanyak"), absolute: () => t("Lebih dari separuh yang berhak"), two_thirds: () => t("Dua pertiga suara"), consensus: () => t("Mufakat") };
const STATES = {
  prepared: () => status("n", "pencil-line", t("Disiapkan")),
  open: () => status("a", "vote", t("Sedang dibuka")),
  closed: () => status("w", "lock", t("Ditutup")),
  published: () => status("g", "circle-check", t("Diumumkan")),
  withdrawn: () => status("r", "ban", t("Ditarik")),
};

export const answerText = (option) => option.text || (ANSWERS[option.key]?.() ?? option.key);
export const answerOf = (vote, key) => answerText(vote.options.find((option) => option.key === key) ?? { key });
export const voteChip = (vote) => STATES[vote.status]();
export const isMotion = (vote) => vote.options.some(({ key }) => key === "yes");

/** 12 dari 14 delegasi sudah memberikan suara. */
export const castWords = (vote) => t("{a} dari {b} delegasi sudah memberikan suara", { a: number(vote.cast), b: number(vote.entitled) });

/** What carries, and whether the ballots are secret. */
export function termsWords(vote) {
  const terms = [vote.secret ? t("Suara rahasia") : t("Suara terbuka")];
  if (isMotion(vote)) terms.push(MAJORITIES[vote.majority]());
  return terms.join(" · ");
}

/** What follows from the count: carried or not, or the leading answer; "" before it is known. */
export function verdictWords(vote) {
  const { result } = vote;
  if (!result || !["closed", "published"].includes(vote.status)) return "";
  if (!result.cast) return t("Tidak ada suara yang masuk");
  if (result.carried !== null) return result.carried ? t("Disetujui") : t("Tidak disetujui");
  if (result.leading.length > 1) return t("Suara seimbang");
  return t("Terbanyak: {answer}", { answer: answerOf(vote, result.leading[0]) });
}

/** All of a vote in words, for whoever draws it otherwise. */
export const voteWords = (vote) => ({
  title: t("Pemungutan suara {n}", { n: number(vote.number) }),
  question: vote.question,
  terms: termsWords(vote),
  cast: castWords(vote),
  verdict: verdictWords(vote),
  answers: vote.options.map((option) => ({ key: option.key, text: answerText(option), count: vote.result?.counts[option.key] ?? null })),
});

/** The count of each answer with a bar; the verdict above it. */
export function resultList(vote) {
  const { counts, cast } = vote.result;
  const verdict = verdictWords(vote);
  const [tone, symbol] = (cast > 0 && { true: ["g", "check"], false: ["r", "x"] }[vote.result.carried]) || ["a", "vote"];
  const rows = vote.options.map((option) => {
    const count = counts[option.key] ?? 0;
    const label = t("{answer}: {n} suara", { answer: answerText(option), n: number(count) });
    return h("li", {}, h("p", { class: "row between" }, h("span", {}, answerText(option)), h("b", { class: "strong" }, number(count))), bar([[TONES[option.key] ?? "b-a", count]], Math.max(cast, 1), label));
  });
  return [verdict && h("p", { class: "verdict" }, status(tone, symbol, verdict)), h("ul", { class: "votebars" }, rows)].filter(Boolean);
}

/** "Suara rahasia: …" in one sentence, for whoever is about to vote. */
export const secretNote = () => h("p", { class: "small muted row nowrap-row" }, icon("lock"), h("span", {}, t("Suara rahasia: hanya dicatat bahwa delegasi Anda sudah memilih, bukan pilihannya.")));
