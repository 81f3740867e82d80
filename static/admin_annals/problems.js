// What is to settle in the text: findings with their lines, a choice where a citation fits several sources, missing records.
import { show } from "./caret.js";
import { details } from "./lookup.js";
import { lineStart, replace } from "./typing.js";
import { announce, form, make, post, say } from "./words.js";

export class Problems {
  constructor(area, panel, renew) {
    this.area = area;
    this.renew = renew;
    this.list = make("ul", { className: "editor-problems" });
    panel.append(this.list);
  }

  /** Draw the problems of a preview; returns how many there are. */
  draw(problems) {
    const focused = this.list.contains(document.activeElement);
    this.list.replaceChildren(...problems.map((problem) => this.entry(problem)));
    if (!problems.length) this.list.append(make("li", { className: "quiet", textContent: say("no_problems") }));
    if (focused) (this.list.querySelector("button") || this.area).focus();
    return problems.length;
  }

  entry(problem) {
    const entry = make("li", { className: `finding finding-${problem.level}` }, make("span", { className: "status", textContent: problem.label }), ` ${problem.message} `);
    if (problem.line > 0) {
      const jump = make("button", { type: "button", className: "to-line", textContent: problem.line_label });
      jump.addEventListener("click", () => this.goTo(problem));
      entry.append(jump);
    }
    if (problem.choices) entry.append(this.picker(problem));
    if (problem.missing) entry.append(this.maker(problem));
    return entry;
  }

  goTo({ line, fix }) {
    const { value } = this.area;
    const start = lineStart(value, line);
    const end = value.indexOf("\n", start);
    const at = fix ? this.where(fix) : null;
    if (at === null || at < 0) show(this.area, start, end < 0 ? value.length : end);
    else show(this.area, at, at + fix.old.length);
  }

  /** Where the words to be replaced stand now: the text may have moved since the preview; -1 where they are gone. */
  where({ start, old }) {
    const { value } = this.area;
    if (value.startsWith(old, start)) return start;
    const after = value.indexOf(old, start);
    const before = value.lastIndexOf(old, start);
    if (after < 0 || before < 0) return Math.max(after, before);
    return after - start < start - before ? after : before;
  }

  picker(problem) {
    const list = make("ul", { className: "picker" });
    list.setAttribute("aria-label", say("picker"));
    list.append(...problem.choices.map((choice) => {
      const button = make("button", { type: "button" },
        make("span", { className: "choice-title", textContent: choice.title || choice.key }),
        make("span", { className: "choice-more", textContent: details(choice) }));
      button.addEventListener("click", () => this.settle(problem, choice));
      return make("li", {}, button);
    }));
    return list;
  }

  settle({ fix }, choice) {
    const at = fix ? this.where(fix) : -1;
    if (at < 0) { announce(say("moved")); this.renew(); return; }
    replace(this.area, at, at + fix.old.length, fix.new.replace("\0", choice.key));
    announce(say("settled", { key: choice.key }));
  }

  maker(problem) {
    const button = make("button", { type: "button", className: "act make-draft", textContent: say("make_draft", { name: problem.missing }) });
    button.addEventListener("click", async () => {
      button.disabled = true;
      const data = new FormData();
      data.set("name", problem.missing);
      data.set("item", form.dataset.item);
      const { ok, answer } = await post(form.dataset.makeUrl, data);
      const told = make("span", { className: "quiet" });
      told.setAttribute("role", "status");
      if (ok) {
        const link = make("a", { href: answer.url, target: "_blank", rel: "noopener", textContent: say("made_draft") });
        told.append(link);
      } else told.textContent = answer.error;
      button.replaceWith(told);
      announce(told.textContent);
      if (ok) setTimeout(this.renew, 1500);
    });
    return button;
  }
}
