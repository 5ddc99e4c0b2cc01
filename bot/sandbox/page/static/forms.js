// Reading and keeping what is in Block Kit's fields.

const fields = (box) => [...box.querySelectorAll("input[name], textarea[name], select[name]")].filter((it) => it.type !== "file");
const id = (it) => (it.type === "checkbox" || it.type === "radio" ? `${it.name}\n${it.value}` : it.name);
const dirty = (it) => {
  if (it.type === "checkbox" || it.type === "radio") return it.checked !== it.defaultChecked;
  if (it.tagName === "SELECT") return [...it.options].some((option) => option.selected !== option.defaultSelected);
  return it.value !== it.defaultValue;
};

// What somebody has typed and not sent survives a piece of the page being drawn anew.
export function keepFields(box) {
  return new Map(fields(box).filter(dirty).map((it) => [id(it), { value: it.value, checked: it.checked, chosen: it.dataset.chosen }]));
}

export function restoreFields(box, kept) {
  for (const it of kept.size ? fields(box) : []) {
    const was = kept.get(id(it));
    if (!was) continue;
    if (it.type === "checkbox" || it.type === "radio") it.checked = was.checked;
    else it.value = was.value;
    if (was.chosen) it.dataset.chosen = was.chosen;
  }
}

const MANY = /^multi_(?!external)|^checkboxes$/;
export function valueOf(control) {
  const kind = control.dataset.kind;
  if (MANY.test(kind)) return [...control.querySelectorAll("input[type=checkbox][name]:checked")].map((it) => it.value);
  if (kind === "radio_buttons") return control.querySelector("input:checked")?.value ?? null;
  if (kind.endsWith("external_select")) {
    const one = control.dataset.chosen ? { text: { type: "plain_text", text: control.value || control.dataset.chosen }, value: control.dataset.chosen } : null;
    return kind.startsWith("multi_") ? (one ? [one] : []) : one;
  }
  if (kind === "file_input") return JSON.parse(control.dataset.kept ?? "[]");
  return control.value || null;
}

// Everything a form holds, by block_id and action_id.
export function values(box) {
  const found = {};
  for (const control of box.querySelectorAll("[data-block][data-kind]:not([data-do])")) {
    (found[control.dataset.block] ??= {})[control.dataset.action] = valueOf(control);
  }
  return found;
}

export function showFaults(form, faults) {
  for (const line of form.querySelectorAll("[data-error]")) {
    const words = faults[line.dataset.error] ?? "";
    line.textContent = words;
    line.hidden = !words;
    line.closest(".input")?.classList.toggle("wrong", Boolean(words));
  }
  form.querySelector(".input.wrong :is(input, textarea, select, summary)")?.focus();
}
