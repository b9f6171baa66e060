/* Questions before what cannot be undone: a native dialog, the verb on its button, the consequence in its text. */
import { h } from "./dom.js";
import { t } from "./words.js";

/** Ask; resolves true only if the verb was pressed. Focus goes in, Esc out, and back to where it was. */
export function confirmDialog({ title, text, verb, cancel, tone = "bad" }) {
  const before = document.activeElement;
  const yes = h("button", { class: `btn btn-${tone}`, value: "yes" }, verb);
  const no = h("button", { class: "btn", value: "no", autofocus: true }, cancel || t("Kembali"));
  const form = h("form", { method: "dialog" }, h("h2", { id: "confirm-title" }, title), text && h("p", {}, text), h("div", { class: "row" }, yes, no));
  const dialog = h("dialog", { class: "dialog", "aria-labelledby": "confirm-title" }, form);
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      before?.focus?.();
      resolve(dialog.returnValue === "yes");
    });
    dialog.showModal();
  });
}

const question = (source) => ({
  title: source.dataset.confirm,
  text: source.dataset.confirmText,
  verb: source.dataset.confirmVerb || source.textContent.trim(),
  cancel: source.dataset.confirmCancel,
  tone: source.dataset.confirmTone || "bad",
});

/** Forms and buttons with data-confirm ask first. Without script they simply go to the server, which asks or acts. */
export function askBeforeSubmit() {
  const agreed = new WeakSet();
  document.addEventListener(
    "submit",
    async (event) => {
      const form = event.target;
      const source = [event.submitter, form].find((element) => element?.dataset?.confirm);
      if (!source || agreed.has(form)) return void agreed.delete(form);
      event.preventDefault();
      event.stopImmediatePropagation();
      const submitter = event.submitter;
      if (!(await confirmDialog({ ...question(source), verb: source.dataset.confirmVerb || submitter?.textContent.trim() || t("Lanjutkan") }))) return;
      agreed.add(form);
      form.requestSubmit(submitter);
    },
    true,
  );
  document.addEventListener("htmx:confirm", async (event) => {
    const source = event.detail.elt;
    if (!source.dataset.confirm || source.matches("form")) return;
    event.preventDefault();
    if (await confirmDialog(question(source))) event.detail.issueRequest(true);
  });
}
