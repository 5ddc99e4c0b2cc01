// The composer: Enter sends, completion of commands, people, channels and emoji, files, editing the last message.
import { act, edit, send } from "./acts.js";
import { watch } from "./live.js";

const body = document.body;
const drafts = new Map();
const key = (form) => `${form.dataset.room} ${form.dataset.thread ?? ""}`;

export function restoreDraft() {
  for (const form of document.querySelectorAll(".composer")) {
    const text = form.elements.text;
    if (!text.value && drafts.has(key(form))) text.value = drafts.get(key(form));
  }
}

const WORD = /(?:^|\s)([@#:][^\s@#]*)$/;
function typed(text) {
  const before = text.value.slice(0, text.selectionStart);
  if (/^\/\S*$/.test(before)) return before;
  return WORD.exec(before)?.[1] ?? "";
}

let asked = 0;
async function complete(form) {
  const list = form.querySelector(".completion"), word = typed(form.elements.text), mine = ++asked;
  if (!word) return shut(form);
  const response = await fetch(`${body.dataset.base}/complete?typed=${encodeURIComponent(word)}`);
  const { offers } = await response.json();
  if (mine !== asked || typed(form.elements.text) !== word) return;
  list.replaceChildren(...offers.map((offer, index) => option(form, offer, index)));
  list.hidden = !offers.length;
  choose(form, 0);
}

function option(form, offer, index) {
  const made = document.createElement("div");
  for (const [name, words] of [["sign", offer.sign], ["strong", offer.shown], ["note", offer.more]]) {
    const part = document.createElement("span");
    part.className = name;
    part.textContent = words;
    made.append(part);
  }
  made.id = `offer-${index}`;
  made.dataset.insert = offer.insert;
  made.setAttribute("role", "option");
  made.onmousedown = (event) => { event.preventDefault(); accept(form, made); };
  return made;
}

function choose(form, index) {
  const all = [...form.querySelectorAll(".completion [role=option]")];
  all.forEach((it, at) => it.setAttribute("aria-selected", at === index));
  all[index]?.scrollIntoView({ block: "nearest" });
  form.elements.text.setAttribute("aria-activedescendant", all[index]?.id ?? "");
}

function accept(form, offer) {
  const text = form.elements.text, word = typed(text), end = text.selectionStart;
  text.setRangeText(offer.dataset.insert, end - word.length, end, "end");
  shut(form);
}

function shut(form) {
  asked += 1;
  form.querySelector(".completion").hidden = true;
  form.elements.text.removeAttribute("aria-activedescendant");
}

function keyOnList(event, form) {
  const all = [...form.querySelectorAll(".completion [role=option]")];
  const now = all.findIndex((it) => it.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown") choose(form, (now + 1) % all.length);
  else if (event.key === "ArrowUp") choose(form, (now - 1 + all.length) % all.length);
  else if (event.key === "Escape") shut(form);
  else if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") {
    const whole = typed(form.elements.text) === all[now].dataset.insert.trim();
    if (whole && event.key === "Enter") { shut(form); return false; }
    accept(form, all[now]);
  }
  else return false;
  event.preventDefault();
  return true;
}

function lastOwn() {
  return [...document.querySelectorAll("[data-list=messages] [data-source]")].at(-1);
}

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.(".composer");
  if (!form || event.target.name !== "text" || event.isComposing) return;
  if (!form.querySelector(".completion").hidden && keyOnList(event, form)) return;
  if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); form.requestSubmit(); }
  if (event.key === "ArrowUp" && !event.target.value && !form.dataset.thread) { const own = lastOwn(); if (own) { event.preventDefault(); edit(own); } }
});
document.addEventListener("input", (event) => {
  const form = event.target.closest?.(".composer");
  if (form && event.target.name === "text") { drafts.set(key(form), event.target.value); complete(form); }
});
document.addEventListener("focusout", (event) => { const form = event.target.closest?.(".composer"); if (form && event.target.name === "text") shut(form); });

document.addEventListener("change", (event) => {
  const form = event.target.closest?.(".composer");
  if (form && event.target.type === "file") showFiles(form);
});
function showFiles(form) {
  form.querySelector(".chosen-files").textContent = [...form.querySelector("[type=file]").files].map((it) => it.name).join(", ");
}
document.addEventListener("dragover", (event) => { if (event.target.closest?.(".room-frame")) event.preventDefault(); });
document.addEventListener("drop", (event) => take(event, event.dataTransfer));
document.addEventListener("paste", (event) => { if (event.clipboardData?.files.length) take(event, event.clipboardData); });
function take(event, from) {
  const form = event.target.closest?.(".composer") ?? event.target.closest?.(".room-frame")?.querySelector(".composer");
  if (!form || !from?.files.length) return;
  event.preventDefault();
  form.querySelector("[type=file]").files = from.files;
  showFiles(form);
  form.elements.text.focus();
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches(".composer")) return;
  event.preventDefault();
  const text = form.elements.text, files = form.querySelector("[type=file]"), said = text.value;
  if (!said.trim() && !files.files.length) return;
  text.value = "";
  drafts.delete(key(form));
  const done = files.files.length ? await upload(form, files.files, said) : await act("say", { room: form.dataset.room, thread: form.dataset.thread, text: said, broadcast: form.elements.broadcast?.checked });
  const now = document.querySelector(form.dataset.thread ? "aside .composer" : "main .composer");
  if (!done) { if (now && !now.elements.text.value && watch.place === form.dataset.room) now.elements.text.value = said; return; }
  files.value = "";
  showFiles(form);
  if (form.elements.broadcast) form.elements.broadcast.checked = false;
  const scroll = document.querySelector(form.dataset.thread ? ".side-body" : ".room-frame .scroll");
  if (scroll) scroll.scrollTop = scroll.scrollHeight;
});

async function upload(form, files, text) {
  const data = new FormData();
  data.append("room", form.dataset.room);
  data.append("thread", form.dataset.thread ?? "");
  data.append("text", text);
  for (const file of files) data.append("file", file);
  return send(`${body.dataset.base}/upload`, { method: "POST", body: data });
}
