/* The vote of one's own delegation. */

/** Fills the card of my delegation's vote, where the page has one. */
export function startBallots({ part }) {
  if (!part("ballots")) return;
}
