// What the scripts of the form say, in the language of the page; and the form itself.
const element = document.getElementById("editor-strings");
export const words = element ? JSON.parse(element.textContent) : {};
export const form = document.getElementById("item-form");

/** Fill `%(name)s` places of a sentence. */
export function say(name, values = {}) {
  return (words[name] || "").replace(/%\((\w+)\)s/g, (_, key) => values[key] ?? "");
}

/** Make an element: make("button", {type: "button", className: "x"}, "words", child). */
export function make(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}
