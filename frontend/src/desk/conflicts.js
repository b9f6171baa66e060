/* Scans of which the ledger now says something else than this desk showed: kept until somebody has looked at them. */
import { h, icon } from "../page/dom.js";
import { clockTime, number, t } from "../page/words.js";
import { shortWord } from "./words.js";
import { officeOf } from "./verdict.js";

/** What is kept of a conflict: who, what was shown here, and what the server said. */
export function conflictOf(item, answer) {
  const head = answer.head ?? item.head ?? null;
  const { nonce, at, channel, direction } = item;
  return { nonce, at, channel, direction, head, shown: item.shown.result, now: answer.result, reason: answer.reason };
}

export class Conflicts {
  constructor({ place, list, count, all, keeper, zone }) {
    Object.assign(this, { place, list, count, all, keeper, zone });
    all.addEventListener("click", () => this.allSeen());
  }

  async draw() {
    const kept = await this.keeper.conflicts();
    kept.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
    this.place.hidden = !kept.length;
    this.all.hidden = kept.length < 2;
    this.count.textContent = number(kept.length);
    this.list.replaceChildren(...kept.map((conflict) => this.row(conflict)));
  }

  row({ nonce, at, channel, direction, head, shown, now, reason }) {
    const name = head?.name ?? t("Tidak dikenal");
    const said = t("Di sini ditampilkan: {shown}. Menurut buku hadir: {now}.", { shown: shortWord(shown, direction, channel), now: shortWord(now, direction, channel) });
    const about = h("span", {}, h("b", { class: "strong" }, name), officeOf(head) && h("br"), officeOf(head) && h("span", { class: "muted" }, officeOf(head)), h("br"), said, reason && h("br"), reason);
    const seen = h("button", { class: "btn btn-s", type: "button", "aria-label": t("Sudah saya lihat: {name}", { name }), onclick: () => this.seen(nonce) }, icon("check"), t("Sudah saya lihat"));
    return h("li", {}, h("time", {}, clockTime(at, { zone: this.zone(), seconds: true })), about, seen);
  }

  /** The next one gets the focus, so that a keyboard goes through all of them. */
  async seen(nonce) {
    await this.keeper.acknowledge(nonce);
    await this.draw();
    this.goOn();
  }

  async allSeen() {
    for (const { nonce } of await this.keeper.conflicts()) await this.keeper.acknowledge(nonce);
    await this.draw();
    this.goOn();
  }

  goOn() {
    (this.list.querySelector("button") ?? document.querySelector('[data-part="scan"]')).focus();
  }
}
