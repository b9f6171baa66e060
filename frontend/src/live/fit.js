/* Making a full screen fit: what matters less shrinks and goes, step by step, until nothing is cut off. */
const STEPS = 7;

/** Set data-step to the first step at which the content of `screen` fits the window; `is-full` where even the last is too large. */
export function fit(screen) {
  screen.classList.remove("is-full");
  for (let step = 0; step <= STEPS; step += 1) {
    screen.dataset.step = step;
    if (screen.scrollHeight <= screen.clientHeight + 1 && screen.scrollWidth <= screen.clientWidth + 1) return;
  }
  screen.classList.add("is-full");
}
