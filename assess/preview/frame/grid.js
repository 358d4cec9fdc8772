/* The numbers of a table in a grid: cells are changed, rows added and taken out, and problems stand at their cells. */

import { ask } from "/_/asking.js";
import { show, typed } from "/_/dialog.js";
import { button, element, labelled, select } from "/_/elements.js";

/** Edit the numbers of an open table; what cannot be read is said by `say`. */
export async function openNumbers(dataset, say) {
  const told = await ask("read", { dataset });
  if (told.refused) return say(told.refused);
  const [head, ...rows] = told.rows;
  const grid = element("table");
  grid.createTHead().insertRow().append(...[...head.cells, "Row"].map((each) => heading(each, "col")));
  const body = grid.createTBody();
  const inputs = []; // fields of the file's cells, each with its row and column
  const added = []; // lines of new rows, each with its fields
  const out = new Set(); // numbers of the rows that are taken out

  function field(text, label, size) {
    const input = element("input", { value: text, defaultValue: text, size, ariaLabel: label });
    input.addEventListener("input", typed);
    return input;
  }

  for (const { row, cells } of rows) {
    const line = body.insertRow();
    line.dataset.row = row;
    line.append(heading(cells[0], "row"));
    for (const [column, text] of cells.entries()) {
      if (column === 0) continue;
      const input = field(text, `${cells[0]}, ${head.cells[column] ?? ""}`, Math.max(6, text.length));
      inputs.push({ input, row, column });
      line.insertCell().append(input);
    }
    line.insertCell().append(button("Take out", `Take out the row ${cells[0]}`, ({ target }) => takeOut(line, row, cells[0], target)));
  }

  /** Take a row out, or put it back: it stands in the grid until the table is saved. */
  function takeOut(line, row, name, pressed) {
    const isOut = !out.delete(row) && Boolean(out.add(row));
    line.classList.toggle("out", isOut);
    for (const input of line.querySelectorAll("input")) input.disabled = isOut;
    const text = isOut ? "Put back" : "Take out";
    Object.assign(pressed, { textContent: text, ariaLabel: `${text} the row ${name}`, title: `${text} the row ${name}` });
    typed();
  }

  const below = select("new-row-below", told.rows.map(({ row, cells }, at) => [row, at ? cells[0] : "the headings"]), told.rows.at(-1).row);
  const more = labelled("Below", below);
  more.append(" ", button("Add a row", "Add a row", () => addRow(Number(below.value))));

  function addRow(row) {
    const last = [...body.rows].findLast((line) => Number(line.dataset.row ?? line.dataset.below) === row);
    const line = element("tr");
    line.dataset.below = row;
    const fields = head.cells.map((name) => field("", `New row, ${name}`, Math.max(6, name.length)));
    line.append(...fields.map((input, column) => element(column ? "td" : "th", column ? {} : { scope: "row" }, input)));
    line.insertCell().append(button("Take out", "Take out the new row", () => {
      added.splice(added.findIndex((each) => each.line === line), 1);
      line.remove();
      typed();
    }));
    if (last) last.after(line);
    else body.prepend(line);
    added.push({ line, fields });
    fields[0].focus();
  }

  const changed = () => inputs.filter(({ input, row }) => input.value !== input.defaultValue && !out.has(row));
  /** New rows in the order in which they stand. */
  const inOrder = () => [...body.rows].flatMap((line) => added.filter((each) => each.line === line));
  show(`Edit the numbers of ${dataset}`, told.file, element("div", {}, grid, more), {
    edit: () => ({
      dataset,
      digest: told.digest,
      cells: changed().map(({ input, row, column }) => ({ row, column, text: input.value })),
      rows: inOrder().map(({ line, fields }) => ({ below: Number(line.dataset.below), cells: fields.map((input) => input.value) })),
      removed: [...out],
    }),
    isChanged: () => changed().length + added.length + out.size > 0,
    placed: (each) => (each.where ? `${each.where}: ${each.text}` : each.text),
    mark(problems) {
      let moved = 0; // rows by which a line stands lower in the file than it did
      for (const line of body.rows) {
        const isNew = line.dataset.row === undefined;
        if (out.has(Number(line.dataset.row))) {
          moved -= 1;
          continue;
        }
        moved += isNew ? 1 : 0;
        const row = Number(isNew ? line.dataset.below : line.dataset.row) + moved;
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
  return element("th", { textContent: text, scope });
}
