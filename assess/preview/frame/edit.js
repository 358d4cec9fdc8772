/* The editor of the preview: a button beside each part of a page, for its text and for its numbers; new pages; a review.

The buttons stand in the page as it is shown, never in its file. */

import { ask, mayEdit } from "/_/asking.js";
import { show } from "/_/dialog.js";
import { button, element, labelled, select } from "/_/elements.js";
import { openNumbers } from "/_/grid.js";
import { paired, partsOf, written } from "/_/pairing.js";
import { openText } from "/_/prose.js";

const [PAGE, OTHER] = ["page", "other"].map((id) => document.getElementById(id));
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
  correcting.hidden = !told.corrects;
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
    const shown = found.get(block);
    const place = page.createElement("div");
    place.className = "preview-edit";
    place.dataset.searchExclude = "";
    place.append(button("Edit", `Edit the ${named(block)}`, () => openText(told, block, kindOf(block)), page));
    for (const name of block.tables) {
      place.append(button("Numbers", `Edit the numbers of ${name}`, () => openNumbers(name, say), page));
    }
    if (shown) (shown.closest(WRAPPER) ?? shown).before(place);
    else if (before) before.after(place);
    else article.prepend(place);
    before = shown ? (shown.closest(WRAPPER) ?? shown) : place;
  }
}

/** What a part is, in words. */
function kindOf(block) {
  return { call: "macro", top: "top of the page" }[block.kind] ?? block.kind;
}

function named(block) {
  return `${kindOf(block)} in line ${block.line}: ${block.text.replace(/\s+/g, " ").slice(0, 60)}`;
}

/* What stands in the frame. */

const noted = element("p", { id: "editing", role: "status" });
const review = button("Send for review", "Send for review", openReview);
const correcting = button("Write a correction", "Write a correction", openCorrection);
const adding = button("New page", "New page", openNewPage);
review.hidden = correcting.hidden = true;
adding.hidden = !mayEdit;
document.querySelector("header").append(adding, correcting, review, noted);

/** Say something in the frame; `why` where it is why nothing is edited, which holds for one page. */
function say(text, why = "") {
  noted.textContent = text;
  noted.dataset.why = why;
}

let edited = []; // the files that were edited and can be sent for review

function offerReview(files) {
  edited = files ?? edited;
  review.hidden = !edited.length;
}

document.addEventListener("saved", ({ detail: told }) => {
  offerReview(told.review);
  say(told.branch ? `Sent for review: the branch ${told.branch}` : `Saved: ${told.saved}`);
  if (told.page) {
    awaited = `${shownIn(PAGE).edition}/${told.page}`;
    return leadOn();
  }
  for (const frame of [PAGE, OTHER]) if (!frame.hidden) addButtons(frame);
});

function openReview() {
  const field = element("textarea", { rows: 3, ariaLabel: "What you changed, in a sentence" });
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

/** A correction of what differs from the release that went out: readers see it on each page, and in a list. */
function openCorrection() {
  const [wrong, matters, was, now] = ["wrong", "matters", "was", "now"].map((name) => element("textarea", { id: `correct-${name}`, rows: 2 }));
  const form = element("div", {}, labelled("What was wrong, in a sentence for readers", wrong));
  form.append(labelled("How much it matters, in a sentence, such as: No finding changes.", matters));
  const sentence = element("details", {}, element("summary", { textContent: "A sentence of this page was wrong" }));
  sentence.append(labelled("What it said", was), labelled("What it says now", now));
  form.append(sentence);
  const about = "Change the numbers or the sentence first. Every number that differs from the release that went out is listed in the correction. To find them takes up to a minute.";
  show("Write a correction", about, form, {
    act: "Write it",
    asks: "correct",
    edit: () => ({ ...shownIn(PAGE), wrong: { wrong: wrong.value, matters: matters.value, was: was.value, now: now.value } }),
    isChanged: () => [wrong, matters, was, now].some((each) => each.value !== ""),
    placed: (each) => each.text,
    mark: () => {},
  });
  wrong.focus();
}

/* A new page: where it goes, what it is called, and what it shows. */

async function openNewPage() {
  const told = await ask("places", {});
  if (told.refused) return say(told.refused);
  made.clear();
  if (!told.sections.length) return say("No section of this site has a folder of its own for a page to go in");
  const section = select("new-section", told.sections.map((each) => [each.number, `${each.number} ${each.title}`]), told.sections[0].number);
  const title = element("input", { id: "new-title", size: 40 });
  const description = element("textarea", { id: "new-description", rows: 2 });
  const dataset = select("new-dataset", [["", "None"], ...told.datasets], "");
  const form = element("div", {}, labelled("Section", section), labelled("Title, with its number", title));
  form.append(labelled("What it is about, in a sentence", description), labelled("A table to show", dataset));
  let offered = "";
  function number() {
    if (title.value !== offered) return; // somebody has typed one
    offered = title.value = `${told.sections.find((each) => each.number === section.value).next} `;
  }
  section.addEventListener("change", number);
  title.addEventListener("input", () => { // a title that begins with 5.6 goes in section 5
    const typed = /^\d+(?=\.\d)/.exec(title.value)?.[0];
    if (told.sections.some((each) => each.number === typed)) section.value = typed;
  });
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

for (const frame of [PAGE, OTHER]) {
  frame.addEventListener("load", () => addButtons(frame));
  addButtons(frame); // where it was there first
}
