// The form of a draft: a warning before unsaved text is left, saving from the keyboard, and no save into the void.
import { checkSession, changed, forgetSaved, isChanged, keepHere, noteSaving } from "./keeping.js";
import { contact, form } from "./words.js";

const FRESH = 30000; // milliseconds for which an answer of the server is believed
let leaving = false;
let checked = false;

async function save(submitter) {
  if (!(await checkSession())) return; // signed out, or nobody answers: the text stays where it is, with a sentence
  checked = true;
  form.requestSubmit(submitter);
}

if (form?.querySelector(".submit-row")) {
  forgetSaved();
  form.addEventListener("input", () => changed());
  form.addEventListener("submit", (event) => {
    keepHere();
    if (!checked && Date.now() - contact.at > FRESH) {
      event.preventDefault();
      save(event.submitter);
      return;
    }
    checked = false;
    leaving = true;
    noteSaving();
  });
  addEventListener("beforeunload", (event) => { if (isChanged() && !leaving) event.preventDefault(); });
  addEventListener("pageshow", () => { leaving = false; });
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[name=_save], [name=_merge]"));
    }
  });
}
