// Images: chosen, pasted or dropped. Nothing is inserted before somebody said what the picture shows, or that it only decorates.
import { replace } from "./typing.js";
import { announce, contact, make, say, token } from "./words.js";

const escaped = (text) => text.replace(/\s+/g, " ").trim().replace(/([\\[\]])/g, "\\$1");

export class Images {
  constructor(area, box) {
    this.area = area;
    this.waiting = [];
    this.file = make("input", { type: "file", accept: "image/png,image/jpeg,image/webp,image/gif", multiple: true, hidden: true });
    this.file.addEventListener("change", () => { this.take([...this.file.files]); this.file.value = ""; });
    this.file.addEventListener("input", (event) => event.stopPropagation());
    this.build();
    box.append(this.file);
    document.body.append(this.dialog); // outside the form: its fields are no part of the draft
    const images = (files) => [...files].filter((file) => file.type.startsWith("image/"));
    area.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) event.preventDefault(); });
    area.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return;
      event.preventDefault(); // whatever it is, the page must not be left for it
      const files = images(event.dataTransfer.files);
      if (files.length) this.take(files); else this.fail(say("no_image"));
    });
    area.addEventListener("paste", (event) => {
      // A spreadsheet or a word processor puts a picture of the text beside the text: the text is meant.
      const files = event.clipboardData.getData("text/plain") ? [] : images(event.clipboardData.files);
      if (files.length) { event.preventDefault(); this.take(files); }
    });
  }

  build() {
    this.picture = make("img", { alt: "" });
    this.alt = make("input", { type: "text", id: "image-alt", maxLength: 300, autocomplete: "off" });
    this.decorative = make("input", { type: "checkbox" });
    this.caption = make("input", { type: "text", id: "image-caption", maxLength: 300, autocomplete: "off" });
    this.problem = make("p", { className: "dialog-problem" });
    this.problem.setAttribute("role", "alert");
    this.progress = make("progress", { max: 1, value: 0, hidden: true });
    this.progress.setAttribute("aria-label", say("uploading"));
    this.insert = make("button", { type: "submit", className: "act act-main", textContent: say("image_insert") });
    const cancel = make("button", { type: "button", className: "act", textContent: say("cancel") });
    cancel.addEventListener("click", () => this.dialog.close());
    const label = (input, name) => make("label", { htmlFor: input.id, textContent: say(name) });
    this.inner = make("form", { method: "dialog", noValidate: true },
      make("h2", { id: "image-title", textContent: say("image_title") }), this.picture,
      label(this.alt, "image_alt"), this.alt, make("p", { className: "help", textContent: say("image_alt_help") }),
      make("label", { className: "inline" }, this.decorative, ` ${say("image_decorative")}`),
      label(this.caption, "image_caption"), this.caption, this.problem, this.progress,
      make("p", { className: "dialog-acts" }, this.insert, cancel));
    this.dialog = make("dialog", { className: "editor-dialog image-dialog" }, this.inner);
    this.dialog.setAttribute("aria-labelledby", "image-title");
    this.decorative.addEventListener("change", () => { this.alt.disabled = this.decorative.checked; });
    this.inner.addEventListener("submit", (event) => { event.preventDefault(); this.go(); });
    this.dialog.addEventListener("close", () => this.closed());
  }

  choose() {
    this.file.click();
  }

  take(files) {
    this.waiting.push(...files);
    if (!this.dialog.open) this.next();
  }

  next() {
    this.current = this.waiting.shift();
    if (!this.current) { this.area.focus(); return; }
    this.place = [this.area.selectionStart, this.area.selectionEnd];
    this.alt.value = "";
    this.caption.value = "";
    this.decorative.checked = false;
    this.alt.disabled = false;
    this.problem.textContent = "";
    this.busy(false);
    const reader = new FileReader(); // as data:, because the policy of the page knows no blob:
    reader.addEventListener("load", () => { this.picture.src = reader.result; });
    reader.readAsDataURL(this.current);
    this.dialog.showModal();
    this.alt.focus();
  }

  busy(yes) {
    this.progress.hidden = !yes;
    this.insert.disabled = yes;
  }

  fail(sentence) {
    this.problem.textContent = sentence;
    if (!this.dialog.open) announce(sentence);
    this.busy(false);
  }

  async go() {
    if (!this.decorative.checked && !this.alt.value.trim()) {
      this.fail(say("image_alt_needed"));
      this.alt.focus();
      return;
    }
    this.busy(true);
    this.problem.textContent = "";
    const answer = await this.upload(this.current);
    if (!this.dialog.open) return; // given up meanwhile
    if (answer.error) { this.fail(answer.error); return; }
    const alt = this.decorative.checked ? "" : escaped(this.alt.value);
    const caption = escaped(this.caption.value).replace(/"/g, "”");
    this.made = `![${alt}](${answer.url}${caption ? ` "${caption}"` : ""})`;
    this.dialog.close();
  }

  closed() {
    this.request?.abort();
    this.picture.removeAttribute("src");
    if (this.made) {
      const [from, to] = this.place;
      const line = this.area.value.lastIndexOf("\n", from - 1) + 1;
      const before = this.area.value.slice(line, from).trim() ? "\n\n" : "";
      replace(this.area, from, to, before + this.made);
      announce(say("image_done"));
    }
    this.made = null;
    this.next();
  }

  /** Send one file; resolves to {url} or {error}. fetch tells no progress of what it sends, so this is the older way. */
  upload(file) {
    return new Promise((resolve) => {
      const request = (this.request = new XMLHttpRequest());
      request.open("POST", this.area.dataset.markdownxUploadUrlsPath);
      request.setRequestHeader("X-CSRFToken", token());
      request.responseType = "text";
      request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) this.progress.value = event.loaded / event.total; });
      request.addEventListener("load", () => {
        let answer = {};
        try { answer = JSON.parse(request.responseText); } catch { /* no answer of ours */ }
        if (request.status === 403) document.dispatchEvent(new CustomEvent("annals:refused"));
        if (request.status === 200) contact.at = Date.now();
        resolve(request.status === 200 ? answer : { error: answer.error || say(`status_${request.status}`) || say("refused", { status: request.status }) });
      });
      request.addEventListener("error", () => resolve({ error: say("offline") }));
      request.addEventListener("abort", () => resolve({ error: say("cancel") }));
      const data = new FormData();
      data.set("image", file);
      request.send(data);
    });
  }
}
