/* The agenda item that a link leads to (#item-…), once it is drawn. */

/** Its key, null where the address names none. */
export const soughtItem = () => /^#item-([0-9a-f-]{36})$/.exec(location.hash)?.[1] ?? null;

/** Bring what was looked for into sight and mark it until something else is looked for. */
export function showSought(element) {
  for (const other of document.querySelectorAll(".sought")) other.classList.remove("sought");
  if (!element) return;
  element.classList.add("sought");
  element.scrollIntoView({ block: "start" });
}
