/* Requests of a desk: with the officer's session, or with the key of a device, which the browser sends by itself. */
import { csrf, send } from "../page/http.js";

let signedIn = false;

/** This desk is an officer's, whose page proves itself; a device has no such proof and needs none. */
export const proves = () => (signedIn = true);

/** A page that was kept for hours does not know what proves that it is ours; the server's own copy of it does. */
async function renewProof() {
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" }, credentials: "same-origin" });
  const proof = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector('meta[name="csrf"]')?.content;
  const meta = document.querySelector('meta[name="csrf"]');
  if (!proof || proof === meta.content) return false;
  meta.content = proof;
  return true;
}

/** {ok, status, data}; throws Unreachable. */
export async function talk(method, url, body) {
  if (method !== "GET" && signedIn && !csrf()) await renewProof().catch(() => false);
  const answer = await send(method, url, body);
  if (answer.status !== 403 || method === "GET" || !(await renewProof().catch(() => false))) return answer;
  return send(method, url, body);
}

/** Whether this answer says to come again later rather than that something is wrong with what was asked. */
export const isTrouble = ({ status }) => status === 429 || status >= 500;
