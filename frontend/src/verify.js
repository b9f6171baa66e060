/* Whether a file is the one that was issued: its SHA-256 is made here, the file stays where it is. */
import { t } from "./page/words.js";

const place = document.querySelector("[data-verify]");
const result = document.getElementById("verify-result");
const known = new Set(Array.from(document.querySelectorAll("[data-sum]"), (each) => each.textContent.trim()));

const say = (text) => {
  const line = document.createElement("p");
  line.textContent = text;
  result.replaceChildren(line);
};

async function digest(file) {
  const made = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(made), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Editions that are not for everybody stand on no page: the server is asked about the sum alone. */
async function asked(sum) {
  const answer = await fetch(`/api/v1/verify/${place.dataset.code}?sha256=${sum}`);
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).matches === true;
}

function show(same, sum, note = "") {
  const made = document.getElementById(same ? "verify-same" : "verify-other").content.cloneNode(true);
  const line = document.createElement("p");
  line.className = "muted small mono hash";
  line.textContent = `SHA-256: ${sum}`;
  result.replaceChildren(made, line);
  if (note) result.append(Object.assign(document.createElement("p"), { className: "small", textContent: note }));
}

async function compare(file) {
  if (!file) return;
  say(t("Menghitung …"));
  let sum;
  try {
    sum = await digest(file);
  } catch {
    say(t("Berkas ini tidak dapat dibaca."));
    return;
  }
  if (known.has(sum)) {
    show(true, sum);
    return;
  }
  try {
    show(await asked(sum), sum);
  } catch {
    show(false, sum, t("Tidak tersambung, jadi hanya dibandingkan dengan SHA-256 di halaman ini."));
  }
}

// Browsers make sums over TLS and on this machine only; elsewhere the sums are there to be compared.
if (place && globalThis.crypto?.subtle) {
  place.hidden = false;
  document.querySelector("[data-verify-sums]")?.removeAttribute("open");
  const drop = place.querySelector(".verify-drop");
  place.querySelector("input").addEventListener("change", (event) => compare(event.target.files[0]));
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file) compare(file);
    else say(t("Yang diletakkan bukan berkas."));
  });
}
