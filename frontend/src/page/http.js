/* Requests of the page's own scripts: JSON, the csrf header, and one error for "the server was not reached". */
export class Unreachable extends Error {}

export const csrf = () => document.querySelector('meta[name="csrf"]')?.content ?? "";

async function bodyOf(answer) {
  const text = await answer.text();
  if (!/json/.test(answer.headers.get("content-type") ?? "")) return {};
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** Send and read JSON: {ok, status, data}. `key` makes a repeated POST or PUT harmless, `match` names the revision replaced. */
export async function send(method, url, body, { key, match, signal } = {}) {
  const headers = { Accept: "application/json", "X-CSRF-Token": csrf() };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (key) headers["Idempotency-Key"] = key;
  if (match !== undefined) headers["If-Match"] = `"${match}"`;
  let answer;
  try {
    answer = await fetch(url, { method, headers, signal, credentials: "same-origin", body: body === undefined ? undefined : JSON.stringify(body) });
    return { ok: answer.ok, status: answer.status, data: await bodyOf(answer) };
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Unreachable(url, { cause: error });
  }
}

/** A document with the name it is saved under: {ok, blob, name}, or {ok: false, data} with what the server said. */
export async function fetchFile(url) {
  try {
    const answer = await fetch(url, { headers: { Accept: "*/*" }, credentials: "same-origin" });
    if (!answer.ok) return { ok: false, data: await bodyOf(answer) };
    const name = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") ?? "")?.[1] ?? "";
    return { ok: true, blob: await answer.blob(), name };
  } catch (error) {
    throw new Unreachable(url, { cause: error });
  }
}

/** A key for a write that may be sent again; getRandomValues also works on a plain-http intranet. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What a problem answer says to a person, without codes. */
export function problemText(data, fallback) {
  const field = Array.isArray(data?.errors) ? data.errors[0]?.message : null;
  return field || data?.detail || data?.title || fallback;
}
