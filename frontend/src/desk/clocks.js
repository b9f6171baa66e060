/* When something happened at this desk, also where its clock was set right between the scan and its being handed in. */
const JITTER = 5; // seconds by which two measurements of one clock may differ

/** Goes on evenly while this page is open, whatever is done to the clock. */
export const evenly = () => ({ page: performance.timeOrigin, tick: performance.now() });

/** By how many seconds the clock of this device was behind the server's when an item was made; `now`: by how many it is. */
export function behind({ at, said, page, tick }, now) {
  const then = Math.round((Date.parse(at) - Date.parse(said)) / 100) / 10;
  if (Math.abs(then - now) <= JITTER) return now;
  // Tablets take their time from the network: it was wrong without one, and is right as soon as there is one.
  if (page !== performance.timeOrigin) return then;
  const happened = Date.now() + now * 1000 - (performance.now() - tick);
  const misses = (offset) => Math.abs(Date.parse(said) + offset * 1000 - happened);
  return misses(then) < misses(now) ? then : now;
}
