/* What is scanned or typed: a link, a code in letters, a signed card, or a name. */

/** A card holds a link or a bare code; the last piece of the link is the code. */
export const codeOf = (text) => text.trim().replace(/[?#].*$/, "").replace(/\/+$/, "").split("/").at(-1);

export const looksLikeCode = (text) => /^https?:\/\//i.test(text.trim()) || (/^[\w-]{6,}$/.test(text.trim()) && /\d/.test(text));

/** A code without what people put between its letters, and with the letters they confuse (Crockford's base 32). */
const plain = (code) => code.replace(/[\s-]/g, "").toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1");

/** What the list knows a code by; null where the browser computes nothing (a page without https). */
export async function digestOf(code) {
  if (!crypto.subtle) return null;
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(plain(code))));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
