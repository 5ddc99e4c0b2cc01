// The live socket: says what the window looks at, and puts what it is told into the page.
// All HTML comes from the sandbox's own server, which escapes every word; this file makes none.
import { keepFields, restoreFields } from "./forms.js";

const body = document.body;
export const watch = { place: body.dataset.place, thread: null, panel: null, count: 100, filter: {} };
let socket = null, pause = 200, fresh = true, loadingOlder = false, asked = 0;
const listeners = [];

export const onPatched = (listener) => listeners.push(listener);
export const loadOlder = () => { if (!loadingOlder) { loadingOlder = true; watch.count += 100; look(); } };

export function look() {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ watch: { ...watch, fresh, asked: ++asked } }));
  fresh = false;
}

export function read(ts) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ read: ts }));
}

export function go(place, push = true) {
  // Where there is room for both, the tasks stay beside whatever one goes to.
  const panel = watch.panel === "story" && innerWidth > 1000 ? "story" : null;
  Object.assign(watch, { place, thread: null, panel, count: 100 });
  loadingOlder = false;
  fresh = true;
  if (push) history.pushState({ place }, "", `${body.dataset.base}/${encodeURIComponent(place)}`);
  body.classList.remove("show-side");
  look();
}

export function connect() {
  socket = new WebSocket(`ws://${location.host}/sandbox/live?as=${encodeURIComponent(body.dataset.handle)}`);
  socket.onopen = () => { pause = 200; fresh = true; look(); body.classList.remove("offline"); };
  socket.onmessage = (event) => take(JSON.parse(event.data));
  socket.onclose = () => { body.classList.add("offline"); setTimeout(connect, pause = Math.min(pause * 2, 5000)); };
}

function take(news) {
  if (news.place !== watch.place) return;
  const moved = news.slots?.main !== undefined;
  const scrolls = [...document.querySelectorAll(".scroll, .side-body")].map((it) => [it, it.scrollHeight - it.scrollTop, atEnd(it)]);
  const added = [];
  for (const [name, html] of Object.entries(news.slots ?? {})) fill(name, html);
  for (const [name, told] of Object.entries(news.lists ?? {})) list(name, told, added);
  if (moved) body.dataset.place = news.place;
  settle(scrolls, moved);
  if (news.asked === asked) loadingOlder = false;
  for (const listener of listeners) listener(news, added, moved);
}

export const atEnd = (it) => it.scrollHeight - it.scrollTop - it.clientHeight < 60;

function settle(scrolls, moved) {
  const conversation = document.querySelector(".room-frame .scroll");
  for (const [it, fromEnd, wasAtEnd] of scrolls) {
    if (!it.isConnected || !it.querySelector("[data-list=messages], [data-list=thread]")) continue;
    if (wasAtEnd) it.scrollTop = it.scrollHeight;
    else if (loadingOlder && it === conversation) it.scrollTop = it.scrollHeight - fromEnd;
  }
  if (moved && conversation) conversation.scrollTop = conversation.scrollHeight;
  if (moved) document.querySelector("main .scroll.home, main .trouble")?.scrollTo(0, 0);
}

function fill(name, html) {
  const slot = document.querySelector(`[data-slot="${name}"]`);
  if (!slot) return;
  if (name === "modal") return modal(slot, html);
  const kept = keepFields(slot);
  const focused = place(slot);
  slot.innerHTML = html;
  restoreFields(slot, kept);
  refocus(slot, focused);
}

function modal(dialog, html) {
  const before = dialog.querySelector("[data-view]")?.dataset.view;
  const kept = keepFields(dialog), name = document.activeElement?.name;
  dialog.innerHTML = html;
  const view = dialog.querySelector("[data-view]");
  if (!view) { if (dialog.open) dialog.close(); return; }
  if (view.dataset.view === before) restoreFields(dialog, kept);
  if (!dialog.open) dialog.showModal();
  const again = view.dataset.view === before && name && [...view.elements].find((it) => it.name === name);
  const wrong = dialog.querySelector(".input.wrong :is(input, textarea, select, summary)");
  const first = dialog.querySelector("[autofocus]") ?? dialog.querySelector(".modal-body :is(input:not([type=hidden]), textarea, select, summary, .button)");
  (wrong || again || first || dialog.querySelector(".modal-body"))?.focus();
}

const piece = (html) => { const made = document.createElement("template"); made.innerHTML = html; return made.content.firstElementChild; };

function list(name, told, added) {
  const box = document.querySelector(`[data-list="${name}"]`);
  if (!box) return;
  if (told.all) {
    const focused = place(box);
    box.replaceChildren(...told.all.map(([, , html]) => piece(html)));
    refocus(box, focused);
    return;
  }
  const known = new Map([...box.children].map((it) => [it.dataset.key, it]));
  for (const key of told.gone) { known.get(key)?.remove(); known.delete(key); }
  for (const [key, after, html] of told.items) {
    const made = piece(html), old = known.get(key);
    if (old) swap(old, made);
    else if (after !== null && known.get(after)) known.get(after).after(made);
    else box.prepend(made);
    if (!old) added.push(made);
    known.set(key, made);
  }
}

function swap(old, made) {
  if (old.open !== undefined && old.open) { made.open = true; made.querySelector("pre")?.replaceChildren(...old.querySelector("pre").childNodes); }
  const kept = keepFields(old), focused = place(old), own = document.activeElement === old;
  old.replaceWith(made);
  restoreFields(made, kept);
  if (own) { made.tabIndex = 0; made.focus(); } else refocus(made, focused);
}

// Where the focus is inside a piece that is about to be replaced: the n-th thing that takes focus.
const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";
function place(box) {
  const now = document.activeElement;
  if (!now || now === box || !box.contains(now)) return null;
  return { index: [...box.querySelectorAll(FOCUSABLE)].indexOf(now), name: now.name, start: now.selectionStart };
}
function refocus(box, was) {
  if (!was || (document.activeElement && document.activeElement !== document.body)) return;
  const all = [...box.querySelectorAll(FOCUSABLE)];
  const found = (was.name && all.find((it) => it.name === was.name)) || all[was.index];
  found?.focus();
  if (was.start !== undefined && was.start !== null && found?.setSelectionRange) try { found.setSelectionRange(was.start, was.start); } catch { /* not a text field */ }
}
