// The headings of the text, to jump to.
import { show } from "./caret.js";
import { make, say } from "./words.js";

/** Return [{level, words, from, to}] of the headings of a Markdown text; lines in fenced code are none. */
export function headings(text) {
  const found = [];
  let at = 0;
  let fence = "";
  for (const line of text.split("\n")) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line);
    if (mark && (!fence || (mark[1][0] === fence[0] && mark[1].length >= fence.length))) fence = fence ? "" : mark[1];
    const heading = !fence && /^ {0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$/.exec(line);
    if (heading?.[2]) found.push({ level: heading[1].length, words: heading[2].replace(/[*_`]/g, ""), from: at, to: at + line.length });
    at += line.length + 1;
  }
  return found;
}

export class Outline {
  constructor(area, panel) {
    this.area = area;
    this.panel = panel;
    this.list = make("ol", { className: "outline-list" });
    panel.append(this.list);
  }

  draw() {
    const found = headings(this.area.value);
    if (!found.length) { this.list.replaceChildren(make("li", { className: "quiet", textContent: say("no_headings") })); return; }
    this.list.replaceChildren(...found.map((heading) => {
      const jump = make("button", { type: "button", textContent: heading.words });
      jump.addEventListener("click", () => {
        // The text may have changed since: the nearest heading of the same words.
        const now = headings(this.area.value).filter((each) => each.words === heading.words);
        const target = now.sort((one, other) => Math.abs(one.from - heading.from) - Math.abs(other.from - heading.from))[0];
        if (target) show(this.area, target.from, target.to);
      });
      return make("li", { className: `outline-${heading.level}` }, jump);
    }));
  }
}
