// Keys and no full page loads: every link and the form work without this.

const root = document.querySelector("[data-timeline]");
const status = document.querySelector("[data-timeline-status]");
const events = () => [...root.querySelectorAll(".plot .ev > a")];
// Lanes on wide screens; in a list every event is a tab stop.
const charted = () => getComputedStyle(root.querySelector(".under") || root).position === "absolute";

// One tab stop into the chart.
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
  const all = events().map((each) => ({ link: each, ...place(each) }));
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (step) {
    const beyond = all.filter((each) => (each.lane - here.lane) * step > 0);
    const far = (each) => Math.abs(each.lane - here.lane) * 1e6 + Math.abs(each.x - here.x);
    return beyond.sort((a, b) => far(a) - far(b))[0]?.link;
  }
  const lane = all.filter((each) => each.lane === here.lane).sort((a, b) => a.x - b.x || a.y - b.y);
  const at = lane.findIndex((each) => each.link === link);
  return { Home: lane[0], End: lane.at(-1), ArrowLeft: lane[at - 1], ArrowRight: lane[at + 1] }[key]?.link;
}

// What led to an event and followed from it.
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
    const { dataset, name, value } = root.contains(document.activeElement) ? document.activeElement : root;
    root.replaceChildren(...page.querySelector("[data-timeline]").childNodes);
    document.title = page.title;
    if (push) history.pushState(null, "", address);
    if (opened && root.querySelector(".pick")) root.querySelector(".pick").open = true;
    ready();
    refocus(dataset.go || act, name, value);
    status.textContent = root.querySelector(".zoom p, .nothing")?.textContent || "";
  } catch (error) {
    if (error.name !== "AbortError") location.href = address;
  }
}

// The focus goes back to the same control, or into the chart.
function refocus(act, name, value) {
  const controls = name ? [...root.querySelectorAll("select, input")] : [];
  const control = controls.find((each) => each.name === name && (each.type !== "checkbox" || each.value === value));
  (control || (act && root.querySelector(`[data-go="${act}"]`)) || events()[0])?.focus({ preventScroll: true });
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
  } else if (link && charted() && /^(Home|End|Arrow.+)$/.test(event.key)) {
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
