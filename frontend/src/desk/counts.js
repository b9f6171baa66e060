/* The counts to glance at, as the server or this desk has them. */
import { bar } from "../page/dom.js";
import { number } from "../page/words.js";
import { split } from "../live/people.js";

export function showCounts(attendance) {
  for (const element of document.querySelectorAll("[data-count]")) element.textContent = number(attendance[element.dataset.count] ?? 0);
  for (const { agency, present } of attendance.agencies ?? []) {
    const cell = document.querySelector(`[data-agency="${CSS.escape(agency)}"] [data-present]`);
    if (cell) cell.textContent = number(Number(present));
  }
  const { room = 0, online = 0, both = 0, heads = 0 } = attendance;
  const place = document.querySelector('[data-part="bar"]');
  const parts = [["b-g", room - both], ["b-a", both], ["b-t", online - both]];
  place?.replaceChildren(bar(parts, Math.max(heads, Number(place.dataset.seats) || 0), split(attendance)));
}
