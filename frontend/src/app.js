/* Every page. Pages work without this file; it makes them quicker and says what is going on. */
import htmx from "htmx.org";
import { runClocks } from "./page/clock.js";
import { askBeforeSubmit } from "./page/dialog.js";
import { csrf, problemText } from "./page/http.js";
import { followAll, guardForms, showDownloads } from "./page/progress.js";
import { expire, toast } from "./page/toast.js";
import { t } from "./page/words.js";

// The content security policy allows neither inline style nor eval; pages are not kept in the browser's storage.
Object.assign(htmx.config, { includeIndicatorStyles: false, allowEval: false, allowScriptTags: false, historyCacheSize: 0, selfRequestsOnly: true });

function listenToHtmx() {
  const on = (name, act) => document.addEventListener(name, act);
  on("htmx:configRequest", (event) => (event.detail.headers["X-CSRF-Token"] = csrf()));
  on("htmx:afterSwap", (event) => {
    followAll(event.target);
    followCounts();
  });
  on("htmx:sendError", () => toast(t("Tidak tersambung ke server. Periksa jaringan, lalu coba lagi."), { kind: "warn" }));
  on("htmx:responseError", (event) => {
    let data = null;
    try {
      data = JSON.parse(event.detail.xhr.responseText);
    } catch {
      data = null;
    }
    toast(problemText(data, t("Permintaan tidak dapat dijalankan. Coba lagi.")), { kind: "warn" });
  });
  // The server may answer with HX-Trigger: {"toast": {"text": …, "kind": …}}.
  on("toast", (event) => toast(event.detail.text ?? event.detail.value, { kind: event.detail.kind }));
}

/** The editor of a rundown reckons its times while somebody types. */
async function followRundown() {
  const form = document.querySelector("[data-rundown]");
  if (form) (await import("./page/rundown.js")).editRundown(form);
}

/** Cards that show how many came keep up with the meeting. */
async function followCounts() {
  const card = document.querySelector("[data-follows]");
  if (card) (await import("./live/arrivals.js")).followCounts(card.dataset);
}

/** Meetings on the calendar can be moved by mouse and by key. */
async function followCalendar() {
  const calendar = document.querySelector("[data-calendar]");
  if (calendar) (await import("./calendar/moving.js")).moveMeetings(calendar);
}

function showActiveTab() {
  for (const tab of document.querySelectorAll(".sections [aria-current]")) tab.scrollIntoView({ block: "nearest", inline: "center" });
}

const TYPING = "input, textarea, select, [contenteditable]:not([contenteditable=false])";

/** Ctrl K anywhere; a stroke where nothing is typed, unless keys are switched off in this browser or a scanner types. */
function asksForSearch(event) {
  if (event.altKey || document.querySelector("dialog[open]")) return false;
  if (event.ctrlKey || event.metaKey) return !event.shiftKey && event.key.toLowerCase() === "k";
  if (document.getElementById("desk")) return false;
  return event.key === "/" && !event.target.closest?.(TYPING) && localStorage.getItem("rakor-keys") !== "off";
}

function focusSearch(event) {
  if (!asksForSearch(event)) return;
  const target = document.querySelector("[data-search-all]") ?? document.querySelector(".barsearch");
  if (!target) return;
  event.preventDefault();
  if (target.matches("input")) target.select();
  else target.click();
  target.focus();
}

function listenToClicks(event) {
  const button = event.target.closest?.("[data-reveal],[data-copy],[data-print],[data-open-dialog],[data-close-dialog]");
  if (!button) return;
  if (button.dataset.reveal !== undefined) {
    const field = document.getElementById(button.dataset.reveal);
    field.type = field.type === "password" ? "text" : "password";
    button.setAttribute("aria-pressed", String(field.type === "text"));
  } else if (button.dataset.copy !== undefined) {
    navigator.clipboard?.writeText(button.dataset.copy).then(() => toast(t("Tersalin")));
  } else if (button.dataset.openDialog !== undefined) {
    document.getElementById(button.dataset.openDialog)?.showModal();
  } else if (button.dataset.closeDialog !== undefined) {
    button.closest("dialog")?.close();
  } else window.print();
}

askBeforeSubmit();
guardForms();
showDownloads();
listenToHtmx();
runClocks();
showActiveTab();
followAll();
followCounts();
followRundown();
followCalendar();
for (const element of document.querySelectorAll(".toasts > .toast")) expire(element);
document.addEventListener("keydown", focusSearch);
document.addEventListener("click", listenToClicks);
document.addEventListener("change", (event) => event.target.closest?.("[data-autosubmit]")?.requestSubmit?.());
