/* Two versions of one note: both are kept and shown, and a person chooses. */
import { h, icon } from "../page/dom.js";
import { t } from "../page/words.js";
import { countChanges, keyOf } from "./blocks.js";
import { prose } from "./prose.js";

/** Blocks of `doc` that the other version does not have are marked. */
function version(title, doc, other) {
  const known = new Set(other.content.map(keyOf));
  const blocks = prose(doc);
  blocks.forEach((element, place) => known.has(keyOf(doc.content[place])) || element.classList.add("changed"));
  return h("section", {}, h("h3", {}, title), h("div", { class: "prose" }, blocks));
}

function choose(page, resolve) {
  const theirs = page.conflict;
  const who = theirs.by || t("orang lain");
  const pick = (choice, word, tone = "") => h("button", { class: `btn ${tone}`, type: "button", onclick: () => (dialog.close(), resolve(choice)) }, word);
  const dialog = h(
    "dialog",
    { class: "dialog dialog-w", "aria-labelledby": "versions-title" },
    h("h2", { id: "versions-title" }, t("Pilih versi catatan")),
    h("p", { class: "muted" }, t("Kedua versi tetap tersimpan di riwayat.")),
    h("div", { class: "versions" }, version(t("Versi Anda"), page.doc, theirs.body), version(t("Versi {who}", { who }), theirs.body, page.doc)),
    h("div", { class: "row" }, pick("both", t("Gabungkan keduanya"), "btn-1"), pick("mine", t("Pakai versi saya")), pick("theirs", t("Pakai versi {who}", { who })), h("button", { class: "btn btn-quiet", type: "button", onclick: () => dialog.close() }, t("Nanti"))),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** Fill the place under the toolbar: a conflict to decide, someone else's version waiting, why a save was refused, or nothing. */
export function showVersions(place, page, resolve) {
  const { conflict, aside, trouble, why } = page;
  const parts = [];
  if (conflict) {
    const compare = h("button", { class: "btn btn-s", type: "button", onclick: () => choose(page, resolve) }, t("Bandingkan dan pilih"));
    parts.push(h("p", { class: "note note-w row small" }, icon("git-branch"), h("span", {}, t("Catatan ini diubah orang lain. Kedua versi disimpan."), " "), compare));
  } else if (aside) {
    const words = t("{who} juga mengubah catatan ini ({n} perubahan). Tulisan Anda tidak ditimpa.", { who: aside.by || t("orang lain"), n: countChanges(page.acked, aside.body) });
    parts.push(h("details", { class: "note note-w small" }, h("summary", {}, words), h("div", { class: "prose" }, prose(aside.body))));
  } else if (trouble === "refused" && why) parts.push(h("p", { class: "note note-r small row" }, icon("triangle-alert"), h("span", {}, why)));
  place.hidden = !parts.length;
  place.replaceChildren(...parts);
}
