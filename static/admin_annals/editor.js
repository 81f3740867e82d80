// The Markdown editor: tools above the text, the text, and beside it how it will look, its headings, what is to settle.
import { Completion } from "./completion.js";
import { Find } from "./find.js";
import { Images } from "./images.js";
import { Side } from "./preview.js";
import { Toolbar } from "./toolbar.js";
import { form, make } from "./words.js";

function build(box) {
  const area = box.querySelector("textarea");
  const preview = box.querySelector(".markdownx-preview");
  const pane = make("div", { className: "editor-text" });
  const count = make("span", { className: "editor-count" });
  const state = make("span", { className: "editor-state" });
  state.setAttribute("role", "status");
  area.before(pane);
  pane.append(area);
  box.classList.add("live");
  new Completion(area, pane);
  const images = new Images(area, box);
  const find = new Find(area, pane);
  const toolbar = new Toolbar(area, { image: () => images.choose(), find: () => find.open() });
  box.prepend(toolbar.bar);
  new Side(area, preview, { count, state });
  box.append(make("p", { className: "editor-foot" }, count, " ", state));
}

if (form) for (const box of form.querySelectorAll(".markdownx")) if (!box.querySelector("[disabled]")) build(box);
