/* The state of a session, and how one journal entry changes it: parts are replaced whole, never computed here. */

export const emptyState = () => ({ meeting: {}, items: {}, notes: {}, decisions: {}, attendance: {} });

/** The state after `entry`. Kinds it does not know, and parts it does not carry, change nothing. */
export function reduce(state, entry) {
  const data = entry.data ?? {};
  const next = { ...state };
  if (data.meeting) next.meeting = data.meeting;
  if (data.items || data.gone) {
    next.items = { ...state.items };
    for (const item of data.items ?? []) next.items[item.id] = item;
    for (const id of data.gone ?? []) delete next.items[id];
  }
  if (data.note) next.notes = { ...state.notes, [data.note.item]: data.note };
  if (data.decision) next.decisions = { ...state.decisions, [data.decision.id]: data.decision };
  if (data.attendance) next.attendance = data.attendance;
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
