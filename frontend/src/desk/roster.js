/* The list of the meeting as this desk has it: who is invited, who is here by what the server said and by what was scanned here since. */
import { fold, guestKey, judge, linesOf } from "./rules.js";

const SHOWN = ["name", "office", "agency", "represents"];
const pick = (source) => Object.fromEntries(SHOWN.map((name) => [name, source[name] ?? ""]));

export class Roster {
  constructor() {
    Object.assign(this, { list: null, people: new Map(), codes: new Map(), heads: new Map(), local: new Map(), undone: new Set() });
  }

  get loaded() {
    return this.list !== null;
  }

  /** Take the server's list; `fresh.whole` replaces it, otherwise some heads are others now. */
  take(fresh) {
    const before = fresh.whole ? { people: [], heads: [] } : this.list;
    const own = this.heads;
    const heads = new Map([...before.heads, ...fresh.heads].map((head) => [head.key, { ...head, by: own.get(head.key)?.by }]));
    this.list = { ...before, ...fresh, people: fresh.whole ? fresh.people : before.people, heads: [...heads.values()], whole: true };
    this.index();
    return this.list;
  }

  /** By which key a head stands in the list that the server told of otherwise. */
  keyOf(head) {
    return head ? ([...this.heads.values()].find((known) => known.id === head.id)?.key ?? this.people.get(head.invitation)?.key ?? null) : null;
  }

  index() {
    this.people = new Map(this.list.people.map((person) => [person.invitation, person]));
    this.codes = new Map(this.list.people.map((person) => [person.code_sha256, person]));
    this.heads = new Map(this.list.heads.map((head) => [head.key, head]));
  }

  /** What the server said of one head, right after it took a scan; `by`: the nonce of the scan that brought them. */
  know(key, head, by) {
    if (!this.loaded || !head || !key) return;
    const before = this.heads.get(key) ?? { signed: false, tally: "head", by };
    this.heads.set(key, { ...before, ...head, key });
    this.list.heads = [...this.heads.values()];
  }

  /** The scans made here that the server has not taken yet. */
  expect(items) {
    this.local = new Map();
    this.undone = new Set(items.filter((item) => item.kind === "undo").map((item) => item.scan));
    for (const item of items) if (item.kind === "scan") this.remember(item);
  }

  remember(item) {
    if (!item.key || item.shown.result === "refused") return;
    this.local.set(item.key, [...(this.local.get(item.key) ?? []), item]);
  }

  takeBack(nonce) {
    this.undone.add(nonce);
  }

  linesFor(key) {
    const local = (this.local.get(key) ?? []).filter((line) => !this.undone.has(line.nonce));
    const head = this.heads.get(key);
    // A scan that was taken back here after the server had it: what it told of this head is no longer so.
    return head && !this.undone.has(head.by) ? [...linesOf(head), ...local] : local;
  }

  presence(key) {
    return fold(this.linesFor(key));
  }

  isHere(person) {
    return this.presence(person.key) !== null;
  }

  /** What is to be shown of somebody: with when and where they were first recorded. */
  shown(key, facts) {
    const head = this.heads.get(key);
    const lines = this.linesFor(key);
    const first = fold(lines)?.first_at ?? null;
    const own = lines.find((line) => line.at === first && line.device);
    return { ...pick(head ?? facts), id: head?.id ?? null, key, signed: head?.signed ?? false, first_at: first, first_device: own?.device ?? head?.first_device ?? "" };
  }

  /** {result, code, key, head}: what a scan of this person or guest means, as far as this desk can know. */
  decide(wish, person) {
    if (wish.walk_in) return this.decideGuest(wish);
    if (!person) return { result: "refused", code: wish.code ? "unknown_code" : "unknown_invitation", key: null, head: null };
    if (person.withdrawn) return { result: "refused", code: "withdrawn", key: person.key, head: { ...pick(person), deputy: person.deputy } };
    return this.judged(person.key, wish, person);
  }

  decideGuest(wish) {
    const key = guestKey(wish.walk_in.name, wish.walk_in.agency);
    const admission = this.heads.get(key)?.admission;
    const policy = this.list?.policy?.walk_ins ?? "admit";
    if (admission === "turned_away") return { result: "refused", code: "turned_away", key, head: pick(wish.walk_in) };
    if (policy === "refuse" && !admission) return { result: "refused", code: "no_walk_ins", key, head: pick(wish.walk_in) };
    const said = this.judged(key, wish, wish.walk_in);
    const held = admission ? admission === "held" : policy === "hold";
    return held && said.result === "accepted" ? { ...said, code: "held" } : said;
  }

  judged(key, wish, facts) {
    const lines = this.linesFor(key);
    const said = judge(fold(lines), fold([...lines, wish]), wish.direction);
    return { ...said, key, head: said.result === "refused" ? pick(facts) : this.shown(key, facts) };
  }

  /** The counts as the server last said them; heads are counted here, because it tells them some seconds later than it takes scans. */
  counts() {
    const counts = { ...(this.list?.attendance ?? {}) };
    if (!this.loaded) return counts;
    Object.assign(counts, { heads: 0, room: 0, online: 0, both: 0, walk_ins: 0 });
    for (const key of new Set([...this.heads.keys(), ...this.local.keys()])) {
      const presence = this.counted(key);
      if (!presence) continue;
      counts.heads += 1;
      counts.room += Number(presence.room);
      counts.online += Number(presence.online);
      counts.both += Number(presence.room && presence.online);
      counts.walk_ins += Number(this.heads.get(key)?.walk_in ?? key.startsWith("guest:"));
    }
    return counts;
  }

  /** How somebody counts, by the server and by what was scanned here since; null while they are held or somebody's companion. */
  counted(key) {
    const head = this.heads.get(key);
    const local = this.local.get(key) ?? [];
    if (head && !local.length && !this.undone.has(head.by)) return head.tally === "head" ? head : null;
    const apart = head?.tally === "companion" || ["held", "turned_away"].includes(head?.admission);
    return apart || local.some(({ shown, who }) => shown.code === "held" || who.walk_in?.companion) ? null : this.presence(key);
  }
}
