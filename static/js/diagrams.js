// Mermaid fences become drawings, each in its own sandboxed frame; without script, or where drawing fails, the reader
// sees the text of the diagram. Loaded on pages that have one.

const address = new URL("../diagrams/frame.html", import.meta.url);
const frames = [...document.querySelectorAll("pre.mermaid")].map((text) => {
  const frame = document.createElement("iframe");
  frame.className = "diagram diagram-waiting";
  frame.setAttribute("sandbox", "allow-scripts");
  frame.title = text.textContent.trim().split("\n").slice(1).join("; ").slice(0, 300);
  return { text, frame };
});

// Invisible but laid out until it knows its height: a frame that is not displayed has no size to draw into.
const waiting = (frame) => frame.classList.contains("diagram-waiting");

const dark = () => {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
};

function draw({ text, frame }, number) {
  frame.contentWindow.postMessage(
    { diagram: text.textContent, dark: dark(), font: getComputedStyle(document.body).fontFamily, number },
    "*",
  );
}

function show({ text, frame }, height) {
  frame.height = height;
  if (!waiting(frame)) return;
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = document.documentElement.lang.startsWith("en") ? "Diagram as text" : "图的文字";
  details.className = "diagram-text";
  frame.classList.remove("diagram-waiting");
  frame.after(details); // the text moves, not the frame: a frame that moves loads again
  details.append(summary, text);
}

addEventListener("message", ({ source, data }) => {
  const number = frames.findIndex(({ frame }) => frame.contentWindow === source);
  if (number < 0) return;
  if (data.ready) draw(frames[number], number);
  else if (data.height > 0) show(frames[number], data.height);
});

for (const { text, frame } of frames) {
  frame.src = address;
  text.before(frame);
}
new MutationObserver(() => frames.forEach((each, number) => waiting(each.frame) || draw(each, number))).observe(
  document.documentElement,
  { attributeFilter: ["data-theme"] },
);
