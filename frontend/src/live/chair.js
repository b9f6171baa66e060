/* The chair's page: what is on and how late it is, wordings to decide on, who is here, the next item. */

/** Does nothing where the page is not the chair's. */
export function startChair({ part }) {
  if (!part("chair")) return;
}
