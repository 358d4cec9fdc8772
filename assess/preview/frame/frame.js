/* The frame of the preview: which edition and page it shows, beside which other, and what it is told of changes. */

import { mark } from "/_/lost.js";

const find = (id) => document.getElementById(id);
const [page, other, beside] = ["page", "other", "beside"].map(find);
const editions = await (await fetch("/_/editions.json")).json();
const names = Object.fromEntries(editions.map((each) => [each.id, each.name]));

/* Edition, the edition beside it, and the page: kept in the address, so that a bookmark and a reload lead back. */
const [edition, besides, ...path] = decodeURIComponent(location.hash.slice(1)).split("/");
const at = { edition: edition in names ? edition : editions[0].id, beside: besides in names ? besides : "", path: path.join("/") };

for (const each of editions) {
  const label = document.createElement("label");
  const input = Object.assign(document.createElement("input"), { type: "radio", name: "edition", value: each.id });
  label.append(input, `${each.name} (${each.marking})`);
  find("editions").append(label);
  beside.append(Object.assign(document.createElement("option"), { value: each.id, textContent: each.name }));
}

find("editions").addEventListener("change", (event) => show({ edition: event.target.value }));
beside.addEventListener("change", () => show({ beside: beside.value }));

function show(change = {}) {
  Object.assign(at, change);
  history.replaceState(null, "", `#${at.edition}/${at.beside}/${at.path}`);
  document.querySelector(`[name=edition][value=${at.edition}]`).checked = true;
  beside.value = at.beside;
  other.hidden = !at.beside;
  turn(page, at.edition);
  if (at.beside) turn(other, at.beside);
  else find("lost").textContent = "";
  showFaults();
}

/** Lead a frame to the page at hand in an edition, unless it is there. */
function turn(frame, edition) {
  const address = `/${edition}/${at.path}`;
  if (frame.contentWindow.location.pathname !== address) frame.contentWindow.location.replace(address);
}

/** Where a frame is: its edition and its page. */
function where(frame) {
  const [, edition, ...path] = frame.contentWindow.location.pathname.split("/");
  return [edition, path.join("/")];
}

for (const frame of [page, other]) {
  frame.addEventListener("load", () => {
    const [edition, path] = where(frame);
    if (!(edition in names)) return;
    if (places.has(frame)) frame.contentWindow.scrollTo(...places.get(frame));
    places.delete(frame);
    document.title = `Preview: ${page.contentDocument.title}`;
    if (path !== at.path && !frame.hidden) show({ path });
    else showFaults();
    markLost();
  });
}

function markLost() {
  const loaded = [page, other].every((frame) => frame.contentDocument.readyState === "complete" && where(frame)[1] === at.path);
  if (!at.beside || at.beside === at.edition || !loaded) return;
  const count = mark(page.contentDocument, other.contentDocument, names[at.beside]);
  find("lost").textContent = `${names[at.beside]}: leaves out ${count} of the parts of this page`;
}

const places = new Map();

/** Load a frame again where its page, or what all its pages share, has changed; its reader stays where they are. */
function again(frame, edition, changed) {
  const [shown, path] = where(frame);
  const file = `${path}${path === "" || path.endsWith("/") ? "index.html" : ""}`;
  if (shown !== edition || !changed.some((name) => name === file || name.startsWith("assets/"))) return;
  const { scrollX, scrollY } = frame.contentWindow;
  if (!places.has(frame)) places.set(frame, [scrollX, scrollY]); // else it is still loading, and at no place yet
  frame.contentWindow.location.reload();
}

let faults = [];

function showFaults() {
  const source = `docs/${at.path.replace(/\/$/, "")}`;
  const isHere = (fault) => [`${source}.md`, `${source.replace(/\/$/, "")}/index.md`].includes(fault.file);
  const sorted = [...faults.filter(isHere), ...faults.filter((fault) => !isHere(fault))];
  find("faults").hidden = !sorted.length;
  find("faults").querySelector("h2").textContent =
    `${sorted.length} problem${sorted.length > 1 ? "s" : ""}. Pages that cannot be updated stay as they were`;
  find("faults").querySelector("ul").replaceChildren(
    ...sorted.map((fault) => {
      const item = document.createElement("li");
      item.append(fault.text);
      if (isHere(fault)) item.className = "here";
      else if (/^docs\/.*\.md$/.test(fault.file)) item.append(" ", leadingTo(fault.file));
      return item;
    }),
  );
}

function leadingTo(file) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Show the page" });
  button.addEventListener("click", () => show({ path: file.slice(5, -3).replace(/(^|\/)index$/, "$1").replace(/([^/])$/, "$1/") }));
  return button;
}

let lost = false;
const events = new EventSource("/_/events");
events.addEventListener("error", () => {
  lost = true;
  find("doing").textContent = "The preview has stopped. Start it again: make serve";
});
events.addEventListener("open", () => {
  if (lost) location.reload();
});
events.addEventListener("message", (event) => {
  const told = JSON.parse(event.data);
  if ("changed" in told) {
    for (const frame of [page, other]) if (!frame.hidden) again(frame, told.edition, told.changed);
    document.dispatchEvent(new CustomEvent("followed", { detail: told }));
  } else {
    find("doing").textContent = told.doing;
    faults = told.faults;
    showFaults();
  }
});

show();
