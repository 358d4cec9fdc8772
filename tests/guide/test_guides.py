"""What the guides name exists: commands and their options, targets, tools, files, pages, modules, macros."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import lxml.html
import pytest
from building import THIS_PLACE
from guides import GUIDES, PARTNERSHIP, ROOT, Command, code_in, commands, section, table_column, text_of, without_code
from understood import understood

from assess.check.run import check
from assess.cli import main as command_line
from assess.cli.main import assess as program
from assess.project.layout import Project
from macros.language.markdown_text import headings_in, links_in, readable
from macros.vocabulary.vocabulary import MACROS, Vocabulary
from redaction.diagnostics.errors import LookupFailedError
from redaction.diagnostics.explanation import page_of_rules

sys.path.append(str(ROOT / "guide"))  # its scripts, which are no package

import architecture  # after the line above
import examples  # as above

Says = Callable[..., str]
CALL = re.compile(r"\{[{%] (?:call )?(\w+)\(")
CONTENT = "tests/content"
# Calls with names in full, and the guides that show another site: the worked example, and that of the lessons.
WRITTEN = re.compile(r"\{\{ \w+\((?!.*?(?:\.\.\.|DATASET|\bA\b).*?\}\}).*?\) \}\}")
OF_OTHER_SITES = ("guide/how-to/records-to-a-page.md", "guide/tutorial/new-page.md")
# What stands for something of the reader's own in the guides, and something of its kind.
PLACEHOLDERS = {"SHA256": "0" * 64, "ID": "0" * 40, "DAY": "2026-12-24", "N": "8"}


def commands_of(within: click.Command) -> dict[str, click.Command]:
    return dict(within.commands) if isinstance(within, click.Group) else {}


def every_command(within: click.Command, *names: str) -> Iterator[tuple[str, ...]]:
    for name, inner in commands_of(within).items():
        yield (*names, name)
        yield from every_command(inner, *names, name)


@pytest.mark.parametrize("command", [*every_command(program)], ids=" ".join)
def test_help_of_every_command_tells_each_of_its_options(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.main([*command, "--help"]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"Usage: assess {' '.join(command)}")
    inner: click.Command = program
    for name in command:
        inner = commands_of(inner)[name]
    options = [each for each in inner.params if isinstance(each, click.Option)]
    assert all(each.help and each.opts[0] in told for each in options)
    arguments = [each for each in inner.params if isinstance(each, click.Argument)]
    assert all(str(each.metavar).strip("[].") in (inner.help or "") for each in arguments), "what it takes is said"
    assert inner.help
    assert inner.short_help


def is_there(place: str) -> bool:
    """Whether a place exists. The tests of a site's content leave with the site, where another takes its place."""
    return (ROOT / place).exists() or (place.startswith(CONTENT) and not (ROOT / CONTENT).exists())


def test_the_guides_name_commands() -> None:
    assert {each.name for each in commands()} >= {"assess", "make", "pytest", "mkdocs"}


@pytest.mark.parametrize("command", [each for each in commands() if each.name == "assess"], ids=str)
def test_a_command_of_the_guides_is_understood_with_its_options(command: Command) -> None:
    arguments = [PLACEHOLDERS.get(each, each) for each in command.arguments]
    if len(arguments) <= 1:  # named in a sentence
        assert not arguments or arguments[0] in commands_of(program)
    elif arguments in (["new", "page"], ["new", "dataset"]) or arguments[-1] == "--help":
        assert tuple(each for each in arguments if each != "--help") in every_command(program)
    else:
        understood(arguments)


def test_the_reference_lists_every_command_and_every_target() -> None:
    listed = table_column(text_of("guide/reference/commands.md"))
    assert {each.split()[1] for each in listed if "/assess " in each} == set(commands_of(program))
    [targets] = re.findall(r"(?m)^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"))
    assert {each.split()[1] for each in listed if each.startswith("make ")} == set(targets.split())


@pytest.mark.parametrize("command", [each for each in commands() if each.name != "assess"], ids=str)
def test_a_target_or_a_tool_of_the_guides_exists(command: Command) -> None:
    if command.name == "make":
        targets = [each for each in command.arguments if "=" not in each]
        assert set(targets) <= set(re.findall(r"^([\w./-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    else:
        assert Path(sys.executable).with_name(command.name).exists()
    for each in command.arguments:
        if each.startswith(("tests/", "benchmarks/", "assess/")):
            assert is_there(each), each


@pytest.mark.parametrize("guide", GUIDES)
def test_links_between_the_guides_lead_somewhere(guide: str) -> None:
    for link in links_in(readable(without_code(text_of(guide)))):
        path, _, anchor = link.target.partition("#")
        if ":" in path:
            continue
        target = (ROOT / guide).parent / path if path else ROOT / guide
        assert target.exists(), link
        if anchor:
            known = [heading.id for heading in headings_in(readable(target.read_text("utf-8")))]
            assert anchor in known, link


@pytest.mark.parametrize(
    ("guide", "heading"),
    [
        ("README.md", "What is where"),
        ("guide/explanation/architecture.md", "Where to look"),
        ("guide/explanation/architecture.md", "The rest of the repository"),
        ("guide/explanation/tests.md", "What is tested, and how"),
    ],
)
def test_places_that_a_guide_lists_exist(guide: str, heading: str) -> None:
    text = section(guide, heading)
    places = {each for column in (0, 1) for each in table_column(text, column) if "/" in each and " " not in each}
    assert places
    for place in places:
        assert is_there(place), place


def test_the_readme_is_short() -> None:
    assert len(text_of("README.md").encode()) <= 6_000


def test_every_macro_is_in_the_reference_with_an_example_and_no_other() -> None:
    page = text_of("guide/reference/macros.md")
    assert set(re.findall(r"(?m)^### (\w+)$", page)) == set(MACROS)
    for name in MACROS:
        [call] = {
            each for code in code_in(section("guide/reference/macros.md", name), "jinja") for each in CALL.findall(code)
        } - {"table"} or {"table"}
        assert call == name
    assert all(inspect.getdoc(getattr(Vocabulary, name)) for name in MACROS)


def test_examples_in_the_guide_give_what_it_says() -> None:
    page = text_of("guide/reference/macros.md")
    assert page == examples.with_results(page, examples.writer(Project(PARTNERSHIP))), "stale: run make guide"
    empty = re.findall(r"```jinja\n(.*)\n```\n\n```text.*\n```", page)
    assert empty == ["{{ all_data() }}"]


def test_the_calls_of_the_page_on_charts_can_be_made() -> None:
    write = examples.writer(Project(PARTNERSHIP))
    calls = code_in(text_of("guide/reference/charts.md"), "jinja")
    assert len(calls) == 2
    assert all("<figure" in write(call) for call in calls)


def refusal(write: Callable[[str], str], call: str) -> str:
    try:
        write(call)
    except LookupFailedError as error:
        return str(error)
    return ""


def test_macros_in_the_other_pages_can_be_written_on_those_of_the_partnership() -> None:
    write = examples.writer(Project(PARTNERSHIP))
    texts = [(guide, text_of(guide)) for guide in GUIDES if guide.startswith("guide/") and guide not in OF_OTHER_SITES]
    called = [(guide, call) for guide, text in texts for call in WRITTEN.findall(text)]
    assert len(called) > 20
    refused = [(guide, told) for guide, call in called if (told := refusal(write, call))]
    assert [each for each in refused if "which the public edition may not show" not in each[1]] == []


@pytest.mark.parametrize(
    ("guide", "language", "place"),
    [
        ("guide/reference/pages.md", "yaml", "docs/crime/anti-social-behaviour.md"),
        ("guide/reference/search.md", "yaml", "search.yml"),
        ("guide/reference/wording.md", "text", "docs/crime/by-type.md"),
        ("guide/how-to/rename-or-delete-a-page.md", "yaml", "mkdocs.yml"),
        ("guide/how-to/accessibility-statement.md", "csv", "data/public/accessibility-issues.csv"),
        ("guide/how-to/accessibility-statement.md", "yaml", "data/public/accessibility-issues.yaml"),
    ],
)
def test_what_a_guide_shows_of_a_file_is_what_the_partnership_has(guide: str, language: str, place: str) -> None:
    [shown] = code_in(text_of(guide), language)
    assert shown in (PARTNERSHIP / place).read_text("utf-8")


def test_the_partnership_of_the_examples_is_without_a_fault() -> None:
    assert check(Project(PARTNERSHIP), PARTNERSHIP / "data" / "sample").problems == ()


def test_every_number_of_the_examples_is_labelled_synthetic() -> None:
    said = {each: each.read_text("utf-8") for each in PARTNERSHIP.glob("data/**/*.yaml")}
    counts = [each for each, text in said.items() if "kind: " in text and each.with_suffix(".csv").exists()]
    assert len(counts) >= 10
    assert [each for each in counts if "synthetic: true" not in said[each]] == []


@pytest.mark.whole
def test_the_partnership_of_the_examples_builds(project: Path, assess_in: Says) -> None:
    assert assess_in(project, "build", "--restricted", "data/sample").count("audit passed") == 3


def test_the_guide_names_no_place_of_the_site_beside_it() -> None:
    """A colleague of another partnership reads it. No link in it has to name this one, so there is no exception."""
    read = [path for path in (ROOT / "guide").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert {".md", ".py", ".css", ".csv", ".yaml", ".yml"} <= {path.suffix for path in read}
    assert len(read) > 100
    said = {
        path: f"{path.relative_to(ROOT)}\n{path.read_bytes().decode('utf-8', 'ignore')}"
        for path in (*read, ROOT / "guide.yml")
    }
    assert [path for path, text in said.items() if THIS_PLACE.search(text)] == []


def test_the_page_of_rules_is_that_of_the_program() -> None:
    assert text_of("guide/reference/rules.md") == page_of_rules(), "stale: run make guide"


def test_an_example_whose_data_changed_is_written_again() -> None:
    page = "```jinja\n{{ n('a', 'b', 'c') }}\n```\n\n```text\nold\n```\n\n```yaml\nkept: so\n```\n"
    assert examples.with_results(page, lambda _: "new") == page.replace("```text\nold", f"{examples.RESULT}\nnew")


def test_the_drawing_and_the_tables_of_the_architecture_are_those_of_the_code() -> None:
    assert architecture.DRAWING.read_text("utf-8") == architecture.drawing(), "stale: run make guide"
    page = architecture.PAGE.read_text("utf-8")
    assert page == architecture.with_table(page), "stale: run make guide"


def test_every_part_is_drawn_above_what_it_imports() -> None:
    drawn = [f"{package.name}.{part}" for package in architecture.packages() for row in package.layers for part in row]
    beside = {
        f"{package.name}.{part}": {f"{package.name}.{other}" for other in row}
        for package in architecture.packages()
        for row in package.layers
        for part in row
    }
    texts = re.findall(r'text-anchor="middle">(\w+)<', architecture.drawing())
    assert texts == [each.partition(".")[2] for each in drawn]
    found = architecture.imports()
    assert set(found) == set(drawn)
    for part, used in found.items():
        for other in used:
            assert drawn.index(part) < drawn.index(other), f"{part} imports {other}"
            assert other not in beside[part], f"{part} imports {other}, beside it"


def test_the_guide_builds_whole_and_asks_nothing_of_other_hosts(tmp_path: Path) -> None:
    command = [str(Path(sys.executable).with_name("mkdocs")), "build", "--strict", "--config-file", "guide.yml"]
    ended = subprocess.run(
        [*command, "--site-dir", str(tmp_path / "guide")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    assert ended.returncode == 0, ended.stderr
    pages = [*(tmp_path / "guide").rglob("*.html")]
    assert (
        len(pages) == len([each for each in GUIDES if each.startswith("guide/")]) + 1
    )  # the page for what is not found
    for page in pages:
        loaded = lxml.html.document_fromstring(page.read_bytes()).xpath("//script/@src | //img/@src | //link/@href")
        assert loaded
        assert not [each for each in loaded if "//" in each], page
    texts = [path for path in (tmp_path / "guide").rglob("*") if path.suffix in (".html", ".json", ".xml")]
    assert [path for path in texts if THIS_PLACE.search(path.read_text("utf-8"))] == []
    assert not [*(tmp_path / "guide").rglob("*.py")]
