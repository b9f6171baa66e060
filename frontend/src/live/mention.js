/* An agency or a person named in a note: one piece, which documents print by its name alone. */
import { Node } from "@tiptap/core";

export const Mention = Node.create({
  name: "mention",
  group: "inline",
  inline: true,
  atom: true,
  selectable: false,
  addAttributes() {
    const attribute = (name) => ({ default: null, parseHTML: (element) => element.getAttribute(name), renderHTML: () => ({}) });
    return { id: attribute("data-mention"), label: attribute("data-label") };
  },
  parseHTML: () => [{ tag: "span[data-mention][data-label]" }],
  renderHTML: ({ node }) => ["span", { class: "mention", "data-mention": node.attrs.id ?? "", "data-label": node.attrs.label }, node.attrs.label],
  renderText: ({ node }) => node.attrs.label,
});

/** What is put into a note for an agency or a person; a person's agency follows in brackets. */
export const mentionOf = ({ id = null, label }) => ({ type: "mention", attrs: { id, label } });
