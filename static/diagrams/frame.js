// Draws one Mermaid diagram inside a sandboxed frame: the library writes style elements into its drawing, which the
// book's own pages forbid. The frame has no origin, no cookies and no network; it only answers with its height.

window.addEventListener("message", async ({ data, source }) => {
  if (source !== parent || typeof data.diagram !== "string") return;
  const drawing = document.getElementById("drawing");
  document.documentElement.style.colorScheme = data.dark ? "dark" : "light";
  try {
    mermaid.initialize({
      startOnLoad: false,
      securityLevel: "strict",
      theme: data.dark ? "dark" : "neutral",
      fontFamily: data.font,
      maxTextSize: 20000,
    });
    drawing.innerHTML = (await mermaid.render("diagram", data.diagram)).svg;
    parent.postMessage({ number: data.number, height: fit(drawing.querySelector("svg")) }, "*");
  } catch {
    parent.postMessage({ number: data.number, failed: true }, "*");
  }
});

// As wide as the column, but never so small that its words cannot be read: beyond that it scrolls sideways.
function fit(svg) {
  const { width, height } = svg.viewBox.baseVal;
  const shown = Math.min(width, Math.max(innerWidth, width * 0.8));
  svg.style.maxWidth = "none";
  svg.setAttribute("width", shown);
  svg.setAttribute("height", (shown * height) / width);
  return Math.ceil((shown * height) / width) + (shown > innerWidth ? 16 : 0);
}

parent.postMessage({ ready: true }, "*");
