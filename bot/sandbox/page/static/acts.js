// Acts: what is pressed, chosen and submitted goes to the sandbox, which does it as the window's person.
import { go, look, watch } from "./live.js";
import { showFaults, valueOf, values } from "./forms.js";

const body = document.body;
const $ = (id) => document.getElementById(id);
let message = null, clock = 0;

export function toast(words) {
  $("toast").textContent = words;
  clearTimeout(clock);
  clock = setTimeout(() => { $("toast").textContent = ""; }, 7000);
}

export async function send(path, options) {
  try {
    const response = await fetch(path, options);
    const answer = await response.json();
    if (response.ok) return answer;
    toast(answer.error ?? "That did not work.");
  } catch { toast("The sandbox does not answer. Is it still running?"); }
  return null;
}
const json = (given) => ({ method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(given) });
export async function act(name, given = {}) {
  const answer = await send(`${body.dataset.base}/do/${name}`, json(given));
  if (answer?.place) go(answer.place);
  return answer;
}

// Where a control stands: in a view, or in a message of a room.
function where(it) {
  const view = it.closest("[data-view]");
  if (view) return { view: view.dataset.view, values: values(view) };
  const said = it.closest("[data-ts]");
  return said ? { room: said.dataset.room, ts: said.dataset.ts } : { room: it.closest("[data-room]")?.dataset.room ?? watch.place };
}
const here = (it) => { const place = where(message && it.closest(".popup") ? message : it); delete place.values; return place; };

export function ask(content, then) {
  const dialog = $("ask");
  dialog.replaceChildren(content);
  dialog.returnValue = "";
  dialog.onclose = () => { if (dialog.returnValue === "yes") then(new FormData(dialog.querySelector("form"))); };
  dialog.showModal();
}

export const make = (tag, more = {}, ...children) => { const made = Object.assign(document.createElement(tag), more); made.append(...children); return made; };
function question(title, words, yes, extra = []) {
  const row = make("div", { className: "row end" }, make("button", { className: "button", value: "no", textContent: "Cancel", formNoValidate: true }), make("button", { className: `button ${extra.length ? "primary" : "danger"}`, value: "yes", textContent: yes }));
  return make("form", { method: "dialog" }, make("h2", { textContent: title }), words ? make("p", { textContent: words }) : "", ...extra, row);
}

function confirmed(control, then) {
  const asks = control.dataset.asks;
  const holder = asks && [...(control.closest("[data-view], [data-ts]") ?? body).querySelectorAll("template[data-confirm]")].find((it) => it.dataset.confirm === asks);
  if (holder) ask(holder.content.cloneNode(true), then);
  else then();
}

export function press(control, value) {
  confirmed(control, async () => {
    control.setAttribute("aria-busy", "true");
    await act("press", { ...where(control), block: control.dataset.block, action: control.dataset.action, value: value ?? null });
    control.removeAttribute("aria-busy");
  });
}

function popup(id, by, keep) {
  const box = $(id), at = by.getBoundingClientRect();
  message = keep;
  box.showPopover();
  box.style.left = `${Math.max(8, Math.min(at.right - box.offsetWidth, innerWidth - box.offsetWidth - 8))}px`;
  const top = at.bottom + box.offsetHeight + 8 > innerHeight ? at.top - box.offsetHeight - 4 : at.bottom + 4;
  box.style.top = `${Math.max(8, Math.min(top, innerHeight - box.offsetHeight - 8))}px`;
  box.querySelector("button:not([hidden])")?.focus();
}

export function edit(said) {
  const box = said.querySelector(".message-body");
  const text = make("textarea", { value: said.dataset.source, rows: 2, ariaLabel: "Edit message" });
  const form = make("form", { className: "editing" }, text, make("div", { className: "row end" }, make("button", { type: "button", className: "button small", textContent: "Cancel" }), make("button", { className: "button primary small", textContent: "Save" })));
  const old = [...box.childNodes];
  const back = () => { box.replaceChildren(...old); said.focus(); };
  form.querySelector("button").onclick = back;
  form.onsubmit = async (event) => { event.preventDefault(); if (!(await act("edit", { room: said.dataset.room, ts: said.dataset.ts, text: text.value })) || text.value === said.dataset.source) back(); };
  text.onkeydown = (event) => {
    if (event.key === "Escape") { event.stopPropagation(); back(); }
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); form.requestSubmit(); }
  };
  box.replaceChildren(form);
  text.focus();
  text.setSelectionRange(text.value.length, text.value.length);
}

// A browser may tell twice that somebody wants out (Escape, then close): a form is closed once.
const closing = new WeakSet();
async function closeModal(it, all) {
  const form = it.closest("[data-view]");
  if (closing.has(form)) return;
  closing.add(form);
  await act("close", { view: form.dataset.view, all });
}
const DO = {
  press: (it) => { it.closest("details.overflow")?.removeAttribute("open"); press(it, it.dataset.value); },
  close: (it) => closeModal(it, false),
  close_all: (it) => closeModal(it, true),
  react: (it) => { const place = here(it); $("picker").hidePopover(); act("react", { ...place, name: it.dataset.name }); },
  pick: (it) => popup("picker", it, it.closest("[data-ts]")),
  more: (it) => {
    const said = it.closest("[data-ts]");
    for (const own of $("menu").querySelectorAll("[data-only=mine]")) own.hidden = said.dataset.source === undefined;
    popup("menu", it, said);
  },
  shortcuts: (it) => popup("shortcuts", it, null),
  thread: (it) => { const said = it.closest("[data-ts]"); Object.assign(watch, { thread: said.dataset.thread ?? said.dataset.ts, panel: null }); look(); },
  panel: (it) => { Object.assign(watch, { panel: watch.panel === it.dataset.panel ? null : it.dataset.panel, thread: null }); look(); },
  unside: () => { Object.assign(watch, { panel: null, thread: null }); look(); document.querySelector(".composer textarea")?.focus(); },
  side: () => body.classList.toggle("show-side"),
  pin: (it) => { const place = here(it); $("menu").hidePopover(); act("pin", place); },
  edit: () => { $("menu").hidePopover(); edit(message); },
  delete: (it) => { const place = here(it); $("menu").hidePopover(); ask(question("Delete this message?", "It is gone for everybody.", "Delete"), () => act("delete", place)); },
  message_shortcut: (it) => { const place = here(it); $("menu").hidePopover(); act("message_shortcut", { ...place, app: it.dataset.app, callback: it.dataset.callback }); },
  shortcut: (it) => { $("shortcuts").hidePopover(); act("shortcut", { app: it.dataset.app, callback: it.dataset.callback }); },
  type: (it) => { $("shortcuts").hidePopover(); const box = document.querySelector("main .composer textarea"); if (box) { box.value = it.dataset.text; box.focus(); } },
  dismiss: (it) => act("dismiss", here(it)),
  unbookmark: (it) => act("unbookmark", { room: it.closest("[data-room]").dataset.room, bookmark: it.dataset.bookmark }),
  steer: (it) => act("steer", { deed: it.dataset.deed, value: it.dataset.value ?? "" }).then((done) => { if (done && it.dataset.deed === "part") location.href = `/as/${encodeURIComponent(it.dataset.value)}`; }),
  older: () => body.dispatchEvent(new Event("older")),
  direct: (it) => act("direct", { handle: it.dataset.handle }),
  new_channel: () => ask(question("New channel", "", "Create", [make("input", { type: "text", name: "name", placeholder: "name-of-the-channel", required: true, maxLength: 80, ariaLabel: "Name", autofocus: true }), make("label", { className: "tick" }, make("input", { type: "checkbox", name: "private" }), make("span", { textContent: "Private" }))]), (form) => act("create_channel", { name: form.get("name"), private: form.has("private") })),
};
for (const name of ["join", "leave", "archive", "unarchive"]) DO[name] = (it) => act(name, { room: it.closest("[data-room]").dataset.room });

document.addEventListener("click", (event) => {
  const it = event.target.closest("[data-do]");
  if (it && DO[it.dataset.do]) { if (it.tagName !== "A") event.preventDefault(); DO[it.dataset.do](it); return; }
  const link = event.target.closest("a[data-place]");
  if (link && !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0) { event.preventDefault(); go(link.dataset.place); }
});

document.addEventListener("change", (event) => {
  const it = event.target;
  if (it.dataset.steer) { act("steer", { deed: it.dataset.steer, value: it.value }); return; }
  const group = it.closest("[data-field]") ?? it.closest("[data-kind]");
  if (!group) return;
  if (group.classList.contains("multi")) { sumUp(group); if (it.type === "checkbox") group.dataset.changed = "1"; return; }
  if (group.dataset.kind === "file_input") return;
  if (group.dataset.acts !== undefined && !/_input$/.test(group.dataset.kind)) press(group, valueOf(group));
});
function sumUp(group) {
  const words = [...group.querySelectorAll("input[name]:checked")].map((it) => it.nextElementSibling.textContent);
  const summary = group.querySelector("summary");
  summary.textContent = words.join(", ") || summary.dataset.empty;
}

// A menu of many tells its app once, when it closes; log lines and previews load when they open.
document.addEventListener("toggle", async (event) => {
  const it = event.target;
  if (it.matches?.("details.multi") && !it.open && it.dataset.changed) {
    delete it.dataset.changed;
    if (it.dataset.acts !== undefined) press(it, valueOf(it));
  }
  if (it.matches?.("details.preview") && it.open) for (const frame of it.querySelectorAll("iframe[data-src]:not([src])")) frame.src = frame.dataset.src;
  if (it.matches?.("details.preview") && it.open) it.scrollIntoView({ block: "nearest" });
  if (it.matches?.("details.line") && it.open && !it.querySelector("pre").textContent) it.querySelector("pre").textContent = await (await fetch(`/sandbox/log/${it.dataset.key}`)).text();
}, true);
document.addEventListener("pointerdown", (event) => {
  if (!event.target.closest(".side, .to-side")) body.classList.remove("show-side");
  for (const it of document.querySelectorAll("details.multi[open], details.overflow[open], details.act-as[open]")) if (!it.contains(event.target)) it.open = false;
});

async function keepFiles(form) {
  for (const input of form.querySelectorAll("input[type=file][data-kind=file_input]")) {
    if (!input.files.length) { input.dataset.kept = "[]"; continue; }
    const data = new FormData();
    for (const file of input.files) data.append("file", file);
    const kept = await send(`${body.dataset.base}/keep`, { method: "POST", body: data });
    input.dataset.kept = JSON.stringify(kept?.files ?? []);
  }
}

async function submitView(form) {
  const wait = form.querySelector(".wait"), button = form.querySelector("[type=submit]");
  button?.setAttribute("aria-busy", "true");
  wait.textContent = "Sending…";
  await keepFiles(form);
  const answer = await act("submit", { view: form.dataset.view, values: values(form) });
  wait.textContent = "";
  button?.removeAttribute("aria-busy");
  if (answer?.errors && form.isConnected) showFaults(form, answer.errors);
}

// A form for one more of something is empty again at once; what is refused comes back into it.
async function submitSmall(form) {
  const given = Object.fromEntries(new FormData(form)), again = form.dataset.reset !== undefined;
  if (again) form.reset();
  if (!(await act(form.dataset.submit, { room: watch.place, ...given })) && again) for (const [name, value] of Object.entries(given)) form.elements[name].value = value;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches(".view")) { event.preventDefault(); submitView(form); }
  if (form.dataset.submit) { event.preventDefault(); submitSmall(form); }
  if (form.dataset.react !== undefined) { event.preventDefault(); const place = here(form); $("picker").hidePopover(); act("react", { ...place, name: form.elements.name.value }); form.reset(); }
});

const dialog = $("modal");
dialog.addEventListener("cancel", (event) => { event.preventDefault(); const view = dialog.querySelector("[data-view]"); if (view) closeModal(view, false); });
dialog.addEventListener("close", () => { const view = dialog.querySelector("[data-view]"); if (view) closeModal(view, true); });

// Text fields that tell their app: at Enter, or at each letter after a breath.
let breath = 0;
document.addEventListener("keydown", (event) => {
  const it = event.target;
  if (event.key === "Enter" && it.matches("input[data-kind$=_input][data-acts]")) {
    event.preventDefault();
    if (it.dataset.on?.includes("on_enter_pressed")) press(it, it.value);
  }
});
document.addEventListener("input", (event) => {
  const it = event.target;
  if (it.dataset.filter !== undefined) for (const tick of it.parentElement.querySelectorAll(".tick")) tick.hidden = !tick.textContent.toLowerCase().includes(it.value.toLowerCase());
  if (it.dataset.external !== undefined) suggest(it);
  if (it.dataset.acts !== undefined && it.dataset.on?.includes("on_character_entered")) { clearTimeout(breath); breath = setTimeout(() => press(it, it.value), 300); }
});

async function suggest(input) {
  delete input.dataset.chosen;
  const list = input.nextElementSibling, place = where(input);
  if (!place.view || input.value.length < Number(input.dataset.least)) { list.hidden = true; return; }
  const answer = await act("suggest", { view: place.view, action: input.dataset.action, typed: input.value });
  list.replaceChildren(...(answer?.options ?? []).map((option) => {
    const made = make("div", { textContent: option.text.text, tabIndex: -1 });
    made.setAttribute("role", "option");
    made.onmousedown = (event) => { event.preventDefault(); input.value = option.text.text; input.dataset.chosen = option.value; list.hidden = true; if (input.dataset.acts !== undefined) press(input, valueOf(input)); };
    return made;
  }));
  list.hidden = !list.children.length;
}
