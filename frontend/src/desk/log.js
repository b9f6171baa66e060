/* The last lines of this desk, the newest first. */
import { logLine } from "./verdict.js";

const LENGTH = 30;

export class Log {
  constructor({ place, keeper, zone, isUp }) {
    Object.assign(this, { place, keeper, zone, isUp, lines: [] });
  }

  async restore() {
    this.lines = (await this.keeper.log()).reverse().slice(0, LENGTH);
    this.draw();
  }

  put(line) {
    this.lines = [line, ...this.lines].slice(0, LENGTH);
    this.draw();
  }

  apply(news) {
    for (const line of this.lines) Object.assign(line, news[line.nonce] ?? {});
    this.draw();
  }

  /** The last scan that counted here and was not taken back since. */
  lastStanding() {
    const undone = new Set(this.lines.map((line) => line.undoes));
    return this.lines.find((line) => !line.undoes && line.result !== "refused" && !undone.has(line.nonce));
  }

  /** Without lines of its own it leaves what the page came with. */
  draw() {
    if (!this.lines.length) return;
    const shown = this.lines.map((line) => (line.result === "checking" && !this.isUp() ? { ...line, result: "kept" } : line));
    this.place.replaceChildren(...shown.map((line) => logLine(line, this.zone())));
  }
}
