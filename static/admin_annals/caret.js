// Where a place of the text stands inside its text area: a hidden copy of the text up to it is measured.
const COPIED = ["boxSizing", "width", "padding", "border", "font", "lineHeight", "letterSpacing", "tabSize", "overflowWrap", "wordBreak", "textIndent", "textAutospace", "textSpacingTrim"];

/** Return {left, top, height} in pixels of the places `offsets`, relative to the top of the whole (unscrolled) text. */
export function places(area, offsets) {
  const style = getComputedStyle(area);
  const copy = document.createElement("div");
  for (const name of COPIED) copy.style[name] = style[name];
  Object.assign(copy.style, { position: "absolute", visibility: "hidden", whiteSpace: "pre-wrap", left: "-9999px", top: "0" });
  copy.style.width = `${area.clientWidth + parseFloat(style.borderLeftWidth) + parseFloat(style.borderRightWidth)}px`; // without its scroll bar
  const marks = [];
  let at = 0;
  for (const offset of offsets) {
    copy.append(area.value.slice(at, offset));
    const mark = document.createElement("span");
    mark.textContent = "\u200b";
    copy.append(mark);
    marks.push(mark);
    at = offset;
  }
  copy.append(area.value.slice(at, at + 40)); // so that the last word breaks where it does
  document.body.append(copy);
  const found = marks.map((mark) => ({ left: mark.offsetLeft, top: mark.offsetTop, height: mark.offsetHeight }));
  copy.remove();
  return found;
}

/** Return {left, top} of the caret relative to the text area's box; top is the foot of its line. */
export function caretPlace(area) {
  const [place] = places(area, [area.selectionStart]);
  return { left: place.left, top: place.top + place.height - area.scrollTop };
}

/** Select a stretch and bring it into the upper third of the text area. */
export function show(area, from, to, { focus = true } = {}) {
  if (focus) area.focus({ preventScroll: true });
  area.setSelectionRange(from, to);
  area.scrollTop = places(area, [from])[0].top - area.clientHeight / 3;
  const box = area.getBoundingClientRect();
  if (box.top < 0 || box.top > innerHeight / 2) area.scrollIntoView({ block: "start" });
}
