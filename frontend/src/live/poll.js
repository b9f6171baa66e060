/* The long poll: the same entries by plain HTTP, for networks that block websockets. */
import { send, Unreachable } from "../page/http.js";

const WAIT = 25;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class Poll {
  constructor(connection, path) {
    Object.assign(this, { connection, path, running: false });
  }

  start() {
    if (this.running) return;
    this.running = true;
    this.abort = new AbortController();
    this.loop(this.abort.signal);
  }

  stop() {
    this.running = false;
    this.abort?.abort();
  }

  async loop(signal) {
    let wait = 0; // the first answer comes at once and shows that this way is open
    while (this.running) {
      try {
        await this.ask(wait, signal);
        wait = WAIT;
        if (this.running) this.connection.say("polling");
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof Unreachable)) throw error;
        this.connection.say("lost");
        await pause(2000 + Math.random() * 2000);
      }
    }
  }

  /** One question without waiting, when a heartbeat shows that something may be missing. */
  async once() {
    try {
      await this.ask(0);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
    }
  }

  async ask(wait, signal) {
    const connection = this.connection;
    const query = new URLSearchParams({ wait: String(wait), view: connection.view });
    for (const [name, value] of Object.entries(connection.cursor.since())) if (value !== null) query.set(name, String(value));
    const { ok, status, data } = await send("GET", `${this.path}?${query}`, undefined, { signal });
    if (status === 401) return void connection.stop("signed-out");
    if (status === 403 || status === 404) return void connection.stop("forbidden");
    if (!ok) throw new Unreachable(this.path);
    if (data.now) connection.handlers.clock(data.now);
    if (connection.take({ t: "resumed", ...data })) return;
    // It does not join on to what we have: begin anew, after a pause.
    connection.cursor.jump({ epoch: null, seq: null });
    throw new Unreachable(this.path);
  }
}
