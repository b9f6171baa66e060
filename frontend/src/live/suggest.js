/* The list that opens while somebody types @ or / in a note; arrows, Enter and Esc work as long as it is open. */
import { h, icon } from "../page/dom.js";
import { t } from "../page/words.js";

const TYPED = /(?:^|[\s(\ufffc])([@/])([\p{L}\p{N}'’. -]{0,40})$/u;
const MOST = 8;

/** `feed(trigger, query)` gives [{label, hint, icon, run(chain, line)}]; `run` continues a chain that has taken away what was typed. */
export class Suggestions {
  constructor({ feed, place }) {
    this.feed = feed;
    this.list = h("ul", { class: "suggest", role: "listbox", id: "suggest", tabindex: "0", "aria-label": t("Saran"), hidden: true });
    place.append(this.list);
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const row = event.target.closest("[role=option]");
      if (row) this.choose([...this.list.children].indexOf(row));
    });
    this.items = [];
    addEventListener("scroll", () => this.place(), { passive: true });
  }

  get open() {
    return !this.list.hidden;
  }

  /** After each change of the note or the caret. */
  look(editor, typed) {
    this.editor = editor;
    const found = this.typed();
    if (!found || (!typed && !this.open)) return this.close();
    if (this.dismissed === found.from) return;
    this.dismissed = null;
    const items = this.feed(found.trigger, found.query.trim()).slice(0, MOST);
    if (!items.length || (found.query.endsWith(" ") && items.length > 1 && found.trigger === "/")) return this.close();
    Object.assign(this, { items, found, at: 0 });
    this.draw();
  }

  typed() {
    const { selection } = this.editor.state;
    if (!selection.empty) return null;
    const { $from, from } = selection;
    const before = $from.parent.textBetween(0, $from.parentOffset, null, "\ufffc");
    const match = TYPED.exec(before);
    return match && { trigger: match[1], query: match[2], from: from - match[2].length - 1, to: from };
  }

  draw() {
    this.list.replaceChildren(...this.items.map((item, n) => h("li", { role: "option", id: `suggest-${n}`, "aria-selected": String(n === this.at) }, icon(item.icon), h("span", {}, h("b", {}, item.label), item.hint && h("span", { class: "hint" }, item.hint)))));
    this.list.hidden = false;
    this.point();
    this.place();
  }

  /** The reader hears the line that Enter would take. */
  point() {
    [...this.list.children].forEach((row, n) => row.setAttribute("aria-selected", String(n === this.at)));
    this.list.children[this.at]?.scrollIntoView({ block: "nearest" });
    const { dom } = this.editor.view;
    dom.setAttribute("aria-controls", "suggest");
    dom.setAttribute("aria-activedescendant", `suggest-${this.at}`);
  }

  place() {
    if (!this.open) return;
    const { left, top, bottom } = this.editor.view.coordsAtPos(this.found.from);
    const { offsetWidth: width, offsetHeight: height } = this.list;
    const below = bottom + height + 8 < innerHeight;
    this.list.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
    this.list.style.top = `${below ? bottom + 4 : Math.max(8, top - height - 4)}px`;
  }

  close() {
    if (!this.open) return;
    this.list.hidden = true;
    const dom = this.editor?.isDestroyed ? null : this.editor?.view.dom;
    for (const name of ["aria-controls", "aria-activedescendant"]) dom?.removeAttribute(name);
  }

  /** True when a key was for this list. */
  key(event) {
    if (!this.open) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !event.altKey) this.at = (this.at + step + this.items.length) % this.items.length;
    else if (event.key === "Escape") this.dismiss();
    else if ((event.key === "Enter" && !event.ctrlKey) || event.key === "Tab") this.choose(this.at);
    else return false;
    if (step) this.point();
    event.preventDefault();
    return true;
  }

  dismiss() {
    this.dismissed = this.found.from;
    this.close();
  }

  choose(n) {
    const { found, editor } = this;
    const item = this.items[n];
    const { $from } = editor.state.selection;
    const line = ($from.parent.textBetween(0, $from.parentOffset - (found.to - found.from), " ", label) + $from.parent.textBetween($from.parentOffset, $from.parent.content.size, " ", label)).trim();
    this.close();
    item.run(editor.chain().focus().deleteRange({ from: found.from, to: found.to }), line);
  }
}

/** Names stand in a line by their name. */
const label = (node) => node.attrs?.label ?? " ";
