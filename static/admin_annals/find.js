// Find and replace inside the text area, with a count; replacing all is one step of undo.
import { places, show } from "./caret.js";
import { become, replace } from "./typing.js";
import { announce, make, say } from "./words.js";

const MOST = 20000; // matches that are counted

/** Return the pattern of a search; throws SyntaxError for a regular expression that is none. */
export function pattern(words, { letterCase = false, whole = false, regex = false } = {}) {
  let source = regex ? words : words.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  // Only Latin words have edges that a search can respect.
  if (whole) source = `(?<![A-Za-z0-9_])(?:${source})(?![A-Za-z0-9_])`;
  return new RegExp(source, letterCase ? "gmu" : "gimu");
}

/** Return the matches of `wanted` in `text` that hold at least one character. */
export function matches(text, wanted) {
  const found = [];
  for (const each of text.matchAll(wanted)) {
    if (each[0]) found.push({ from: each.index, to: each.index + each[0].length });
    if (found.length >= MOST) break;
  }
  return found;
}

export class Find {
  constructor(area, box) {
    this.area = area;
    this.words = this.field("find", () => this.look());
    this.other = this.field("replacement");
    this.options = Object.fromEntries(["letterCase", "whole", "regex"].map((name) => [name, make("input", { type: "checkbox" })]));
    this.count = make("span", { className: "find-count" });
    this.count.setAttribute("role", "status");
    const button = (name, act) => {
      const made = make("button", { type: "button", textContent: say(name) });
      made.addEventListener("click", act);
      return made;
    };
    this.row = make("div", { className: "find-replace" }, this.other.label, button("replace", () => this.one()), button("replace_all", () => this.all()));
    this.bar = make("div", { className: "editor-find", hidden: true },
      make("div", {}, this.words.label, button("previous", () => this.move(-1)), button("next", () => this.move(1)), this.count, button("close", () => this.close())),
      this.row,
      make("div", { className: "find-options" }, ...Object.entries(this.options).map(([name, input]) => {
        input.addEventListener("change", () => this.look());
        return make("label", {}, input, ` ${say(`find_${name}`)}`);
      })));
    this.bar.setAttribute("role", "search");
    this.bar.setAttribute("aria-label", say("find_title"));
    this.bar.addEventListener("keydown", (event) => this.key(event));
    this.mark = make("span", { className: "find-mark", hidden: true });
    this.mark.setAttribute("aria-hidden", "true");
    area.after(this.mark);
    area.addEventListener("scroll", () => this.draw());
    area.addEventListener("input", () => { if (!this.bar.hidden) { this.stale = true; this.mark.hidden = true; } });
    box.prepend(this.bar);
    this.found = [];
    this.at = -1;
  }

  field(name, act) {
    const input = make("input", { type: "text", autocomplete: "off", spellcheck: false, placeholder: say(name) });
    input.setAttribute("aria-label", say(name));
    if (act) input.addEventListener("input", (event) => { event.stopPropagation(); if (!event.isComposing) act(); });
    else input.addEventListener("input", (event) => event.stopPropagation()); // searching changes no draft
    if (act) input.addEventListener("compositionend", act);
    return { input, label: input };
  }

  open() {
    const { selectionStart, selectionEnd, value } = this.area;
    const chosen = value.slice(selectionStart, selectionEnd);
    if (chosen && chosen.length <= 200 && !chosen.includes("\n")) this.words.input.value = chosen;
    this.from = selectionStart;
    this.bar.hidden = false;
    this.words.input.focus();
    this.words.input.select();
    this.look();
  }

  close() {
    this.bar.hidden = true;
    this.mark.hidden = true;
    const match = this.found[this.at];
    this.area.focus();
    if (match && !this.stale) this.area.setSelectionRange(match.from, match.to);
  }

  get wanted() {
    const { letterCase, whole, regex } = this.options;
    return pattern(this.words.input.value, { letterCase: letterCase.checked, whole: whole.checked, regex: regex.checked });
  }

  look() {
    this.stale = false;
    try {
      this.found = this.words.input.value ? matches(this.area.value, this.wanted) : [];
    } catch {
      this.found = [];
      this.at = -1;
      this.mark.hidden = true;
      this.count.textContent = say("find_broken");
      return;
    }
    const next = this.found.findIndex((match) => match.from >= (this.from ?? 0));
    this.at = this.found.length ? Math.max(0, next) : -1;
    this.reveal();
  }

  move(step) {
    if (this.stale) { this.from = this.area.selectionStart; this.look(); }
    if (!this.found.length) return;
    this.at = (this.at + step + this.found.length) % this.found.length;
    this.reveal();
  }

  reveal() {
    const match = this.found[this.at];
    this.count.textContent = !this.words.input.value ? "" : match ? say("find_count", { number: this.at + 1, count: this.found.length }) : say("find_none");
    if (!match) { this.mark.hidden = true; return; }
    this.from = match.from;
    show(this.area, match.from, match.to, { focus: false });
    this.draw();
  }

  /** A text area shows no selection while another field is in use, so the match is framed. */
  draw() {
    const match = this.found[this.at];
    if (this.bar.hidden || this.stale || !match) return;
    const [start, end] = places(this.area, [match.from, match.to]);
    const top = start.top - this.area.scrollTop;
    this.mark.hidden = top < 0 || top + start.height > this.area.clientHeight;
    const width = end.top === start.top ? end.left - start.left : this.area.clientWidth - start.left - 12;
    Object.assign(this.mark.style, { left: `${this.area.offsetLeft + start.left}px`, top: `${this.area.offsetTop + top}px`, width: `${Math.max(width, 4)}px`, height: `${start.height}px` });
  }

  written(words) {
    const { regex } = this.options;
    return regex.checked ? words.replace(new RegExp(this.wanted.source, this.wanted.flags.replace("g", "")), this.other.input.value) : this.other.input.value;
  }

  one() {
    if (this.stale) this.move(0);
    const match = this.found[this.at];
    if (!match) return;
    const text = this.written(this.area.value.slice(match.from, match.to));
    const back = document.activeElement;
    replace(this.area, match.from, match.to, text);
    back.focus();
    this.from = match.from + text.length;
    this.look();
  }

  all() {
    this.look();
    const count = this.found.length;
    if (!count) return;
    const { regex } = this.options;
    const text = this.other.input.value;
    const back = document.activeElement;
    become(this.area, this.area.value.replace(this.wanted, regex.checked ? text : () => text));
    back.focus();
    this.look();
    this.count.textContent = say("replaced", { count });
    announce(say("replaced", { count }));
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "Escape") { event.preventDefault(); this.close(); }
    if (event.key !== "Enter" || event.target.type !== "text") return;
    event.preventDefault(); // never submits the form
    if (event.target === this.other.input) this.one(); else this.move(event.shiftKey ? -1 : 1);
  }
}
