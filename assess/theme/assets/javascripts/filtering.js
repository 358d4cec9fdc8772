// A field above the list of figures that leaves those with some words, as an enhancement: without this script, and on
// paper, the whole list is there.

{
  /** A text as it is compared: small letters without accents. */
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  /** A field, its label and how many figures are left, above a list. */
  function filterable(list) {
    const topics = [...list.querySelectorAll(".figure-topic")];
    const figures = topics.flatMap((topic) => {
      const name = topic.querySelector(".figure-topic__name")?.textContent ?? "";
      return [...topic.querySelectorAll("li")].map((item) => ({ item, words: plain(`${name} ${item.textContent}`) }));
    });
    if (figures.length < 2) return;
    const field = document.createElement("p");
    const label = field.appendChild(document.createElement("label"));
    const input = field.appendChild(document.createElement("input"));
    const left = field.appendChild(document.createElement("span"));
    field.className = "filtering";
    label.textContent = say("Find a figure by its topic or title");
    label.htmlFor = input.id = "filter-figures";
    input.type = "search";
    input.autocomplete = "off";
    left.setAttribute("role", "status");
    input.addEventListener("input", () => {
      const asked = plain(input.value).split(/\s+/).filter(Boolean);
      for (const { item, words } of figures) item.hidden = !asked.every((word) => words.includes(word));
      for (const topic of topics) topic.hidden = !topic.querySelector("li:not([hidden])");
      const shown = figures.filter(({ item }) => !item.hidden).length;
      left.textContent = asked.length ? say("{shown} of {all} figures", { shown, all: figures.length }) : "";
    });
    list.before(field);
  }

  document.querySelectorAll(".figure-lists").forEach(filterable);
}
