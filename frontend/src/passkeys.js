/* Passkeys: making one in the settings, and signing in with one. The server asks, the browser shows, the server judges. */
import { pageData } from "./page/dom.js";
import { problemText, send } from "./page/http.js";

const words = pageData("passkey-words") ?? {};

const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
const toText = (buffer) =>
  btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const named = (list) => (list ?? []).map((each) => ({ ...each, id: toBytes(each.id) }));

/** What the server asks for, with bytes where the browser wants bytes. */
const creation = (options) => ({
  ...options,
  challenge: toBytes(options.challenge),
  user: { ...options.user, id: toBytes(options.user.id) },
  excludeCredentials: named(options.excludeCredentials),
});
const request = (options) => ({ ...options, challenge: toBytes(options.challenge), allowCredentials: named(options.allowCredentials) });

/** What the browser made or showed, as the server reads it (WebAuthn section 5.1.8). */
function said(credential) {
  const fields = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const response = Object.fromEntries(fields.filter((name) => credential.response[name]).map((name) => [name, toText(credential.response[name])]));
  return { id: credential.id, rawId: toText(credential.rawId), type: credential.type, clientExtensionResults: {}, response };
}

class Refused extends Error {}

async function post(url, body) {
  const { ok, data } = await send("POST", url, body);
  if (!ok) throw new Refused(problemText(data, words.failed));
  return data;
}

async function enter(form) {
  const { options } = await post("/sign-in/passkey/begin", {});
  const credential = await navigator.credentials.get({ publicKey: request(options) });
  return post("/sign-in/passkey", { credential: said(credential), next: form.dataset.next || "/" });
}

async function add(form) {
  const { options } = await post("/settings/security/passkeys/begin", {});
  const credential = await navigator.credentials.create({ publicKey: creation(options) });
  return post("/settings/security/passkeys", { credential: said(credential), name: form.elements.passkey_name.value });
}

const ACTS = { enter, add };

function explain(error) {
  if (error instanceof Refused) return error.message;
  return { NotAllowedError: words.cancelled, AbortError: words.cancelled, InvalidStateError: words.known }[error.name] ?? words.failed;
}

function attend(form) {
  const button = form.querySelector("button");
  const place = (form.dataset.passkey === "add" ? form.parentElement : form).querySelector("[data-passkey-error]");
  form.hidden = false;
  button.disabled = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    place.hidden = true;
    try {
      const { location: way } = await ACTS[form.dataset.passkey](form);
      // The page one is on may differ from the way only by its fragment, which would not load it anew.
      if (new URL(way, location.href).pathname === location.pathname) location.reload();
      else location.assign(way);
    } catch (error) {
      place.textContent = explain(error);
      place.hidden = false;
      button.disabled = false;
    }
  });
}

if (window.PublicKeyCredential && navigator.credentials) document.querySelectorAll("form[data-passkey]").forEach(attend);
