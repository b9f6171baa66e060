/* Short notices: 8 seconds, paused while pointed at or focused, with at most one act. */
import { h, icon } from "./dom.js";
import { t } from "./words.js";

const STAY = 8000;
const ICONS = { done: "check", warn: "triangle-alert", info: "info" };

function host() {
  let element = document.querySelector(".toasts");
  if (!element) {
    element = h("div", { class: "toasts", role: "status" });
    document.body.append(element);
  }
  return element;
}

/** Let a notice go by itself; also for those the server put on the page. */
export function expire(element) {
  let timer;
  const start = () => (timer = setTimeout(() => element.remove(), STAY));
  const stop = () => clearTimeout(timer);
  element.addEventListener("pointerenter", stop);
  element.addEventListener("pointerleave", start);
  element.addEventListener("focusin", stop);
  element.addEventListener("focusout", start);
  start();
}

/** Show `text`; `act` is {word, run}. */
export function toast(text, { kind = "done", act } = {}) {
  const element = h("div", { class: "toast" }, icon(ICONS[kind] ?? "info"), h("span", {}, text));
  const close = () => element.remove();
  if (act) element.append(h("button", { type: "button", onclick: () => (close(), act.run()) }, act.word));
  else element.append(h("button", { type: "button", "aria-label": t("Tutup pemberitahuan"), onclick: close }, icon("x")));
  host().append(element);
  expire(element);
  return element;
}
