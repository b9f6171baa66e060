/* Guests without an invitation, as an officer writes them down. */

/** Opens with F2; `record` gets {name, agency, office, companion}. */
export function guestDialog({ dialog, record, back }) {
  const form = dialog.querySelector("form");
  dialog.addEventListener("close", () => {
    back();
    const value = (name) => form.elements[name]?.value.trim() || null;
    if (dialog.returnValue !== "save" || !value("name")) return;
    record({ name: value("name"), agency: value("agency"), office: value("office"), companion: form.elements.companion.checked });
    form.reset();
    dialog.returnValue = "";
  });
  return { open: () => dialog.open || dialog.showModal() };
}
