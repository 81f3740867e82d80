// Keys and no full page loads: every link and the form work without this.

const root = document.querySelector("[data-timeline]");
const find = (selector) => root.querySelector(selector);
const events = () => [...root.querySelectorAll(".plot .ev > a")];
const eventAt = (target) => target.closest(".plot .ev > a");
// Lanes on wide screens; in a list every event is a tab stop.
const wide = matchMedia("(min-width: 72.5rem)");
const charted = () => wide.matches && find(".under") && getComputedStyle(find(".under")).position === "absolute";

// One tab stop into the chart.
function rove(chosen) {
  for (const link of events()) link.tabIndex = link === chosen ? 0 : -1;
}
function ready() {
  if (charted()) rove(events()[0]);
  else for (const link of root.querySelectorAll("[tabindex]")) link.removeAttribute("tabindex");
  performance.mark("ready");
}

function place(link) {
  const item = link.parentElement;
  const y = item.offsetTop + 14;
  const lane = [...root.querySelectorAll(".lanes > li")].findLastIndex((each) => each.offsetTop <= y);
  return { link, y, lane, x: item.offsetLeft + (item.classList.contains("ev-l") ? item.offsetWidth : 0) };
}

function neighbour(link, key) {
  const here = place(link);
  const all = events().map(place);
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (step) {
    const far = (each) => (each.lane - here.lane) * step * 1e6 + Math.abs(each.x - here.x);
    return all.filter((each) => (each.lane - here.lane) * step > 0).sort((a, b) => far(a) - far(b))[0];
  }
  const lane = all.filter((each) => each.lane === here.lane).sort((a, b) => a.x - b.x || a.y - b.y);
  const at = lane.findIndex((each) => each.link === link);
  return { Home: lane[0], End: lane.at(-1), ArrowLeft: lane[at - 1], ArrowRight: lane[at + 1] }[key];
}

// What led to an event and followed from it.
function light(link) {
  const number = String(events().indexOf(link));
  const lines = [...root.querySelectorAll(".lk")];
  for (const line of lines) line.classList.toggle("hot", line.dataset.l.split(" ").includes(number));
  root.classList.toggle("hot-on", !!find(".hot"));
}

let waiting;
async function go(address, back) {
  waiting?.abort();
  waiting = new AbortController();
  const opened = find(".pick")?.open;
  try {
    const answer = await fetch(address, { signal: waiting.signal });
    if (!answer.ok) throw answer;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const before = root.contains(document.activeElement) ? document.activeElement : root;
    root.replaceChildren(...page.querySelector("[data-timeline]").childNodes);
    document.title = page.title;
    if (!back) history.pushState(null, "", address);
    if (opened && find(".pick")) find(".pick").open = true;
    ready();
    // The focus goes back to the same control or event, else into the chart.
    const same = (each) => ["name", "pathname", "value"].every((key) => each[key] === before[key]);
    const act = before.dataset.go;
    const kin = act ? find(`[data-go="${act}"]`) : [...root.querySelectorAll(".ev > a, select, input")].find(same);
    (kin || events()[0])?.focus({ preventScroll: true });
    document.querySelector("[data-timeline-status]").textContent = find(".zoom p, .nothing")?.textContent || "";
  } catch (error) {
    if (error.name !== "AbortError") location.href = address;
  }
}

root.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-go]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(link.href);
});
for (const kind of ["change", "submit"]) {
  root.addEventListener(kind, (event) => {
    event.preventDefault();
    const filled = [...new FormData(find("form"))].filter(([, value]) => value && value !== "organizations");
    go(`${location.pathname}?${new URLSearchParams(filled)}`);
  });
}
addEventListener("popstate", () => go(location.href, true));

root.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, summary") || !charted()) return;
  const link = eventAt(event.target);
  const act = { "+": "in", "=": "in", "-": "out", PageUp: "prev", PageDown: "next" }[event.key];
  const zoom = act && find(`[data-go="${act}"]`);
  if (zoom) {
    event.preventDefault();
    // Closer to the event that has the focus, not to where most of them are.
    const { x, early, late } = zoom.dataset;
    go(link && x ? (place(link).x < (find(".plot").offsetWidth * x) / 1000 ? early : late) : zoom.href);
  } else if (event.key === "Escape") {
    find(".plot").classList.add("hush");
  } else if (link && /^(Home|End|Arrow.+)$/.test(event.key)) {
    event.preventDefault();
    neighbour(link, event.key)?.link.focus();
  }
});
for (const kind of ["focusin", "pointerover"]) {
  root.addEventListener(kind, (event) => {
    find(".plot")?.classList.remove("hush");
    const link = eventAt(event.target);
    light(link);
    if (kind === "focusin" && link && charted()) rove(link);
  });
}
wide.addEventListener("change", ready);
ready();
