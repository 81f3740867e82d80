// The Markdown editor: a truthful preview beside the text, its length, image upload, completion after @ and [[.
import { caretPlace } from "./caret.js";
import { Choices, debounced, lookUp } from "./lookup.js";
import { form, make, say } from "./words.js";

const PAUSE = 500; // milliseconds after the last key
const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value; // the cookie may have any name
const KINDS = { event: "event", org: "organization", organization: "organization", concept: "concept", chapter: "chapter", source: "source", book: "book", 事件: "event", 组织: "organization", 机构: "organization", 概念: "concept", 术语: "concept", 章: "chapter", 来源: "source" };
const WRITTEN = { organization: "org" };

/** Replace a stretch of the text so that undo still works. */
function insert(area, from, to, text) {
  area.focus();
  area.setSelectionRange(from, to);
  if (!document.execCommand("insertText", false, text)) area.setRangeText(text, from, to, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

class Editor {
  constructor(box) {
    this.box = box;
    this.area = box.querySelector("textarea");
    this.preview = box.querySelector(".markdownx-preview");
    this.preview.classList.add("prose");
    this.preview.setAttribute("tabindex", "0");
    this.preview.setAttribute("role", "region");
    this.preview.setAttribute("aria-label", say("preview"));
    this.state = make("p", { className: "editor-state" });
    this.state.setAttribute("aria-live", "polite");
    this.problems = make("ul", { className: "editor-problems" });
    box.append(this.state, this.problems);
    box.classList.add("live");
    this.renew = debounced((signal) => this.ask(signal), PAUSE);
    form.addEventListener("input", this.renew);
    this.area.addEventListener("scroll", () => this.follow());
    this.listenForImages();
    this.complete();
    this.ask();
  }

  async ask(signal) {
    const data = new FormData(form);
    data.set("kind", form.dataset.kind);
    data.set("item", form.dataset.item);
    let answer;
    try {
      answer = await fetch(this.area.dataset.markdownxUrlsPath, { method: "POST", body: data, signal, headers: { "X-CSRFToken": token() } });
    } catch (error) {
      if (error.name === "AbortError") throw error;
      return this.failed(error.message);
    }
    const shown = await answer.json().catch(() => ({ error: answer.statusText }));
    if (signal?.aborted) return;
    if (!answer.ok) {
      this.failed(shown.error);
      if (answer.status === 429) setTimeout(this.renew, 10000);
      return;
    }
    this.preview.innerHTML = shown.html; // sanitised on the server
    this.box.classList.remove("stale");
    const parts = [];
    if (shown.words) parts.push(say("words", shown.words));
    if (shown.others?.length) parts.push(say("others", { names: shown.others.join(", ") }));
    this.state.textContent = parts.join(" · ");
    this.problems.replaceChildren(...(shown.problems || []).map((problem) => {
      const item = make("li", { className: `finding finding-${problem.level}` }, make("span", { className: "status", textContent: problem.label }), ` ${problem.message} `);
      if (problem.line) {
        const jump = make("button", { type: "button", className: "to-line", textContent: problem.line_label });
        jump.addEventListener("click", () => this.goTo(problem.line));
        item.append(jump);
      }
      return item;
    }));
  }

  failed(reason) {
    this.box.classList.add("stale");
    this.state.textContent = `${say("stale")} ${reason || ""}`;
  }

  follow() {
    const room = this.area.scrollHeight - this.area.clientHeight;
    if (room > 0) this.preview.scrollTop = (this.area.scrollTop / room) * (this.preview.scrollHeight - this.preview.clientHeight);
  }

  goTo(line) {
    const lines = this.area.value.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    this.area.focus();
    this.area.setSelectionRange(start, start + (lines[line - 1] || "").length);
    this.area.scrollTop = ((line - 1) / lines.length) * this.area.scrollHeight - this.area.clientHeight / 3;
  }

  listenForImages() {
    const images = (items) => [...items].filter((file) => file.type.startsWith("image/"));
    this.area.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) event.preventDefault(); });
    this.area.addEventListener("drop", (event) => {
      const files = images(event.dataTransfer.files);
      if (files.length) { event.preventDefault(); files.forEach((file) => this.upload(file)); }
    });
    this.area.addEventListener("paste", (event) => {
      const files = images(event.clipboardData.files);
      if (files.length) { event.preventDefault(); files.forEach((file) => this.upload(file)); }
    });
  }

  async upload(file) {
    const data = new FormData();
    data.set("image", file);
    this.state.textContent = say("uploading");
    const answer = await fetch(this.area.dataset.markdownxUploadUrlsPath, { method: "POST", body: data, headers: { "X-CSRFToken": token() } });
    const stored = await answer.json().catch(() => ({ error: answer.statusText }));
    this.state.textContent = answer.ok ? "" : stored.error;
    if (answer.ok) insert(this.area, this.area.selectionStart, this.area.selectionEnd, stored.image_code);
  }

  /** Offer records after `@` (sources) and `[[` or `【【` (all kinds, or one: `[[event:`). */
  complete() {
    const choices = new Choices(this.area, (record) => {
      const text = this.found.cite ? record.key : `${this.found.open}${WRITTEN[record.kind] || record.kind}:${record.key}]]`;
      insert(this.area, this.found.from, this.area.selectionStart, text);
    });
    choices.list.classList.add("at-caret");
    this.box.append(choices.list);
    const search = debounced(async (signal) => {
      const records = await lookUp(this.found.kinds, this.found.words, signal);
      const place = caretPlace(this.area);
      choices.list.style.left = `${Math.min(place.left, this.area.clientWidth - 260) + this.area.offsetLeft}px`;
      choices.list.style.top = `${place.top + this.area.offsetTop + 4}px`;
      choices.show(records, { kinds: !this.found.cite });
      const below = document.querySelector(".submit-row")?.getBoundingClientRect().top ?? innerHeight;
      if (choices.list.getBoundingClientRect().bottom > below) { // no room: above the line instead
        const line = parseFloat(getComputedStyle(this.area).lineHeight) || 24;
        choices.list.style.top = `${place.top + this.area.offsetTop - line - choices.list.offsetHeight - 4}px`;
      }
    }, 180);
    this.area.addEventListener("input", (event) => {
      if (event.isComposing) return;
      this.found = this.beforeCaret();
      if (this.found) search(); else choices.hide();
    });
    this.area.addEventListener("compositionend", () => { this.found = this.beforeCaret(); if (this.found) search(); });
    this.area.addEventListener("scroll", () => choices.hide());
  }

  beforeCaret() {
    const at = this.area.selectionStart;
    const text = this.area.value.slice(Math.max(0, at - 60), at);
    const link = /(?:\[\[|【【)(?:([^\s\[\]【】:：|]{1,14})[:：])?([^\[\]【】|\n]{0,40})$/.exec(text);
    if (link) {
      const kind = KINDS[link[1]?.toLowerCase()];
      const words = kind || !link[1] ? link[2] : `${link[1]}:${link[2]}`;
      return { kinds: kind || "event organization concept chapter", words, open: "[[", from: at - link[0].length };
    }
    const cite = /(?:^|[\s\[(（［【;；，。、])-?@([^\s@\[\],，。;；]{0,40})$/.exec(text);
    return cite && { cite: true, kinds: "source", words: cite[1], from: at - cite[1].length };
  }
}

if (form) for (const box of form.querySelectorAll(".markdownx")) if (!box.querySelector("[disabled]")) new Editor(box);
