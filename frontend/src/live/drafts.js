/* What is typed and not yet acknowledged, kept in this browser: it survives a closed lid, a crash and a lost network. */
const STORE = "drafts";

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("rakor", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Drafts of one person in one meeting; `works` turns false where the browser refuses to keep anything. */
export class Drafts {
  constructor(meeting, person) {
    this.prefix = `${person}:${meeting}:`;
    this.works = true;
    this.database = null;
  }

  async store(mode) {
    this.database ??= await opened();
    return this.database.transaction(STORE, mode).objectStore(STORE);
  }

  async attempt(act) {
    try {
      const result = await act();
      this.works = true;
      return result;
    } catch {
      this.works = false;
      return null;
    }
  }

  /** {item, body, base, at} of everything kept. */
  async all() {
    const range = IDBKeyRange.bound(this.prefix, `${this.prefix}\uffff`);
    return (await this.attempt(async () => done((await this.store("readonly")).getAll(range)))) ?? [];
  }

  keep(item, body, base) {
    const draft = { item, body, base, at: Date.now() };
    return this.attempt(async () => {
      const store = await this.store("readwrite");
      const kept = done(store.put(draft, this.prefix + item));
      store.transaction.commit(); // a page that is being shut hears of nothing any more, and what waits for it is undone
      return kept;
    });
  }

  forget(item) {
    return this.attempt(async () => done((await this.store("readwrite")).delete(this.prefix + item)));
  }
}
