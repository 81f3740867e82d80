// The buttons above the text and their keys; and the sheet that lists them.
import { FORMATS } from "./formats.js";
import { replace } from "./typing.js";
import { make, say } from "./words.js";

const MAC = /Mac|iPhone|iPad/.test(navigator.platform);
// Groups of [name, key]: "b" with Ctrl or ⌘, "alt+c" with Ctrl+Alt or ⌘⌥. Keys are places on the keyboard, for every layout.
const GROUPS = [
  [["bold", "b"], ["italic", "i"], ["heading", "alt+h"]],
  [["citation", "alt+c"], ["reference", "alt+r"], ["link", "k"]],
  [["bullets", "alt+l"], ["numbers", "alt+o"], ["quote", "alt+q"], ["callout", "alt+n"], ["footnote", "alt+f"], ["table", "alt+b"], ["image", "alt+g"], ["anecdote", "alt+y"]],
  [["find", "f"], ["help", "/"]],
];
const CODES = { "/": "Slash" };

function shown(key) {
  const parts = key.split("+");
  const last = parts.pop().toUpperCase();
  return MAC ? `${parts.length ? "⌥" : ""}⌘${last}` : `Ctrl+${parts.length ? "Alt+" : ""}${last}`;
}

export class Toolbar {
  /** `acts` names what is no change of text: {image, find, help}. */
  constructor(area, acts) {
    this.area = area;
    this.acts = { ...acts, help: () => this.help() };
    this.bar = make("div", { className: "editor-bar" });
    this.bar.setAttribute("role", "toolbar");
    this.bar.setAttribute("aria-label", say("toolbar"));
    this.bar.setAttribute("aria-controls", area.id);
    this.keys = new Map();
    this.bar.append(...GROUPS.map((group) => make("span", { className: "bar-group" }, ...group.map(([name, key]) => this.button(name, key)))));
    this.buttons = [...this.bar.querySelectorAll("button")];
    this.buttons.forEach((button, at) => { button.tabIndex = at ? -1 : 0; });
    this.bar.addEventListener("keydown", (event) => this.rove(event));
    area.addEventListener("keydown", (event) => this.key(event));
  }

  button(name, key) {
    const button = make("button", { type: "button", className: `bar-${name}`, textContent: say(`bar_${name}`) });
    button.title = `${say(`do_${name}`)} (${shown(key)})`;
    button.setAttribute("aria-label", say(`do_${name}`));
    button.setAttribute("aria-keyshortcuts", `Control+${key.includes("alt") ? "Alt+" : ""}${key.at(-1).toUpperCase()}`);
    const letter = key.at(-1);
    this.keys.set(`${key.includes("+") ? "alt+" : ""}${CODES[letter] || `Key${letter.toUpperCase()}`}`, name);
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the text keeps its caret and selection
    button.addEventListener("click", () => this.run(name));
    return button;
  }

  run(name) {
    if (this.acts[name]) { this.acts[name](); return; }
    const { value, selectionStart, selectionEnd } = this.area;
    const { from, to, text, select } = FORMATS[name]({ value, start: selectionStart, end: selectionEnd });
    replace(this.area, from, to, text, select);
  }

  key(event) {
    if (event.isComposing || event.getModifierState("AltGraph")) return;
    if (event.altKey && event.key === "F10") { event.preventDefault(); this.buttons.find((button) => button.tabIndex === 0).focus(); return; }
    if (!(MAC ? event.metaKey : event.ctrlKey) || event.shiftKey) return;
    const name = this.keys.get(`${event.altKey ? "alt+" : ""}${event.code}`);
    if (!name) return;
    event.preventDefault();
    this.run(name);
  }

  /** One stop of the Tab key for the whole bar; arrows move within it, Escape leads back to the text. */
  rove(event) {
    if (event.key === "Escape") { this.area.focus(); return; }
    const at = this.buttons.indexOf(document.activeElement);
    const last = this.buttons.length - 1;
    const next = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at <= 0 ? last : at - 1, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.buttons.forEach((button, number) => { button.tabIndex = number === next ? 0 : -1; });
    this.buttons[next].focus();
  }

  help() {
    if (!this.sheet) this.build();
    this.sheet.showModal();
  }

  build() {
    const row = (key, words) => make("tr", {}, make("th", { scope: "row" }, make("kbd", { textContent: key })), make("td", { textContent: words }));
    const close = make("button", { type: "button", className: "act", textContent: say("close") });
    const keys = GROUPS.flat().map(([name, key]) => row(shown(key), say(`do_${name}`)));
    keys.push(row(MAC ? "⌘S" : "Ctrl+S", say("do_save")), row("Alt+F10", say("do_toolbar")), row("Tab", say("do_leave")), row(MAC ? "⌘Z" : "Ctrl+Z", say("do_undo")));
    const signs = ["cite", "cite_page", "refer", "refer_words", "note"].map((name) => row(say(`sign_${name}`), say(`sign_${name}_means`)));
    this.sheet = make("dialog", { className: "editor-dialog help-dialog" },
      make("h2", { id: "help-title", textContent: say("help_title") }),
      make("div", { className: "help-columns" },
        make("div", {}, make("h3", { textContent: say("help_signs") }), make("table", {}, make("tbody", {}, ...signs)), make("p", { textContent: say("help_complete") })),
        make("div", {}, make("h3", { textContent: say("help_keys") }), make("table", {}, make("tbody", {}, ...keys)))),
      make("p", { className: "dialog-acts" }, close));
    this.sheet.setAttribute("aria-labelledby", "help-title");
    close.addEventListener("click", () => this.sheet.close());
    this.sheet.addEventListener("close", () => this.area.focus());
    document.body.append(this.sheet);
  }
}
