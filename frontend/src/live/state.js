/* The state of a session, and how one journal entry changes it: parts are replaced whole, never computed here. */

export const emptyState = () => ({ meeting: {}, items: {}, notes: {}, decisions: {}, attendance: {}, breaks: {}, speaking: {}, turns: {}, votes: {}, materials: {}, own: { ballots: {}, refusals: {} } });

/** Parts of a state that an entry replaces whole. */
const WHOLE = ["meeting", "attendance", "speaking"];

/** Parts of which an entry replaces some, each by its id; and the members that name those that are gone. */
const BY_ID = ["items", "turns", "materials", "breaks"];
const GONE = { items: "gone", materials: "gone_materials" };

/** The state after `entry`. Kinds it does not know, and parts it does not carry, change nothing. */
export function reduce(state, entry) {
  const data = entry.data ?? {};
  const next = { ...state };
  for (const name of WHOLE) if (data[name]) next[name] = data[name];
  for (const name of BY_ID) {
    const gone = data[GONE[name]] ?? [];
    if (!data[name] && !gone.length) continue;
    next[name] = { ...state[name] };
    for (const each of data[name] ?? []) next[name][each.id] = each;
    for (const id of gone) delete next[name][id];
  }
  if (data.note) next.notes = { ...state.notes, [data.note.item]: data.note };
  if (data.decision) next.decisions = { ...state.decisions, [data.decision.id]: data.decision };
  if (data.vote) next.votes = { ...state.votes, [data.vote.id]: data.vote };
  if (data.ballot) next.own = { ...next.own, ballots: { ...next.own.ballots, [data.ballot.vote]: data.ballot } };
  if (data.refusal) next.own = { ...next.own, refusals: { ...next.own.refusals, [data.refusal.turn]: data.refusal } };
  return next;
}

/** Agenda items in their order. */
export const orderedItems = (state) => Object.values(state.items).sort((a, b) => a.position - b.position);

/** Decisions, the newest first as they are shown in the room. */
export const orderedDecisions = (state) => Object.values(state.decisions).sort((a, b) => b.number - a.number);

/** The item under discussion, if any. */
export const activeItem = (state) => orderedItems(state).find((item) => item.status === "active") ?? null;

/** The item to start next, if any. */
export const nextItem = (state) => orderedItems(state).find((item) => item.status === "pending") ?? null;

/** One session's state and who wants to hear of changes. */
export class Store {
  constructor(state) {
    this.state = { ...emptyState(), ...state };
    this.listeners = new Set();
  }

  /** Call `listener(state, entries)` after each change; entries is null when everything was replaced. */
  subscribe(listener) {
    this.listeners.add(listener);
    listener(this.state, null);
  }

  apply(entries) {
    this.state = entries.reduce(reduce, this.state);
    this.tell(entries);
  }

  replace(state) {
    this.state = { ...emptyState(), ...state };
    this.tell(null);
  }

  tell(entries) {
    for (const listener of this.listeners) listener(this.state, entries);
  }
}
