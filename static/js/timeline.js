// The timeline with a keyboard and without full page loads. Every link and the form work without this.

const root = document.querySelector("[data-timeline]");
const status = document.querySelector("[data-timeline-status]");
const events = () => [...root.querySelectorAll(".plot .ev > a")];
// Wide screens show lanes; elsewhere the events are a list, in which every one is a tab stop.
const charted = () => getComputedStyle(root.querySelector(".under") || root).position === "absolute";

// One tab stop into the chart: the event that had the focus last, else the first.
function rove(chosen) {
  for (const link of events()) link.tabIndex = link === chosen ? 0 : -1;
}
function ready() {
  const all = events();
  if (charted()) rove(all[0]);
  else for (const link of all) link.tabIndex = 0;
  performance.mark("timeline-ready");
}

function place(link) {
  const item = link.parentElement;
  const y = item.offsetTop + 14;
  let lane = -1;
  for (const each of root.querySelectorAll(".lanes > li")) if (each.offsetTop <= y) lane++;
  return { x: item.classList.contains("ev-l") ? item.offsetLeft + item.offsetWidth : item.offsetLeft, y, lane };
}

function neighbour(link, key) {
  const here = place(link);
  const others = events().map((each) => ({ link: each, ...place(each) }));
  if (key === "Home" || key === "End" || key === "ArrowLeft" || key === "ArrowRight") {
    const lane = others.filter((each) => each.lane === here.lane).sort((a, b) => a.x - b.x || a.y - b.y);
    const at = lane.findIndex((each) => each.link === link);
    return { Home: lane[0], End: lane.at(-1), ArrowLeft: lane[at - 1], ArrowRight: lane[at + 1] }[key]?.link;
  }
  const step = key === "ArrowDown" ? 1 : -1;
  const lanes = others.map((each) => each.lane).filter((lane) => (lane - here.lane) * step > 0);
  if (!lanes.length) return null;
  const next = step > 0 ? Math.min(...lanes) : Math.max(...lanes);
  return others.filter((each) => each.lane === next).sort((a, b) => Math.abs(a.x - here.x) - Math.abs(b.x - here.x))[0].link;
}

// What led to an event and what followed from it, while it has the pointer or the focus.
function light(link) {
  const number = events().indexOf(link);
  let any = false;
  for (const line of root.querySelectorAll(".lk")) {
    const hot = number >= 0 && line.dataset.l.split(" ").includes(String(number));
    line.classList.toggle("hot", hot);
    any ||= hot;
  }
  root.classList.toggle("hot-on", any);
}

let waiting;
async function go(address, { push = true, act = "" } = {}) {
  waiting?.abort();
  waiting = new AbortController();
  const opened = !!root.querySelector(".pick")?.open;
  try {
    const answer = await fetch(address, { signal: waiting.signal });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const focused = document.activeElement;
    const again = root.contains(focused) ? { act: focused.dataset.go || act, name: focused.name, value: focused.value } : { act };
    root.replaceChildren(...page.querySelector("[data-timeline]").childNodes);
    document.title = page.title;
    if (push) history.pushState(null, "", address);
    if (opened && root.querySelector(".pick")) root.querySelector(".pick").open = true;
    ready();
    refocus(again);
    status.textContent = root.querySelector(".zoom p, .nothing")?.textContent || "";
  } catch (error) {
    if (error.name !== "AbortError") location.href = address;
  }
}

// Swapping takes the focus away; it goes back to the same control, or into the chart.
function refocus({ act, name, value }) {
  const control = name ? [...root.querySelectorAll("select, input")].find((each) => each.name === name && (each.type !== "checkbox" || each.value === value)) : null;
  const target = control || (act && root.querySelector(`[data-go="${act}"]`)) || events()[0] || root.querySelector("h1");
  if (target.matches("h1")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

root.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-go]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(link.href);
});
function ask(form) {
  const filled = [...new FormData(form)].filter(([, value]) => value && value !== "organizations");
  go(`${location.pathname}?${new URLSearchParams(filled)}`);
}
root.addEventListener("change", (event) => ask(event.target.form));
root.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(event.target);
});
addEventListener("popstate", () => go(location.href, { push: false }));

root.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, summary")) return;
  const link = event.target.closest(".plot .ev > a");
  const act = { "+": "in", "=": "in", "-": "out", PageUp: "prev", PageDown: "next" }[event.key];
  if (act) {
    const zoom = root.querySelector(`[data-go="${act}"]`);
    if (!zoom || !charted()) return;
    event.preventDefault();
    go(zoom.href, { act: link ? "" : act });
  } else if (event.key === "Escape") {
    root.querySelector(".plot")?.classList.add("hush");
  } else if (link && charted() && ["Home", "End", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].includes(event.key)) {
    event.preventDefault();
    const next = neighbour(link, event.key);
    if (!next) return;
    rove(next);
    next.focus();
  }
});
for (const kind of ["focusin", "pointerover"]) {
  root.addEventListener(kind, (event) => {
    root.querySelector(".plot")?.classList.remove("hush");
    const link = event.target.closest(".plot .ev > a");
    light(link);
    if (kind === "focusin" && link && charted()) rove(link);
  });
}
matchMedia("(min-width: 72.5rem)").addEventListener("change", ready);
ready();
