/* Finding entries of the site by words. It touches no page: `search.js` shows what it finds. MiniSearch looks words up and
   weighs them (BM25); what a question means is decided here. */

import { IRREGULAR, REPORTING, SPELLINGS, SYNONYMS } from "./meaning.js";
import { MiniSearch, stemmer } from "./minisearch-7.2.0.min.js";

// What people type around what they want. Such a word counts only where nothing else was typed.
const FILLING = new Set(
  ("a about am an and any anybody anyone anything are as at be been being by can could data definition did do does doing done for from get give had has have how i if " +
    "in information is issue issues it its just know last latest like made many me mean meaning means much my near number numbers of on or our out please problem problems rate rates see show should so some somebody someone stand stands statistics stats tell than " +
    "that the their them there these they this to up us want was we were whats what when where which who why will with would year you your").split(" "),
);
const WEIGHTS = { title: 4, page: 1.5, rows: 2, text: 1 };
const KINDS = { page: 1.25, place: 0.8, term: 0.75, figure: 1 };
const SYNONYM = 0.7; // what a synonym counts, beside the word that was typed
const SPELLING = 0.4; // what a word counts that is spelt nearly so
const AS_TITLE = 2.5; // what an entry gains whose title is what was typed, or a place whose name was typed among other words
const IN_TEXT = 1.2; // what it gains whose words have what was typed, word for word
const LOOKED_AT = 80; // the entries that are looked at more closely, the best by their words; no others are shown
const ON_ONE_PAGE = 2; // entries of one page among the results
const SHORTEST = 4; // letters of a word that may be meant where one of them stands twice

const STEMMED = "en"; // the one language whose words lose their endings, and whose synonyms are known anywhere
const ANOTHER_LANGUAGE = 0.2; // what an entry counts that is not in the language of the page

/** The words of a text as they are looked up: small letters, no accents, numbers without commas, in English without endings. */
export function wordsOf(text, language = STEMMED) {
  const plain = text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/(\d),(?=\d{3}(?!\d))/g, "$1")
    .replace(/\b([a-z]) ?(?:&|and|n) ?([a-z])\b/g, language === STEMMED ? "$1&$2" : "$&")
    .replace(/['\u2019]s?\b/g, language === STEMMED ? "" : " ");
  const words = plain.match(/\d+(?:\.\d+)?|[a-z]+(?:&[a-z]+)*|[a-z0-9]+/g) ?? [];
  return language === STEMMED ? words.map(stemmed) : words;
}

function stemmed(word) {
  return word.length < 3 || /\d/.test(word) ? word : stemmer(IRREGULAR[word] ?? word);
}

/** Make what was published with the site ready to be asked in a language. */
export function prepare({ docs: published, config }, language = STEMMED) {
  const pages = new Map(published.filter(({ kind }) => kind === "page" || kind === "place").map(({ location, title }) => [location, title]));
  const docs = published.map((entry) => ({ ...entry, page: pageOf(entry, pages) }));
  const index = new MiniSearch({
    idField: "id",
    fields: Object.keys(WEIGHTS),
    tokenize: (words) => words.split(" ").filter(Boolean),
    processTerm: (word) => word,
    searchOptions: { tokenize: (text) => [text], boost: WEIGHTS, combineWith: "AND" },
  });
  const fields = docs.map((entry) => fieldsOf({ ...entry, rows: rowsOf(entry) }));
  index.addAll(fields.map((each, id) => ({ ...each, id })));
  const written = new Set(fields.flatMap((each) => Object.values(each).join(" ").split(" ")));
  const known = language === STEMMED;
  const spelt = Object.entries({ ...(known ? SPELLINGS : {}), ...config.spellings });
  const spellings = new Map(spelt.map((pair) => pair.map((word) => wordsOf(word, language)[0])));
  return {
    index,
    docs,
    spellings,
    written,
    single: new Map([...written].map((word) => [withoutDoubles(word), word])),
    language,
    synonyms: [...(known ? SYNONYMS : []), ...(config.synonyms ?? [])].map((group) => group.map((phrase) => meantBy(wordsOf(phrase, language)))),
    answers: (config.answers ?? []).map((answer) => ({ ...answer, asked: answer.questions.map((question) => wordsOf(question, language)) })),
  };
}

/** The fields of an entry, each as its words in its language. */
function fieldsOf(entry) {
  return Object.fromEntries(Object.keys(WEIGHTS).map((field) => [field, wordsOf(entry[field] ?? "", entry.lang).join(" ")]));
}

/** The title of the page that an entry is on; nothing where it is the page. */
function pageOf({ location, title }, pages) {
  const page = pages.get(location.split("#")[0]) ?? "";
  return page === title ? "" : page;
}

/** The names of the rows of a figure's table, as its words have them: each before a colon. */
function rowsOf({ kind, text }) {
  return kind === "figure" ? [...text.matchAll(/(?:^|\. )([^.:]+): /g)].map((row) => row[1]).join(". ") : "";
}

/** Words without those that people type around what they want, where others are left. */
function meantBy(words) {
  const meant = words.filter((word) => !FILLING_STEMS.has(word));
  return meant.length ? meant : words;
}

const DOCUMENT = /\b(?:(?:the|this|next|last|latest|full|whole) report|reported|recorded)\b/gi;
const COUNTED = /\bhow many people (?=were|are(?! there)|have|had|got|get|over|under|aged|died|killed)/gi;
const POSTCODE = /\b[a-z]{2}\d{1,2}(?: ?\d[a-z]{2})?\b/gi;

/** The words of a question. What was reported is no wish to report something, and the report is this document; of people who are
    counted, what they did is wanted; and no page knows a postcode, while an answer may say where places are found. */
function askedBy(question, language) {
  const plain =
    language === STEMMED
      ? question.replace(DOCUMENT, (said) => (/^(next|last|latest)/i.test(said) ? said.split(" ")[0] : " ")).replace(COUNTED, "how many ").replace(POSTCODE, "postcode")
      : question;
  const words = wordsOf(plain, language);
  return words.length ? words : wordsOf(question, language);
}

/** A word as the site spells it: as it is known to be meant, or where only a letter stands once or twice. */
function asSpelt({ spellings, written, single }, word) {
  return spellings.get(word) ?? (written.has(word) ? word : (single.get(withoutDoubles(word)) ?? word));
}

function withoutDoubles(word) {
  const single = word.replace(/(.)\1/g, "$1");
  return /\d/.test(word) || single.length < SHORTEST ? word : single; // few letters are many words
}

/** The answers to a question and the entries that fit it best, the best first, of how many; `unknown` words are nowhere. */
export function find(site, question) {
  const typed = askedBy(question, site.language).map((word) => asSpelt(site, word));
  const words = meantBy(typed);
  const totals = new Map();
  const unknown = [];
  const concepts = conceptsOf(site, words);
  for (const concept of concepts) {
    const scores = scored(site, concept);
    if (!scores.size) unknown.push(concept.words.join(" "));
    for (const [id, { score, match }] of scores) {
      const total = totals.get(id) ?? { score: 0, concepts: 0, marks: [] };
      total.score += score;
      total.concepts += concept.words.length;
      total.marks.push(...match);
      totals.set(id, total);
    }
  }
  const known = concepts.reduce((sum, concept) => sum + concept.words.length, 0);
  const ranked = [...totals]
    .map(([id, { score, concepts: covered, marks }]) => {
      const entry = site.docs[id];
      return { entry, marks, score: score * (covered / known) ** 2 * (KINDS[entry.kind] ?? 1) * ((entry.lang ?? STEMMED) === site.language ? 1 : ANOTHER_LANGUAGE) };
    })
    .sort(byScore);
  const count = ranked.splice(LOOKED_AT).length + ranked.length;
  for (const result of ranked) result.score *= gainOf(words, result.entry);
  return { answers: answered(site, typed, concepts), results: [...spread(ranked.sort(byScore))], count, unknown };
}

function byScore(one, other) {
  return other.score - one.score || one.entry.location.localeCompare(other.entry.location);
}

/** What an entry gains since its title, or its text, has what was typed as it was typed; or loses, as the site says. */
function gainOf(words, { kind, title, text, lang, boost = 1 }) {
  const name = wordsOf(title.replace(/ \([^)]*\)$/, ""), lang);
  if (name.join(" ") === words.join(" ") || (kind === "place" && standsIn(name, words))) return AS_TITLE;
  if (words.length < 2) return boost;
  if (standsIn(words, name)) return boost * (1 + words.length / name.length);
  return standsIn(words, wordsOf(text, lang)) ? boost * IN_TEXT : boost;
}

/** Whether words stand among others, one after another. */
function standsIn(words, others) {
  return ` ${others.join(" ")} `.includes(` ${words.join(" ")} `);
}

const FILLING_STEMS = new Set([...FILLING].map(stemmed));

/** The words of a question in groups that mean one thing: a phrase that has synonyms, or a word by itself. */
function conceptsOf(site, words) {
  const concepts = [];
  for (let at = 0; at < words.length; ) {
    let longest = 1;
    let groups = [];
    for (const group of site.synonyms) {
      for (const phrase of group) {
        if (phrase.length < longest || !phrase.every((word, place) => words[at + place] === word)) continue;
        if (phrase.length > longest) [longest, groups] = [phrase.length, []];
        groups.push(group);
      }
    }
    const own = words.slice(at, at + longest);
    const others = groups.flat().filter((phrase) => phrase.join(" ") !== own.join(" "));
    concepts.push({ words: own, others, isLast: at + longest === words.length });
    at += longest;
  }
  return concepts;
}

/** What each entry scores by a concept: by its own words, or by what means the same, whichever is more. */
function scored(site, { words, others, isLast }) {
  const found = new Map();
  const add = (results, share) => {
    for (const { id, score, terms } of results) {
      const before = found.get(id);
      if (!before || before.score < score * share) found.set(id, { score: score * share, match: [...(before?.match ?? []), ...terms] });
      else before.match.push(...terms);
    }
  };
  const together = (phrase, options) => site.index.search({ combineWith: "AND", queries: phrase }, options);
  add(together(words, {}), 1);
  for (const phrase of others) add(together(phrase, {}), (SYNONYM * words.length) / phrase.length);
  if (isLast && words.length === 1 && words[0].length > 2) add(together(words, { prefix: true }), SYNONYM);
  if (!found.size) add(together(words, { fuzzy: (word) => (/\d/.test(word) || word.length < 4 ? false : word.length < 7 ? 1 : 2) }), SPELLING);
  if (!found.size && words.length > 1) add(site.index.search({ combineWith: "OR", queries: words }), SPELLING);
  return found;
}

const REPORT = stemmed("report");
const REPORTING_STEMS = new Set(REPORTING.map(stemmed));

/** The answer whose question has all its words in what was typed; of several words, one that means the same will do. */
function answered(site, typed, concepts) {
  const has = new Set(typed);
  const means = new Set([...typed, ...concepts.flatMap((concept) => concept.others.filter((phrase) => phrase.length === 1).flat())]);
  if (site.language === STEMMED && typed.some((word) => REPORTING_STEMS.has(word))) means.add(REPORT);
  const fits = (question) => question.every((word) => (question.length > 1 ? means : has).has(word));
  return site.answers.filter(({ asked }) => asked.some(fits)).slice(0, 1);
}

/** Results in their order, but of one page no more than a few before all the others. */
function* spread(ranked) {
  const seen = new Map();
  const later = [];
  for (const result of ranked) {
    const page = result.entry.location.split("#")[0];
    const count = (seen.get(page) ?? 0) + 1;
    seen.set(page, count);
    if (count > ON_ONE_PAGE) later.push(result);
    else yield result;
  }
  yield* later;
}

const AROUND = 170; // letters of an excerpt
const LEAD = 40; // of them, before the first word that was found

/** A text, or the stretch of it with most of the words that were found, in pieces: those words, and what is between them. */
export function excerpt(text, marks, length = AROUND, language = STEMMED) {
  const found = new Set(marks);
  const words = [...text.matchAll(/[\p{L}\d]+(?:[&.,'\u2019][\p{L}\d]+)*/gu)].map((word) => {
    const stems = wordsOf(word[0], language);
    return { start: word.index, end: word.index + word[0].length, stem: stems.find((stem) => found.has(stem)) };
  });
  const hits = words.filter((word) => word.stem);
  const start = length >= text.length ? 0 : (bestOf(hits, length)?.start ?? 0);
  const near = start < LEAD ? 0 : (words.find((word) => word.start > start - LEAD)?.start ?? 0);
  const first = near && Math.max(near, text.lastIndexOf(". ", start) + 2); // not amid the numbers of the row before
  const last = Math.max(...words.filter((word) => word.end <= first + length).map((word) => word.end), 0);
  const end = length >= text.length ? text.length : last;
  const pieces = [];
  let at = first;
  for (const hit of hits.filter((each) => each.start >= first && each.end <= end)) {
    pieces.push({ text: text.slice(at, hit.start), found: false }, { text: text.slice(hit.start, hit.end), found: true });
    at = hit.end;
  }
  pieces.push({ text: text.slice(at, end), found: false });
  if (first) pieces.unshift({ text: "… ", found: false });
  if (end < text.length) pieces.push({ text: " …", found: false });
  return pieces.filter((piece) => piece.text);
}

/** The hit after which most different words stand close by. */
function bestOf(hits, length) {
  const kinds = (first) => new Set(hits.filter(({ start }) => start >= first.start && start < first.start + length - 40).map(({ stem }) => stem)).size;
  return hits.reduce((best, hit) => (!best || kinds(hit) > kinds(best) ? hit : best), undefined);
}
