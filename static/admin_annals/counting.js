// The length of the text while it is typed: the server's count, moved by what the Markdown gained since.
import { form, say, words } from "./words.js";

const CJK = words.cjk_class ? new RegExp(`[${words.cjk_class}]+`, "u") : null;
const HAN = words.han_class ? new RegExp(`[${words.han_class}]`, "gu") : null;

/** Count a text by the rule of the server (editorial/text/words.py), in `measure` words or han. */
export function count(text, measure = "words") {
  if (measure === "han") return (text.match(HAN) || []).length;
  const between = text.split(CJK);
  let total = text.length;
  for (const piece of between) total += piece.split(/\s+/).filter(Boolean).length - piece.length;
  return total - (text.match(/[\u{20000}-\u{323af}\u{1f200}-\u{1f2ff}]/gu) || []).length; // they take two units each
}

/** Keeps the figure beside the editor. `told(shown)` takes the server's count of the text as it was then. */
export class Counter {
  constructor(area, element) {
    this.area = area;
    this.element = element;
    this.measure = form.dataset.targetMeasure || "words";
    this.least = Number(form.dataset.targetLeast) || 0;
    this.most = Number(form.dataset.targetMost) || 0;
    area.addEventListener("input", () => {
      if (this.waiting) return; // one count for whatever is typed meanwhile
      this.waiting = setTimeout(() => { this.waiting = null; this.draw(); }, 300);
    });
  }

  /** Note the state of the text that is about to be counted by the server. */
  asked() {
    return count(this.area.value, this.measure);
  }

  told(shown, raw) {
    this.server = shown;
    this.raw = raw;
    this.draw();
  }

  draw() {
    if (!this.server) return;
    const now = count(this.area.value, this.measure);
    const exact = now === this.raw;
    const told = this.measure === "han" ? this.server.han : this.server.words;
    // A few words more or less count in full; where most of the text changed, markup and words changed alike.
    const near = Math.abs(now - this.raw) <= this.raw / 10 + 200;
    const total = Math.max(0, near || !this.raw ? told + now - this.raw : Math.round((told * now) / this.raw));
    const number = `${exact ? "" : "≈"}${total.toLocaleString()}`;
    const parts = [say(this.measure === "han" ? "count_han" : "count", { words: number }), say("minutes", { minutes: this.server.minutes })];
    if (this.least || this.most) parts.splice(1, 0, this.target(total));
    this.element.textContent = parts.join(" · ");
  }

  target(total) {
    const least = this.least.toLocaleString();
    const most = this.most.toLocaleString();
    const range = this.least && this.most ? `${least}–${most}` : this.least ? `≥ ${least}` : `≤ ${most}`;
    let verdict = say("target_met");
    if (this.least && total < this.least) verdict = say("target_short", { count: (this.least - total).toLocaleString() });
    if (this.most && total > this.most) verdict = say("target_over", { count: (total - this.most).toLocaleString() });
    return `${say("target", { range })} (${verdict})`;
  }
}
