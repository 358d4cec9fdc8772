// Figures of one kind shown one at a time, as an enhancement: without this script, and on paper, all of them are there.
// A heading of the class "choice" gathers the figures that follow it, up to the next heading or paragraph.

/** The figures under a heading. */
function figuresOf(heading) {
  const found = [];
  for (let next = heading.nextElementSibling; next && !/^H[1-6]$/.test(next.tagName); next = next.nextElementSibling)
    if (next.matches(".figure")) found.push(next);
  return found;
}

/** What tells titles apart: the words of each that are not in all of them. */
function names(titles) {
  const words = titles.map((title) => title.split(" "));
  const common = words[0].filter((word) => words.every((each) => each.includes(word)));
  return words.map((each) => each.filter((word) => !common.includes(word)).join(" "));
}

function choosable(heading) {
  const figures = figuresOf(heading);
  if (figures.length < 2) return;
  const choice = document.createElement("fieldset");
  choice.className = "choosing";
  const legend = choice.appendChild(document.createElement("legend"));
  legend.textContent = say("Show");
  const show = (figure) => {
    for (const each of figures) each.classList.toggle("not-chosen", each !== figure);
    choice.querySelectorAll("input")[figures.indexOf(figure)].checked = true;
  };
  names(figures.map((figure) => figure.dataset.title)).forEach((name, place) => {
    const label = choice.appendChild(document.createElement("label"));
    const input = label.appendChild(document.createElement("input"));
    input.type = "radio";
    input.name = `choice-${heading.id}`;
    label.append(name);
    input.addEventListener("change", () => show(figures[place]));
  });
  figures[0].before(choice);
  const asked = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const figure = target && figures.find((each) => each.contains(target));
    if (!figure) return;
    show(figure);
    target.scrollIntoView();
  };
  show(figures[0]);
  asked();
  addEventListener("hashchange", asked);
}

document.querySelectorAll(".choice").forEach(choosable);
