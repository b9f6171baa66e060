/* A stored note as elements, for those who read: only known kinds are drawn, everything else falls back to its text. */
import { h } from "../page/dom.js";
import { asDocument } from "./blocks.js";

const TAGS = { paragraph: "p", bulletList: "ul", orderedList: "ol", listItem: "li", blockquote: "blockquote", tableRow: "tr", horizontalRule: "hr", hardBreak: "br" };
const MARKS = { bold: "strong", italic: "em", underline: "u", strike: "s" };

function text(node) {
  return (node.marks ?? []).reduce((inner, mark) => {
    if (mark.type === "link" && /^(https?:|mailto:)/i.test(mark.attrs?.href ?? "")) return h("a", { href: mark.attrs.href, rel: "noopener noreferrer" }, inner);
    return MARKS[mark.type] ? h(MARKS[mark.type], {}, inner) : inner;
  }, document.createTextNode(node.text ?? ""));
}

function draw(node) {
  if (node.type === "text") return text(node);
  if (node.type === "mention") return h("span", { class: "mention" }, node.attrs?.label ?? "");
  const inside = (node.content ?? []).map(draw);
  if (node.type === "heading") return h(`h${Math.min(4, Math.max(3, (node.attrs?.level ?? 2) + 1))}`, {}, inside);
  if (node.type === "table") return h("div", { class: "tableWrapper", tabindex: "0" }, h("table", {}, h("tbody", {}, inside)));
  if (node.type === "tableCell" || node.type === "tableHeader") {
    return h(node.type === "tableCell" ? "td" : "th", { colspan: node.attrs?.colspan, rowspan: node.attrs?.rowspan }, inside);
  }
  return h(TAGS[node.type] ?? "div", {}, inside);
}

/** The elements of a body. */
export const prose = (body) => asDocument(body).content.map(draw);

/** Whether there is nothing to read. */
export function isBlank(body) {
  const words = (node) => (node.text ?? node.attrs?.label ?? "") + (node.content ?? []).map(words).join("");
  return !words(asDocument(body)).trim();
}
