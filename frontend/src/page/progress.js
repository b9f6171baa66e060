/* Long work in sight: a bar that asks the server how far it is, downloads, and forms that cannot be sent twice. */
import { h } from "./dom.js";
import { fetchFile, problemText, send, Unreachable } from "./http.js";
import { toast } from "./toast.js";
import { t } from "./words.js";

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function show(element, work) {
  const bar = element.querySelector("progress");
  const words = element.querySelector("[data-progress-text]");
  if (bar && work.total) Object.assign(bar, { max: work.total, value: work.done ?? 0 });
  if (words && work.message) words.textContent = work.message;
}

/** Follow data-progress="/path" until its answer {done, total, state: running|done|failed, message, location} says it is over. */
export async function follow(element) {
  while (element.isConnected) {
    try {
      const { ok, data } = await send("GET", element.dataset.progress);
      if (ok) show(element, data);
      if (data.state === "failed") return void toast(data.message || t("Pekerjaan tidak selesai."), { kind: "warn" });
      if (data.state === "done") return void (data.location ? location.assign(data.location) : location.reload());
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
    }
    await pause(1000);
  }
}

function startBar() {
  if (!document.querySelector(".loadbar")) document.body.append(h("div", { class: "loadbar", "aria-hidden": "true" }));
}

const stopBar = () => document.querySelector(".loadbar")?.remove();

/** A plain form that was sent shows it, and its buttons wait. */
export function guardForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "dialog" || form.target === "_blank" || form.matches("[hx-post],[hx-get],[hx-put],[hx-patch],[hx-delete],[data-download]")) return;
    if (form.dataset.sent) return void event.preventDefault();
    form.dataset.sent = "1";
    event.submitter?.setAttribute("aria-busy", "true");
    startBar();
  });
  addEventListener("pageshow", () => {
    stopBar();
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
    for (const button of document.querySelectorAll('[aria-busy="true"].btn')) button.removeAttribute("aria-busy");
  });
  document.addEventListener("htmx:beforeRequest", startBar);
  document.addEventListener("htmx:afterRequest", stopBar);
}

/** Save what was fetched, under the name the server gave it. */
function save({ blob, name }) {
  const href = URL.createObjectURL(blob);
  const link = h("a", { href, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

async function download(link) {
  link.setAttribute("aria-busy", "true");
  startBar();
  try {
    const { ok, data, ...file } = await fetchFile(link.href);
    if (ok) save(file);
    else toast(problemText(data, t("Permintaan tidak dapat dijalankan. Coba lagi.")), { kind: "warn" });
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    toast(t("Tidak tersambung ke server. Periksa jaringan, lalu coba lagi."), { kind: "warn" });
  } finally {
    link.removeAttribute("aria-busy");
    stopBar();
  }
}

/** Links with data-download show that the document is being made. A click with a key or another button is the browser's own. */
export function showDownloads() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-download]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (!link.hasAttribute("aria-busy")) download(link);
  });
}

export function followAll(root = document) {
  for (const element of root.querySelectorAll("[data-progress]")) {
    if (element.dataset.followed) continue;
    element.dataset.followed = "1";
    follow(element);
  }
}
