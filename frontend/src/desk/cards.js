/* Signed cards (attendance/rules/tokens.py): a badge says for itself that it is genuine, also without a network. */
import { serverNow } from "../page/clock.js";

const VERSION = 1;
const SAID = 42; // version, meeting, invitation, generation, not before, not after; then the signature
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const LOOKS = /^[A-Z2-7]{170}$/;

/** Base 32 (RFC 4648). */
function bytesOf(text) {
  const bytes = [];
  let [bits, held] = [0, 0];
  for (const letter of text) {
    bits = ((bits << 5) | LETTERS.indexOf(letter)) & 0xfff;
    held += 5;
    if (held >= 8) bytes.push((bits >> (held -= 8)) & 0xff);
  }
  return Uint8Array.from(bytes);
}

function uuidOf(bytes) {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const fromBase64url = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

/** Whether the signature is right; null where this browser cannot tell. */
async function isGenuine(bytes, publicKey) {
  try {
    const key = await crypto.subtle.importKey("raw", fromBase64url(publicKey), { name: "Ed25519" }, false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", key, bytes.subarray(SAID), bytes.subarray(0, SAID));
  } catch {
    return null;
  }
}

function whyNot({ meeting, since, until }, list) {
  const now = serverNow() / 1000;
  if (meeting !== list.meeting.id) return "other_meeting";
  if (now < since) return "not_yet";
  return now > until ? "expired" : null;
}

/** What a signed card says: {invitation, unverified} or {refused: code}; null for any other code. */
export async function readCard(code, { list, people }) {
  const text = code.trim().toUpperCase();
  if (!LOOKS.test(text)) return null;
  const bytes = bytesOf(text);
  const genuine = await isGenuine(bytes, list.public_key);
  const data = new DataView(bytes.buffer);
  if (genuine === false || bytes[0] !== VERSION) return { refused: "bad_signature" };
  const card = { meeting: uuidOf(bytes.subarray(1, 17)), since: data.getUint32(34), until: data.getUint32(38) };
  const refused = whyNot(card, list);
  if (refused) return { refused };
  const invitation = uuidOf(bytes.subarray(17, 33));
  const person = people.get(invitation);
  if (person && person.generation !== bytes[33]) return { refused: "revoked_code" };
  return { invitation, unverified: genuine === null };
}
