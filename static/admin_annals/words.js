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

let spoken;

/** Say a sentence to screen readers, politely; what is seen does not change. */
export function announce(sentence) {
  if (!spoken) {
    spoken = make("p", { className: "visually-hidden" });
    spoken.setAttribute("role", "status");
    document.body.append(spoken);
  }
  spoken.textContent = spoken.textContent === sentence ? `${sentence}\u00a0` : sentence;
}

/** The token of the form; the cookie may have any name, and it changes when somebody signs in again. */
export const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;

/** When the server last answered, and what it said about who is signed in. */
export const contact = { at: Date.now() };

/** Post a form's data and return {ok, status, answer}; a network that is down has the status 0. */
export async function post(url, data, { signal } = {}) {
  let response;
  try {
    response = await fetch(url, { method: "POST", body: data, signal, headers: { "X-CSRFToken": token(), Accept: "application/json" } });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    return { ok: false, status: 0, answer: { error: say("offline") } };
  }
  const answer = await response.json().catch(() => ({ error: say(`status_${response.status}`) || say("refused", { status: response.status }) }));
  if (response.ok) contact.at = Date.now();
  if (response.status === 403) document.dispatchEvent(new CustomEvent("annals:refused"));
  return { ok: response.ok, status: response.status, answer, after: Number(response.headers.get("Retry-After")) || 0 };
}
