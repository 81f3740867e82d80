// Where the caret of a text area is on the page: a hidden copy of the text up to it is measured.
const COPIED = ["boxSizing", "width", "padding", "border", "font", "lineHeight", "letterSpacing", "tabSize", "overflowWrap", "textIndent"];

/** Return {left, top} of the caret in pixels, relative to the text area's box; top is the foot of its line. */
export function caretPlace(area) {
  const style = getComputedStyle(area);
  const copy = document.createElement("div");
  for (const name of COPIED) copy.style[name] = style[name];
  Object.assign(copy.style, { position: "absolute", visibility: "hidden", whiteSpace: "pre-wrap", left: "-9999px" });
  copy.textContent = area.value.slice(0, area.selectionStart);
  const mark = document.createElement("span");
  mark.textContent = "\u200b";
  copy.append(mark);
  document.body.append(copy);
  const place = { left: mark.offsetLeft, top: mark.offsetTop + mark.offsetHeight - area.scrollTop };
  copy.remove();
  return place;
}
