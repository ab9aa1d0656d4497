// Progressive enhancement: every page works without this file. One small function per behaviour;
// all listen on the document, so parts brought in later by htmx behave the same.

const on = (type, selector, act) =>
  document.addEventListener(type, (event) => {
    const target = event.target.closest?.(selector);
    if (target) act(target, event);
  });

// Menus: only one open at a time; Escape or a click elsewhere closes it.
function closeMenus(except) {
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (menu !== except) menu.open = false;
  });
}
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.menu[open]");
  closeMenus();
  open?.querySelector("summary").focus();
});

// Dialogs: a button names the dialog it opens; the browser keeps focus inside and gives it back.
on("click", "[data-dialog]", (button, event) => {
  const dialog = document.getElementById(button.dataset.dialog);
  if (!dialog?.showModal) return;
  event.preventDefault();
  dialog.showModal();
});
on("click", "[data-close]", (button, event) => {
  event.preventDefault();
  button.closest("dialog")?.close();
});

// Graphique / Tableau: one view of a group at a time.
on("click", "[data-show]", (button) => {
  const group = button.closest("[data-group]");
  group.querySelectorAll("[data-show]").forEach((b) => b.setAttribute("aria-pressed", b === button));
  group.querySelectorAll("[data-view]").forEach((view) => {
    view.toggleAttribute("data-closed", view.dataset.view !== button.dataset.show);
  });
});

// Trees: a folded row hides all that is under it, whatever was open inside.
function showChildren(table, id, visible) {
  table.querySelectorAll(`tr[data-parent="${id}"]`).forEach((row) => {
    row.toggleAttribute("data-closed", !visible);
    const toggle = row.querySelector(".tw");
    if (row.id) showChildren(table, row.id, visible && toggle?.getAttribute("aria-expanded") === "true");
  });
}
on("click", ".tw", (button) => {
  const open = button.getAttribute("aria-expanded") !== "true";
  const row = button.closest("tr");
  button.setAttribute("aria-expanded", open);
  showChildren(row.closest("table"), row.id, open);
});

// Search: Ctrl K, or the oblique stroke outside a field, goes to it.
document.addEventListener("keydown", (event) => {
  const typing = event.target.matches?.("input, textarea, select, [contenteditable]");
  const asked = ((event.ctrlKey || event.metaKey) && event.key === "k") || (event.key === "/" && !typing);
  const search = document.getElementById("search");
  if (!asked || !search || !search.offsetParent) return;
  event.preventDefault();
  search.select();
});

// Forms with data-autosave keep what is typed on this device until they are sent.
const draftKey = (form) => `timonier:${form.dataset.autosave}`;
const keepable = (field) => field.name && !["hidden", "password", "file"].includes(field.type);
const hint = (form, text) => {
  const place = form.querySelector("[data-autosave-hint]");
  if (place) place.textContent = text;
};
function store(form, values) {
  try {
    if (values) localStorage.setItem(draftKey(form), JSON.stringify(values));
    else localStorage.removeItem(draftKey(form));
    return true;
  } catch {
    return false;
  }
}
function draft(form) {
  const values = {};
  for (const field of [...form.elements].filter(keepable)) {
    if (field.type === "radio" || field.type === "checkbox") {
      if (field.checked) (values[field.name] ??= []).push(field.value);
    } else values[field.name] = field.value;
  }
  return values;
}
on("input", "form[data-autosave]", (form) => {
  if (store(form, draft(form))) hint(form, "Saisie gardée sur cet appareil");
});
on("submit", "form[data-autosave]", (form) => store(form, null));
document.querySelectorAll("form[data-autosave]").forEach((form) => {
  let values = null;
  try {
    values = JSON.parse(localStorage.getItem(draftKey(form)));
  } catch {
    return;
  }
  if (!values) return;
  for (const field of [...form.elements].filter(keepable)) {
    const kept = values[field.name];
    if (kept === undefined) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = kept.includes(field.value);
    else field.value = kept;
  }
  hint(form, "Saisie précédente reprise sur cet appareil");
});

// Upload zone: shows that a file may be dropped on it (the field itself receives it).
for (const type of ["dragover", "dragleave", "drop"]) {
  on(type, ".drop", (zone, event) => {
    zone.classList.toggle("over", type === "dragover");
    const input = zone.querySelector('input[type="file"]');
    if (!input || type === "dragleave") return;
    event.preventDefault();
    if (type === "drop") input.files = event.dataTransfer.files;
  });
}

// Messages are read, then dismissed.
on("click", "[data-dismiss]", (button) => button.closest(".note").remove());
