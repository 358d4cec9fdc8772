/* The form of a call of a macro: a table, a row and a column by name, each with what it gives. */

import { ask } from "/_/asking.js";
import { button, element, labelled, select } from "/_/elements.js";

/** A form for calls as the readers of an edition get them; a new one begins with a table. */
export function formOfCalls(edition, table) {
  const heading = element("h3");
  const choices = element("div", { id: "call-choices" });
  const written = element("input", { id: "call-written", spellcheck: false, autocomplete: "off" });
  const output = element("output");
  const done = button("", "", finish);
  const dom = element("section", { id: "call", hidden: true, ariaLabel: "What a macro says" }, heading, choices, labelled("As it is written", written));
  dom.append(element("p", {}, "Readers get: ", output), element("p", {}, done, " ", button("Leave it as it is", "Leave it as it is", close)));
  let [told, ended, asked, drawn] = [null, () => {}, 0, null];

  /** Ask about a call as it is written or chosen, and show what can be chosen in it. */
  function draw(about, focused) {
    drawn = drawAnswer(++asked, about, focused);
  }
  async function drawAnswer(mine, about, focused) {
    const answer = await ask("form", { edition, ...about });
    if (mine !== asked) return; // something else was chosen meanwhile
    told = { choices: [], macros: [], ...answer };
    output.textContent = told.refused ?? told.says;
    if (document.activeElement !== written) written.value = told.text ?? "";
    const macro = select("call-macro", told.macro ? told.macros : [["", "Choose"], ...told.macros], told.macro);
    const chosen = told.choices.map((each) => [each.label, select(`call-${each.name}`, each.options, each.value)]);
    choices.replaceChildren(...[["What", macro], ...chosen].map(([label, field]) => labelled(label, field)));
    dom.hidden = false;
    if (focused) (document.getElementById(focused) ?? macro).focus();
  }
  choices.addEventListener("change", ({ target }) => {
    const macro = choices.querySelector("#call-macro").value;
    const given = Object.fromEntries(told.choices.map(({ name }) => [name, choices.querySelector(`#call-${name}`).value]));
    draw({ chosen: { macro, given, others: macro === told.macro ? told.others : "" } }, target.id);
  });
  written.addEventListener("change", () => draw({ text: written.value }));
  dom.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault(); // which would leave the dialog
    close();
  });

  async function finish() {
    await drawn;
    const call = { text: written.value, alone: told.alone };
    dom.hidden = true;
    ended(call);
  }
  function close() {
    if (dom.hidden) return;
    dom.hidden = true;
    ended(null);
  }

  return {
    dom,
    /** Open it for a call as it is written, or for a new one; `end` is told what came of it. */
    open(text, end) {
      ended = end;
      heading.textContent = text ? "Change what the data say here" : "Say a number from the data";
      done.textContent = text ? "Change it" : "Insert it";
      draw(text ? { text } : { chosen: { given: { dataset: table } } }, "call-macro");
    },
    /** Close it, and forget what it was opened for. */
    shut() {
      asked += 1;
      dom.hidden = true;
    },
  };
}
