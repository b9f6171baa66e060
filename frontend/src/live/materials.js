/* The documents of a session: those of the item under discussion first, then all others by item. */
import { h, icon } from "../page/dom.js";
import { number, t } from "../page/words.js";
import { activeItem, orderedItems } from "./state.js";

/** 1,4 MB, as people read it. */
export function sizeWords(bytes) {
  if (bytes < 999_500) return t("{n} KB", { n: number(Math.max(1, Math.round(bytes / 1000))) });
  return t("{n} MB", { n: number(Math.round(bytes / 100_000) / 10) });
}

/** Documents of one agenda item (null: of the meeting), by their titles. */
export const materialsOf = (state, item) =>
  Object.values(state.materials)
    .filter((each) => (each.item ?? null) === item)
    .sort((a, b) => a.position - b.position);

function row(path, each) {
  const more = [each.kind, sizeWords(each.size), each.version > 1 && t("versi {n}", { n: each.version })].filter(Boolean).join(" · ");
  const words = h("span", {}, h("b", { class: "strong" }, each.title), h("br"), h("span", { class: "muted small" }, more));
  return h("li", {}, h("a", { class: "paper-link", href: `${path}/materials/${each.id}/versions/${each.version}/file`, download: true }, icon("file-text"), words, icon("download")));
}

const list = (path, found) => h("ul", { class: "papers" }, found.map((each) => row(path, each)));

/** What is drawn, as text: a list that says the same is left alone, so that focus stays where it is. */
const told = (state) => JSON.stringify([Object.values(state.materials), orderedItems(state).map(({ id, title, status }) => [id, title, status])]);

function groups(state, path) {
  const active = activeItem(state);
  const rest = orderedItems(state).filter((item) => item !== active);
  const others = [[t("Untuk seluruh rapat"), materialsOf(state, null)], ...rest.map((item) => [item.title, materialsOf(state, item.id)])].filter(([, found]) => found.length);
  const now = active ? materialsOf(state, active.id) : [];
  return [
    now.length && h("div", { class: "stack-s" }, h("h3", { class: "small" }, t("Pokok yang dibahas")), list(path, now)),
    ...others.map(([title, found]) => h("div", { class: "stack-s" }, h("h3", { class: "small" }, title), list(path, found))),
  ];
}

/** The card of documents, where the page has one. */
export function startMaterials({ store, part, path }) {
  const place = part("materials");
  if (!place) return;
  let before = "";
  store.subscribe((state) => {
    const now = told(state);
    if (now === before) return;
    before = now;
    const shown = groups(state, path).filter(Boolean);
    place.replaceChildren(...(shown.length ? shown : [h("p", { class: "muted" }, t("Belum ada bahan rapat."))]));
    part("material-count").textContent = Object.keys(state.materials).length || "";
  });
}
