// The form of a draft: a warning before unsaved text is left, a copy of it in the browser, saving from the keyboard.
import { form, make, say } from "./words.js";

const EVERY = 10000; // milliseconds between copies; a crash loses no more than that
const place = `annals.unsaved:${form.dataset.kind}:${form.dataset.item || "new"}`;
const IGNORED = new Set(["csrfmiddlewaretoken", "change_note"]);
let dirty = form.querySelector(".errornote") !== null || document.querySelector(".conflict") !== null;
let leaving = false;

function content() {
  return Object.fromEntries([...new FormData(form)].filter(([name]) => !IGNORED.has(name)));
}

function stored() {
  try { return JSON.parse(localStorage.getItem(place)); } catch { return null; }
}

function keep() {
  try { localStorage.setItem(place, JSON.stringify({ at: Date.now(), fields: content() })); } catch { /* storage is off or full */ }
}

function forget() {
  try { localStorage.removeItem(place); } catch { /* nothing to forget */ }
}

const same = (one, other) => Object.keys(one).every((name) => name === "lock_version" || (one[name] ?? "").replace(/\r\n?/g, "\n") === (other[name] ?? "").replace(/\r\n?/g, "\n"));

function offer(copy) {
  const bring = make("button", { type: "button", textContent: say("recover") });
  const drop = make("button", { type: "button", textContent: say("forget") });
  const note = make("p", { className: "recovered" }, say("recovered", { time: new Date(copy.at).toLocaleString() }), " ", bring, " ", drop);
  note.setAttribute("role", "status");
  form.before(note);
  bring.addEventListener("click", () => {
    for (const [name, value] of Object.entries(copy.fields)) {
      const field = form.elements[name];
      if (!field || name === "lock_version" || name === "csrfmiddlewaretoken") continue;
      if (field.type === "checkbox") field.checked = true; else field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new CustomEvent("annals:filled"));
    }
    note.remove();
  });
  drop.addEventListener("click", () => { forget(); note.remove(); });
}

if (form.querySelector(".submit-row")) {
  if (document.querySelector(".messagelist .success")) forget(); // what was kept is saved now
  const copy = stored();
  if (copy?.fields && !dirty) {
    if (same(copy.fields, content())) forget(); else offer(copy);
  }
  form.addEventListener("input", () => { dirty = true; });
  form.addEventListener("submit", () => { keep(); leaving = true; });
  setInterval(() => { if (dirty) keep(); }, EVERY);
  addEventListener("pagehide", () => { if (dirty && !leaving) keep(); });
  addEventListener("beforeunload", (event) => { if (dirty && !leaving) event.preventDefault(); });
  addEventListener("pageshow", () => { leaving = false; });
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[name=_save]"));
    }
  });
}
