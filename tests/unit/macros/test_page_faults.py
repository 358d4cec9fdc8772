"""Every fault of a page, a descriptor or a prose: one clear error each, with its file, its line and the right name."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_view import (
    AWAITED,
    COMMENTARY,
    EDITIONS,
    INCIDENTS,
    INCIDENTS_CSV,
    dataset,
    datasets,
    small_view,
    vocabulary,
    with_descriptor,
)

from macros.language.site_map import Section
from macros.pages.page import PageFile, site_map_of
from macros.pages.validation import check_page, check_pages
from macros.vocabulary.vocabulary import MACROS, Vocabulary
from redaction.diagnostics.errors import Problem

HEAD = "---\ntitle: A page\ndescription: What it says\nsources: [police]\n---\n"
BODY = HEAD.count("\n") + 1
BLOCK = "{{% call restricted('hospital') %}}\n{}\n{{% endcall %}}\n"


def page(body: str, head: str = HEAD) -> PageFile:
    return PageFile("section/page.md", head + body)


def problems_of(body: str, edition: str = "public", head: str = HEAD) -> list[Problem]:
    return check_page(page(body, head), vocabulary(small_view(edition)))


def only(problems: list[Problem]) -> Problem:
    assert len(problems) == 1, [str(problem) for problem in problems]
    return problems[0]


def said(problem: Problem) -> tuple[str, int, str, str]:
    return problem.file, problem.line, problem.found, problem.expected


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_right_page_has_no_faults(edition: str) -> None:
    body = (
        "Text {{ n('incidents', 'north', '2022') }}.\n\n{{ figure('incidents', chart='ranked', of='2022') }}\n\n"
        + BLOCK.format("{{ table('injuries') }} and {{ n('rates', 'north', 'rate') }}")
        + "\n{{ restricted('hospital', prose='injury-commentary') }}\n{{ withheld() }}{{ source_register() }}"
        + "{{ contents() }}\n{{ cards('cards') }}{{ help_now('abuse') }}"
        + "{{ known_issues('issues') }}{{ figure_list() }}{{ summary() }}"
    )
    assert problems_of(body, edition) == []


# --- a typo in each place where one can be made --------------------------------------------------------

# What is written, what the message calls it, the right name.
TYPOS = {
    "dataset": ("{{ n('incidnts', 'north', '2022') }}", 'unknown dataset "incidnts"', '"incidents"'),
    "row": ("{{ n('incidents', 'nroth', '2022') }}", 'unknown row "nroth"', '"north" in dataset "incidents"'),
    "column": ("{{ n('incidents', 'north', '2202') }}", 'unknown column "2202"', '"2022" in dataset "incidents"'),
    "whole of a share": (
        "{{ share('incidents', 'north', '2022', of='toatl') }}",
        'unknown row "toatl"',
        '"total" in dataset "incidents"',
    ),
    "later column": (
        "{{ change('incidents', 'north', '2021', '202') }}",
        'unknown column "202"',
        '"2022" in dataset "incidents"',
    ),
    "source": ("{{ restricted('hospitl') }}", 'unknown source "hospitl"', '"hospital"'),
    "macro": ("{{ shar('incidents', 'north', '2022', of='total') }}", 'unknown macro "shar"', '"share"'),
    "chart": ("{{ figure('incidents', chart='rankd', of='2022') }}", 'the chart "rankd"', '"ranked"'),
    "column of a chart": (
        "{{ figure('incidents', chart='ranked', of='202') }}",
        'unknown column "202"',
        '"2022" in dataset "incidents"',
    ),
    "prose": (
        "{{ restricted('hospital', prose='injury-comentary') }}",
        'unknown prose "injury-comentary"',
        '"injury-commentary" of source "hospital"',
    ),
    "argument": ("{{ n('incidents', 'north', colum='2022') }}", "n(...) with other arguments", "n('DATASET',"),
    "too few": ("{{ n('incidents', 'north') }}", "n(...) with other arguments", "n('DATASET', 'ROW', 'COLUMN')"),
}
SELF_CONTAINED = pytest.mark.parametrize("typo", TYPOS)
OF_A_PAGE = ("source", "chart", "column of a chart", "prose")
OF_A_SENTENCE = pytest.mark.parametrize("typo", [typo for typo in TYPOS if typo not in OF_A_PAGE])
EVERY_EDITION = pytest.mark.parametrize("edition", EDITIONS)


@SELF_CONTAINED
@EVERY_EDITION
def test_in_the_body(typo: str, edition: str) -> None:
    written, found, expected = TYPOS[typo]
    problem = only(problems_of(f"First line\n\nThird {written} line\n", edition))
    assert said(problem)[:3] == ("docs/section/page.md", BODY + 2, found)
    assert problem.expected.startswith(expected)
    assert str(problem).startswith(f"docs/section/page.md, line {BODY + 2}: found {found}, expected {expected}")


@SELF_CONTAINED
@EVERY_EDITION
def test_in_a_finding(typo: str, edition: str) -> None:
    written, found, expected = TYPOS[typo]
    head = f'---\ntitle: T\ndescription: D\nfindings:\n  - One.\n  - "Two {written}."\n  - Three.\n---\n'
    problem = only(problems_of("{{ key_findings() }}\n", edition, head))
    assert said(problem)[:3] == ("docs/section/page.md", 6, found)
    assert problem.expected.startswith(expected)


@OF_A_SENTENCE
@EVERY_EDITION
@pytest.mark.parametrize(
    "at",
    [
        ("headline", 3, "North had", "$ had"),
        ("notes > 1", 20, "[Some incidents are counted twice.]", '["See $."]'),
        ("sums > 2 > note", 19, "parts: children}", 'parts: children, note: "See $."}'),
    ],
    ids=["headline", "note", "note of a sum"],
)
def test_in_a_sentence_of_a_descriptor(typo: str, edition: str, at: tuple[str, int, str, str]) -> None:
    (place, line, old, new), (written, found, expected) = at, TYPOS[typo]
    wrong = dataset("incidents", INCIDENTS.replace(old, new.replace("$", written)), INCIDENTS_CSV)
    site = vocabulary(small_view(edition, wrong))
    problem = only(check_pages([page("{{ table('incidents') }} {{ n('incidents', 'north', '2022') }}")], site))
    assert said(problem)[:3] == ("data/public/incidents.yaml", line, found)
    assert problem.place == f"line {line}, {place}"
    assert problem.expected.startswith(expected)


@SELF_CONTAINED
def test_in_the_prose_of_a_pack(typo: str) -> None:
    written, found, expected = TYPOS[typo]
    prose = replace(COMMENTARY, text=f"First\n\nThird {written}", first_line=5)
    body = "{{ restricted('hospital', prose='injury-commentary') }}"
    problem = only(check_pages([page(body)], vocabulary(small_view("partner", prose=prose))))
    assert problem.file.endswith("partner/prose/injury-commentary.md")
    assert (problem.line, problem.found) == (7, found)
    assert problem.expected.startswith(expected)


@SELF_CONTAINED
@EVERY_EDITION
def test_in_a_block_beside_what_everybody_may_see(typo: str, edition: str) -> None:
    """What can be told without the pack is told in the public edition too."""
    written, found, expected = TYPOS[typo]
    problem = only(problems_of(BLOCK.format(written), edition))
    assert said(problem)[:3] == ("docs/section/page.md", BODY + 1, found)
    assert problem.expected.startswith(expected)


@pytest.mark.parametrize(
    ("written", "found", "expected", "seen_by"),
    [
        ("{{ table('injries') }}", 'unknown dataset "injries"', '"injuries"', "public partner"),
        ("{{ n('injries', 'first', 'count') }}", 'unknown dataset "injries"', '"injuries"', "public partner"),
        ("{{ n('injuries', 'frst', 'count') }}", 'unknown row "frst"', '"first"', "partner"),
        ("{{ n('injuries', 'first', 'cuont') }}", 'unknown column "cuont"', '"count"', "partner"),
        ("{{ figure('injuries', chart='ranked', of='cuont') }}", 'unknown column "cuont"', '"count"', "partner"),
        ("{{ figure('injuries', chart='rankd', of='count') }}", 'the chart "rankd"', '"ranked"', "public partner"),
        ("{{ tabel('injuries') }}", 'unknown macro "tabel"', '"table"', "public partner"),
        ("{{ n('injuries', 'first') }}", "n(...) with other arguments", "n('DATASET'", "public partner"),
        ("{{ n('injuries', 'first', 2022) }}", "n(...) with column=2022", "n('DATASET'", "public partner"),
        ("{{ figure('injuries') }}", "figure('injuries') without a chart", "chart='ranked'", "public partner"),
    ],
)
@EVERY_EDITION
def test_in_a_block_about_what_is_withheld(written: str, found: str, expected: str, seen_by: str, edition: str) -> None:
    problems = problems_of(BLOCK.format(written), edition)
    if edition in seen_by:
        problem = only(problems)
        assert (problem.line, problem.found) == (BODY + 1, found)
        assert problem.expected.startswith(expected)
    else:
        assert problems == [], "a row or a column of a withheld dataset is nothing this edition knows"


@EVERY_EDITION
@pytest.mark.parametrize(
    ("opening", "found", "expected"),
    [
        ("call restricted('hospitl')", 'unknown source "hospitl"', '"hospital"'),
        ("call restrictd('hospital')", 'unknown macro "restrictd"', '"restricted"'),
        ("call restricted('hospital', prose='injury')", 'unknown prose "injury"', "injury-commentary"),
        ("call restricted()", "restricted(...) with other arguments", "restricted('SOURCE'"),
        ("call restricted(['hospital'])", "restricted(...) with source=['hospital']", "restricted('SOURCE'"),
        ("call restricted(source=5)", "restricted(...) with source=5", "restricted('SOURCE'"),
    ],
)
def test_in_the_opening_of_a_block(opening: str, found: str, expected: str, edition: str) -> None:
    problem = only(problems_of(f"Text\n{{% {opening} %}}\nMore\n{{% endcall %}}\n", edition))
    assert (problem.line, problem.found) == (BODY + 1, found)
    assert expected in problem.expected


@pytest.mark.parametrize("prose", ["injuries", "injuries-by-day"])
@EVERY_EDITION
def test_a_dataset_is_no_prose(prose: str, edition: str) -> None:
    problem = only(problems_of(f"{{{{ restricted('hospital', prose='{prose}') }}}}", edition))
    assert problem.found == f'unknown prose "{prose}"'
    assert "injury-commentary" in problem.expected


@EVERY_EDITION
def test_a_prose_is_no_dataset(edition: str) -> None:
    problem = only(problems_of(BLOCK.format("{{ table('injury-commentary') }}"), edition))
    assert problem.found == 'unknown dataset "injury-commentary"'


@pytest.mark.parametrize("written", ["{{ table('incidnts') }}", "{{ table('xyz') }}"])
@EVERY_EDITION
def test_what_is_offered_in_place_of_a_dataset_is_a_dataset(written: str, edition: str) -> None:
    for body in (written, BLOCK.format(written)):
        assert "injury-commentary" not in only(problems_of(body, edition)).expected


@EVERY_EDITION
def test_in_the_sources_of_the_front_matter(edition: str) -> None:
    head = "---\ntitle: T\ndescription: D\nsources:\n  - council\n  - polce\n---\n"
    problem = only(problems_of("", edition, head))
    assert said(problem) == ("docs/section/page.md", 6, 'unknown source "polce"', '"police"')


@pytest.mark.parametrize(
    ("before", "after", "line", "column", "found", "expected"),
    [
        ('to: "2022"}\n  change', 'to: "202"}\n  change', 13, "difference", 'column "202"', '"2022"'),
        ("whole: total/2022", "whole: toatl/2022", 15, "share", 'unknown row "toatl"', '"total"'),
        ("whole: total/2022", "whole: incidnts/total/2022", 15, "share", '"incidnts"', '"incidents"'),
        ("whole: total/2022", "whole: a/b/c/d", 15, "share", 'the reference "a/b/c/d"', "COLUMN, ROW/COLUMN or"),
        ('by: rank, of: "2022"', "by: rank, of: diference", 16, "rank", '"diference"', '"difference"'),
        ("whole: total/2022", "whole: north/share", 15, "share", "which depends on itself", "other columns"),
        ('by: rank, of: "2022"', "by: rank, of: rank", 16, "rank", "which depends on itself", "other columns"),
        ("whole: total/2022", "whole: 'rates/{row}/remark'", 15, "share", "which holds text", "a column of numbers"),
    ],
)
@EVERY_EDITION
def test_in_a_derived_column(  # noqa: PLR0913, PLR0917  # a case of the table above
    before: str, after: str, line: int, column: str, found: str, expected: str, edition: str
) -> None:
    assert before in INCIDENTS
    yaml = INCIDENTS.replace(before, after).replace("whole: 'rates", "only: [north, south, east], whole: 'rates")
    wrong = dataset("incidents", yaml, INCIDENTS_CSV)
    problems = check_pages([page("{{ table('incidents') }}")], vocabulary(small_view(edition, wrong)))
    problem = only(problems)
    assert (problem.file, problem.line) == ("data/public/incidents.yaml", line)
    assert f"derived > {column}" in problem.place
    assert found in problem.found
    assert expected in problem.expected


def test_a_public_column_that_rests_on_a_withheld_dataset_is_not_told_to_write_a_block() -> None:
    yaml = INCIDENTS.replace("whole: total/2022", "whole: injuries/first/count")
    site = vocabulary(small_view("public", dataset("incidents", yaml, INCIDENTS_CSV)))
    problem = only(check_pages([], site))
    assert 'the dataset "injuries"' in problem.found
    assert "{% call" not in str(problem), "no block can be written in a descriptor"


def test_the_file_of_a_restricted_descriptor_is_one_that_can_be_found() -> None:
    """A pack lies anywhere, and its prose and its CSV files are called AUDIENCE/..., so its YAML is too."""
    wrong = with_descriptor(datasets()["injuries"], headline="{{ n('injuries', 'frst', 'count') }}")
    problem = only(check_pages([], vocabulary(small_view("partner", wrong))))
    assert problem.file == "partner/injuries.yaml"


# --- many at once --------------------------------------------------------------------------------------

TEN = [
    (6, "{{ n('incidnts', 'north', '2022') }}"),
    (8, "{{ n('incidents', 'nroth', '2022') }}"),
    (10, "{{ n('incidents', 'north', '2202') }}"),
    (12, "{{ restricted('hospitl') }}"),
    (14, "{{ shar('incidents', 'north', '2022', of='total') }}"),
    (16, "{{ figure('incidents', chart='rankd', of='2022') }}"),
    (18, "{{ restricted('hospital', prose='injury-comentary') }}"),
    (20, "{{ config }}"),
    (22, "{{ n('incidents', 'north') }}"),
    (24, "{{ table('injuries') }}"),
]


def test_ten_typos_give_ten_errors_in_one_run() -> None:
    body = "\n\n".join(written for _, written in TEN)
    assert [problem.line for problem in sorted(problems_of(body))] == [line for line, _ in TEN]


def test_ten_typos_on_one_line_give_ten_errors() -> None:
    body = " ".join(written for _, written in TEN)
    assert len({str(problem) for problem in problems_of(body)}) == 10


def test_typos_everywhere_are_reported_in_one_run() -> None:
    yaml = INCIDENTS.replace("'north', '2022') }} incidents", "'nroth', '2022') }} incidents")
    wrong = dataset("incidents", yaml.replace("whole: total/2022", "whole: toatl/2022"), INCIDENTS_CSV)
    prose = replace(COMMENTARY, text="{{ n('injuries', 'frst', 'count') }}")
    head = (
        "---\ntitle: T\ndescription: D\nsources: [polce]\nfindings:\n  - \"{{ n('rates', 'nroth', 'rate') }}\"\n---\n"
    )
    pages = [
        PageFile("a.md", f"{head}{{{{ key_findings() }}}} {{{{ n('rates', 'north', 'rtae') }}}}\n"),
        PageFile("b.md", HEAD + BLOCK.format("{{ table('staitons') }}")),
    ]
    problems = check_pages(pages, vocabulary(small_view("partner", wrong, prose=prose)))
    assert sorted((problem.file.removeprefix("data/"), problem.line) for problem in problems) == [
        ("docs/a.md", 4),
        ("docs/a.md", 6),
        ("docs/a.md", 8),
        ("docs/b.md", 7),
        ("partner/prose/injury-commentary.md", 4),
        ("public/incidents.yaml", 3),
        ("public/incidents.yaml", 15),
    ]


@pytest.mark.parametrize(
    ("fault", "line"),
    [("sorces: [police]", 4), ("hide: [tocc]", 4), ("title: Again", 4), ("findngs: [One]", 4), ("note: a: b", 4)],
)
def test_a_fault_of_the_front_matter_hides_no_other(fault: str, line: int) -> None:
    head = (
        f"---\ntitle: T\ndescription: D\n{fault}\nfindings:\n  - \"{{{{ n('incidents', 'nroth', '2022') }}}}\"\n---\n"
    )
    problems = problems_of("{{ n('incidents', 'north', '2202') }}", head=head)
    lines = sorted(problem.line for problem in problems)
    assert line in lines
    assert 8 in lines, "the fault of the body is not reported"
    if ": a: " not in fault:
        assert 6 in lines, "the fault of the finding is not reported"


def test_what_rests_on_a_faulty_dataset_is_not_reported_again() -> None:
    yaml = INCIDENTS.replace("whole: total/2022", "whole: toatl/2022")
    wrong = dataset("incidents", yaml, INCIDENTS_CSV)
    body = "{{ table('incidents') }}{{ n('incidents', 'north', 'share') }}{{ n('rates', 'nrth', 'rate') }}"
    problems = check_pages([page(body)], vocabulary(small_view("public", wrong)))
    assert [problem.file for problem in problems] == ["data/public/incidents.yaml", "docs/section/page.md"]


def test_what_rests_on_a_dataset_that_could_not_be_read_is_not_reported_again() -> None:
    view = small_view("public")
    read = {name: each for name, each in view.datasets.items() if name != "rates"}
    body = "{{ table('rates') }} {{ n('incidents', 'nroth', '2022') }}"
    site = vocabulary(replace(view, datasets=read))
    assert [problem.found for problem in check_pages([page(body)], site, unread=["rates"])] == ['unknown row "nroth"']
    assert len(check_pages([page(body)], site)) == 2


def test_a_typo_in_a_finding_is_reported_once_however_often_it_is_shown() -> None:
    head = "---\ntitle: T\ndescription: D\nfindings:\n  - \"{{ n('incidents', 'nroth', '2022') }}\"\n---\n"
    pages = [
        PageFile("5-crime/index.md", head + "{{ key_findings() }}"),
        PageFile("summary.md", HEAD + "{{ summary() }}\n\n{{ summary('5') }}"),
    ]
    site = site_map_of((Section("5", "Crime", "5-crime/index.md"),), pages, small_view())
    problem = only(check_pages(pages, vocabulary(site=site)))
    assert said(problem)[:3] == ("docs/5-crime/index.md", 5, 'unknown row "nroth"')


def test_problems_say_no_value() -> None:
    wrong = (
        "{{ n('injuries', 'frst', 'count') }}{{ n('injuries', 'first', 'cuont') }}"
        "{{ share('injuries', 'first', 'count', of='scond') }}"
    )
    text = "\n".join(map(str, problems_of(BLOCK.format(wrong), "partner")))
    assert text.count("found") == 3
    for value in ("71", "29", "100", "First kind"):
        assert value not in text


# --- what an edition may not show ----------------------------------------------------------------------


def test_a_withheld_dataset_outside_a_block() -> None:
    body = "Text\n\n{{ n('injuries', 'first', 'count') }}\n"
    problem = only(problems_of(body))
    assert said(problem) == (
        "docs/section/page.md",
        BODY + 2,
        'the dataset "injuries", which the public edition may not show',
        "it inside a restricted block",
    )
    assert problem.advice == "Write {% call restricted('hospital') %} before it and {% endcall %} after it"
    assert problems_of(body, "partner") == []


def test_a_withheld_dataset_in_a_finding_or_a_headline() -> None:
    head = "---\ntitle: T\ndescription: D\nfindings: [\"{{ n('injuries', 'first', 'count') }}\"]\n---\n"
    assert only(problems_of("{{ key_findings() }}", head=head)).line == 4
    wrong = with_descriptor(datasets()["incidents"], headline="{{ n('injuries', 'first', 'count') }} injuries")
    problem = only(check_pages([], vocabulary(small_view("public", wrong))))
    assert problem.file == "data/public/incidents.yaml"


def test_a_withheld_dataset_in_a_block_of_a_source_that_everybody_sees() -> None:
    body = "{% call restricted('police') %}\n{{ table('injuries') }}\n{% endcall %}"
    assert "the public edition may not show" in only(problems_of(body)).found


def test_a_withheld_dataset_as_the_whole_of_a_share() -> None:
    body = "{{ share('incidents', 'north', '2022', of='injuries/first/count') }}"
    assert "the public edition may not show" in only(problems_of(body)).found


def test_a_dataset_of_another_source_inside_a_block() -> None:
    problem = only(problems_of(BLOCK.format("{{ table('stations') }}")))
    assert (problem.line, problem.found.count('"stations"')) == (BODY + 1, 1)
    assert "unknown" not in problem.found, "it is known, and belongs to another source"
    assert "railway" in str(problem), "the author must know which block it belongs in"


def test_a_dataset_of_another_source_inside_a_block_of_an_edition_that_sees_both() -> None:
    """Else a page passes the check of the edition its author builds, and fails in the public one."""
    assert "railway" in str(only(problems_of(BLOCK.format("{{ table('stations') }}"), "partner")))


def test_a_restricted_block_inside_another() -> None:
    inner = "{% call restricted('railway') %}\nx\n{% endcall %}"
    problem = only(problems_of(BLOCK.format(inner)))
    assert said(problem)[1:] == (BODY + 1, "a restricted block inside another", "one after the other")


def test_a_restricted_block_inside_another_in_an_edition_that_sees_both() -> None:
    inner = "{% call restricted('railway') %}\nx\n{% endcall %}"
    assert only(problems_of(BLOCK.format(inner), "partner")).found == "a restricted block inside another"


# --- figures -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "again",
    [
        "{{ table('incidents') }}",
        "{{ figure('incidents', chart='ranked', of='2022') }}",
        "{{ figure(dataset='incidents', chart='ranked', of='2021') }}",
        BLOCK.format("{{ table('incidents') }}"),
    ],
)
@EVERY_EDITION
def test_a_figure_twice_on_a_page(again: str, edition: str) -> None:
    problem = only(problems_of("{{ table('incidents') }}\n\n" + again, edition))
    assert problem.line >= BODY + 2
    assert (problem.found, problem.expected) == ('the figure "incidents" again', "each figure once on a page")


def test_a_figure_of_the_prose_again_on_the_page_that_holds_it() -> None:
    """Both would have the same id in the HTML."""
    prose = replace(COMMENTARY, text="{{ table('injuries') }}")
    body = "{% call restricted('hospital', prose='injury-commentary') %}\n{{ table('injuries') }}\n{% endcall %}"
    problem = only(check_pages([page(body)], vocabulary(small_view("partner", prose=prose))))
    assert problem.found == 'the figure "injuries" again'


def test_a_figure_on_two_pages_and_its_numbers_anywhere() -> None:
    body = "{{ table('incidents') }} {{ n('incidents', 'north', '2022') }} {{ period('incidents') }}"
    pages = [PageFile("a.md", HEAD + body), PageFile("b.md", HEAD + body)]
    assert check_pages(pages, vocabulary()) == []


def test_two_datasets_with_one_figure_number() -> None:
    second = dataset("awaited", AWAITED.replace('figure: "2"', 'figure: "1"'))
    problem = only(check_pages([], vocabulary(small_view("public", second))))
    assert problem.file == "data/public/awaited.yaml"
    assert problem.found == 'figure "1", which incidents has too'


def test_the_list_of_figures_leads_to_nothing_that_is_not_there() -> None:
    """A figure that everybody may see, in a block that this edition does not show, has no place to link to."""
    pages = [
        PageFile("a.md", HEAD + BLOCK.format("{{ table('rates') }}") + "\n{{ table('incidents') }}"),
        PageFile("list.md", HEAD + "{{ figure_list() }}"),
    ]
    shown = replace(vocabulary(), site=site_map_of((), pages, small_view())).text("{{ figure_list() }}")
    assert "#fig-1" in shown
    assert "#fig-rates" not in shown


# --- front matter --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "line", "found", "expected"),
    [
        ("title: T\ndescription: D\nsorces: [police]", 4, 'the key "sorces"', '"sources"'),
        ("title: T\ndescription: D\nauthor: Me", 4, 'the key "author"', "one of "),
        ("description: D", 2, 'no "title"', 'a line "title: ..."'),
        ("title: T", 2, 'no "description"', 'a line "description: ..."'),
        ("title:\ndescription: D", 2, '""', "a text"),
        (
            "title: T\ndescription: D\nsources: police",
            4,
            '"police"',
            "a list: a line for each that begins with a hyphen, or [one, two]",
        ),
        (
            "title: T\ndescription: D\nfindings: One",
            4,
            '"One"',
            "a list: a line for each that begins with a hyphen, or [one, two]",
        ),
        ("title: T\ndescription: D\nfindings:\n  - One\n  -", 6, '""', "a text"),
        ("title: T\ndescription: D\nsources: [Police]", 4, '"Police"', "an id of lower-case letters"),
        ("title: T\ndescription: D\nhide: [tocs]", 4, '"tocs"', '"toc"'),
        ("title: T\ntitle: U\ndescription: D", 3, 'the key "title" twice', "each key once"),
        ("title: T\ndescription: This: that", 3, "text that is not YAML", "`key: value` lines"),
        ("- title", 2, "no keys", "`key: value` lines"),
    ],
)
def test_front_matter_that_is_not_right(head: str, line: int, found: str, expected: str) -> None:
    problem = only(problems_of("Text\n", head=f"---\n{head}\n---\n"))
    assert (problem.file, problem.line) == ("docs/section/page.md", line)
    assert problem.found.startswith(found)
    assert problem.expected.startswith(expected)


def test_a_page_without_front_matter() -> None:
    problems = problems_of("Only text\n", head="")
    assert [(problem.found, problem.line) for problem in problems] == [("a page without front matter", 1)]


@pytest.mark.parametrize("fence", ["", "----\n", " ---\n"])
def test_front_matter_that_is_not_closed_is_called_that(fence: str) -> None:
    """The author sees `title:` in the first lines; that there is none is not the message they need."""
    problems = problems_of("", head=f"---\ntitle: T\ndescription: D\n{fence}\nText\n")
    assert any("---" in str(problem) for problem in problems)


@pytest.mark.parametrize(
    ("findings", "line"),
    [
        ('findings: ["{}"]', 4),
        ('findings:\n  - One.\n  - "{}"', 6),
        ("findings:\n\n  # why\n  - One.\n\n  - '{}'", 9),
    ],
)
def test_a_finding_is_reported_at_its_own_line(findings: str, line: int) -> None:
    written = '{{ n("incidents", "nroth", "2022") }}' if "'" in findings else "{{ n('incidents', 'nroth', '2022') }}"
    head = f"---\ntitle: T\ndescription: D\n{findings.format(written)}\n---\n"
    assert only(problems_of("{{ key_findings() }}", head=head)).line == line


def test_the_body_counts_its_lines_from_the_top_of_the_file() -> None:
    head = "---\ntitle: T\ndescription: >-\n  A long\n  text\n\n---\n\n"
    assert only(problems_of("{{ nn() }}", head=head)).line == 9


def test_findings_asked_for_and_not_given() -> None:
    problem = only(problems_of("{{ key_findings() }}"))
    assert problem.found == "key_findings() on a page without findings"
    assert problem.expected == "`findings:` in its front matter"


# --- what a check does not do ---------------------------------------------------------------------------


def test_nothing_is_drawn_for_what_an_edition_may_not_show() -> None:
    asked = []

    def draw(_: object, audience: str) -> str:
        asked.append(audience)
        return "<svg></svg>"

    body = "{{ figure('incidents', chart='ranked', of='2022') }}\n" + BLOCK.format(
        "{{ figure('injuries', chart='ranked', of='count') }}"
    )
    for edition, audiences in (("public", ["public"]), ("partner", ["public", "partner"])):
        asked.clear()
        assert check_pages([page(body)], vocabulary(small_view(edition), draw=draw)) == []
        assert asked == audiences


def test_a_chart_of_a_dataset_that_awaits_its_data_is_not_drawn() -> None:
    asked = []

    def draw(chart: object, audience: str) -> str:
        asked.append((chart, audience))
        return "<svg></svg>"

    assert check_pages([page("{{ figure('awaited', chart='months') }}")], vocabulary(draw=draw)) == []
    assert asked == []


def test_everything_of_a_page_is_told_for_the_vocabulary_it_is_given() -> None:
    """A check changes neither the vocabulary nor the view."""
    site: Vocabulary = vocabulary()
    before = deepcopy((site.view, site.site))
    check_pages([page("{{ n('incidnts', 'a', 'b') }}")], site)
    assert (site.view, site.site) == before


# --- pages nobody thought of ---------------------------------------------------------------------------

_NAMES = (
    "incidents rates awaited injuries stations cards help-routes issues injury-commentary north total first 2021 2022 "
    "latest rate remark rank change count label ranked heat months hospital police abuse * / total/2022 "
    "incidents/north/2022"
)
_LITERAL = st.sampled_from([*_NAMES.split(), ""]).map(repr)
_LIST = st.lists(_LITERAL, max_size=2).map(lambda each: f"[{', '.join(each)}]")
_ARGUMENT = st.one_of(_LITERAL, _LITERAL, _LIST, st.sampled_from(["2", "x"]))
_NAMED = st.tuples(
    st.sampled_from(["of", "chart", "rows", "count", "prose", "source", "caller", "dataset", "to", "self"]), _ARGUMENT
).map("=".join)
_ANY_CALL = st.builds(
    lambda name, arguments, named: f"{{{{ {name}({', '.join([*arguments, *named])}) }}}}",
    st.sampled_from(MACROS),
    st.lists(_ARGUMENT, max_size=4),
    st.lists(_NAMED, max_size=2, unique_by=lambda each: each.partition("=")[0]),
)
_SENSIBLE = st.sampled_from(
    ["{{ n('incidents', 'north', '2022') }}", "{{ figure('incidents', chart='ranked', of='2022') }}", "words"]
)
_BLOCKS = st.builds(
    lambda source, inside: f"{{% call restricted({source}) %}}{''.join(inside)}{{% endcall %}}",
    _ARGUMENT,
    st.lists(st.one_of(_ANY_CALL, _SENSIBLE), max_size=3),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(_ANY_CALL, _BLOCKS, _SENSIBLE), max_size=3).map("\n".join), st.sampled_from(list(EDITIONS)))
def test_a_page_either_has_faults_or_can_be_written(body: str, edition: str) -> None:
    """The check misses nothing that the renderer would stumble over, and stumbles over nothing itself."""
    macros = vocabulary(small_view(edition))
    problems = check_page(page(body), macros)
    assert all(problem.line >= BODY for problem in problems)
    if not problems:
        macros.text(body)
