// Asking for records by name, and a list of answers to choose from with the keyboard or the pointer.
import { announce, form, make, say } from "./words.js";

/** Return the records of `kinds` whose names contain `words`. */
export async function lookUp(kinds, words, signal) {
  const url = new URL(form.dataset.completeUrl, location);
  url.searchParams.set("kinds", kinds);
  url.searchParams.set("q", words);
  const answer = await fetch(url, { signal, headers: { Accept: "application/json" } });
  return answer.ok ? (await answer.json()).results : [];
}

/** What tells a record from others of its name: kind, year or date, the other title, key. */
export function details(record, { kinds = false } = {}) {
  return [kinds && record.kind_label, record.byline, record.title_en, record.key].filter(Boolean).join(" · ");
}

let lists = 0;

/** A list of records under `owner` (an input or text area). `choose(record)` is called with the one taken. */
export class Choices {
  constructor(owner, choose) {
    this.owner = owner;
    this.choose = choose;
    this.records = [];
    this.at = -1;
    this.list = make("ul", { className: "choices", id: `choices-${++lists}`, hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", say("choices_label"));
    this.list.addEventListener("mousedown", (event) => {
      const option = event.target.closest("[role=option]");
      event.preventDefault();
      if (option) this.take(Number(option.dataset.at));
    });
    owner.setAttribute("aria-controls", this.list.id);
    owner.setAttribute("aria-autocomplete", "list");
    owner.setAttribute("aria-haspopup", "listbox");
    this.isCombobox = owner.getAttribute("role") === "combobox"; // a text area stays a text box: it may not be one
    if (this.isCombobox) owner.setAttribute("aria-expanded", "false");
    owner.addEventListener("keydown", (event) => this.key(event), true);
    owner.addEventListener("blur", () => this.hide());
  }

  get open() {
    return !this.list.hidden;
  }

  show(records, { kinds = false } = {}) {
    this.records = records;
    this.list.replaceChildren(
      ...records.map((record, at) => {
        const option = make("li", { id: `${this.list.id}-${at}` },
          make("span", { className: "choice-title", textContent: record.title || record.key }),
          make("span", { className: "choice-more", textContent: details(record, { kinds }) }));
        option.setAttribute("role", "option");
        option.dataset.at = at;
        return option;
      }),
    );
    if (!records.length) {
      const none = make("li", { className: "choice-none", textContent: say("nothing") });
      none.setAttribute("role", "option");
      none.setAttribute("aria-disabled", "true");
      this.list.append(none);
    }
    this.list.hidden = false;
    if (this.isCombobox) this.owner.setAttribute("aria-expanded", "true");
    this.move(records.length ? 0 : -1);
    announce(records.length ? say("choices", { count: records.length }) : say("nothing"));
  }

  hide() {
    if (this.list.hidden) return;
    this.list.hidden = true;
    if (this.isCombobox) this.owner.setAttribute("aria-expanded", "false");
    this.owner.removeAttribute("aria-activedescendant");
  }

  move(at) {
    this.at = at;
    for (const option of this.list.children) option.setAttribute("aria-selected", String(Number(option.dataset.at) === at));
    const active = this.list.children[at];
    if (active?.id) {
      this.owner.setAttribute("aria-activedescendant", active.id);
      active.scrollIntoView({ block: "nearest" });
    }
  }

  take(at) {
    const record = this.records[at];
    this.hide();
    if (record) this.choose(record);
  }

  key(event) {
    // While an input method composes, its keys are its own; 229 is what some report instead.
    if (!this.open || event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = this.records.length - 1;
    const acts = {
      ArrowDown: () => this.move(this.at >= last ? 0 : this.at + 1),
      ArrowUp: () => this.move(this.at <= 0 ? last : this.at - 1),
      Enter: () => this.take(this.at),
      Escape: () => this.hide(),
    };
    if (!event.shiftKey) acts.Tab = acts.Enter;
    if (!acts[event.key] || (last < 0 && event.key !== "Escape")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    acts[event.key]();
  }
}

/** Call `act` once `pause` milliseconds after the last call; each new call cancels the request of the one before. */
export function debounced(act, pause) {
  let timer, controller;
  const later = (...details) => {
    clearTimeout(timer);
    controller?.abort();
    controller = new AbortController();
    const { signal } = controller;
    const wait = typeof pause === "function" ? pause() : pause;
    timer = setTimeout(() => act(signal, ...details).catch((error) => { if (error.name !== "AbortError") throw error; }), wait);
  };
  later.cancel = () => { clearTimeout(timer); controller?.abort(); };
  return later;
}
