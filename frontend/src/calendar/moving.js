/* The calendar: meetings are moved by mouse or by key. What it would mean is shown in a dialog before anything happens. */
import htmx from "htmx.org";
import { clockTime, t } from "../page/words.js";
import { h } from "../page/dom.js";
import { serverNow } from "../page/clock.js";

const MINUTE = 60_000;
const DAY = 1440;
const STEP = 15;
const FAR = 6; // pixels: less is a click

// The clocks of the reader as the page writes them (2026-12-01T09:00); no zone is reckoned with here.
const read = (text) => Date.parse(`${text}Z`);
const write = (at) => new Date(at).toISOString().slice(0, 16);
const dayOf = (text) => read(`${text.slice(0, 10)}T00:00`);

function spoken(at) {
  const locale = document.documentElement.lang === "en" ? "en-GB" : "id-ID";
  const day = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" }).format(at);
  return `${day}, ${clockTime(at, { zone: "UTC" })}`;
}

/** The question, with the new times where there are some. Focus goes in, Esc out, and back to where it was. */
async function ask(address, back, times = {}) {
  const url = new URL(address, location.href);
  for (const [name, value] of Object.entries({ ...times, back })) url.searchParams.set(name, value);
  const before = document.activeElement;
  const dialog = h("dialog", { class: "dialog dialog-move", "aria-labelledby": "h-pindah" });
  document.body.append(dialog);
  await htmx.ajax("GET", url.pathname + url.search, { target: dialog, select: "#pindah", swap: "innerHTML" });
  if (!dialog.querySelector("#pindah")) return void dialog.remove();
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (before?.isConnected) before.focus();
  });
  dialog.querySelector("[data-cancel]")?.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.close();
  });
  dialog.showModal();
  letShift(dialog.querySelector("[data-move-form]"));
  dialog.querySelector("[data-shift]").focus();
}

const ARROWS = { ArrowUp: -STEP, ArrowDown: STEP, ArrowLeft: -DAY, ArrowRight: DAY };

/** Buttons and arrow keys that move both times; an end that follows its start. */
function letShift(form) {
  const group = form.querySelector("[data-shift]");
  const [starts, ends] = [form.elements.starts_at, form.elements.ends_at];
  let began = starts.value;
  const shift = (minutes) => {
    if (!starts.value || !ends.value) return;
    for (const field of [starts, ends]) field.value = write(read(field.value) + minutes * MINUTE);
    began = starts.value;
    htmx.trigger(form.querySelector(".effect"), "shifted");
  };
  group.hidden = false;
  group.addEventListener("click", (event) => {
    const button = event.target.closest("[data-minutes]");
    if (button) shift(Number(button.dataset.minutes));
  });
  group.addEventListener("keydown", (event) => {
    const minutes = ARROWS[event.key];
    if (!minutes || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    shift(event.shiftKey && Math.abs(minutes) === STEP ? minutes * 2 : minutes);
  });
  starts.addEventListener("change", () => {
    if (starts.value && began && ends.value) ends.value = write(read(ends.value) + read(starts.value) - read(began));
    began = starts.value || began;
  });
}

/** Where a block would come to stand, from how far it was carried: over days, in the week also over hours. */
function placeAt(drag, event) {
  const { block, calendar } = drag;
  const week = calendar.querySelector("[data-grid]");
  const days = [...calendar.querySelectorAll(".wk-day, .month td[data-day]")];
  const target = days.find((day) => {
    const box = day.getBoundingClientRect();
    return event.clientX >= box.left && event.clientX < box.right && (week || (event.clientY >= box.top && event.clientY < box.bottom));
  });
  if (!target) return null;
  const over = dayOf(target.dataset.day) - dayOf(drag.from);
  let at = read(block.dataset.starts) + over;
  if (week && block.closest(".wk-day")) {
    const hour = week.querySelector(".wk-hours li").offsetHeight;
    const minutes = (at / MINUTE) % DAY + ((event.pageY - drag.y) / hour) * 60;
    const snapped = Math.min(Math.max(Math.round(minutes / STEP) * STEP, 0), DAY - STEP);
    at = Math.floor(at / (DAY * MINUTE)) * DAY * MINUTE + snapped * MINUTE;
  }
  return { target, at };
}

function carry(drag, event) {
  drag.ghost.style.left = `${event.clientX - drag.inX}px`;
  drag.ghost.style.top = `${event.clientY - drag.inY}px`;
  drag.place?.target.classList.remove("target");
  const before = drag.place?.at;
  drag.place = placeAt(drag, event);
  if (!drag.place) return;
  drag.place.target.classList.add("target");
  if (drag.place.at === before) return;
  const when = spoken(drag.place.at);
  drag.ghost.querySelector("b").textContent = clockTime(drag.place.at, { zone: "UTC" });
  drag.says.textContent = t("Memindahkan {title}: {when}. Lepaskan untuk memeriksanya, Esc untuk batal.", { title: drag.title, when });
}

function lift(drag) {
  const box = drag.block.getBoundingClientRect();
  drag.ghost = drag.block.cloneNode(true);
  drag.ghost.classList.add("ghost");
  drag.ghost.removeAttribute("href");
  drag.ghost.setAttribute("aria-hidden", "true");
  drag.ghost.style.width = `${box.width}px`;
  drag.ghost.style.height = `${box.height}px`;
  [drag.inX, drag.inY] = [drag.x - box.left, drag.startY - box.top];
  drag.block.classList.add("lifted");
  document.body.append(drag.ghost);
}

/** Carry a block with the mouse or a pen; a finger scrolls the page instead. */
function letDrag(calendar, says) {
  let drag = null;
  const stop = () => {
    drag?.ghost?.remove();
    drag?.block.classList.remove("lifted");
    drag?.place?.target.classList.remove("target");
    drag = null;
  };
  calendar.addEventListener("dragstart", (event) => event.target.closest?.("[data-move]") && event.preventDefault());
  calendar.addEventListener("pointerdown", (event) => {
    const block = event.target.closest("[data-move]");
    if (!block || event.button !== 0 || event.pointerType === "touch" || !block.closest("[data-day], .wk-bands")) return;
    const from = block.closest("[data-day]")?.dataset.day ?? placeDay(calendar, event.clientX);
    const title = block.querySelector(".wk-title")?.textContent ?? block.textContent.trim();
    drag = { block, calendar, says, from, title, x: event.clientX, y: event.pageY, startY: event.clientY };
  });
  document.addEventListener("pointermove", (event) => {
    if (!drag) return;
    if (!drag.ghost && Math.hypot(event.clientX - drag.x, event.pageY - drag.y) < FAR) return;
    if (!drag.ghost) lift(drag);
    carry(drag, event);
  });
  document.addEventListener("pointerup", () => {
    if (!drag?.ghost) return void (drag = null);
    const { block, place } = drag;
    document.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => document.removeEventListener("click", swallow, { capture: true }));
    stop();
    const [starts, ends] = [read(block.dataset.starts), read(block.dataset.ends)];
    if (!place || place.at === starts) return void (says.textContent = t("Tidak jadi dipindahkan."));
    block.focus();
    ask(block.dataset.move, calendar.dataset.back, { starts_at: write(place.at), ends_at: write(ends + place.at - starts) });
  });
  document.addEventListener("pointercancel", stop);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drag) return;
    stop();
    says.textContent = t("Tidak jadi dipindahkan.");
  });
}

const swallow = (event) => {
  event.preventDefault();
  event.stopPropagation();
};

const placeDay = (calendar, x) =>
  [...calendar.querySelectorAll(".wk-day")].find((day) => x < day.getBoundingClientRect().right)?.dataset.day;

/** M on a meeting, and links that lead to the page of moving it, ask in a dialog. */
function letAsk(calendar) {
  calendar.addEventListener("keydown", (event) => {
    const block = event.target.closest("[data-move]");
    if (!block || event.key.toLowerCase() !== "m" || event.altKey || event.ctrlKey || event.metaKey) return;
    if (localStorage.getItem("rakor-keys") === "off") return;
    event.preventDefault();
    ask(block.dataset.move, calendar.dataset.back);
  });
  calendar.addEventListener("click", (event) => {
    const link = event.target.closest("[data-opens-move]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    ask(link.getAttribute("href"), calendar.dataset.back);
  });
}

/** The line of this moment goes on with the clock. */
function followNow(line, grid) {
  const [hours, minutes] = clockTime(serverNow(), { zone: line.dataset.now }).split(/[.:]/).map(Number);
  const down = hours - Number(grid.dataset.from);
  line.hidden = down < 0 || down >= Number(grid.dataset.hours);
  line.style.setProperty("--h", down);
  line.style.setProperty("--m", minutes);
}

/** Let the meetings of a calendar be moved by those who may. */
export function moveMeetings(calendar) {
  const says = h("p", { class: "vh", role: "status" });
  calendar.append(says);
  letAsk(calendar);
  letDrag(calendar, says);
  const line = calendar.querySelector("[data-now]");
  if (!line) return;
  const grid = calendar.querySelector("[data-grid]");
  followNow(line, grid);
  setInterval(() => followNow(line, grid), MINUTE / 2);
}
