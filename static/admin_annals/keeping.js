// Text that is not saved: kept on the server every quarter of a minute and in this browser every five seconds, whatever
// happens to the session, the network or the browser. And who else has the same draft open.
import { announce, contact, form, make, post, say, token } from "./words.js";

const HERE = 5000; // milliseconds between copies in this browser
const THERE = 15000; // milliseconds between copies on the server
const SIGN = 60000; // milliseconds between signs of life without changes
const IDLE = 15 * 60; // seconds after which somebody no longer counts as writing
const IGNORED = new Set(["csrfmiddlewaretoken", "change_note"]);
const place = form && `annals.unsaved:${form.dataset.person}:${form.dataset.kind}:${form.dataset.item || "new"}`;
const own = { dirty: false, here: false, there: false, active: Date.now(), signed: 0, trouble: false };
const offered = document.getElementById("unsaved");
const row = form?.querySelector(".submit-row");
const kept = make("p", { className: "keep-state" });
const warning = make("p", { className: "keep-warning", hidden: true });
const others = make("p", { className: "keep-others", hidden: true });

function content() {
  return Object.fromEntries([...new FormData(form)].filter(([name, value]) => typeof value === "string" && !IGNORED.has(name)));
}

function stored() {
  try { return JSON.parse(localStorage.getItem(place)); } catch { return null; }
}

function drop(name = place) {
  try { localStorage.removeItem(name); } catch { /* nothing to forget */ }
}

/** Whether something was typed since the page was opened. */
export const isChanged = () => own.dirty;

/** Note a change of the form. */
export function changed() {
  own.dirty = own.here = own.there = true;
  own.active = Date.now();
}

/** Put a copy into this browser. Only the server's own copy makes one here needless. */
export function keepHere() {
  if (!own.dirty || !own.here) return;
  try {
    localStorage.setItem(place, JSON.stringify({ at: Date.now(), fields: content() }));
    own.here = false;
  } catch { /* storage is off or full */ }
}

/** Before a save: which copy can go once it arrived. */
export function noteSaving() {
  try { sessionStorage.setItem("annals.saving", place); } catch { /* then it is offered once more */ }
}

/** After a save: what was kept here is saved now. */
export function forgetSaved() {
  let name = null;
  try { name = sessionStorage.getItem("annals.saving"); sessionStorage.removeItem("annals.saving"); } catch { /* storage is off */ }
  if (name && document.querySelector(".messagelist .success, .messagelist .info")) drop(name);
}

function warn(sentence, ...more) {
  warning.replaceChildren(sentence, ...more);
  if (warning.hidden) announce(sentence);
  warning.hidden = false;
  own.trouble = true;
}

function calm(sentence) {
  if (own.trouble) announce(sentence || say("kept_again"));
  warning.hidden = true;
  own.trouble = false;
}

/** Ask who is signed in; brings the token of the form up to date. Returns whether saving can work now. */
export async function checkSession() {
  let response;
  try {
    response = await fetch(form.dataset.sessionUrl, { headers: { Accept: "application/json" } });
  } catch {
    warn(say("offline"));
    return false;
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    if (answer.signed_out) {
      const login = make("a", { href: form.dataset.loginUrl, target: "_blank", rel: "noopener", textContent: say("sign_in") });
      warn(`${say("signed_out")} `, login);
    } else warn(answer.error || say("refused", { status: response.status }));
    return false;
  }
  if (String(answer.person) !== form.dataset.person) { warn(say("somebody_else", { name: answer.name })); return false; }
  for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = answer.token;
  contact.at = Date.now();
  calm();
  return true;
}

function data(fields) {
  const sent = new FormData();
  for (const [name, value] of Object.entries(fields)) sent.set(name, value);
  sent.set("kind", form.dataset.kind);
  sent.set("item", form.dataset.item);
  sent.set("person", form.dataset.person);
  sent.set("idle", Math.round((Date.now() - own.active) / 1000));
  return sent;
}

async function keepThere({ again = true } = {}) {
  const full = own.there;
  const sent = full ? data(content()) : data({ lock_version: form.elements.lock_version?.value ?? "" });
  if (full) sent.set("dirty", "1");
  own.there = false;
  own.signed = Date.now();
  const { ok, answer, status } = await post(form.dataset.keepUrl, sent);
  if (ok) {
    calm();
    if (full) kept.textContent = say("kept", { time: new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }) });
    tell(answer);
    return true;
  }
  own.there = own.there || full; // next time
  if (status === 403 && again && (await checkSession())) return keepThere({ again: false });
  if (status !== 403 && !own.trouble) warn(answer.error);
  return false;
}

function tell({ others: names = [], newer = "" }) {
  const parts = [];
  if (names.length) parts.push(say("others", { names: names.join("、") }));
  if (newer) parts.push(newer);
  const sentence = parts.join(" · ");
  if (sentence && sentence !== others.textContent) announce(sentence);
  others.textContent = sentence;
  others.hidden = !sentence;
}

const same = (one, other) => Object.keys(one).every((name) => ["lock_version", "merge_against"].includes(name) || name.startsWith("choose-") || (one[name] ?? "").replace(/\r\n?/g, "\n") === (other[name] ?? "").replace(/\r\n?/g, "\n"));

/** Offer the copy in this browser, where the server has none as new. */
function offer(copy) {
  const button = (name, act, className = "act") => {
    const made = make("button", { type: "button", className, textContent: say(name) });
    made.addEventListener("click", act);
    return made;
  };
  const note = make("section", { className: "recovered" }, make("p", { textContent: say("recovered", { time: new Date(copy.at).toLocaleString() }) }),
    button("recover", () => { bring(copy.fields); note.remove(); }, "act act-main"),
    button("compare", async () => {
      const sent = data(copy.fields);
      sent.set("dirty", "1");
      const { ok, answer } = await post(form.dataset.keepUrl, sent);
      if (ok) location.assign(answer.url); else announce(answer.error);
    }),
    button("forget", () => { drop(); note.remove(); if (offered) offered.hidden = false; }));
  note.setAttribute("role", "status");
  if (offered) offered.hidden = true;
  form.before(note);
}

function bring(fields) {
  for (const field of form.elements) {
    if (!field.name || field.name === "csrfmiddlewaretoken" || field.type === "submit" || field.name === "change_note") continue;
    if (field.type === "checkbox") field.checked = field.name in fields;
    // The version it was begun on travels along: what others saved since is merged, not written over.
    else if (field.name in fields) field.value = fields[field.name];
    else continue;
    field.dispatchEvent(new CustomEvent("annals:filled"));
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function tick() {
  keepHere();
  const idle = (Date.now() - own.active) / 1000;
  if (own.there && Date.now() - own.signed >= THERE) keepThere();
  else if (form.dataset.item && idle < IDLE && Date.now() - own.signed >= SIGN) keepThere();
}

if (form && row) {
  kept.setAttribute("role", "presentation");
  warning.setAttribute("role", "alert");
  row.prepend(warning, others, kept);
  if ("unsaved" in form.dataset) changed();
  const copy = stored();
  if (copy?.fields && !own.dirty) {
    if (same(copy.fields, content())) drop();
    else if (copy.at / 1000 > Number(offered?.dataset.keptAt || 0) + 1) offer(copy);
  }
  setInterval(tick, HERE);
  if (form.dataset.item) keepThere();
  for (const sign of ["keydown", "pointerdown"]) addEventListener(sign, () => { own.active = Date.now(); }, { passive: true });
  addEventListener("pagehide", () => {
    keepHere();
    if (!form.dataset.item) return;
    const leave = data({ lock_version: form.elements.lock_version?.value ?? "", csrfmiddlewaretoken: token() });
    leave.set("idle", IDLE); // gone, not idle: the others need not wait a quarter of an hour to learn it
    navigator.sendBeacon(form.dataset.keepUrl, leave);
  });
  document.addEventListener("annals:refused", () => { if (!own.trouble) checkSession(); });
  // Somebody comes back from the tab in which they signed in.
  addEventListener("focus", async () => { if (own.trouble && (await checkSession()) && own.there) keepThere(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) keepHere(); });
}
