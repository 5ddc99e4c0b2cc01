// Puts the parts together: places, reading marks, keys, what is spoken to those who listen.
import "./acts.js";
import "./trouble.js";
import { restoreDraft } from "./composer.js";
import { atEnd, connect, go, loadOlder, look, onPatched, read, watch } from "./live.js";

const body = document.body;
const rooms = () => [...document.querySelectorAll(".side a.room")].filter((it) => it.offsetParent !== null);
const said = () => [...document.querySelectorAll("[data-list=messages] > .message")];

function mark() {
  for (const it of document.querySelectorAll(".side a[data-place]")) {
    const now = it.dataset.place === watch.place;
    if (now) it.setAttribute("aria-current", "page"); else it.removeAttribute("aria-current");
    it.tabIndex = now ? 0 : -1;
  }
  if (!document.querySelector(".side a.room[tabindex='0']")) rooms()[0]?.setAttribute("tabindex", "0");
  const last = said().at(-1);
  if (last && !document.querySelector("[data-list=messages] > .message[tabindex='0']")) last.tabIndex = 0;
  for (const it of document.querySelectorAll("a[data-person]")) it.href = `/as/${encodeURIComponent(it.dataset.person)}/${encodeURIComponent(watch.place)}`;
}

function markRead() {
  const scroll = document.querySelector(".room-frame .scroll"), last = [...document.querySelectorAll("[data-list=messages] > [data-ts]")].at(-1);
  if (scroll && last && document.visibilityState === "visible" && atEnd(scroll)) read(last.dataset.ts);
}

const spoken = (it) => `${it.getAttribute("aria-label")}: ${[...it.querySelectorAll(".message-body > :is(.prose, .blocks, .attachment, .file)")].map((part) => part.innerText).join(" ")}`;

onPatched((news, added, moved) => {
  mark();
  restoreDraft();
  const title = document.querySelector("main h1")?.textContent ?? "";
  document.title = `${title} · sandbox`;
  if (moved) document.querySelector("main .composer textarea")?.focus({ preventScroll: true });
  const fresh = added.filter((it) => it.matches("article.message") && it.closest("[data-list=messages], [data-list=thread]") && it === it.parentElement.lastElementChild);
  if (fresh.length) document.getElementById("heard").textContent = fresh.map(spoken).join("\n").slice(0, 300);
  markRead();
});

body.addEventListener("older", loadOlder);
document.addEventListener("visibilitychange", markRead);
document.addEventListener("scroll", (event) => {
  const it = event.target;
  if (!it.closest?.(".room-frame")) return;
  if (it.scrollTop < 120 && it.querySelector("[data-do=older]")) loadOlder();
  if (atEnd(it)) markRead();
}, true);

window.addEventListener("popstate", () => {
  const parts = location.pathname.split("/");
  go(decodeURIComponent(parts[3] ?? "") || body.dataset.place, false);
});

function step(list, event) {
  const now = list.indexOf(document.activeElement);
  const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: list.length - 1 }[event.key];
  if (now < 0 || next === undefined || !list[next]) return;
  event.preventDefault();
  list[now].tabIndex = -1;
  list[next].tabIndex = 0;
  list[next].focus();
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); body.classList.add("show-side"); document.getElementById("jump").focus(); }
  if (event.target.matches?.("a.room")) step(rooms(), event);
  if (event.target.matches?.("[data-list] > .message")) step([...event.target.parentElement.querySelectorAll(":scope > .message")], event);
  if (event.target.closest?.(".popup.menu")) step([...event.target.closest(".popup").querySelectorAll("button:not([hidden])")], event);
  if (event.key === "Escape" && !document.querySelector("dialog[open], :popover-open")) {
    body.classList.remove("show-side");
    if ((watch.thread || watch.panel) && !event.target.closest?.(".editing")) { Object.assign(watch, { thread: null, panel: null }); look(); }
  }
});

const jump = document.getElementById("jump");
jump.addEventListener("input", () => {
  const words = jump.value.toLowerCase();
  for (const it of document.querySelectorAll(".side li")) it.hidden = !it.textContent.toLowerCase().includes(words);
  if (words) for (const it of document.querySelectorAll(".side > details:not(.act-as)")) it.open = true;
});
jump.addEventListener("keydown", (event) => {
  if (event.key === "Enter") { const first = rooms()[0]; if (first) { jump.value = ""; jump.dispatchEvent(new Event("input")); go(first.dataset.place); } }
  if (event.key === "ArrowDown") { event.preventDefault(); const first = rooms()[0]; if (first) { first.tabIndex = 0; first.focus(); } }
  if (event.key === "Escape") { jump.value = ""; jump.dispatchEvent(new Event("input")); }
});

connect();
