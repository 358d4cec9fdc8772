/* The editor of the preview: a button beside each part of a page, a dialog for its text, and a grid for its numbers.

The buttons stand in the page as it is shown, never in its file. Which part of the file an element comes from is told by
its words, in order: what macros write stands for any words. */

const [PAGE, OTHER] = ["page", "other"].map((id) => document.getElementById(id));
const KEPT = "assess-edit";
const TYPING = 500; // milliseconds of quiet before the check
const PARTS = "p, ul, ol, dl, table, figure, pre, blockquote, h1, h2, h3, h4, h5, h6, .admonition, details";
const WRAPPER = "[role=region], .md-typeset__scrollwrap"; // what a table scrolls in
const STYLE = `
  .preview-edit { block-size: 0; position: relative; text-align: end; z-index: 1; }
  .preview-edit button {
    background: Canvas; border: 1px solid; border-radius: 0.2rem; color: CanvasText; cursor: pointer; font: 0.65rem/1.4 system-ui, sans-serif;
    margin-inline-start: 0.2rem; min-block-size: 24px; min-inline-size: 24px; opacity: 0.75; padding: 0 0.4rem;
  }
  .preview-edit button:hover, .preview-edit button:focus { opacity: 1; outline: 2px solid; }
  @media (max-width: 45rem) { .preview-edit { block-size: auto; } }
  @media print { .preview-edit { display: none; } }
`;

/* The token comes in the address, which is never sent, and is kept for this window alone. */
const given = /^#edit=([\w-]+)$/.exec(location.hash);
if (given) sessionStorage.setItem(KEPT, given[1]);

/** Ask the preview; what it refuses comes back with its reason. */
async function ask(name, asked) {
  try {
    const answer = await fetch(`/_/edit/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Assess-Edit": sessionStorage.getItem(KEPT) ?? "" },
      body: JSON.stringify(asked),
    });
    return answer.status === 403 ? { refused: (await answer.text()).trim() } : await answer.json();
  } catch {
    return { refused: "The preview does not answer. Is it running? Your text is kept here" };
  }
}

/* Which element each part of a page became. */

function words(text) {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The words of a part as they are written, without macros, comments, addresses of links and attributes. */
function written(text) {
  const unsaid = /\{\{[^]*?\}\}|\{%[^]*?%\}|<!--[^]*?-->|\]\([^)]*\)|\]\[[^\]]*\]|\[\^[^\]]*\]:?|\{:[^}]*\}|<[^>]*>|^!!!\s*\w+/gm;
  return words(text.replace(unsaid, " ").replace(/^\s*\d+[.)]\s/gm, " ").replace(/&\w+;/g, " "));
}

/** Whether an element holds all words of a part in their order, and not many others unless macros wrote them. */
function holds(element, block) {
  if (block.kind === "top") return false;
  if (block.kind === "call") {
    const names = [...block.text.matchAll(/['"]([\w-]+)['"]/g)].map(([, name]) => name);
    if (element.matches("figure")) return names.includes(element.dataset.dataset);
    return element.matches("table") && names.some((name) => element.querySelector(`[data-cell^="${name}/"]`));
  }
  if ((block.kind === "table") !== element.matches("table")) return false;
  const [wanted, found] = [block.words, words(element.textContent.replaceAll("¶", ""))];
  if (!wanted.length || (!block.text.includes("{{") && found.length > wanted.length * 1.5 + 4)) return false;
  let at = 0;
  for (const word of found) if (word === wanted[at]) at += 1;
  return at === wanted.length;
}

/** The element of each part that has one, both in their order, as many as can be. */
function paired(blocks, elements) {
  const most = Array.from({ length: blocks.length + 1 }, () => new Uint16Array(elements.length + 1));
  const fits = blocks.map((block) => elements.map((element) => holds(element, block)));
  for (let i = blocks.length - 1; i >= 0; i--) {
    for (let j = elements.length - 1; j >= 0; j--) {
      most[i][j] = Math.max(most[i + 1][j], most[i][j + 1], fits[i][j] ? most[i + 1][j + 1] + 1 : 0);
    }
  }
  const found = new Map();
  for (let i = 0, j = 0; i < blocks.length && j < elements.length; ) {
    if (fits[i][j] && most[i][j] === most[i + 1][j + 1] + 1) found.set(blocks[i++], elements[j++]);
    else if (most[i + 1][j] >= most[i][j + 1]) i++;
    else j++;
  }
  return found;
}

/** The parts of an article that stand in no other part, but for what stands in a wrapper. */
function partsOf(article) {
  return [...article.querySelectorAll(PARTS)].filter((each) => !each.parentElement.closest(PARTS) && !each.closest(".lineage"));
}

/* Buttons in a page. */

const styled = new WeakSet(); // pages that have the style of the buttons

/** The page that a frame shows: its edition and its address there. */
function shownIn(frame) {
  const [, edition, ...path] = frame.contentWindow.location.pathname.split("/");
  return { edition, page: decodeURIComponent(path.join("/")) };
}

async function addButtons(frame) {
  if (frame.hidden || !frame.contentDocument?.querySelector("article")) return;
  const page = frame.contentDocument;
  const asked = shownIn(frame);
  const told = { ...(await ask("read", asked)), asked };
  if (told.refused || noted.dataset.why) say(told.refused ?? "", told.refused);
  offerReview(told.review);
  const article = page.querySelector("article");
  if (told.refused || page !== frame.contentDocument) return;
  for (const old of page.querySelectorAll(".preview-edit")) old.remove();
  if (!styled.has(page)) {
    const sheet = new page.defaultView.CSSStyleSheet();
    sheet.replaceSync(STYLE);
    page.adoptedStyleSheets.push(sheet);
    styled.add(page);
  }
  for (const block of told.blocks) block.words = written(block.text);
  const parts = partsOf(article);
  const found = paired(told.blocks, parts);
  let before = null; // a part that shows nothing of its own stands below the last one that does
  for (const block of told.blocks) {
    const element = found.get(block);
    const place = page.createElement("div");
    place.className = "preview-edit";
    place.dataset.searchExclude = "";
    place.append(button(page, "Edit", `Edit the ${named(block)}`, () => openText(frame, told, block)));
    for (const name of block.tables) {
      place.append(button(page, "Numbers", `Edit the numbers of ${name}`, () => openNumbers(name)));
    }
    if (element) (element.closest(WRAPPER) ?? element).before(place);
    else if (before) before.after(place);
    else article.prepend(place);
    before = element ? (element.closest(WRAPPER) ?? element) : place;
  }
}

/** What a part is, in words. */
function kindOf(block) {
  return { call: "macro", top: "top of the page" }[block.kind] ?? block.kind;
}

function named(block) {
  return `${kindOf(block)} in line ${block.line}: ${block.text.replace(/\s+/g, " ").slice(0, 60)}`;
}

function button(page, text, label, act) {
  const made = Object.assign(page.createElement("button"), { type: "button", textContent: text });
  made.setAttribute("aria-label", label);
  made.title = label;
  made.addEventListener("click", act);
  return made;
}

/* The dialog. */

const dialog = document.createElement("dialog");
dialog.id = "editor";
dialog.setAttribute("aria-labelledby", "editor-title");
dialog.innerHTML = `
  <h2 id="editor-title"></h2>
  <p id="editor-about"></p>
  <div id="editor-field"></div>
  <ul id="editor-problems" aria-label="Problems"></ul>
  <p id="editor-said" role="status"></p>
  <p><button type="button" id="editor-save"></button> <button type="button" id="editor-leave">Leave</button></p>`;
document.body.append(dialog);
const part = (name) => document.getElementById(`editor-${name}`);
const noted = Object.assign(document.createElement("p"), { id: "editing" });
noted.setAttribute("role", "status");
const review = Object.assign(document.createElement("button"), { type: "button", textContent: "Send for review", hidden: true });
review.addEventListener("click", openReview);
const adding = Object.assign(document.createElement("button"), { type: "button", textContent: "New page", hidden: !sessionStorage.getItem(KEPT) });
adding.addEventListener("click", openNewPage);
document.querySelector("header").append(adding, review, noted);

/** Say something in the frame; `why` where it is why nothing is edited, which holds for one page. */
function say(text, why = "") {
  noted.textContent = text;
  noted.dataset.why = why;
}

let open = null; // { edit(), mark(problems), isChanged() } of what is being edited
let edited = []; // the files that were edited and can be sent for review

function offerReview(files) {
  edited = files ?? edited;
  review.hidden = !edited.length;
}
let timer = 0;
let asking = false;

function show(title, about, field, editor) {
  part("title").textContent = title;
  part("about").textContent = about;
  part("save").textContent = editor.act ?? "Save";
  part("field").replaceChildren(field);
  open = editor;
  tell([]);
  part("said").textContent = "";
  dialog.showModal();
}

function tell(problems) {
  part("problems").replaceChildren(
    ...problems.map((each) => Object.assign(document.createElement("li"), { textContent: open.placed(each) })),
  );
  open.mark(problems);
}

function typed() {
  clearTimeout(timer);
  part("said").textContent = "";
  timer = setTimeout(check, TYPING);
}

/** Ask for the problems of what is typed: one question at a time, and again where more was typed meanwhile. */
async function check() {
  if (asking || !open) return;
  asking = true;
  const [editor, edit] = [open, JSON.stringify(open.edit())];
  part("said").textContent = "Checking";
  const told = await ask("check", JSON.parse(edit));
  asking = false;
  if (open !== editor) return;
  if (JSON.stringify(editor.edit()) !== edit) return typed();
  part("said").textContent = told.refused ?? (told.problems.length ? "" : "No problems");
  tell(told.problems ?? []);
}

async function save() {
  clearTimeout(timer);
  part("save").disabled = true;
  part("said").textContent = "Working";
  const told = await ask(open.asks ?? "save", open.edit());
  part("save").disabled = false;
  part("said").textContent = told.refused ?? "";
  if (told.refused) return tell(told.problems ?? []);
  leave();
  offerReview(told.review);
  say(told.branch ? `Sent for review: the branch ${told.branch}` : `Saved: ${told.saved}`);
  if (told.page) {
    awaited = `${shownIn(PAGE).edition}/${told.page}`;
    return leadOn();
  }
  for (const frame of [PAGE, OTHER]) if (!frame.hidden) addButtons(frame);
}

function leave() {
  clearTimeout(timer);
  open = null;
  dialog.close();
}

part("save").addEventListener("click", save);
part("leave").addEventListener("click", () => {
  if (!open?.isChanged() || confirm("Leave without saving?")) leave();
});
dialog.addEventListener("cancel", (event) => {
  if (open?.isChanged() && !confirm("Leave without saving?")) event.preventDefault();
});
dialog.addEventListener("close", () => (open = null));

function openText(frame, told, block) {
  const field = document.createElement("textarea");
  Object.assign(field, { value: block.text, rows: Math.min(24, block.text.split("\n").length + 3), spellcheck: true });
  field.setAttribute("aria-labelledby", "editor-title");
  field.setAttribute("aria-describedby", "editor-problems");
  field.addEventListener("input", typed);
  const { start, end } = block;
  const both = document.createElement("div");
  both.append(field, formOf(field));
  show(`Edit the ${kindOf(block)}`, `${told.file}, from line ${block.line}`, both, {
    edit: () => ({ ...told.asked, digest: told.digest, start, end, text: field.value }),
    isChanged: () => field.value !== block.text,
    placed: (each) => `Line ${each.line - block.line + 1}: ${each.text}`,
    mark: (problems) => field.setAttribute("aria-invalid", String(problems.length > 0)),
  });
  field.focus();
}

/* The form of a macro that says a number: what it takes is chosen by name, and what it gives is shown. */

const CALL = /\{\{\s*(\w+)\(([^{}]*)\)\s*\}\}/g;
const ARGUMENT = /^\s*(?:(\w+)\s*=\s*)?(?:'([^']*)'|"([^"]*)")\s*$/;
const CHOICES = { dataset: "Table", row: "Row", column: "Column", from_: "From column", to: "To column", of: "Of row" };

/** A macro as it is called in a text, with its arguments by name; nothing where the form has no place for one. */
function callAt(text, at, macros) {
  const found = [...text.matchAll(CALL)].find((each) => each.index <= at && at <= each.index + each[0].length);
  const macro = found && macros.find((each) => each.name === found[1]);
  if (!macro) return null;
  const chosen = {};
  for (const [place, written] of found[2].split(",").entries()) {
    const argument = ARGUMENT.exec(written);
    const name = argument && (argument[1] ?? macro.takes[place]);
    if (!macro.takes.includes(name)) return null;
    chosen[name] = argument[2] ?? argument[3];
  }
  return { macro, chosen, from: found.index, to: found.index + found[0].length };
}

function called(macro, chosen) {
  const said = macro.takes.map((name) => (name === "of" ? `of='${chosen[name]}'` : `'${chosen[name]}'`));
  return `{{ ${macro.name}(${said.join(", ")}) }}`;
}

function formOf(field) {
  const form = document.createElement("details");
  form.innerHTML = `<summary>Insert a number from the data, or change the one at the cursor</summary>
    <div id="editor-choices"></div><p>Readers get: <output id="editor-result"></output></p><button type="button" id="editor-insert"></button>`;
  const [choices, output, insert] = ["choices", "result", "insert"].map((name) => form.querySelector(`#editor-${name}`));
  let [offered, at, chosen, asked] = [null, null, {}, 0];

  function select(name, label, options) {
    const made = document.createElement("select");
    made.append(...options.map(([value, text]) => new Option(text === value ? value : `${value}: ${text}`, value)));
    const around = document.createElement("p");
    made.id = `editor-choice-${name}`;
    around.append(Object.assign(document.createElement("label"), { htmlFor: made.id, textContent: label }), " ", made);
    chosen[name] = options.some(([value]) => value === chosen[name]) ? chosen[name] : (options[0]?.[0] ?? "");
    made.value = chosen[name];
    made.addEventListener("change", () => {
      chosen[name] = made.value;
      draw(name);
    });
    made.dataset.name = name;
    return around;
  }

  async function draw(focused) {
    const macro = select("macro", "What", offered.macros.map((each) => [each.name, each.says]));
    const takes = offered.macros.find((each) => each.name === chosen.macro).takes;
    const table = select("dataset", CHOICES.dataset, offered.datasets.map((each) => [each.id, each.title]));
    const data = offered.datasets.find((each) => each.id === chosen.dataset);
    const others = takes.filter((name) => name !== "dataset");
    const isOfRows = (name) => name === "row" || name === "of";
    choices.replaceChildren(macro, table, ...others.map((name) => select(name, CHOICES[name], isOfRows(name) ? (data?.rows ?? []) : (data?.columns ?? []))));
    if (focused) choices.querySelector(`[data-name=${focused}]`)?.focus();
    insert.textContent = at ? "Change the number" : "Insert the number";
    const mine = ++asked;
    const told = await ask("result", { text: text() });
    if (mine === asked) output.textContent = told.refused ?? told.result;
  }

  const text = () => called(offered.macros.find((each) => each.name === chosen.macro), chosen);

  form.addEventListener("toggle", async () => {
    if (!form.open) return;
    const told = offered ?? (await ask("forms", {}));
    if (told.refused) return (output.textContent = told.refused);
    offered = told;
    follow();
  });

  /** Show what stands at the cursor. */
  function follow() {
    if (!form.open || !offered) return;
    at = callAt(field.value, field.selectionStart, offered.macros);
    if (!offered.datasets.some((each) => each.id === at?.chosen.dataset)) at = null; // as of a table that is not open
    if (at) chosen = { ...at.chosen, macro: at.macro.name };
    draw();
  }
  for (const name of ["click", "keyup"]) field.addEventListener(name, follow);

  insert.addEventListener("click", () => {
    const [from, to] = at ? [at.from, at.to] : [field.selectionStart, field.selectionEnd];
    field.setRangeText(text(), from, to, "end");
    field.dispatchEvent(new Event("input"));
    field.focus();
    field.setSelectionRange(from, from);
    follow();
  });
  return form;
}

function openReview() {
  const field = document.createElement("textarea");
  field.rows = 3;
  field.setAttribute("aria-label", "What you changed, in a sentence");
  const about = `What you changed, in a sentence. It goes into a commit on a branch of its own, with these files as they are now: ${edited.join(", ")}`;
  show("Send for review", about, field, {
    act: "Send",
    asks: "review",
    edit: () => ({ message: field.value }),
    isChanged: () => field.value !== "",
    placed: (each) => each.text,
    mark: () => {},
  });
  field.focus();
}

/* A new page: where it goes, what it is called, and what it shows. */

async function openNewPage() {
  const told = await ask("places", {});
  if (told.refused) return say(told.refused);
  made.clear();
  if (!told.sections.length) return say("No section of this site has a folder of its own for a page to go in");
  const form = document.createElement("div");
  form.innerHTML = `
    <p><label for="new-section">Section</label> <select id="new-section"></select></p>
    <p><label for="new-title">Title, with its number</label> <input id="new-title" size="40"></p>
    <p><label for="new-description">What it is about, in a sentence</label> <textarea id="new-description" rows="2"></textarea></p>
    <p><label for="new-dataset">A table to show</label> <select id="new-dataset"></select></p>`;
  const [section, title, description, dataset] = ["section", "title", "description", "dataset"].map((name) => form.querySelector(`#new-${name}`));
  section.append(...told.sections.map((each) => new Option(`${each.number} ${each.title}`, each.number)));
  dataset.append(new Option("None", ""), ...told.datasets.map(([id, name]) => new Option(name, id)));
  let offered = "";
  function number() {
    if (title.value !== offered) return; // somebody has typed one
    offered = title.value = `${told.sections.find((each) => each.number === section.value).next} `;
  }
  section.addEventListener("change", number);
  number();
  show("Make a new page", "Everybody can read it, in every edition. It gets its line in the menu and its link on the contents page of its section.", form, {
    act: "Make the page",
    asks: "page",
    edit: () => ({ new: { section: section.value, title: title.value, description: description.value, dataset: dataset.value } }),
    isChanged: () => title.value !== offered || description.value !== "",
    placed: (each) => each.text,
    mark: (problems) => title.setAttribute("aria-invalid", String(problems.length > 0)),
  });
  title.focus();
}

const made = new Set(); // the pages that the preview has made since a new one was begun, by edition and address
let awaited = "";
document.addEventListener("followed", ({ detail }) => {
  for (const name of detail.changed) made.add(`${detail.edition}/${name.replace(/index\.html$/, "")}`);
  leadOn();
});

/** Go to the page that is awaited once the preview has made it. */
function leadOn() {
  if (!made.has(awaited)) return;
  PAGE.contentWindow.location.assign(`/${awaited}`);
  awaited = "";
}

async function openNumbers(dataset) {
  const told = await ask("read", { dataset });
  if (told.refused) return say(told.refused);
  const [head, ...rows] = told.rows;
  const grid = document.createElement("table");
  grid.createTHead().insertRow().append(...head.cells.map((each) => heading(each, "col")));
  const body = grid.createTBody();
  const inputs = [];
  const added = []; // lines of new rows, each with its inputs

  function field(text, label, size) {
    const input = Object.assign(document.createElement("input"), { value: text, defaultValue: text, size });
    input.setAttribute("aria-label", label);
    input.addEventListener("input", typed);
    return input;
  }
  for (const row of rows) {
    const line = body.insertRow();
    line.dataset.row = row.row;
    row.cells.forEach((text, column) => {
      if (column === 0) return line.append(heading(text, "row"));
      const input = field(text, `${row.cells[0]}, ${head.cells[column] ?? ""}`, Math.max(6, text.length));
      inputs.push({ input, row: row.row, column });
      line.insertCell().append(input);
    });
  }
  const below = document.createElement("select");
  below.id = "new-row-below";
  below.append(...told.rows.map((row, at) => new Option(at ? row.cells[0] : "the headings", row.row)));
  below.value = told.rows.at(-1).row;
  const more = Object.assign(document.createElement("p"), { innerHTML: `<label for="new-row-below">Below</label> ` });
  more.append(below, " ", button(document, "Add a row", "Add a row", () => addRow(Number(below.value))));

  function addRow(row) {
    const last = [...body.rows].findLast((line) => Number(line.dataset.row ?? line.dataset.below) === row);
    const line = document.createElement("tr");
    line.dataset.below = row;
    const fields = head.cells.map((name) => field("", `New row, ${name}`, Math.max(6, name.length)));
    line.append(...fields.map((_, column) => Object.assign(document.createElement(column ? "td" : "th"), column ? {} : { scope: "row" })));
    fields.forEach((input, column) => line.cells[column].append(input));
    line.lastElementChild.append(" ", button(document, "Take out", "Take out the new row", () => {
      added.splice(added.findIndex((each) => each.line === line), 1);
      line.remove();
      typed();
    }));
    if (last) last.after(line);
    else body.prepend(line);
    added.push({ line, fields });
    fields[0].focus();
  }
  const changed = () => inputs.filter(({ input }) => input.value !== input.defaultValue);
  /** New rows in the order in which they stand. */
  const inOrder = () => [...body.rows].flatMap((line) => added.filter((each) => each.line === line));
  const both = document.createElement("div");
  both.append(grid, more);
  show(`Edit the numbers of ${dataset}`, told.file, both, {
    edit: () => ({
      dataset,
      digest: told.digest,
      cells: changed().map(({ input, row, column }) => ({ row, column, text: input.value })),
      rows: inOrder().map(({ line, fields }) => ({ below: Number(line.dataset.below), cells: fields.map((input) => input.value) })),
    }),
    isChanged: () => changed().length + added.length > 0,
    placed: (each) => (each.where ? `${each.where}: ${each.text}` : each.text),
    mark: (problems) => {
      let before = 0; // new rows above, by which the file has more lines than it had
      for (const line of body.rows) {
        const isNew = line.dataset.row === undefined;
        before += isNew ? 1 : 0;
        const row = isNew ? Number(line.dataset.below) + before : Number(line.dataset.row) + before;
        line.querySelectorAll("input").forEach((input, at) => {
          const name = head.cells[isNew ? at : at + 1];
          const isHere = (each) => each.line === row && (!each.where.includes("column") || each.where.includes(`"${name}"`));
          input.setAttribute("aria-invalid", String(problems.some(isHere)));
        });
      }
    },
  });
}

function heading(text, scope) {
  return Object.assign(document.createElement("th"), { textContent: text, scope });
}

addEventListener("beforeunload", (event) => {
  if (open?.isChanged()) event.preventDefault(); // the preview was started again, or somebody left
});

for (const frame of [PAGE, OTHER]) {
  frame.addEventListener("load", () => addButtons(frame));
  addButtons(frame); // where it was there first
}
