// Records after `@` (sources) and after `[[` or `【【` (all kinds, or one: `[[event:`), at the caret of the text.
import { caretPlace } from "./caret.js";
import { Choices, debounced, lookUp } from "./lookup.js";
import { replace } from "./typing.js";

const PAUSE = 150; // milliseconds after the last key
const NEAR = 80; // characters before the caret that are looked at, however long the text is
const KINDS = { event: "event", org: "organization", organization: "organization", concept: "concept", chapter: "chapter", source: "source", book: "book", 事件: "event", 组织: "organization", 机构: "organization", 概念: "concept", 术语: "concept", 章: "chapter", 来源: "source", 文献: "source" };
const WRITTEN = { organization: "org" };
const CLOSING = { "[": "]", "［": "］", "【": "】" };

/** What is being typed before the caret: {kinds, words, from, cite, close}, or null. Positions are offsets of the text. */
export function beforeCaret(text, at) {
  const near = text.slice(Math.max(0, at - NEAR), at);
  const link = /(?:\[\[|【【|［［)(?:([^\s\[\]【】［］:：|]{1,14})[:：])?([^\[\]【】［］|｜\n]{0,40})$/.exec(near);
  if (link) {
    const kind = KINDS[link[1]?.toLowerCase()];
    const words = kind || !link[1] ? link[2] : `${link[1]}:${link[2]}`;
    return { kinds: kind || "event organization concept chapter", words, from: at - link[0].length };
  }
  const cite = /(?<![A-Za-z0-9_./@+])-?[@＠]([^\s@＠\[\]【】［］,，。;；]{0,40})$/.exec(near);
  if (!cite) return null;
  const open = /([\[［【])[^\[\]［］【】\n]*$/.exec(near.slice(0, near.length - cite[1].length));
  const closed = open && text[at] === CLOSING[open[1]];
  return { cite: true, kinds: "source", words: cite[1], from: at - cite[1].length, close: open && !closed ? CLOSING[open[1]] : "" };
}

export class Completion {
  constructor(area, box) {
    this.area = area;
    this.choices = new Choices(area, (record) => this.take(record));
    this.choices.list.classList.add("at-caret");
    box.append(this.choices.list);
    this.search = debounced((signal) => this.ask(signal), PAUSE);
    area.addEventListener("input", (event) => { if (!event.isComposing) this.look(); });
    area.addEventListener("compositionstart", () => { this.search.cancel(); this.choices.hide(); });
    area.addEventListener("compositionend", () => this.look());
    area.addEventListener("scroll", () => this.choices.hide());
    // A bracket typed out of habit after the one that completion closed is the same bracket.
    area.addEventListener("beforeinput", (event) => {
      if (this.closedAt === area.selectionStart && this.closedAt === area.selectionEnd && event.data && event.data === area.value[this.closedAt - 1]) event.preventDefault();
      this.closedAt = null;
    });
  }

  look() {
    this.found = this.area.selectionStart === this.area.selectionEnd ? beforeCaret(this.area.value, this.area.selectionStart) : null;
    if (this.found) this.search(); else { this.search.cancel(); this.choices.hide(); }
  }

  async ask(signal) {
    const asked = this.found;
    const records = await lookUp(asked.kinds, asked.words, signal);
    if (signal.aborted || asked !== this.found || document.activeElement !== this.area) return;
    this.choices.show(records, { kinds: !asked.cite });
    this.place();
  }

  place() {
    const { list } = this.choices;
    const place = caretPlace(this.area);
    list.style.left = `${Math.max(0, Math.min(place.left, this.area.clientWidth - list.offsetWidth))}px`;
    list.style.top = `${place.top + 4}px`;
    const below = document.querySelector(".submit-row")?.getBoundingClientRect().top ?? innerHeight;
    if (list.getBoundingClientRect().bottom > below) { // no room: above the line instead
      const line = parseFloat(getComputedStyle(this.area).lineHeight) || 24;
      list.style.top = `${place.top - line - list.offsetHeight - 4}px`;
    }
  }

  take(record) {
    const { cite, from, close } = this.found;
    const text = cite ? record.key + close : `[[${WRITTEN[record.kind] || record.kind}:${record.key}]]`;
    let to = this.area.selectionStart;
    if (!cite) for (const bracket of ["]]", "】】", "］］"]) if (this.area.value.startsWith(bracket, to)) to += 2;
    replace(this.area, from, to, text);
    this.closedAt = cite && close ? this.area.selectionStart : null;
  }
}
