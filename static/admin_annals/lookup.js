// Asking for records by name, and a list of answers to choose from with the keyboard or the pointer.
import { form, make, say } from "./words.js";

/** Return the records of `kinds` whose names contain `words`. */
export async function lookUp(kinds, words, signal) {
  const url = new URL(form.dataset.completeUrl, location);
  url.searchParams.set("kinds", kinds);
  url.searchParams.set("q", words);
  const answer = await fetch(url, { signal, headers: { Accept: "application/json" } });
  return answer.ok ? (await answer.json()).results : [];
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
    this.list.addEventListener("mousedown", (event) => {
      const option = event.target.closest("[role=option]");
      event.preventDefault();
      if (option) this.take(Number(option.dataset.at));
    });
    owner.setAttribute("aria-controls", this.list.id);
    owner.setAttribute("aria-autocomplete", "list");
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
          make("span", { className: "choice-more", textContent: [kinds && record.kind_label, record.title_en, record.key].filter(Boolean).join(" · ") }));
        option.setAttribute("role", "option");
        option.dataset.at = at;
        return option;
      }),
    );
    if (!records.length) this.list.append(make("li", { className: "choice-none", textContent: say("nothing") }));
    this.list.hidden = false;
    this.owner.setAttribute("aria-expanded", "true");
    this.move(records.length ? 0 : -1);
  }

  hide() {
    this.list.hidden = true;
    this.owner.setAttribute("aria-expanded", "false");
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
    if (!this.open || event.isComposing) return;
    const last = this.records.length - 1;
    const acts = {
      ArrowDown: () => this.move(this.at >= last ? 0 : this.at + 1),
      ArrowUp: () => this.move(this.at <= 0 ? last : this.at - 1),
      Enter: () => this.take(this.at),
      Tab: () => this.take(this.at),
      Escape: () => this.hide(),
    };
    if (!acts[event.key] || (last < 0 && event.key !== "Escape")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    acts[event.key]();
  }
}

/** Call `act` once `pause` milliseconds after the last call; each new call cancels the request of the one before. */
export function debounced(act, pause) {
  let timer, controller;
  return (...details) => {
    clearTimeout(timer);
    controller?.abort();
    controller = new AbortController();
    const { signal } = controller;
    timer = setTimeout(() => act(signal, ...details).catch((error) => { if (error.name !== "AbortError") throw error; }), pause);
  };
}
