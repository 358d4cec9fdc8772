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
PLACE = re.compile(r"`((?:data/public|docs)/[\w/.-]+\.(?:csv|yaml|md))`")


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
    [("2544", "utf-8-sig", ","), ('"2,544"', "utf-8-sig", ","), ("2544", "cp1252", ";"), ("2544", "utf-16", "\t")],
)
def test_a_number_changed_in_excel_is_on_the_page(
    small: Path, assess_in: Says, number: str, encoding: str, delimiter: str
) -> None:
    data = small / "data" / "public"
    rows = (data / "asb-by-type.csv").read_text("utf-8").splitlines()
    changed = [row.replace(",", delimiter).replace("2543", number) for row in rows]
    assert changed != rows
    blank = delimiter * 3
    content = "\r\n".join([*(f"{row}{delimiter}" for row in changed), blank, ""])
    content = content.replace(f"{delimiter}785{delimiter}", f"{delimiter}786{delimiter}")
    (data / "asb-by-type.csv").write_bytes(content.encode(encoding))
    assert "No problems found in: public" in assess_in(small, "check")
    written = rendered(small, "index.md")
    assert ">2,544</data> incidents." in written
    assert "2,543" not in written.split("<figure")[0]


def test_a_number_changed_without_its_total_is_answered_with_where_to_look(small: Path, assess_in: Says) -> None:
    change(small / "data" / "public" / "asb-by-type.csv", ",785", ",786")
    said = assess_in(small, "check", code=1)
    assert 'data/public/asb-by-type.yaml, line 15, sums > 1: found a total in column "thurrock" that is 1 lower' in said


def test_the_first_change_goes_as_the_guide_says(project: Path, assess_in: Says) -> None:
    taken = text_of("guide/tutorial/first-change.md")
    [(place, row, old, new)] = re.findall(r"`(data/\S+)` in Excel\. In the row `(\w+)`, change (\d+) to (\d+)", taken)
    [says] = re.findall(r"It says `(.*)`", taken)
    [page] = re.findall(r"page made from `docs/(.*?)`", taken)
    change(project / place, f",{old}\n", f",{new}\n")
    assert (project / place).read_text("utf-8").splitlines()[1].startswith(f"{row},")
    assert says in assess_in(project, "check")
    assert re.search(rf'data-cell="{Path(place).stem}/{row}/count"[^>]*>{new}<', rendered(project, page))


@pytest.mark.whole
def test_a_source_is_added_by_the_lines_of_the_guide(project: Path) -> None:
    [lines] = code_in(section("guide/how-to/sources-and-editions.md", "Add a source"))
    sources = project / "redaction" / "sources.yml"
    sources.write_text(f"{sources.read_text('utf-8')}\n{lines}", "utf-8")
    descriptor = project / "data" / "public" / "asb-total.yaml"
    change(descriptor, "sources: [essex-police-storm]", f"sources: [{lines.partition(':')[0]}]")
    assert "Ambulance calls" in rendered(project, "about/sources.md")


def _name_on_contents(project: Path, line: str) -> None:
    """Name a page on the contents page of its section, below the last one."""
    contents = project / "docs/5-crime-and-asb/index.md"
    last = next(each for each in contents.read_text("utf-8").splitlines() if "](5-5-" in each)
    change(contents, last, f"{last}\n{line.strip()}")


@pytest.mark.whole
def test_a_page_with_a_figure_is_added_by_the_steps_of_the_guide(project: Path) -> None:
    taken = steps(text_of("guide/tutorial/new-page.md"))
    places = []
    for words, code in taken:
        place = PLACE.search(words)
        if "contents page" in words:
            _name_on_contents(project, code)
        elif place:
            places.append(place[1])
            (project / place[1]).write_text(code, "utf-8")
        elif "`nav:`" in words:
            last = "      - 5-crime-and-asb/5-5-accident-and-emergency.md\n"
            change(project / "mkdocs.yml", last, f"{last}      {code}")
    assert [Path(each).name for each in places] == ["burglary-by-ward.csv", "burglary-by-ward.yaml", "5-6-burglary.md"]
    checked = check(Project(project.resolve()), None)
    assert checked.problems == ()
    written = _written(project, checked.known[0], "5-crime-and-asb/5-6-burglary.md")
    assert re.search(r"Police recorded <data [^>]*>98</data> burglaries in homes\.", written)
    assert "up 7.7%" in written
    listed = _written(project, checked.known[0], "about/figures.md")
    assert "Residential burglary by ward" in listed


def test_a_page_with_a_figure_is_made_by_the_two_commands_and_a_line(
    project: Path, assess_in: Says, tmp_path: Path
) -> None:
    (tmp_path / "Burglary by ward.csv").write_text(
        "Ward,2021,2022\nBelhus,40,38\nTilbury,51,60\nTotal,91,98\n", "utf-8"
    )
    said = assess_in(
        project,
        *("new", "dataset", tmp_path / "Burglary by ward.csv"),
        *("--source", "essex-police-performance", "--title", "Residential burglary by ward", "--unit", "offences"),
        *("--headline", "Burglary was {{ change('burglary-by-ward', 'total', 'previous', 'latest') }} in a year"),
        *("--place", "Thurrock", "--period", "years ending September 2021 and September 2022"),
    )
    figure = next(line.strip() for line in said.splitlines() if "figure(" in line)
    page = "5-crime-and-asb/5-6-burglary.md"
    said = assess_in(
        project,
        *("new", "page", page, "--title", "5.6 Burglary", "--description", "Burglaries recorded in Thurrock, by ward."),
        *("--figure", "burglary-by-ward"),
    )
    line = next(each for each in said.splitlines() if each.endswith(f"- {page}"))
    unlisted = assess_in(project, "check", code=1)
    assert f"nav: found no line for {page}" in unlisted
    last = "      - 5-crime-and-asb/5-5-accident-and-emergency.md\n"
    change(project / "mkdocs.yml", last, f"{last}{line}\n")
    assert figure in (project / "docs" / page).read_text("utf-8")
    assert "docs/5-crime-and-asb/index.md: found no link to 5-6-burglary.md" in assess_in(project, "check", code=1)
    _name_on_contents(project, next(each for each in said.splitlines() if each.endswith("](5-6-burglary.md)")))
    assert "No problems found in: public" in assess_in(project, "check")
    assert "sources: [essex-police-performance]" in (project / "docs" / page).read_text("utf-8")


@pytest.mark.whole
def test_a_dataset_is_withheld_by_the_steps_of_the_guide(small: Path, assess_in: Says, tmp_path: Path) -> None:
    """The steps of "Withhold a dataset that is public": the source, the files, what the check lists, all editions."""
    pack = tmp_path / "pack"
    shutil.copytree(small / "data" / "sample", pack)
    assess_in(small, "check", "--restricted", pack)
    # 1. A restricted source lists the dataset.
    sources = small / "redaction" / "sources.yml"
    change(sources, "  datasets: [btp-", "  datasets: [asb-total, btp-")
    # 2. Its files move to the folder of that audience.
    for suffix in (".csv", ".yaml"):
        shutil.move(small / "data" / "public" / f"asb-total{suffix}", pack / "partner" / f"asb-total{suffix}")
    change(pack / "partner" / "asb-total.yaml", "sources: [essex-police-storm]", "sources: [btp]")
    # 3. The check lists every place that still uses it.
    said = assess_in(small, "check", "--restricted", pack, code=1)
    told = dict(re.findall(r"(?m)^(\S+), line \d+[^:]*: (found .*)$", said))
    assert set(told) == {"docs/index.md", "data/public/asb-by-type.yaml"}, said
    assert all('the dataset "asb-total", which the public edition may not show' in each for each in told.values())
    [(before, after)] = re.findall(r"Write (\{%.*?%\}) before it and (\{%.*?%\}) after it", told["docs/index.md"])
    figure = "{{ figure('asb-total', chart='ranked', of='count') }}"
    change(small / "docs" / "index.md", figure, f"{before}\n{figure}\n{after}")
    descriptor = small / "data" / "public" / "asb-by-type.yaml"
    text = descriptor.read_text("utf-8")
    descriptor.write_text(re.sub(r"(?m)^  rank: .*\n", "", text), "utf-8")
    assess_in(small, "check", "--restricted", pack)
    # 4. All editions are built, and the public site has nothing of it.
    assess_in(small, "build", "--restricted", pack)
    public = {path: path.read_bytes() for path in (small / "site" / "public").rglob("*") if path.is_file()}
    assert not any(b"3,485" in content or b"3485" in content for content in public.values())
    assert not any("asb-total" in path.name for path in public)
    assert "3,485" in (small / "site" / "partner" / "index.html").read_text("utf-8")


@pytest.mark.whole
def test_a_source_is_released_by_the_steps_of_the_guide(small: Path, assess_in: Says, tmp_path: Path) -> None:
    """The steps of "Release a number" for a whole source: the register, its files, its prose, its block."""
    pack = tmp_path / "pack"
    shutil.copytree(small / "data" / "sample", pack)
    assess_in(small, "build", "public")
    assert "Synthetic text" not in (small / "site" / "public" / "hospital" / "index.html").read_text("utf-8")
    sources = small / "redaction" / "sources.yml"
    [source] = re.findall(r"(?ms)^btuh-ae:\n.*?^  prose: .*?\n", sources.read_text("utf-8"))
    released = re.sub(r"(?ms)^  notice: .*", "", source.replace("audience: partner", "audience: public"))
    change(sources, source, released)
    for path in (pack / "partner").glob("ae-*.*"):
        shutil.move(path, small / "data" / "public" / path.name)
    prose = pack / "partner" / "prose" / "ae-commentary.md"
    page = small / "docs" / "hospital.md"
    [(opened, inside, closed)] = re.findall(r"(?s)(\{% call .*?%\})(.*?)(\{% endcall %\})", page.read_text("utf-8"))
    change(page, f"{opened}{inside}{closed}", f"{prose.read_text('utf-8').split('---')[2]}{inside}")
    prose.unlink()
    said = assess_in(small, "build", "--restricted", pack, code=1)
    assert "holds a name of sensitive.yml, partner, which this edition may not show" in said
    change(pack / "sensitive.yml", '  - "Larkspurrow Infirmary"\n', "")
    assess_in(small, "build", "--restricted", pack)
    for edition in ("public", "partner", "internal"):
        shown = (small / "site" / edition / "hospital" / "index.html").read_text("utf-8")
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
    on_its_line(project, problem, lambda line: line.replace("]", f", {page}]"))


def with_a_key(project: Path, problem: Problem) -> None:
    [key] = re.findall(r'a line "(\w+): \.\.\."', problem.expected)
    on_its_line(project, problem, lambda line: f"{key}: What the page is about.\n{line}")


def explained(project: Path, problem: Problem) -> None:
    assert "Full Name (OFX)" in problem.expected
    on_its_line(project, problem, lambda line: line.replace("OFX", "Office for Examples (OFX)"))


def by_a_macro(project: Path, problem: Problem) -> None:
    assert "a macro such as {{ n('DATASET', 'ROW', 'COLUMN') }}" in problem.expected
    on_its_line(project, problem, lambda line: line.replace("2543", "{{ n('asb-by-type', 'total', 'thurrock') }}"))


def with_a_digit(project: Path, problem: Problem) -> None:
    assert (problem.found, problem.expected) == ('"i473"', "a whole number such as 120")
    on_its_line(project, problem, lambda line: line.replace("i473", "1473"))


def added_up(project: Path, problem: Problem) -> None:
    [apart] = re.findall(r"that is (\d+) lower than the sum", problem.found)
    change(project / problem.file.replace(".yaml", ".csv"), "2543", str(2543 + int(apart)))


INDEX = "docs/index.md"
MISTAKES: dict[str, tuple[str, str, str, Mend]] = {
    "a misspelt dataset": (INDEX, "n('asb-by-type'", "n('asb-by-typ'", as_expected),
    "a misspelt row": (INDEX, "'total', 'thurrock'", "'totel', 'thurrock'", as_expected),
    "a misspelt column": (INDEX, "'total', 'thurrock'", "'total', 'thurock'", as_expected),
    "a misspelt macro": (INDEX, "{{ table(", "{{ tabel(", as_expected),
    "a misspelt chart": (INDEX, "chart='ranked'", "chart='rankd'", as_expected),
    "a misspelt option": (INDEX, "of='count'", "off='count'", as_meant),
    "a misspelt source": (INDEX, "---\n\n", "sources: [essex-police-strom]\n---\n\n", as_expected),
    "a misspelt key": (INDEX, "description:", "descripton:", as_expected),
    "a misspelt page": ("mkdocs.yml", "stations.md", "station.md", as_expected),
    "a misspelt audience": (
        "redaction/editions.yml",
        "audiences: [public, partner]",
        "audiences: [public, partnr]",
        as_expected,
    ),
    "a misspelt key of a descriptor": ("data/public/asb-total.yaml", "highlight:", "higlight:", as_expected),
    "a letter for a digit": ("data/public/asb-total.csv", "Harlow,1473", "Harlow,i473", with_a_digit),
    "a dead link": (INDEX, "incidents.\n", "incidents. See [it](abuot.md).\n", as_expected),
    "a dead place on a page": (INDEX, "incidents.\n", "incidents. See [it](#fig-51).\n", as_expected),
    "an unknown code": (INDEX, "incidents.\n", "incidents [P].\n", as_expected),
    "a banned word": (INDEX, "incidents.\n", "incidents. They are gone via the back.\n", as_expected),
    "a row that is too short": (INDEX, "incidents.\n", "incidents.\n\n| A | B |\n|---|---|\n| c\n", with_a_cell_more),
    "an image without a text": (INDEX, "incidents.\n", "incidents.\n\n![](map.png)\n", with_a_text),
    "a heading that skips a level": (INDEX, "incidents.\n", "incidents.\n\n### More\n", as_a_heading),
    "a page that nobody finds": ("mkdocs.yml", ", about.md]", "]", with_a_line),
    "a page without a description": (INDEX, "description: A page to build.\n", "", with_a_key),
    "an abbreviation": (INDEX, "incidents.\n", "incidents. The OFX counts them.\n", explained),
    "a typed number": (INDEX, "{{ n('asb-by-type', 'total', 'thurrock') }}", "2543", by_a_macro),
    "a total": ("data/public/asb-by-type.csv", ",785", ",786", added_up),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_mended_from_its_message_alone(small: Path, assess_in: Says, mistake: str) -> None:
    place, right, wrong, mend = MISTAKES[mistake]
    if "map.png" in wrong:
        (small / "docs" / "map.png").write_bytes(b"a picture that somebody must approve")
    change(small / place, right, wrong)
    said = assess_in(small, "check", code=1)
    assert place.rpartition(".")[0] in said
    problems = list(check(Project(small.resolve()), None).problems)
    assert str(problems[0]) in said
    told = next(each for each in problems if each.file.rpartition(".")[0] == place.rpartition(".")[0])
    mend(small, told)
    left = check(Project(small.resolve()), None).problems
    assert [each for each in left if "map.png" not in str(each)] == []


def test_all_mistakes_are_told_at_once(small: Path, assess_in: Says) -> None:
    together = ("a misspelt row", "a misspelt key of a descriptor", "a misspelt page", "a misspelt source", "a total")
    for place, right, wrong, _ in map(MISTAKES.__getitem__, together):
        change(small / place, right, wrong)
    change(small / "redaction" / "editions.yml", "audiences: [public, partner]", "audiences: [public, partnr]")
    change(small / "style.yml", "known:", "knwon:")
    said = assess_in(small, "check", code=1)
    for file in ("docs/index.md", "data/public/asb-by-type", "mkdocs.yml", "redaction/editions.yml", "style.yml"):
        assert file in said, file


def test_messages_of_the_guide_are_those_of_the_command(project: Path, assess_in: Says, tmp_path: Path) -> None:
    """Each example in the guide to messages comes of the mistake that it describes, all of them in one check."""
    pack = tmp_path / "pack"
    shutil.move(project / "data" / "sample", pack)
    data = project / "data" / "public"
    change(data / "operation-canberra-returns.csv", "516", "12o")
    change(data / "contractor-fixed-penalties.csv", "4137", "4173")
    change(project / "docs" / "5-crime-and-asb" / "5-3-anti-social-behaviour.md", "n('asb-by-type'", "n('asb-by-typ'")
    change(pack / "internal" / "ctlp-themes.csv", "665467", "66o467")
    change(data / "crime-by-district.csv", "Thurrock,15919", "Thurrock,14919")
    change(data / "crime-by-district.csv", "Basildon,18492", "Basildon,19492")
    said = assess_in(project, "check", "--restricted", pack, code=1)
    examples = [code.strip() for code in code_in(text_of("guide/reference/messages.md"), "text")]
    assert len(examples) == 5
    for example in examples:
        shown = re.escape(example.replace("DIR/", f"{pack}/")).replace("A\\ B", ".*?")
        assert re.search(rf"(?m)^{shown}$", said), f"{example}\n\n{said}"


def test_programs_and_github_are_told_the_same_as_people(small: Path, assess_in: Says) -> None:
    for place, right, wrong, _ in (MISTAKES["a misspelt row"], MISTAKES["a letter for a digit"]):
        change(small / place, right, wrong)
    people = assess_in(small, "check", code=1)
    programs = json.loads(assess_in(small, "check", "--json", code=1))["problems"]
    assert people.startswith("\n".join(each["message"] for each in programs))
    workflow = {"GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(small.parent)}
    github = assess_in(small, "check", code=1, changes=workflow).splitlines()
    assert [line.partition(",title=")[0] for line in github[: len(programs)]] == [
        f"::error file={small.name}/{each['file']},line={each['line']}" for each in programs
    ]
    assert github[-1] == f"{len(programs)} problems found. Nothing was built."
