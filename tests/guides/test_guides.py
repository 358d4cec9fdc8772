"""What the guides name exists: commands and their options, targets, tools, files, pages, modules, macros."""

from __future__ import annotations

import argparse
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from guides import GUIDES, ROOT, Command, commands, section, table_column, text_of

from assess.cli import main as command_line
from assess.cli.examples import guides_of
from assess.cli.parser import parser
from assess.project.layout import Project
from macros.language.markdown_text import headings_in, links_in, readable
from macros.vocabulary.vocabulary import MACROS, Vocabulary

# What stands for something of the reader's own in the guides, and something of its kind.
PLACEHOLDERS = {"SHA256": "0" * 64, "ID": "0" * 40, "DAY": "2026-12-24", "N": "8"}


def commands_of(within: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    found = [each for each in within._actions if isinstance(each, argparse._SubParsersAction)]  # noqa: SLF001  # argparse lists them nowhere else
    return dict(found[0].choices) if found else {}


def every_command(within: argparse.ArgumentParser, *names: str) -> Iterator[tuple[str, ...]]:
    for name, inner in commands_of(within).items():
        yield (*names, name)
        yield from every_command(inner, *names, name)


@pytest.mark.parametrize("command", [*every_command(parser())], ids=" ".join)
def test_help_of_every_command_tells_each_of_its_options(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        command_line.main([*command, "--help"])
    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert told.startswith(f"usage: assess {' '.join(command)}")
    inner = parser()
    for name in command:
        inner = commands_of(inner)[name]
    assert all(each.help for each in inner._actions if not isinstance(each, argparse._SubParsersAction))  # noqa: SLF001  # as above
    assert inner.description


def test_the_guides_name_commands() -> None:
    assert {each.name for each in commands()} >= {"assess", "make", "pytest", "mkdocs"}


@pytest.mark.parametrize("command", [each for each in commands() if each.name == "assess"], ids=str)
def test_a_command_of_the_guides_is_understood_with_its_options(command: Command) -> None:
    arguments = [PLACEHOLDERS.get(each, each) for each in command.arguments]
    if len(arguments) <= 1:  # named in a sentence
        assert not arguments or arguments[0] in commands_of(parser())
    elif arguments in (["new", "page"], ["new", "dataset"]) or arguments[-1] == "--help":
        assert tuple(each for each in arguments if each != "--help") in every_command(parser())
    else:
        parser().parse_args(arguments)


def test_the_list_of_commands_in_the_readme_is_whole() -> None:
    listed = [each for each in table_column(section("README.md", "Commands")) if each.startswith(".venv/bin/assess")]
    assert {each.split()[1] for each in listed} == set(commands_of(parser()))


@pytest.mark.parametrize("command", [each for each in commands() if each.name != "assess"], ids=str)
def test_a_target_or_a_tool_of_the_guides_exists(command: Command) -> None:
    if command.name == "make":
        targets = [each for each in command.arguments if "=" not in each]
        assert set(targets) <= set(re.findall(r"^([\w./-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    else:
        assert Path(sys.executable).with_name(command.name).exists()
    for each in command.arguments:
        if each.startswith(("tests/", "benchmarks/", "assess/")):
            assert (ROOT / each).exists(), each


@pytest.mark.parametrize("guide", GUIDES)
def test_links_between_the_guides_lead_somewhere(guide: str) -> None:
    for link in links_in(readable(text_of(guide))):
        path, _, anchor = link.target.partition("#")
        if ":" in path:
            continue
        target = (ROOT / guide).parent / path if path else ROOT / guide
        assert target.exists(), link
        if anchor:
            known = [heading.id for heading in headings_in(readable(target.read_text("utf-8")))]
            assert anchor in known, link


def test_places_that_the_readme_lists_exist() -> None:
    for place in table_column(section("README.md", "Where things are")):
        assert (ROOT / place).exists(), place


def test_every_macro_is_in_the_guides_and_no_other() -> None:
    calls = set(re.findall(r"\{[{%] (?:call )?(\w+)\(", text_of("MACROS.md")))
    assert calls == set(MACROS)
    table = section("AUTHORING.md", "What a page may write")
    assert set(re.findall(r"\{[{%] (?:call )?(\w+)\(", table)) | {"checked"} == set(MACROS)
    assert all(inspect.getdoc(getattr(Vocabulary, name)) for name in MACROS)


def test_examples_in_the_guides_give_what_they_say() -> None:
    """Where this fails because data changed, `assess examples` writes the results anew."""
    guides = guides_of(Project(ROOT))
    assert len(guides) == 3
    for path, (written, right) in guides.items():
        assert written == right, f"{path.name} is stale: run .venv/bin/assess examples"
    assert "```text\n```" not in text_of("MACROS.md").replace("    {{ all_data() }}\n\n```text\n```", "")
