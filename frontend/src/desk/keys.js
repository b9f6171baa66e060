/* Hands stay on the keyboard: keys of the field, keys of the whole page, and a scanner that types wherever the page happens to be. */

const SWITCH = "rakor-keys"; // the same for the session and the desk
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

const enabled = () => localStorage.getItem(SWITCH) !== "off";

/** A box that switches the shortcuts on and off; what is typed and chosen in the field is no shortcut. */
export function switchKeys(box) {
  box.checked = enabled();
  box.addEventListener("change", () => localStorage.setItem(SWITCH, box.checked ? "on" : "off"));
}

/** `acts`: step(n), enter(), clear(), undo(); keys: {F2: act, …}; until `signal` ends it. */
export function listenToKeys(field, acts, keys, signal) {
  field.addEventListener("keydown", (event) => {
    const undoes = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !field.value && enabled();
    if (STEPS[event.key]) acts.step(STEPS[event.key]);
    else if (event.key === "Enter") acts.enter();
    else if (undoes) acts.undo();
    else if (event.key === "Escape") return void acts.clear();
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]")) return;
    if (keys[event.key] && enabled()) return void (event.preventDefault(), keys[event.key]());
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const letter = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!typing && letter) field.focus();
  }, { signal });
}
