/* The search field and what it found. Nothing is loaded until the field is used. */

{
  const own = document.currentScript.src;
  const top = new URL("../../", own);
  const search = document.querySelector(".search");
  const [field, panel, status, list, nothing] = ["field", "panel", "status", "results", "nothing"].map((part) =>
    search.querySelector(`.search__${part}`),
  );
  const SHOWN = 20;
  const WAIT = 120; // milliseconds without a key, after which what was typed is looked up
  let loaded;
  let waiting;

  /* A browser lets no page that was opened from a folder read what a search looks through. */
  if (location.protocol === "file:") {
    field.disabled = true;
    field.placeholder = say("Search needs a web server");
  }

  /** What finds, and what it finds in; asked for again where it could not be loaded. */
  const load = () => {
    loaded ??= Promise.all([
      import(new URL("finding.js", own)),
      fetch(new URL("search/search_index.json", top)).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status))),
    ]).then(([finding, published]) => ({ ...finding, site: finding.prepare(published, document.documentElement.lang) }));
    loaded.catch(() => (loaded = undefined));
    return loaded;
  };

  const make = (tag, className, ...content) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...content);
    return element;
  };

  const marked = (pieces) => pieces.map(({ text, found }) => (found ? make("mark", "", text) : text));

  const linkTo = (location, ...content) => {
    const link = make("a", "", ...content);
    link.href = new URL(location, top);
    return link;
  };

  const showAnswer = ({ title, text, calls, location }) => {
    const numbers = calls.flatMap((number) => {
      const call = make("a", "search__call", say("Call {number}", { number }));
      call.href = `tel:${number.replace(/\s/g, "")}`;
      return [call, " "];
    });
    const words = make("p", "search__words", text);
    return make("li", "search__result search__result--answer", linkTo(location, title), words, make("p", "search__calls", ...numbers));
  };

  const showResult = ({ entry, marks }, { excerpt }) => {
    const kinds = { figure: say("Figure on"), term: say("Explained on"), page: "", place: say("Place") };
    const kind = [kinds[entry.kind] ?? say("On"), entry.page ?? ""].join(" ").trim();
    const item = make("li", "search__result", linkTo(entry.location, ...marked(excerpt(entry.title, marks, Infinity, entry.lang))));
    if (kind) item.append(make("span", "search__kind", kind));
    if (entry.text) item.append(make("p", "search__words", ...marked(excerpt(entry.text, marks, undefined, entry.lang))));
    return item;
  };

  const said = (count, unknown) => {
    const some = count === 1 ? say("1 result") : say("{count} results", { count });
    const what = count > SHOWN ? say("The best {shown} of {count} results", { shown: SHOWN, count }) : some;
    const missing = unknown.map((word) => `“${word}”`).join(say(" or "));
    if (!count) return say("No results for “{words}”", { words: field.value.trim() });
    return missing ? say("{results}. Nothing was found for {words}", { results: what, words: missing }) : what;
  };

  const show = async () => {
    const asked = field.value.trim();
    panel.hidden = !asked;
    if (!asked) return;
    if (!list.children.length) status.textContent = say("Searching");
    let finding;
    try {
      finding = await load();
    } catch {
      status.textContent = say("The search could not be loaded. Try again, or use the menu");
      return;
    }
    if (asked !== field.value.trim() || panel.contains(document.activeElement)) return; // a result in focus stays
    const { answers, results, count, unknown } = finding.find(finding.site, asked);
    list.replaceChildren(
      ...answers.map(showAnswer),
      ...results.slice(0, SHOWN).map((result) => showResult(result, finding)),
    );
    nothing.hidden = Boolean(list.children.length);
    status.textContent = said(answers.length + count, unknown);
  };

  const close = () => {
    clearTimeout(waiting); // what was typed last would open it again
    panel.hidden = true;
  };

  field.addEventListener("focus", () => {
    load().catch(() => {}); // said when something is looked up
    show();
  });

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, WAIT);
  });

  /* The arrow keys go through the results, Enter in the field goes to the first, Escape closes them. */
  const links = () => [...panel.querySelectorAll("a")].filter((link) => link.offsetParent);

  /** The first result of all that was typed: what was found for a part of it is not it. */
  const first = async () => {
    clearTimeout(waiting);
    await show();
    return links()[0];
  };

  search.addEventListener("keydown", (event) => {
    const at = links().indexOf(document.activeElement);
    if (event.key === "Escape" && !panel.hidden) {
      field.focus();
      close();
    } else if (event.key === "ArrowDown" && event.target === field) first().then((link) => link?.focus());
    else if (event.key === "ArrowDown" && at >= 0) links()[at + 1]?.focus();
    else if (event.key === "ArrowUp" && at >= 0) (links()[at - 1] ?? field).focus();
    else if (event.key === "Enter" && event.target === field) first().then((link) => list.contains(link) && link.click());
    else return;
    event.preventDefault();
  });

  search.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !search.contains(relatedTarget)) close();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!search.contains(target)) close();
  });
  panel.addEventListener("click", ({ target }) => {
    if (target.closest("a")) close(); // the page that was found may be this one
  });
}
