/* What a desk keeps in this browser: the list of the meeting, scans that wait for the network, and what must still be looked at. */
const STORES = { facts: undefined, queue: { keyPath: "n", autoIncrement: true }, log: { keyPath: "n", autoIncrement: true }, conflicts: { keyPath: "nonce" } };
const LOG_KEPT = 60;

const nameOf = (meeting) => `rakor-desk-${meeting}`;

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => {};
  });

/** The keeper of a meeting's desk. Rejects where the browser keeps nothing at all. */
export async function openKeeper(meeting) {
  const request = indexedDB.open(nameOf(meeting), 1);
  request.onupgradeneeded = () => {
    for (const [name, options] of Object.entries(STORES)) request.result.createObjectStore(name, options);
  };
  return new Keeper(meeting, await settled(request));
}

/** Forget everything of a meeting, in whichever tab it is open. */
export const forget = (meeting) => settled(indexedDB.deleteDatabase(nameOf(meeting)));

class Keeper {
  constructor(meeting, database) {
    Object.assign(this, { meeting, database, last: 0 });
    // Another tab forgets everything: this one must not stand in its way.
    database.onversionchange = () => database.close();
  }

  /** One transaction; what it wrote is on the disk when this resolves, also if the power goes a moment later. */
  async act(stores, mode, work) {
    // Facts are told again by the server: nobody waits for the disk because of them.
    const durability = mode === "readwrite" && stores !== "facts" ? "strict" : "relaxed";
    const transaction = this.database.transaction(stores, mode, { durability });
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    const result = await work(...[stores].flat().map((name) => transaction.objectStore(name)));
    await done;
    return result;
  }

  fact(name) {
    return this.act("facts", "readonly", (facts) => settled(facts.get(name)));
  }

  setFact(name, value) {
    return this.act("facts", "readwrite", (facts) => settled(facts.put(value, name)));
  }

  /** Something to hand in: a scan, a signature, or a scan taken back; with the line of the log about it. Somebody waits for it: all is asked at once. */
  add(item, line) {
    return this.act(["queue", "log"], "readwrite", (queue, log) => {
      queue.add(item);
      if (line) this.append(log, line);
      queue.transaction.commit();
    });
  }

  append(log, line) {
    if (this.last > LOG_KEPT) log.delete(IDBKeyRange.upperBound(this.last - LOG_KEPT));
    log.add(line).onsuccess = ({ target }) => (this.last = target.result);
  }

  waiting(most) {
    return this.act("queue", "readonly", (queue) => settled(queue.getAll(null, most)));
  }

  count() {
    return this.act("queue", "readonly", (queue) => settled(queue.count()));
  }

  /** What the server has taken is let go; what it said otherwise is kept until somebody has looked at it. */
  settle(numbers, conflicts, answered) {
    return this.act(["queue", "conflicts", "log"], "readwrite", async (queue, kept, log) => {
      for (const n of numbers) await settled(queue.delete(n));
      for (const conflict of conflicts) await settled(kept.put(conflict));
      for (const line of await settled(log.getAll())) {
        if (answered[line.nonce]) await settled(log.put({ ...line, ...answered[line.nonce] }));
      }
    });
  }

  log() {
    return this.act("log", "readonly", (log) => settled(log.getAll()));
  }

  conflicts() {
    return this.act("conflicts", "readonly", (kept) => settled(kept.getAll()));
  }

  acknowledge(nonce) {
    return this.act("conflicts", "readwrite", (kept) => settled(kept.delete(nonce)));
  }
}
