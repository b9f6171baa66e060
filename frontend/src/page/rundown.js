/* The editor of a rundown: times follow while somebody types, lines move by button, Alt and arrows, or dragging.
   The form works without this file: then its buttons ask the server, which stores nothing either. */
const two = (value) => String(value).padStart(2, "0");

/** Minutes since midnight of `09.30` or `09:30`; NaN for anything else. */
const minutesOf = (text) => {
  const [, hours, minutes] = /^(\d{1,2})[.:](\d{2})/.exec(text) ?? [];
  return Number(hours) * 60 + Number(minutes);
};

/** What the server reckons, the same way: when each line is on, and what its fixed hour costs. */
export function reckon(start, lines) {
  let at = start;
  return lines.map(({ minutes, anchor }) => {
    const gap = Number.isNaN(anchor) ? 0 : Math.max(0, anchor - at);
    const late = Number.isNaN(anchor) ? 0 : Math.max(0, at - anchor);
    const begins = at + gap;
    at = begins + minutes;
    return { at: begins, gap, late };
  });
}

class Editor {
  constructor(form) {
    this.form = form;
    this.list = form.querySelector(".rundown");
    this.said = form.querySelector("[data-said]");
    this.mark = form.dataset.rundown.includes(".") ? "." : ":";
    this.start = minutesOf(form.dataset.rundown);
    form.classList.add("scripted");
    form.addEventListener("input", () => this.reckon());
    form.addEventListener("click", (event) => this.press(event));
    form.addEventListener("keydown", (event) => this.stroke(event));
    for (const line of this.lines()) this.letDrag(line);
  }

  lines() {
    return [...this.list.querySelectorAll("[data-line]")];
  }

  clock(minutes) {
    const day = ((minutes % 1440) + 1440) % 1440;
    return `${two(Math.floor(day / 60))}${this.mark}${two(day % 60)}`;
  }

  reckon() {
    const lines = this.lines();
    const slots = reckon(
      this.start,
      lines.map((line) => ({
        minutes: Math.max(0, Math.floor(Number(line.querySelector("[data-minutes]").value)) || 0),
        anchor: minutesOf(line.querySelector("[data-anchor]").value),
      })),
    );
    lines.forEach((line, n) => {
      const { at, gap, late } = slots[n];
      line.querySelector("[data-at]").textContent = this.clock(at);
      line.querySelector("[data-position]").value = n;
      line.querySelector("[data-up]").disabled = n === 0;
      line.querySelector("[data-down]").disabled = n === lines.length - 1;
      const warning = line.querySelector(".rwarn");
      warning.hidden = !gap && !late;
      warning.querySelector("span").textContent = late ? warning.dataset.late.replace("{n}", late) : warning.dataset.gap.replace("{n}", gap);
    });
    // What was said about the whole is of before; the server says it anew.
    this.form.querySelector("[data-whole]").hidden = true;
  }

  move(line, way) {
    const other = way < 0 ? line.previousElementSibling : line.nextElementSibling;
    if (!other) return;
    if (way < 0) other.before(line);
    else other.after(line);
    this.settle(line);
  }

  settle(line) {
    this.reckon();
    const place = this.lines().indexOf(line) + 1;
    this.said.textContent = this.said.dataset.said.replace("{n}", place).replace("{time}", line.querySelector("[data-at]").textContent);
  }

  press(event) {
    const button = event.target.closest("[data-up],[data-down]");
    if (!button) return;
    event.preventDefault();
    const up = button.dataset.up !== undefined;
    const line = button.closest("[data-line]");
    this.move(line, up ? -1 : 1);
    (button.disabled ? line.querySelector(up ? "[data-down]" : "[data-up]") : button).focus();
  }

  stroke(event) {
    const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const line = event.target.closest?.("[data-line]");
    if (!way || !event.altKey || !line) return;
    event.preventDefault();
    const focused = document.activeElement;
    this.move(line, way);
    focused?.focus();
  }

  /** Only the grip drags, so that text in the fields can still be selected. */
  letDrag(line) {
    const grip = line.querySelector("[data-grip]");
    grip.draggable = true;
    grip.addEventListener("dragstart", (event) => {
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", ""); // Firefox drags nothing that carries nothing
      event.dataTransfer.setDragImage(line, 20, 20);
      this.dragged = line;
      line.classList.add("dragged");
    });
    grip.addEventListener("dragend", () => {
      line.classList.remove("dragged");
      this.dragged = null;
      this.settle(line);
    });
    line.addEventListener("dragover", (event) => {
      if (!this.dragged || this.dragged === line) return;
      event.preventDefault();
      const { top, height } = line.getBoundingClientRect();
      if (event.clientY < top + height / 2) line.before(this.dragged);
      else line.after(this.dragged);
    });
    line.addEventListener("drop", (event) => event.preventDefault());
  }
}

export function editRundown(form) {
  new Editor(form);
}
