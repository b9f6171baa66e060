/* What @ and / offer in a note: agencies and whoever is here; a decision or task from the line, the time, the speaker, usual phrases. */
import { pageData } from "../page/dom.js";
import { send, Unreachable } from "../page/http.js";
import { t } from "../page/words.js";
import { mentionOf } from "./mention.js";
import { speakingTurn } from "./turns.js";

const FRESH = 30_000;

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const begins = (text, query) => plain(text).split(/[\s/(.,-]+/).some((word) => word.startsWith(query)) || plain(text).startsWith(query);

/** Phrases of every meeting; {who} is whoever has the floor. */
const phrases = () => [
  ["buka", t("Pimpinan rapat membuka rapat dan menyampaikan arahan.")],
  ["silakan", t("Pimpinan rapat mempersilakan {who} menyampaikan pandangan.")],
  ["paparan", t("{who} memaparkan")],
  ["sampaikan", t("{who} menyampaikan bahwa")],
  ["usul", t("{who} mengusulkan agar")],
  ["tanya", t("{who} menanyakan")],
  ["tanggapan", t("Menanggapi hal itu, {who} menjelaskan bahwa")],
  ["simpul", t("Pimpinan rapat menyimpulkan bahwa")],
  ["sepakat", t("Rapat menyepakati bahwa")],
  ["skors", t("Rapat diskors dan dilanjutkan pukul")],
  ["tutup", t("Pimpinan rapat menutup rapat.")],
];

/** What the agency keeps itself, before what every meeting has; there people write [pembicara]. */
const kept = () => (pageData("phrases") ?? []).map(({ word, text }) => [word, text.replaceAll("[pembicara]", "{who}")]);

/** Whoever has the floor as a piece of a note, with their name in brackets after the agency; null when nobody has. */
export function speakerPieces(state) {
  const turn = speakingTurn(state);
  if (!turn) return null;
  const agency = turn.agency_name && mentionOf({ id: turn.agency && `agency:${turn.agency}`, label: turn.agency_name });
  if (!agency || turn.name === turn.agency_name) return [agency || mentionOf({ label: turn.name })];
  return [agency, { type: "text", text: ` (${turn.name})` }];
}

/** The same phrase in pieces of a note, whoever is meant put in. */
function pieces(phrase, state) {
  const text = (words) => (words ? [{ type: "text", text: words }] : []);
  const who = speakerPieces(state) ?? text("…");
  const open = phrase.endsWith(".") ? [] : text(" "); // somebody goes on writing here
  return [...phrase.split("{who}").flatMap((words, n) => [...(n ? who : []), ...text(words)]), ...open];
}

export class Feed {
  constructor({ store, path, agencies, insertTime, insertTable, decide }) {
    Object.assign(this, { store, path, agencies, people: [], read: 0, phrases: [...kept(), ...phrases()] });
    this.commands = [
      { word: "keputusan", label: t("Jadikan keputusan"), icon: "gavel", run: (chain, line) => (chain.run(), decide({ text: line })) },
      { word: "tindak", label: t("Jadikan tindak lanjut"), hint: t("keputusan dengan penanggung jawab dan target"), icon: "list-checks", run: (chain, line) => (chain.run(), decide({ text: line, task: true })) },
      { word: "pembicara", label: t("Sisipkan pembicara"), icon: "user-round", run: (chain) => chain.insertContent([...(speakerPieces(store.state) ?? []), { type: "text", text: " " }]).run() },
      { word: "jam", label: t("Sisipkan jam"), icon: "clock", run: insertTime },
      { word: "tabel", label: t("Sisipkan tabel"), icon: "table", run: insertTable },
    ];
  }

  /** Those who are here are read when somebody first looks for them, and again after a while. */
  async readPeople() {
    if (Date.now() - this.read < FRESH) return;
    this.read = Date.now();
    try {
      const { ok, data } = await send("GET", `${this.path}/turns/speakers`);
      if (ok) this.people = data.items.filter(({ head }) => head).map(({ head, label }) => ({ id: `head:${head}`, label }));
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
    }
  }

  list(trigger, query) {
    const wanted = plain(query);
    if (trigger === "@") {
      this.readPeople();
      return this.named(wanted);
    }
    const commands = this.commands.filter(({ word, label }) => begins(word, wanted) || begins(label, wanted));
    const shown = (phrase) => phrase.replaceAll("{who}", "…").trim();
    const usual = this.phrases
      .filter(([word, phrase]) => begins(word, wanted) || begins(shown(phrase), wanted))
      .map(([, phrase]) => ({ label: shown(phrase), icon: "file-text", run: (chain) => chain.insertContent(pieces(phrase, this.store.state)).run() }));
    return [...commands, ...usual];
  }

  named(wanted) {
    const present = new Set((this.store.state.attendance.agencies ?? []).filter((each) => each.present).map(({ name }) => name));
    const put = (who) => (chain) => chain.insertContent([mentionOf(who), { type: "text", text: " " }]).run();
    const agencies = this.agencies
      .filter(({ name, short_name: short, code }) => [name, short, code].some((each) => begins(each ?? "", wanted)))
      .sort((a, b) => Number(present.has(b.name)) - Number(present.has(a.name)))
      .map(({ id, name, short_name: short }) => ({ label: name, hint: short !== name ? short : "", icon: "building-2", run: put({ id: `agency:${id}`, label: name }) }));
    const people = this.people.filter(({ label }) => begins(label, wanted)).map((who) => ({ label: who.label, icon: "user-round", run: put(who) }));
    return wanted && people.length ? [...agencies.slice(0, 4), ...people] : [...agencies, ...people];
  }
}
