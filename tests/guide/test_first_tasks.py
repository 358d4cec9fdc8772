"""What a new user does with the guides alone: each step is taken from the guide and run as it is written there."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from guides import code_in, section, steps, text_of

from assess.check.run import check
from assess.load.editions import EditionKnowledge
from assess.project.layout import Project
from assess.project.settings import read_settings
from macros.pages.page import site_map_of
from macros.vocabulary.vocabulary import Vocabulary
from redaction.diagnostics.errors import Problem

Says = Callable[..., str]
ASB = "crime/anti-social-behaviour.md"  # a page of the partnership that the examples are taken from
PLACE = re.compile(r"`((?:data/everyone|docs)/[\w/.-]+\.(?:csv|yaml|md))`")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new, 1), "utf-8")


def rendered(project: Path, path: str) -> str:
    """What a page of the public edition says, its macros filled in."""
    checked = check(Project(project.resolve()), None)
    assert checked.problems == ()
    [known] = checked.known
    return _written(project, known, path)


def _written(project: Path, known: EditionKnowledge, path: str) -> str:
    [page] = [each for each in known.pages if each.path == path]
    site = site_map_of(read_settings(Project(project)).sections, known.pages, known.view)
    vocabulary = Vocabulary(known.view, lambda: site.page(path), site, draw=lambda *_: "<svg></svg>")
    return vocabulary.text(page.text.split("---\n", 2)[2])


@pytest.mark.parametrize(
    ("number", "encoding", "delimiter"),
    [("1378", "utf-8-sig", ","), ('"1,378"', "utf-8-sig", ","), ("1378", "cp1252", ";"), ("1378", "utf-16", "\t")],
)
def test_a_number_changed_in_excel_is_on_the_page(
    project: Path, assess_in: Says, number: str, encoding: str, delimiter: str
) -> None:
    data = project / "data" / "public"
    rows = (data / "enforcement.csv").read_text("utf-8").splitlines()
    changed = [row.replace(",", delimiter).replace("1377", number) for row in rows]
    assert changed != rows
    blank = delimiter * 3
    content = "\r\n".join([*(f"{row}{delimiter}" for row in changed), blank, ""])
    content = content.replace(f"{delimiter}23{delimiter}", f"{delimiter}24{delimiter}")
    (data / "enforcement.csv").write_bytes(content.encode(encoding))
    assert "No problems found in: public" in assess_in(project, "check")
    written = rendered(project, ASB)
    assert ">1,378</data> outcomes of enforcement." in written
    assert "1,377" not in written


def test_a_number_changed_without_its_total_is_answered_with_where_to_look(project: Path, assess_in: Says) -> None:
    change(project / "data" / "public" / "enforcement.csv", ",23", ",24")
    said = assess_in(project, "check", code=1)
    assert 'data/public/enforcement.yaml, line 12, sums > 1: found a total in column "count" that is 1 lower' in said


def test_the_first_change_goes_as_the_guide_says(started: Path, assess_in: Says) -> None:
    taken = text_of("guide/tutorial/first-change.md")
    [(place, row, old, new)] = re.findall(
        r"`(data/\S+)` in Excel\. In the last column of the row `(\S+)`, change (\d+) to (\d+)", taken
    )
    [says] = re.findall(r"It says `(.*)`", taken)
    [page, shown] = re.findall(r"page made from `docs/(.*?)` now shows (\S+)", taken)[0]
    change(started / place, f",{old}\n", f",{new}\n")
    assert (started / place).read_text("utf-8").splitlines()[1].startswith(f"{row},")
    assert says in assess_in(started, "check")
    assert re.search(rf'data-cell="{Path(place).stem}/{row}/2025-26"[^>]*>{shown}<', rendered(started, page))


@pytest.mark.whole
def test_a_source_is_added_by_the_lines_of_the_guide(project: Path) -> None:
    [lines] = code_in(section("guide/how-to/sources-and-editions.md", "Add a source"))
    sources = project / "redaction" / "sources.yml"
    sources.write_text(f"{sources.read_text('utf-8')}\n{lines}", "utf-8")
    descriptor = project / "data" / "public" / "asb-total.yaml"
    change(descriptor, "sources: [county-incidents]", f"sources: [{lines.partition(':')[0]}]")
    assert "Ambulance calls" in rendered(project, "about/sources.md")


def _name_on_contents(project: Path, line: str) -> None:
    """Name a page on the contents page of its section, at the end."""
    contents = project / "docs/crime/index.md"
    contents.write_text(f"{contents.read_text('utf-8')}\n{line.strip()}\n", "utf-8")


LAST_OF_SECTION = "      - crime/by-type.md\n"


def test_a_page_with_a_figure_is_added_by_the_steps_of_the_guide(started: Path) -> None:
    taken = steps(text_of("guide/tutorial/new-page.md"))
    places = []
    for words, code in taken:
        place = PLACE.search(words)
        if "contents page" in words:
            _name_on_contents(started, code)
        elif place:
            places.append(place[1])
            (started / place[1]).write_text(code, "utf-8")
        elif "`nav:`" in words:
            change(started / "mkdocs.yml", LAST_OF_SECTION, f"{LAST_OF_SECTION}      {code}")
    assert [Path(each).name for each in places] == ["burglary-by-ward.csv", "burglary-by-ward.yaml", "burglary.md"]
    checked = check(Project(started.resolve()), None)
    assert checked.problems == ()
    written = _written(started, checked.known[0], "crime/burglary.md")
    assert re.search(r"Police recorded <data [^>]*>298</data> burglaries in homes\.", written)
    assert "up 2.4%" in written
    listed = _written(started, checked.known[0], "about/figures.md")
    assert "Residential burglary by ward" in listed


def test_a_page_with_a_figure_is_made_by_the_two_commands_and_a_line(
    started: Path, assess_in: Says, tmp_path: Path
) -> None:
    (tmp_path / "Burglary by ward.csv").write_text(
        "Ward,2024-25,2025-26\nAldergate,140,138\nBeck Side,151,160\nTotal,291,298\n", "utf-8"
    )
    said = assess_in(
        started,
        *("new", "dataset", tmp_path / "Burglary by ward.csv"),
        *("--source", "recorded-crime", "--title", "Residential burglary by ward", "--unit", "offences"),
        *("--headline", "Burglary was {{ change('burglary-by-ward', 'total', 'previous', 'latest') }} in a year"),
        *("--place", "Northmoor", "--period", "2024/25 and 2025/26"),
    )
    figure = next(line.strip() for line in said.splitlines() if "figure(" in line)
    page = "crime/burglary.md"
    said = assess_in(
        started,
        *(
            "new",
            "page",
            page,
            "--title",
            "1.2 Burglary",
            "--description",
            "Burglaries recorded in Northmoor, by ward.",
        ),
        *("--figure", "burglary-by-ward"),
    )
    line = next(each for each in said.splitlines() if each.endswith(f"- {page}"))
    unlisted = assess_in(started, "check", code=1)
    assert f"nav: found no line for {page}" in unlisted
    change(started / "mkdocs.yml", LAST_OF_SECTION, f"{LAST_OF_SECTION}{line}\n")
    assert figure in (started / "docs" / page).read_text("utf-8")
    assert "docs/crime/index.md: found no link to burglary.md" in assess_in(started, "check", code=1)
    _name_on_contents(started, next(each for each in said.splitlines() if each.endswith("](burglary.md)")))
    assert "No problems found in: residents" in assess_in(started, "check")
    assert "sources: [recorded-crime]" in (started / "docs" / page).read_text("utf-8")


@pytest.mark.whole
def test_a_dataset_is_withheld_by_the_steps_of_the_guide(project: Path, assess_in: Says, tmp_path: Path) -> None:
    """The steps of "Withhold a dataset that is public": the source, the files, what the check lists, all editions."""
    pack = tmp_path / "pack"
    shutil.copytree(project / "data" / "sample", pack)
    # 1. A restricted source lists the dataset.
    sources = project / "redaction" / "sources.yml"
    change(sources, "  datasets: [infirmary-", "  datasets: [noise-by-ward, infirmary-")
    # 2. Its files move to the folder of that audience.
    for suffix in (".csv", ".yaml"):
        shutil.move(project / "data" / "public" / f"noise-by-ward{suffix}", pack / "partner" / f"noise-by-ward{suffix}")
    change(pack / "partner" / "noise-by-ward.yaml", "sources: [partnership]", "sources: [infirmary]")
    # 3. The check lists every place that still uses it. A finding counts too.
    said = assess_in(project, "check", "--restricted", pack, code=1)
    told = re.findall(r"(?m)^(\S+), line \d+[^:]*: (found .*)$", said)
    page = f"docs/{ASB}"
    assert {place for place, _ in told} == {page}, said
    assert all('the dataset "noise-by-ward", which the public edition may not show' in each for _, each in told)
    [(before, after)] = {
        found for _, each in told for found in re.findall(r"Write (\{%.*?%\}) before it and (\{%.*?%\}) after it", each)
    }
    figure = "{{ figure('noise-by-ward', chart='ranked', of='count') }}"
    change(project / page, figure, f"{before}\n{figure}\n{after}")
    [finding] = re.findall(r"(?m)^  - .*noise-by-ward.*\n", (project / page).read_text("utf-8"))
    change(project / page, finding, "")
    assess_in(project, "check", "--restricted", pack)
    # 4. All editions are built, and the public site has nothing of it.
    assess_in(project, "build", "--restricted", pack)
    public = [path for path in (project / "site" / "public").rglob("*") if path.is_file()]
    assert not any(b"Complaints about noise" in path.read_bytes() for path in public)
    assert not any("noise-by-ward" in path.name for path in public)
    shown = project / "site" / "partner" / Path(ASB).with_suffix("") / "index.html"
    assert "Complaints about noise" in shown.read_text("utf-8")


@pytest.mark.whole
def test_a_source_is_released_by_the_steps_of_the_guide(project: Path, assess_in: Says, tmp_path: Path) -> None:
    """The steps of "Release a number" for a whole source: the register, its files, its prose, its block."""
    pack = tmp_path / "pack"
    shutil.copytree(project / "data" / "sample", pack)
    sources = project / "redaction" / "sources.yml"
    [source] = re.findall(r"(?ms)^infirmary:\n.*?^  prose: .*?\n", sources.read_text("utf-8"))
    released = re.sub(r"(?ms)^  notice: .*", "", source.replace("audience: partner", "audience: public"))
    change(sources, source, released)
    for path in (pack / "partner").glob("infirmary-*.*"):
        shutil.move(path, project / "data" / "public" / path.name)
    prose = pack / "partner" / "prose" / "infirmary-commentary.md"
    page = project / "docs" / "shared" / "injuries.md"
    [(opened, inside, closed)] = re.findall(r"(?s)(\{% call .*?%\})(.*?)(\{% endcall %\})", page.read_text("utf-8"))
    change(page, f"{opened}{inside}{closed}", f"{prose.read_text('utf-8').split('---')[2]}{inside}")
    prose.unlink()
    said = assess_in(project, "build", "--restricted", pack, code=1)
    assert "holds a name of sensitive.yml, partner, which this edition may not show" in said
    sensitive = pack / "sensitive.yml"
    sensitive.write_text(re.sub(r"(?m)^partner: .*\n", "", sensitive.read_text("utf-8")), "utf-8")
    assess_in(project, "build", "--restricted", pack)
    for edition in ("public", "partner", "internal"):
        shown = (project / "site" / edition / "shared" / "injuries" / "index.html").read_text("utf-8")
        assert "Synthetic text" in shown
        assert "not shown in this edition" not in shown


Mend = Callable[[Path, Problem], None]


def as_expected(project: Path, problem: Problem) -> None:
    """Put what was expected in place of what was found, on the line that the message names."""
    [found] = re.findall(r'"([^"]*)"', problem.found.partition(" in ")[0])[-1:]
    [expected] = re.findall(r'"([^"]*)"', problem.expected)[:1]
    on_its_line(project, problem, lambda line: line.replace(found, expected, 1))


def as_meant(project: Path, problem: Problem) -> None:
    [(found, meant)] = re.findall(r'"(\w+)" may be meant as "(\w+)"', problem.advice)
    on_its_line(project, problem, lambda line: line.replace(f"{found}=", f"{meant}="))


def on_its_line(project: Path, problem: Problem, mended: Callable[[str], str]) -> None:
    path = project / problem.file
    lines = path.read_text("utf-8").split("\n")
    before = lines[problem.line - 1]
    lines[problem.line - 1] = mended(before)
    assert lines[problem.line - 1] != before, f"{problem} does not say what to change in {before!r}"
    path.write_text("\n".join(lines), "utf-8")


def with_a_cell_more(project: Path, problem: Problem) -> None:
    assert problem.advice == "An empty cell is written | |"
    on_its_line(project, problem, lambda line: f"{line} | |")


def with_a_text(project: Path, problem: Problem) -> None:
    assert "![A map of the wards](map.png)" in problem.expected
    on_its_line(project, problem, lambda line: line.replace("![]", "![A map of the wards]"))


def as_a_heading(project: Path, problem: Problem) -> None:
    on_its_line(project, problem, lambda _: problem.expected)


def with_a_line(project: Path, problem: Problem) -> None:
    [page] = re.findall(r"no line for (\S+)", problem.found)
    on_its_line(project, problem, lambda line: f"{line}\n  - {page}")


def with_a_key(project: Path, problem: Problem) -> None:
    [key] = re.findall(r'a line "(\w+): \.\.\."', problem.expected)
    on_its_line(project, problem, lambda line: f"{key}: What the page is about.\n{line}")


def explained(project: Path, problem: Problem) -> None:
    assert "Full Name (OFX)" in problem.expected
    on_its_line(project, problem, lambda line: line.replace("OFX", "Office for Examples (OFX)"))


def by_a_macro(project: Path, problem: Problem) -> None:
    assert "a macro such as {{ n('DATASET', 'ROW', 'COLUMN') }}" in problem.expected
    on_its_line(project, problem, lambda line: line.replace("873", "{{ n('asb-by-type', 'total', 'saltmere') }}"))


def with_a_digit(project: Path, problem: Problem) -> None:
    assert (problem.found, problem.expected) == ('"9i9"', "a whole number such as 120")
    on_its_line(project, problem, lambda line: line.replace("9i9", "939"))


def added_up(project: Path, problem: Problem) -> None:
    [apart] = re.findall(r"that is (\d+) lower than the sum", problem.found)
    change(project / problem.file.replace(".yaml", ".csv"), "1377", str(1377 + int(apart)))


PAGE = f"docs/{ASB}"
DESCRIPTION = "description: Anti-social behaviour reported to the police and the council of Saltmere.\n"
END = "incidents in Saltmere.\n"
MISTAKES: dict[str, tuple[str, str, str, Mend]] = {
    "a misspelt dataset": (PAGE, "n('asb-by-type'", "n('asb-by-typ'", as_expected),
    "a misspelt row": (PAGE, "'total', 'saltmere'", "'totel', 'saltmere'", as_expected),
    "a misspelt column": (PAGE, "'total', 'saltmere'", "'total', 'saltmre'", as_expected),
    "a misspelt macro": (PAGE, "{{ table(", "{{ tabel(", as_expected),
    "a misspelt chart": (PAGE, "chart='ranked'", "chart='rankd'", as_expected),
    "a misspelt option": (PAGE, "of='count'", "off='count'", as_meant),
    "a misspelt source": (PAGE, "[county-incidents, ", "[county-incidnets, ", as_expected),
    "a misspelt key": (PAGE, "description:", "descripton:", as_expected),
    "a misspelt page": ("mkdocs.yml", "crime/by-type.md", "crime/by-typ.md", as_expected),
    "a misspelt audience": (
        "redaction/editions.yml",
        "audiences: [public, partner]",
        "audiences: [public, partnr]",
        as_expected,
    ),
    "a misspelt key of a descriptor": ("data/public/asb-total.yaml", "highlight:", "higlight:", as_expected),
    "a letter for a digit": ("data/public/asb-total.csv", "Greywater,939", "Greywater,9i9", with_a_digit),
    "a dead link": (PAGE, END, f"{END[:-1]} See [it](by-typ.md).\n", as_expected),
    "a dead place on a page": (PAGE, END, f"{END[:-1]} See [it](#fig-51).\n", as_expected),
    "an unknown code": (PAGE, END, "incidents [P].\n", as_expected),
    "a banned word": (PAGE, END, f"{END[:-1]} They are gone via the back.\n", as_expected),
    "a row that is too short": (PAGE, END, f"{END}\n| A | B |\n|---|---|\n| c\n", with_a_cell_more),
    "an image without a text": (PAGE, END, f"{END}\n![](map.png)\n", with_a_text),
    "a heading that skips a level": (PAGE, END, f"{END}\n### More\n", as_a_heading),
    "a page that nobody finds": ("mkdocs.yml", "  - help.md\n", "", with_a_line),
    "a page without a description": (PAGE, DESCRIPTION, "", with_a_key),
    "an abbreviation": (PAGE, END, f"{END[:-1]} The OFX counts them.\n", explained),
    "a typed number": (PAGE, "{{ n('asb-by-type', 'total', 'saltmere') }}", "873", by_a_macro),
    "a total": ("data/public/enforcement.csv", ",23", ",24", added_up),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_mended_from_its_message_alone(project: Path, assess_in: Says, mistake: str) -> None:
    place, right, wrong, mend = MISTAKES[mistake]
    if "map.png" in wrong:
        (project / "docs" / "crime" / "map.png").write_bytes(b"a picture that somebody must approve")
    change(project / place, right, wrong)
    said = assess_in(project, "check", code=1)
    assert place.rpartition(".")[0] in said
    problems = list(check(Project(project.resolve()), None).problems)
    assert str(problems[0]) in said
    told = next(each for each in problems if each.file.rpartition(".")[0] == place.rpartition(".")[0])
    mend(project, told)
    left = check(Project(project.resolve()), None).problems
    assert [each for each in left if "map.png" not in str(each)] == []


def test_all_mistakes_are_told_at_once(project: Path, assess_in: Says) -> None:
    together = ("a misspelt row", "a misspelt key of a descriptor", "a misspelt page", "a misspelt source", "a total")
    for place, right, wrong, _ in map(MISTAKES.__getitem__, together):
        change(project / place, right, wrong)
    change(project / "redaction" / "editions.yml", "audiences: [public, partner]", "audiences: [public, partnr]")
    (project / "style.yml").write_text("knwon: []\n", "utf-8")
    said = assess_in(project, "check", code=1)
    for file in (PAGE, "data/public/enforcement", "mkdocs.yml", "redaction/editions.yml", "style.yml"):
        assert file in said, file


def test_messages_of_the_guide_are_those_of_the_command(project: Path, assess_in: Says, tmp_path: Path) -> None:
    """Each example in the guide to messages comes of the mistake that it describes, all of them in one check."""
    pack = tmp_path / "pack"
    shutil.move(project / "data" / "sample", pack)
    data = project / "data" / "public"
    change(data / "enforcement.csv", ",38", ",3o")
    change(data / "noise-by-ward.csv", ",31", ",13")
    change(project / PAGE, "Police recorded {{ n('asb-by-type'", "Police recorded {{ n('asb-by-typ'")
    change(pack / "internal" / "briefing-themes.csv", "513496", "5134o6")
    change(data / "crime-by-area.csv", ",9323", ",9023")
    change(data / "crime-by-area.csv", "wolder,Wolder,120928,123226", "wolder,Wolder,120928,122926")
    said = assess_in(project, "check", "--restricted", pack, code=1)
    examples = [code.strip() for code in code_in(text_of("guide/reference/messages.md"), "text")]
    assert len(examples) == 5
    for example in examples:
        shown = re.escape(example.replace("DIR/", f"{pack}/")).replace("A\\ B", ".*?")
        assert re.search(rf"(?m)^{shown}$", said), f"{example}\n\n{said}"


def test_programs_and_github_are_told_the_same_as_people(project: Path, assess_in: Says) -> None:
    for place, right, wrong, _ in (MISTAKES["a misspelt row"], MISTAKES["a letter for a digit"]):
        change(project / place, right, wrong)
    people = assess_in(project, "check", code=1)
    programs = json.loads(assess_in(project, "check", "--json", code=1))["problems"]
    assert people.startswith("\n".join(each["message"] for each in programs))
    workflow = {"GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(project.parent)}
    github = assess_in(project, "check", code=1, changes=workflow).splitlines()
    assert [line.partition(",title=")[0] for line in github[: len(programs)]] == [
        f"::error file={project.name}/{each['file']},line={each['line']}" for each in programs
    ]
    assert github[-1] == f"{len(programs)} problems found. Nothing was built."
