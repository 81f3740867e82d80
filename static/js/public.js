// Reading settings, cards beside citations and names, arrow keys between chapters. The pages work without any of it.

const root = document.documentElement;
const within = (event, selector) => event.target.closest?.(selector);

function readingSettings(box) {
  const buttons = box.querySelectorAll("button");
  const show = () => {
    for (const b of buttons) b.setAttribute("aria-pressed", String((root.dataset[b.dataset.name] || "") === b.value));
  };
  box.addEventListener("click", (event) => {
    const b = within(event, "button");
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

function cards(article) {
  const pop = document.createElement("div");
  if (!pop.showPopover) return;
  pop.className = "pop";
  pop.popover = "auto";
  pop.role = "note";
  let at, timer;
  const element = (name, text, href) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (href) made.href = href;
    return made;
  };
  const show = (link, ...content) => {
    if (at) at.style.anchorName = "";
    at = link;
    link.style.anchorName = "--cite";
    pop.replaceChildren(...content);
    link.after(pop);
    pop.showPopover();
  };
  article.addEventListener("click", (event) => {
    const link = within(event, "a.cite, .pno");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const more = element("p", "");
    if (link.className === "pno") {
      const address = article.dataset.at + link.hash;
      more.append(element("a", address, address));
      return show(link, element("b", article.dataset.para), more);
    }
    const entry = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!entry) return;
    event.preventDefault();
    const copy = entry.cloneNode(true);
    for (const back of copy.querySelectorAll(".back")) back.remove();
    const jump = element("a", article.dataset.cite, link.hash);
    jump.addEventListener("click", () => pop.hidePopover());
    more.append(jump);
    show(link, ...copy.childNodes, more);
  });

  // A name shows how its own page begins, to the mouse and to the keyboard; a finger goes there.
  const meet = (event) => {
    clearTimeout(timer);
    const link = within(event, "a.ref");
    if (!link || event.pointerType === "touch" || (event.type === "focusin" && !link.matches(":focus-visible"))) return;
    timer = setTimeout(async () => {
      const answer = await fetch(link.href);
      if (!answer.ok || !link.matches(":hover, :focus")) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const name = element("b", page.querySelector("h1").textContent);
      const when = page.querySelector(".sheet-facts dd time:first-child");
      const words = element("p", page.querySelector("[name=description]")?.content || "");
      show(link, name, ...(when ? [when] : []), words);
    }, 250);
  };
  const leave = (event) => {
    clearTimeout(timer);
    if (within(event, "a.ref, .pop") && at?.className === "ref") {
      timer = setTimeout(() => pop.matches(":hover") || at.matches(":hover") || pop.hidePopover(), 300);
    }
  };
  for (const type of ["pointerover", "focusin"]) article.addEventListener(type, meet);
  for (const type of ["pointerout", "focusout"]) article.addEventListener(type, leave);
}

function arrowKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || within(event, "input, textarea, select, details, [popover], pre, .table-scroll")) return;
    const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
    const link = rel && document.querySelector(`a[rel="${rel}"]`);
    if (link) link.click();
  });
}

const prefs = document.querySelector(".prefs");
const article = document.querySelector(".prose");
if (prefs) readingSettings(prefs);
if (article) cards(article);
if (document.querySelector(".pn")) arrowKeys();
if (document.querySelector("pre.mermaid")) import("./diagrams.js");
if (document.querySelector(".finder")) import("./finding.js");
