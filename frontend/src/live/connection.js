/* The stream of a session: a websocket that always resumes where it was, or a long poll where websockets are blocked. */
import { send, Unreachable } from "../page/http.js";
import { Cursor } from "./cursor.js";
import { Poll } from "./poll.js";

const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
const SILENCE = 55_000; // heartbeats come every 20 s ± 20 %: two were missed
const RETRY_SOCKET = 60_000;
const GIVE_UP_SOCKET = 3; // so many connections in a row that never spoke: the network blocks websockets
const SIGN_IN = 4401;
const RIGHTS = 4403;

/** Equal chances between half and the whole wait, so that a thousand clients do not come back at once. */
const jitter = (ms) => ms / 2 + Math.random() * (ms / 2);

/**
 * `socket` is the address of the stream; whoever has no account gives `ticket`, where a pass for it is had, each time anew;
 * `asks`: the stream is not open to them, they only ask.
 * handlers: snapshot({state, seq, epoch, view, reason}), entries([…]), presence({…}), clock(iso),
 * status("connecting"|"live"|"polling"|"lost"|"signed-out"|"forbidden").
 */
export class Connection {
  constructor({ path, socket, ticket, asks, view, epoch, seq, handlers }) {
    Object.assign(this, { address: socket ?? `${path}/live`, ticket, asks, view, handlers });
    this.cursor = new Cursor({ epoch, seq });
    this.failures = 0;
    this.silent = 0;
    this.denied = 0;
    this.behind = null;
    this.poll = new Poll(this, `${path}/entries`);
    addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry());
  }

  start() {
    if (this.asks) this.poll.start();
    else this.open();
    return this;
  }

  async open() {
    clearTimeout(this.retry);
    this.opening = true;
    const pass = this.ticket ? await this.pass() : {};
    this.opening = false;
    if (pass && !this.ended) this.connect(pass);
  }

  /** A ticket for whoever comes by a personal link; null where it could not be had. */
  async pass() {
    try {
      const { ok, status, data } = await send("POST", this.ticket, {});
      if (ok) return { ticket: data.ticket };
      if ([401, 403, 404].includes(status)) return void this.stop("forbidden");
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
    }
    this.closed(null, 1006);
    return null;
  }

  connect(pass) {
    const url = new URL(this.address, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    let socket;
    try {
      socket = new WebSocket(url);
    } catch {
      return this.closed(null, 1006);
    }
    this.socket = socket;
    this.spoke = false;
    this.bye = null;
    if (!this.poll.running) this.say("connecting");
    socket.onopen = () => socket.send(JSON.stringify({ t: "hello", v: 1, ...this.cursor.since(), view: this.view, ...pass }));
    socket.onmessage = (message) => this.socket === socket && this.hear(JSON.parse(message.data));
    socket.onclose = (event) => this.socket === socket && this.closed(this.bye, event.code);
    this.watch();
  }

  watch() {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.socket && this.drop(), SILENCE);
  }

  /** Leave this socket and come back at once, from where we are. */
  drop() {
    const socket = this.socket;
    this.socket = null;
    socket?.close();
    this.closed({ retry_ms: 0 }, 1000);
  }

  hear(frame) {
    this.watch();
    if (!this.spoke && frame.t !== "bye") this.reached();
    if (frame.t === "hb") this.heartbeat(frame);
    else if (frame.t === "presence") this.handlers.presence(frame);
    else if (frame.t === "bye") this.bye = frame;
    else if (!this.take(frame)) this.drop();
  }

  reached() {
    this.spoke = true;
    this.failures = this.silent = this.denied = 0;
    this.poll.stop();
    this.say("live");
  }

  /** Bring a snap, resumed, or ev frame into the state; false if it leaves a hole. */
  take(frame) {
    if (frame.t === "snap") {
      this.cursor.jump(frame);
      this.handlers.snapshot(frame);
      return true;
    }
    if (frame.t !== "ev" && frame.t !== "resumed") return true;
    const fresh = this.cursor.take(frame);
    if (fresh?.length) this.handlers.entries(fresh);
    return fresh !== null;
  }

  heartbeat(frame) {
    if (frame.now) this.handlers.clock(frame.now);
    this.socket.send(JSON.stringify({ t: "pong" }));
    // The top of the journal ahead of us for two heartbeats and nothing moved: ask, rather than trust.
    if (frame.seq > this.cursor.seq && this.behind === this.cursor.seq) this.poll.once();
    this.behind = this.cursor.seq;
  }

  closed(bye, code) {
    this.socket = null;
    clearTimeout(this.silence);
    const why = bye?.code ?? code;
    if (why === SIGN_IN && !this.ticket) return this.stop("signed-out");
    const refused = why === RIGHTS || why === SIGN_IN;
    if (refused && ++this.denied > 1) return this.stop("forbidden");
    if (refused || why === 4409) this.cursor = new Cursor();
    if (!this.spoke) this.silent += 1;
    if (this.silent >= GIVE_UP_SOCKET) this.poll.start();
    if (!this.poll.running) this.say("lost");
    const wait = this.poll.running ? RETRY_SOCKET : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.failures++);
    this.retry = setTimeout(() => this.open(), bye?.retry_ms !== undefined ? bye.retry_ms + jitter(FIRST_WAIT) : jitter(wait));
  }

  /** The network or the person is back: do not wait out the pause. */
  hurry() {
    if (this.ended || this.opening || this.socket || this.poll.running) return;
    this.failures = 0;
    this.open();
  }

  stop(status) {
    this.ended = true;
    clearTimeout(this.retry);
    this.poll.stop();
    this.say(status);
  }

  say(status) {
    if (this.status === status) return;
    this.status = status;
    this.handlers.status(status);
  }
}

