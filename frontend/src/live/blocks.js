/* Notes as lists of blocks: reading either form of a body, counting what changed, and merging two people's changes. */

/** The editor's document of a stored body, which may also be plain text or nothing. */
export function asDocument(body) {
  if (body && typeof body === "object" && body.type === "doc" && body.content?.length) return body;
  const lines = typeof body === "string" ? body.split("\n") : [""];
  const paragraph = (text) => (text ? { type: "paragraph", content: [{ type: "text", text }] } : { type: "paragraph" });
  return { type: "doc", content: lines.map(paragraph) };
}

/** A block as text that does not depend on the order in which a database hands out the keys, nor on empty attributes. */
export function keyOf(value) {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(keyOf).join()}]`;
  const names = Object.keys(value).filter((name) => value[name] !== undefined && value[name] !== null).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${keyOf(value[name])}`).join()}}`;
}

const keysOf = (doc) => doc.content.map(keyOf);

export const sameDocument = (a, b) => a === b || keyOf(a) === keyOf(b);

/** Where `to` differs from `from`: [{start, end, put}] in places of `from`, by longest common subsequence. */
export function hunks(from, to) {
  const rows = Array.from({ length: from.length + 1 }, () => new Uint16Array(to.length + 1));
  for (let i = from.length - 1; i >= 0; i--) {
    for (let j = to.length - 1; j >= 0; j--) rows[i][j] = from[i] === to[j] ? rows[i + 1][j + 1] + 1 : Math.max(rows[i + 1][j], rows[i][j + 1]);
  }
  const found = [];
  let [i, j] = [0, 0];
  while (i < from.length || j < to.length) {
    if (i < from.length && j < to.length && from[i] === to[j]) {
      i++;
      j++;
      continue;
    }
    const hunk = { start: i, end: i, put: [] };
    while ((i < from.length || j < to.length) && from[i] !== to[j]) {
      if (j >= to.length || (i < from.length && rows[i + 1][j] >= rows[i][j + 1])) i++;
      else hunk.put.push(to[j++]);
    }
    found.push({ ...hunk, end: i });
  }
  return found;
}

/** How many changes a person sees between two documents: changed, added or removed blocks. */
export function countChanges(base, doc) {
  return hunks(keysOf(base), keysOf(doc)).reduce((sum, { start, end, put }) => sum + Math.max(end - start, put.length), 0);
}

const touches = (a, b) => (a.start < b.end && b.start < a.end) || a.start === b.start;
const equal = (a, b) => a.start === b.start && a.end === b.end && a.put.join() === b.put.join();

/** Both people's changes to `base`, or null where they changed the same block. */
export function merge(base, mine, theirs) {
  const blocks = keysOf(base);
  const ours = hunks(blocks, keysOf(mine));
  const others = hunks(blocks, keysOf(theirs)).filter((hunk) => !ours.some((own) => equal(own, hunk)));
  if (others.some((hunk) => ours.some((own) => touches(own, hunk)))) return null;
  const all = [...ours, ...others].sort((a, b) => b.start - a.start || b.end - a.end);
  for (const { start, end, put } of all) blocks.splice(start, end - start, ...put);
  return { type: "doc", content: blocks.map((block) => JSON.parse(block)) };
}
