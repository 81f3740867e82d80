// Changing the text of a text area so that the browser's own undo takes it back.

// Chromium's editing command takes the square of the lines it inserts: ten seconds for 340,000 characters, measured.
const LARGE = 200000;

/** Replace characters `from` to `to` of the text by `text`, and select `select` ([start, end]; after the text otherwise). */
export function replace(area, from, to, text, select = null) {
  area.focus({ preventScroll: true });
  area.setSelectionRange(from, to);
  if (from !== to || text) {
    const done = text.length <= LARGE && (text ? document.execCommand("insertText", false, text) : document.execCommand("delete"));
    if (!done) { // too large, or a browser without editing commands in text areas: its undo is lost, the text is not
      area.setRangeText(text, from, to, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  if (select) area.setSelectionRange(...select);
}

/** Make `text` the whole text in one step of undo; only what differs is replaced. */
export function become(area, text) {
  const old = area.value;
  if (old === text) return;
  const most = Math.min(old.length, text.length);
  let head = 0;
  while (head < most && old[head] === text[head]) head += 1;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
  replace(area, head, old.length - tail, text.slice(head, text.length - tail));
}

/** Return [start, end] of the lines that the selection touches, the last line break left out. */
export function linesAround(value, start, end) {
  const from = value.lastIndexOf("\n", start - 1) + 1;
  const last = end > start && value[end - 1] === "\n" ? end - 1 : end;
  const to = value.indexOf("\n", last);
  return [from, to < 0 ? value.length : to];
}

/** Return the offset where line `number` (from 1) begins. */
export function lineStart(value, number) {
  let at = 0;
  for (let line = 1; line < number; line += 1) {
    const next = value.indexOf("\n", at);
    if (next < 0) return at;
    at = next + 1;
  }
  return at;
}
