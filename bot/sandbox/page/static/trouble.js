// The page for trouble: its switches use the sandbox's own addresses, as tests do.
import { send, toast } from "./acts.js";
import { look, watch } from "./live.js";

const post = (path, given = {}) => send(`/sandbox/${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(given) });
const number = (text) => (text === "" ? null : Number(text));

const EVENTS = {
  withhold: (name) => post("events/withhold", { name }),
  repeat: (name, count) => post("events/repeat", { name, copies: Math.max(1, count - 1) }),
  reorder: (_, count) => post("events/reorder", { count }),
  release: () => post("events/release"),
  "release-backwards": () => post("events/release", { backwards: true }),
  discard: () => post("events/discard"),
};
const SOCKETS = {
  disconnect: () => post("sockets/disconnect"),
  silence: () => post("sockets/silence"),
  refresh: () => post("sockets/refresh"),
  "limits-on": () => post("rate-limits", { enabled: true }),
  "limits-off": () => post("rate-limits", { enabled: false }),
  calm: async () => {
    await send("/sandbox/faults", { method: "DELETE" });
    await post("events/clear");
    return post("rate-limits", { enabled: false });
  },
};

document.addEventListener("submit", async (event) => {
  const form = event.target, kind = form.dataset.break;
  if (!kind) return;
  event.preventDefault();
  const given = Object.fromEntries(new FormData(form)), what = event.submitter?.value;
  if (kind === "faults") await post("faults", { kind: given.kind, method: given.method || "*", times: number(given.times), skip: number(given.skip) ?? 0, seconds: number(given.seconds) ?? 0, status: number(given.status) ?? 503, code: given.code || "internal_error" });
  if (kind === "events") await EVENTS[what](given.name || null, number(given.count) ?? 2);
  if (kind === "sockets") await SOCKETS[what]();
  look();
});

function filter(form) {
  const given = new FormData(form);
  watch.filter = { kind: given.get("kind"), words: given.get("words"), trouble: given.has("trouble") };
  const query = new URLSearchParams({ kind: watch.filter.kind, words: watch.filter.words, ...(watch.filter.trouble ? { trouble: "1" } : {}) });
  form.querySelector("[data-export]").href = `/sandbox/log.jsonl?${query}`;
  look();
}
for (const name of ["input", "change"]) document.addEventListener(name, (event) => { const form = event.target.closest?.("[data-filter-log]"); if (form) filter(form); });
document.addEventListener("submit", (event) => { if (event.target.dataset.filterLog !== undefined) event.preventDefault(); });
window.addEventListener("unhandledrejection", () => toast("That did not work."));
