// Beside the text: how it will look, its headings, what is to settle. Answers that come too late change nothing.
import { Counter } from "./counting.js";
import { isChanged } from "./keeping.js";
import { debounced } from "./lookup.js";
import { Outline } from "./outline.js";
import { Problems } from "./problems.js";
import { form, make, post, say } from "./words.js";

const PAUSE = 500; // milliseconds after the last key
const LONGEST = 1000000; // characters; the server refuses more
const TABS = ["preview", "outline", "problems"];

export class Side {
  constructor(area, preview, foot) {
    this.area = area;
    this.preview = preview;
    this.asked = 0;
    this.drawn = 0;
    this.spent = 0;
    preview.classList.add("prose");
    this.panels = { preview, outline: make("div", { className: "side-panel" }), problems: make("div", { className: "side-panel" }) };
    this.tabs = Object.fromEntries(TABS.map((name, at) => [name, this.tab(name, at)]));
    this.bar = make("div", { className: "side-tabs" }, ...Object.values(this.tabs));
    this.bar.setAttribute("role", "tablist");
    this.bar.setAttribute("aria-label", say("side"));
    this.box = make("div", { className: "editor-side" }, this.bar, this.panels.outline, this.panels.problems);
    preview.after(this.box);
    this.bar.after(preview);
    this.counter = new Counter(area, foot.count);
    this.state = foot.state;
    this.renew = debounced((signal) => this.ask(signal), () => Math.max(PAUSE, Math.min(5000, 3 * this.spent)));
    this.outline = new Outline(area, this.panels.outline);
    this.problems = new Problems(area, this.panels.problems, () => this.renew());
    form.addEventListener("input", () => this.renew());
    area.addEventListener("scroll", () => this.follow());
    this.show("preview");
    this.ask();
  }

  tab(name, at) {
    const tab = make("button", { type: "button", id: `side-tab-${name}`, textContent: say(name) });
    tab.setAttribute("role", "tab");
    const panel = this.panels[name];
    panel.id = `side-${name}`;
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    panel.setAttribute("tabindex", "0");
    tab.setAttribute("aria-controls", panel.id);
    tab.addEventListener("click", () => this.show(name));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1, Home: -at, End: TABS.length - 1 - at }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      const next = TABS[(at + step + TABS.length) % TABS.length];
      this.show(next);
      this.tabs[next].focus();
    });
    return tab;
  }

  show(name) {
    this.shown = name;
    for (const each of TABS) {
      this.panels[each].hidden = each !== name;
      this.tabs[each].setAttribute("aria-selected", String(each === name));
      this.tabs[each].tabIndex = each === name ? 0 : -1;
    }
    if (name === "outline") this.outline.draw();
  }

  async ask(signal) {
    if (this.area.value.length > LONGEST) { this.failed(say("too_long", { limit: LONGEST.toLocaleString() })); return; }
    const number = (this.asked += 1);
    const raw = this.counter.asked();
    const data = new FormData(form);
    data.set("kind", form.dataset.kind);
    data.set("item", form.dataset.item);
    const begun = performance.now();
    const { ok, answer, status, after } = await post(this.area.dataset.markdownxUrlsPath, data, { signal });
    if (signal?.aborted || number < this.drawn) return;
    if (!ok) {
      this.failed(answer.error);
      if (status === 429) setTimeout(this.renew, Math.min(after || 10, 15) * 1000);
      return;
    }
    this.drawn = number;
    this.spent = performance.now() - begun;
    this.preview.innerHTML = answer.html; // sanitised on the server
    this.box.classList.remove("stale");
    this.state.textContent = "";
    if (answer.words) this.counter.told(answer.words, raw);
    // Nobody is reproached with an empty page that they have just opened.
    const problems = form.dataset.item || isChanged() ? answer.problems || [] : [];
    const count = this.problems.draw(problems);
    this.tabs.problems.textContent = count ? `${say("problems")} ${count}` : say("problems");
    this.tabs.problems.classList.toggle("has-errors", problems.some((problem) => problem.level === "error"));
    if (this.shown === "outline") this.outline.draw();
    this.follow();
  }

  failed(reason) {
    this.box.classList.add("stale");
    this.state.textContent = `${say("stale")} ${reason || ""}`;
  }

  follow() {
    const room = this.area.scrollHeight - this.area.clientHeight;
    if (room > 0) this.preview.scrollTop = (this.area.scrollTop / room) * (this.preview.scrollHeight - this.preview.clientHeight);
  }
}
