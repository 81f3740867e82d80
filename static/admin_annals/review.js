// The review page. Everything here is a convenience: each form works without it.

// A link to a member or to a place inside one opens what is closed around it.
function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
  target.scrollIntoView();
}
addEventListener("hashchange", reveal);
reveal();

// How much is ticked.
const ticks = [...document.querySelectorAll("input[name=tick]")];
const count = document.getElementById("tick-count");
const list = document.getElementById("to-tick");
function tell() {
  const done = ticks.filter((tick) => tick.checked).length;
  const words = done === ticks.length ? list.dataset.done : count.dataset.words.replace("{}", done).replace("{}", ticks.length);
  count.textContent = words;
}
if (count && list && ticks.length) {
  count.hidden = false;
  for (const tick of ticks) tick.addEventListener("change", tell);
  tell();
}

// The button says for when.
const moment = document.getElementById("publish-at");
const button = document.querySelector("button[value=schedule]");
if (moment && button) {
  const plain = button.textContent;
  const language = document.documentElement.lang || undefined;
  moment.addEventListener("input", () => {
    const chosen = moment.value && new Date(moment.value);
    const words = chosen && chosen.toLocaleString(language, { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" });
    button.textContent = words ? button.dataset.words.replace("{}", words) : plain;
  });
}

// Words selected in the text become the quotation of a comment, and the words of a correction.
document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const place = selection.anchorNode?.parentElement?.closest(".public-text");
  if (!place || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  if (!place.contains(range.commonAncestorContainer)) return;
  const piece = range.cloneContents();
  for (const flag of piece.querySelectorAll("sup.flag")) flag.remove();
  const words = piece.textContent.trim().slice(0, 600);
  if (!words) return;
  const quotation = document.getElementById("comment-quotation");
  if (quotation) quotation.value = words;
  const member = document.getElementById("comment-member");
  if (member) member.value = place.dataset.member;
  const old = document.getElementById(`old-${place.dataset.member}`);
  if (old) old.value = words;
});
