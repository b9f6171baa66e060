/* The last lines of this desk, the newest first. Only what changed is drawn anew: many of them, with their icons, take longer than a scan may. */
import { logLine } from "./verdict.js";

const LENGTH = 30;

export class Log {
  constructor({ place, keeper, zone, isUp }) {
    Object.assign(this, { place, keeper, zone, isUp, lines: [] });
  }

  /** Without lines of its own it leaves what the page came with. */
  async restore() {
    this.lines = (await this.keeper.log()).reverse().slice(0, LENGTH);
    if (this.lines.length) this.place.replaceChildren(...this.lines.map((line) => this.row(line)));
  }

  put(line) {
    if (!this.lines.length) this.place.replaceChildren();
    this.lines = [line, ...this.lines].slice(0, LENGTH);
    this.place.prepend(this.row(line));
    this.place.children[LENGTH]?.remove();
  }

  apply(news) {
    this.lines.forEach((line, n) => {
      if (!news[line.nonce]) return;
      Object.assign(line, news[line.nonce]);
      this.place.children[n].replaceWith(this.row(line));
    });
  }

  /** Nobody is there to be asked: what was to be checked is kept. */
  undecided() {
    this.lines.forEach((line, n) => line.result === "checking" && this.place.children[n].replaceWith(this.row(line)));
  }

  row(line) {
    return logLine(line.result === "checking" && !this.isUp() ? { ...line, result: "kept" } : line, this.zone());
  }

  /** The last scan that counted here and was not taken back since. */
  lastStanding() {
    const undone = new Set(this.lines.map((line) => line.undoes));
    return this.lines.find((line) => !line.undoes && line.result !== "refused" && !undone.has(line.nonce));
  }
}
