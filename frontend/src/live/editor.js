/* The rich-text editor of one agenda item's note, and its toolbar. Loaded only for those who write. */
import { Editor } from "@tiptap/core";
import { TableKit } from "@tiptap/extension-table";
import { Placeholder } from "@tiptap/extensions";
import StarterKit from "@tiptap/starter-kit";
import { serverNow } from "../page/clock.js";
import { clockTime, t } from "../page/words.js";
import { Mention } from "./mention.js";
import { Suggestions } from "./suggest.js";

const extensions = () => [
  StarterKit.configure({ heading: { levels: [2, 3] }, code: false, codeBlock: false, link: { openOnClick: false, protocols: ["http", "https", "mailto"] } }),
  TableKit.configure({ table: { resizable: false } }),
  Mention,
  Placeholder.configure({ placeholder: t("Tulis catatan pembahasan di sini. @ menyebut instansi atau orang, / untuk perintah dan kalimat baku") }),
];

const COMMANDS = {
  bold: (chain) => chain.toggleBold(),
  italic: (chain) => chain.toggleItalic(),
  heading: (chain) => chain.toggleHeading({ level: 2 }),
  bulletList: (chain) => chain.toggleBulletList(),
  orderedList: (chain) => chain.toggleOrderedList(),
  table: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
  addRow: (chain) => chain.addRowAfter(),
  addColumn: (chain) => chain.addColumnAfter(),
  deleteTable: (chain) => chain.deleteTable(),
  undo: (chain) => chain.undo(),
  redo: (chain) => chain.redo(),
};

/**
 * Where the caret stands is read before a key is acted upon. A busy browser tells of a moved caret after the keys
 * that followed it, by seconds: whoever pressed End and then Enter would break the line where the caret had been.
 */
function readCaret(_view, event) {
  if (!event.isComposing) document.dispatchEvent(new Event("selectionchange"));
  return false;
}

/** A new editor per item, so that undo never crosses from one note into another. */
export class NoteEditor {
  constructor({ mount, toolbar, zone, feed, onEdit }) {
    Object.assign(this, { mount, toolbar, zone });
    this.editor = null;
    this.onEdit = onEdit;
    this.suggestions = new Suggestions({ feed, place: mount.parentElement });
    toolbar.addEventListener("click", (event) => this.press(event.target.closest("button[data-cmd]")));
    toolbar.addEventListener("keydown", (event) => this.walk(event));
    this.buttons = [...toolbar.querySelectorAll("button")];
    this.buttons.forEach((button, place) => button.setAttribute("tabindex", place ? "-1" : "0"));
  }

  open(item, doc, title) {
    this.suggestions.close();
    this.editor?.destroy();
    this.item = item;
    this.editor = new Editor({
      element: this.mount,
      extensions: extensions(),
      content: doc,
      injectCSS: false, // the stylesheet has it; the content policy forbids inline style
      editorProps: { attributes: { role: "textbox", "aria-multiline": "true", "aria-label": t("Catatan: {title}", { title }), lang: "id" }, handleDOMEvents: { keydown: readCaret }, handleKeyDown: (_view, event) => this.suggestions.key(event) },
      onUpdate: ({ editor }) => this.onEdit(this.item, editor.getJSON()),
      onTransaction: ({ transaction }) => (this.showPressed(), this.editor && this.suggestions.look(this.editor, transaction.docChanged && transaction.getMeta("addToHistory") !== false)),
      onBlur: () => this.suggestions.close(),
    });
    this.showPressed();
  }

  /** Another version of the same note; it cannot be undone away, and the caret stays as near as it can. */
  replace(doc) {
    const { from } = this.editor.state.selection;
    this.editor.chain().setMeta("addToHistory", false).setContent(doc, { emitUpdate: false }).run();
    const end = this.editor.state.doc.content.size;
    this.editor.chain().setMeta("addToHistory", false).setTextSelection(Math.min(from, end)).run();
  }

  press(button) {
    if (!button || !this.editor) return;
    const { cmd } = button.dataset;
    if (cmd === "time") this.insertTime();
    else if (COMMANDS[cmd]) COMMANDS[cmd](this.editor.chain().focus()).run();
  }

  /** Arrow keys walk the toolbar; it is one stop for Tab. */
  walk(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const place = this.buttons.indexOf(event.target);
    if (!step || place < 0) return;
    event.preventDefault();
    const visible = this.buttons.filter((button) => !button.hidden);
    const next = visible[(visible.indexOf(event.target) + step + visible.length) % visible.length];
    this.buttons.forEach((button) => button.setAttribute("tabindex", button === next ? "0" : "-1"));
    next.focus();
  }

  insertTime() {
    this.editor.chain().focus().insertContent(`${clockTime(serverNow(), { zone: this.zone })} `).run();
  }

  /** Pieces at the caret, or the list that @ or / opens when there are none. */
  insert(pieces, trigger) {
    this.editor.chain().focus().insertContent(pieces ? [...pieces, { type: "text", text: " " }] : this.spaced(trigger)).run();
  }

  /** A trigger opens its list after a space only. */
  spaced(trigger) {
    const { $from } = this.editor.state.selection;
    const before = $from.parent.textBetween(0, $from.parentOffset, null, "\ufffc");
    return /(^|\s)$/.test(before) ? trigger : ` ${trigger}`;
  }

  insertTable() {
    this.editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run();
  }

  /** The line that the caret is in, as text. */
  lineText() {
    const { parent } = this.editor.state.selection.$from;
    return parent.textBetween(0, parent.content.size, " ", (node) => node.attrs?.label ?? " ").trim();
  }

  /** What is selected, as text for a decision. */
  selectedText() {
    const { from, to } = this.editor.state.selection;
    return this.editor.state.doc.textBetween(from, to, " ", (node) => node.attrs?.label ?? " ").trim();
  }

  focus() {
    this.editor?.commands.focus();
  }

  showPressed() {
    for (const button of this.buttons) {
      const { cmd } = button.dataset;
      if (button.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", String(this.editor.isActive(cmd)));
      if (button.dataset.inTable !== undefined) button.hidden = !this.editor.isActive("table");
    }
  }
}
