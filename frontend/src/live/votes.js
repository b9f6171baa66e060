/* Votes for those who run the session. */

/** Fills the card of votes, where the page has one. */
export function startVotes({ part }) {
  if (!part("votes")) return;
}
