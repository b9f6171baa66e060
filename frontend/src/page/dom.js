/* Small builders of elements, so that nothing is ever pasted into a page as markup. */
const SVG = "http://www.w3.org/2000/svg";
const icons = new URL(`./${ICONS_FILE}`, import.meta.url).pathname;

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** An element: h("p", {class: "small"}, "text", child). */
export const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);

/** The same in SVG. */
export const s = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

/** An icon of the sprite. */
export const icon = (name) => s("svg", { class: "i", "aria-hidden": "true" }, s("use", { href: `${icons}#i-${name}` }));

/** A status: icon, word, tone (n a w g r t). */
export const status = (tone, iconName, word, chip = true) =>
  h("span", { class: `${chip ? "chip " : ""}st st-${tone}` }, icon(iconName), word);

/** A bar of parts [[class, amount], …] out of `whole`, with words for readers. */
export function bar(parts, whole, label) {
  const scale = whole > 0 ? 100 / whole : 0;
  let left = 0;
  const shapes = parts.flatMap(([tone, amount]) => {
    if (!amount) return [];
    const shape = s("rect", { class: tone, x: left, width: amount * scale, height: 10 });
    left += amount * scale;
    return [shape, s("rect", { class: "b-gap", x: left - 0.2, width: 0.4, height: 10 })];
  });
  const ground = s("rect", { class: "b-bg", width: 100, height: 10 });
  return s("svg", { class: "bar", viewBox: "0 0 100 10", preserveAspectRatio: "none", role: "img", "aria-label": label }, ground, ...shapes);
}

/** The JSON a page carries in <script type="application/json" id="…">. */
export function pageData(id) {
  const block = document.getElementById(id);
  return block ? JSON.parse(block.textContent) : null;
}
