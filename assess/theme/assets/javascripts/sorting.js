// Sortable tables, as an enhancement: without this script every table is whole and in its printed order.
// After the sortable table example of the WAI-ARIA Authoring Practices: a button in the column header, and aria-sort.

const FEWEST_ROWS = 5;

/** A row and the rows that are part of it, which stay beneath it. */
function groups(body) {
  const found = [];
  for (const row of body.rows) {
    if (/\bsub-row/.test(row.className) && found.length) found.at(-1).push(row);
    else found.push([row]);
  }
  return found;
}

/** What a row is sorted by: a number where the cell has one, its text where the column holds text. */
function key(group, column) {
  const cell = group[0].cells[column];
  if (!cell.classList.contains("number")) return cell.textContent.trim();
  const number = Number.parseFloat(cell.querySelector("data")?.value);
  return Number.isNaN(number) ? null : number;
}

/** Rows without a number come last, and totals after them, whichever way the others go. */
function compare(one, other, column, sign) {
  const totals = one[0].classList.contains("total") - other[0].classList.contains("total");
  if (totals) return totals;
  const [a, b] = [key(one, column), key(other, column)];
  if (a === null || b === null) return (a === null) - (b === null);
  return sign * (typeof a === "string" ? a.localeCompare(b, document.documentElement.lang) : a - b);
}

function sortable(table) {
  const body = table.tBodies[0];
  const printed = groups(body);
  if (printed.length < FEWEST_ROWS) return;
  const headers = [...table.tHead.rows[0].cells];
  headers.forEach((header, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => {
      const first = header.classList.contains("number") ? "descending" : "ascending";
      const second = first === "descending" ? "ascending" : "descending";
      const now = header.ariaSort === first ? second : header.ariaSort === second ? null : first;
      for (const each of headers) each.removeAttribute("aria-sort");
      if (now) header.setAttribute("aria-sort", now);
      const sign = now === "descending" ? -1 : 1;
      const order = now ? [...printed].sort((one, other) => compare(one, other, column, sign)) : printed;
      body.append(...order.flat());
    });
  });
}

document.querySelectorAll(".table > table").forEach(sortable);
