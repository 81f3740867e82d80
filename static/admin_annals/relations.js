// Relations as rows with completion. The text area stays the truth: rows write their lines into it.
import { Choices, debounced, lookUp } from "./lookup.js";
import { make, say } from "./words.js";

const titles = JSON.parse(document.getElementById("relation-titles")?.textContent || "{}");

const readCell = (cell) => cell.trim().replace(/\\(.)/g, (_, char) => (char === "n" ? "\n" : char));
const writeCell = (cell) => cell.trim().replace(/\\/g, "\\\\").replace(/\|/g, "\\|").replace(/\n/g, "\\n");
const readLine = (line) => line.replace(/(?<!\\)((?:\\\\)*)\|/g, "$1\0").split("\0").map(readCell);

function writeLine(cells) {
  const written = cells.map(writeCell);
  while (written.length > 1 && !written.at(-1)) written.pop();
  return written.join(" | ").trimEnd();
}

const CELLS = ["locator", "qualifier", "note"];

class Rows {
  constructor(area) {
    this.area = area;
    this.kinds = area.dataset.kinds.split(" ");
    this.qualifiers = area.dataset.qualifiers ? JSON.parse(area.dataset.qualifiers) : null;
    // Only the cells this role asks for, and those that hold something already.
    const used = area.value.split("\n").map((line) => readLine(line));
    this.cells = CELLS.filter((name, at) => (area.dataset.cells || "").split(" ").includes(name) || used.some((cells) => cells[at + 1]));
    this.list = make("ul", { className: `relation-rows cells-${this.cells.length}` });
    this.help = area.closest(".form-row").querySelector(".help");
    this.input = make("input", { type: "text", className: "relation-add", placeholder: say("add"), autocomplete: "off" });
    this.input.setAttribute("aria-label", `${area.labels[0]?.textContent || ""} ${say("add")}`);
    this.input.setAttribute("role", "combobox");
    this.choices = new Choices(this.input, (record) => this.add(record));
    this.switch = make("button", { type: "button", className: "relation-switch" });
    this.switch.addEventListener("click", () => this.show(!this.box.hidden));
    this.box = make("div", { className: "relation-box" }, this.list, make("div", { className: "relation-search" }, this.input, this.choices.list));
    area.after(this.box, this.switch);
    const search = debounced(async (signal) => {
      this.choices.show(await lookUp(area.dataset.kinds, this.input.value, signal), { kinds: this.kinds.length > 1 });
    }, 180);
    this.input.addEventListener("input", search);
    this.input.addEventListener("focus", search);
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault(); // never submits the form; a key that no record has yet is taken as typed
      if (this.input.value.trim()) this.add({ key: this.input.value.trim(), kind: this.kinds[0] });
    });
    area.addEventListener("annals:filled", () => this.read());
    this.show(area.closest(".errors") !== null);
  }

  show(asLines) {
    if (!asLines) this.read();
    this.box.hidden = asLines;
    this.area.hidden = !asLines;
    if (this.help) this.help.hidden = !asLines;
    this.switch.textContent = say(asLines ? "rows" : "lines");
  }

  read() {
    this.list.replaceChildren(...this.area.value.split("\n").filter((line) => line.trim()).map((line) => this.row(readLine(line))));
  }

  row(cells) {
    const [name, ...values] = cells;
    const kind = this.kinds.find((each) => name.startsWith(`${each}:`)) || this.kinds[0];
    const key = name.startsWith(`${kind}:`) ? name.slice(kind.length + 1) : name;
    const title = titles[`${kind}:${key}`];
    const remove = make("button", { type: "button", className: "relation-remove", textContent: "×", title: say("remove") });
    remove.setAttribute("aria-label", `${say("remove")} ${title || key}`);
    const row = make("li", { className: title ? "" : "dangling" },
      make("span", { className: "relation-name" },
        make("span", { className: "relation-title", textContent: title || say("unknown") }),
        make("code", { textContent: key })),
      ...this.cells.map((each) => this.cell(each, values[CELLS.indexOf(each)] || "")), remove);
    row.name = name;
    row.addEventListener("input", () => this.write());
    remove.addEventListener("click", () => { row.remove(); this.write(); this.input.focus(); });
    return row;
  }

  cell(name, value) {
    if (name === "qualifier" && this.qualifiers) return this.qualifierCell(value);
    const input = make("input", { type: "text", className: `relation-${name}`, value, placeholder: say(name) });
    input.setAttribute("aria-label", say(name));
    input.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    return input;
  }

  qualifierCell(value) {
    const select = make("select", { className: "relation-qualifier" }, make("option", { value: "", textContent: "–" }),
      ...this.qualifiers.map(([each, label]) => make("option", { value: each, textContent: label, selected: each === value })));
    select.setAttribute("aria-label", say("qualifier"));
    return select;
  }

  add(record) {
    const name = record.kind === this.kinds[0] ? record.key : `${record.kind}:${record.key}`;
    if (record.title) titles[`${record.kind}:${record.key}`] = record.title;
    this.list.append(this.row([name]));
    this.input.value = "";
    this.choices.hide();
    this.write();
  }

  write() {
    this.area.value = [...this.list.children].map((row) => writeLine([
      row.name, ...CELLS.map((name) => row.querySelector(`.relation-${name}`)?.value || ""),
    ])).join("\n");
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

for (const area of document.querySelectorAll("textarea.relations-lines:not([disabled])")) new Rows(area);
