// What the buttons of the editor do, as pure functions: {value, start, end} → {from, to, text, select}.
import { linesAround } from "./typing.js";
import { say } from "./words.js";

const edit = (from, to, text, select) => ({ from, to, text, select });

/** Put `mark` on both sides of the selection, or take it away where it stands there already. */
function marked(mark, sample) {
  return ({ value, start, end }) => {
    const size = mark.length;
    const words = value.slice(start, end);
    if (value.slice(start - size, start) === mark && value.slice(end, end + size) === mark) {
      return edit(start - size, end + size, words, [start - size, end - size]);
    }
    if (words.length > 2 * size && words.startsWith(mark) && words.endsWith(mark)) {
      const bare = words.slice(size, -size);
      return edit(start, end, bare, [start, start + bare.length]);
    }
    const inner = words || say(sample);
    return edit(start, end, mark + inner + mark, [start + size, start + size + inner.length]);
  };
}

/** Give every line of the selection a beginning: `begin(number)`; `strip` recognises one that is there already. */
function begun(begin, strip) {
  return ({ value, start, end }) => {
    const [from, to] = linesAround(value, start, end);
    const lines = value.slice(from, to).split("\n");
    const all = lines.every((line) => !line.trim() || strip.test(line)) && lines.some((line) => line.trim());
    let number = 0;
    const text = lines.map((line) => {
      if (all) return line.replace(strip, "");
      return line.trim() || lines.length === 1 ? begin((number += 1)) + line : line;
    }).join("\n");
    return edit(from, to, text, start === end ? [from + text.length, from + text.length] : [from, from + text.length]);
  };
}

/** No heading → ## → ### → #### → none. */
function heading({ value, start, end }) {
  const [from, to] = linesAround(value, start, end);
  const line = value.slice(from, to);
  const marks = /^(#{1,6})\s+/.exec(line);
  const level = marks ? (marks[1].length >= 4 ? 0 : marks[1].length + 1) : 2;
  const words = line.slice(marks ? marks[0].length : 0);
  const text = (level ? `${"#".repeat(level)} ` : "") + words;
  return edit(from, to, text, [from + text.length, from + text.length]);
}

function link({ value, start, end }) {
  const words = value.slice(start, end);
  if (/^https?:\/\/\S+$/.test(words)) {
    const label = say("sample_link");
    return edit(start, end, `[${label}](${words})`, [start + 1, start + 1 + label.length]);
  }
  const label = words || say("sample_link");
  const at = start + label.length + 3;
  return edit(start, end, `[${label}](https://)`, [at, at + 8]);
}

/** A block of its own, with blank lines around it, around the selection or after the line of the caret. */
function block(text, sample) {
  return ({ value, start, end }) => {
    const [, lineEnd] = linesAround(value, start, end);
    const [from, to] = start === end ? [lineEnd, lineEnd] : [start, end];
    const before = value.slice(0, from);
    const after = value.slice(to);
    const head = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const tail = !after ? "\n" : after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
    const inner = value.slice(start, end).trim() || say(sample);
    const made = head + text(inner) + tail;
    const at = from + made.indexOf(inner);
    return edit(from, to, made, [at, at + inner.length]);
  };
}

/** A number at the caret and its note at the end of the text, as one change. */
function footnote({ value, end }) {
  const used = [...value.matchAll(/\[\^(\d+)\]/g)].map((found) => Number(found[1]));
  const number = Math.max(0, ...used) + 1;
  const rest = value.slice(end);
  const gap = /\n\[\^\d+\]:[^\n]*\n*$/.test(value) ? "\n" : "\n\n";
  const text = `[^${number}]${rest.replace(/\n*$/, "")}${gap}[^${number}]: ${say("sample_footnote")}\n`;
  const at = end + text.length - say("sample_footnote").length - 1;
  return edit(end, value.length, text, [at, at + say("sample_footnote").length]);
}

const typed = (text, back = 0) => ({ start, end }) => edit(start, end, text, [start + text.length - back, start + text.length - back]);

export const FORMATS = {
  bold: marked("**", "sample_bold"),
  italic: marked("*", "sample_italic"),
  heading,
  quote: begun(() => "> ", /^> ?/),
  bullets: begun(() => "- ", /^[-*+] /),
  numbers: begun((number) => `${number}. `, /^\d+\. /),
  link,
  citation: typed("[@"),
  reference: typed("[["),
  callout: block((inner) => `{% hint style="info" %}\n${inner}\n{% endhint %}`, "sample_callout"),
  footnote,
  table: block((inner) => `${inner}\n\n| ${say("column")} 1 | ${say("column")} 2 | ${say("column")} 3 |\n|---|---|---|\n|  |  |  |\n|  |  |  |\n\n${say("table_source")}`, "sample_table"),
  anecdote: block((inner) => `### 💡 ${say("anecdote")}${say("sample_anecdote")}\n\n${inner}\n\n${say("unverified")}\n\n---`, "sample_text"),
};
