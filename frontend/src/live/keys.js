/* Keys of the session: none is a single letter, all are listed (F1) and can be switched off. */
const SWITCH = "rakor-keys";

const KEYS = [
  ["decision", (event) => event.ctrlKey && !event.shiftKey && event.key === "Enter"],
  ["next", (event) => event.ctrlKey && event.shiftKey && event.key === "Enter"],
  ["time", (event) => event.ctrlKey && !event.shiftKey && event.key === ";"],
  ["save", (event) => event.ctrlKey && !event.shiftKey && event.key.toLowerCase() === "s"],
  ["up", (event) => event.altKey && event.key === "ArrowUp"],
  ["down", (event) => event.altKey && event.key === "ArrowDown"],
  ["speaker", (event) => event.key === "F8"],
  ["pause", (event) => event.key === "F9"],
  ["help", (event) => event.key === "F1"],
];

const enabled = () => localStorage.getItem(SWITCH) !== "off";

/** `acts`: {decision, next, time, save, up, down, speaker, pause, help}. Taken before the editor sees them. */
export function listenToKeys(acts, toggle) {
  document.addEventListener(
    "keydown",
    (event) => {
      const found = KEYS.find(([, matches]) => matches(event))?.[0];
      if (!found || (found !== "help" && !enabled()) || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat || found === "up" || found === "down") acts[found]();
    },
    true,
  );
  if (!toggle) return;
  toggle.checked = enabled();
  toggle.addEventListener("change", () => localStorage.setItem(SWITCH, toggle.checked ? "on" : "off"));
}
