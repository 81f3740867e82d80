// Reading settings, citations beside their sentence, arrow keys between chapters. The pages work without any of it.

const root = document.documentElement;

function readingSettings(box) {
  const buttons = box.querySelectorAll("button[data-name]");
  const show = () => {
    for (const b of buttons) b.setAttribute("aria-pressed", String((root.dataset[b.dataset.name] || "") === b.value));
  };
  box.addEventListener("click", (event) => {
    const b = event.target.closest("button[data-name]");
    if (!b) return;
    const { name } = b.dataset;
    if (b.value) root.dataset[name] = b.value;
    else delete root.dataset[name];
    try {
      if (b.value) localStorage.setItem("annals." + name, b.value);
      else localStorage.removeItem("annals." + name);
    } catch {}
    show();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box.open) return;
    box.open = false;
    box.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (!box.contains(event.target)) box.open = false;
  });
  show();
  box.hidden = false;
}

function citations() {
  const pop = document.createElement("div");
  if (!pop.showPopover) return;
  pop.className = "pop";
  pop.popover = "auto";
  pop.role = "note";
  document.body.append(pop);
  let last;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.cite");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const entry = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!entry) return;
    event.preventDefault();
    if (last) last.style.anchorName = "";
    last = link;
    link.style.anchorName = "--cite";
    const copy = entry.cloneNode(true);
    for (const back of copy.querySelectorAll(".back")) back.remove();
    const more = document.createElement("p");
    const jump = document.createElement("a");
    jump.href = link.hash;
    jump.textContent = document.body.dataset.cite;
    jump.addEventListener("click", () => pop.hidePopover());
    more.append(jump);
    pop.replaceChildren(...copy.childNodes, more);
    link.after(pop);
    pop.showPopover();
  });
}

function arrowKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.target.closest("input, textarea, select, details, [popover], pre, .table-scroll")) return;
    const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
    const link = rel && document.querySelector(`a[rel="${rel}"]`);
    if (link) link.click();
  });
}

const prefs = document.querySelector(".prefs");
if (prefs) readingSettings(prefs);
if (document.querySelector("a.cite")) citations();
if (document.querySelector(".pn")) arrowKeys();
if (document.querySelector("pre.mermaid")) import("./diagrams.js");
