/* The dialog that something is edited in: it asks for problems as one types, saves, and loses no text. */

import { ask } from "/_/asking.js";
import { button, element } from "/_/elements.js";

const TYPING = 500; // milliseconds of quiet before the check

const title = element("h2", { id: "editor-title" });
const about = element("p", { id: "editor-about" });
const field = element("div", { id: "editor-field" });
const list = element("ul", { id: "editor-problems", ariaLabel: "Problems" });
const said = element("p", { id: "editor-said", role: "status" });
const act = button("Save", "Save", save);
const dialog = element("dialog", { id: "editor" }, title, about, field, list, said);
dialog.append(element("p", {}, act, " ", button("Leave", "Leave", () => mayLeave() && leave())));
dialog.setAttribute("aria-labelledby", title.id);
document.body.append(dialog);

/* What is being edited: edit(), isChanged(), placed(problem) and mark(problems), which says which stand beside their line;
and where they are not those of a save: act, asks, end(). */
let open = null;
let timer = 0;
let asking = false;

export function show(called, where, inside, editor) {
  title.textContent = called;
  about.textContent = where;
  act.textContent = editor.act ?? "Save";
  field.replaceChildren(inside);
  open = editor;
  tell([]);
  said.textContent = "";
  dialog.showModal();
}

function tell(problems) {
  const beside = open.mark(problems) ?? [];
  list.replaceChildren(
    ...problems.map((each) => element("li", { textContent: open.placed(each), className: beside.includes(each) ? "unseen" : "" })),
  );
}

/** Something was typed: its problems are asked for once nothing more is. */
export function typed() {
  clearTimeout(timer);
  said.textContent = "";
  timer = setTimeout(check, TYPING);
}

/** Ask for the problems of what is typed: one question at a time, and again where more was typed meanwhile. */
async function check() {
  if (asking || !open) return;
  asking = true;
  const [editor, edit] = [open, JSON.stringify(open.edit())];
  said.textContent = "Checking";
  const told = await ask("check", JSON.parse(edit));
  asking = false;
  if (open !== editor) return;
  if (JSON.stringify(editor.edit()) !== edit) return typed();
  const count = told.problems?.length;
  said.textContent = told.refused ?? (count ? `${count} problem${count > 1 ? "s" : ""}` : "No problems");
  tell(told.problems ?? []);
}

async function save() {
  clearTimeout(timer);
  act.disabled = true;
  said.textContent = "Working";
  const told = await ask(open.asks ?? "save", open.edit());
  act.disabled = false;
  said.textContent = told.refused ?? "";
  if (told.refused) {
    tell(told.problems ?? []);
    return (field.querySelector('[aria-invalid="true"]') ?? act).focus(); // the button lost it while it was disabled
  }
  leave();
  document.dispatchEvent(new CustomEvent("saved", { detail: told }));
}

function mayLeave() {
  return !open?.isChanged() || confirm("Leave without saving?");
}

function leave() {
  clearTimeout(timer);
  dialog.close();
  open?.end?.();
  open = null;
}

dialog.addEventListener("cancel", (event) => {
  event.preventDefault();
  if (mayLeave()) leave();
});
addEventListener("beforeunload", (event) => {
  if (open?.isChanged()) event.preventDefault(); // the preview was started again, or somebody left
});
