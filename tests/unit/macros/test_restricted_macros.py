"""What is restricted, the register of sources, and periods that need no number."""

from __future__ import annotations

from dataclasses import replace

import pytest
from asking import squeezed, written
from small_view import (
    COMMENTARY,
    SOURCES,
    datasets,
    small_view,
    vocabulary,
    with_descriptor,
)

from redaction.diagnostics.errors import LookupFailedError

NOTICE = (
    '<aside class="withheld" data-source="hospital" aria-label="Withheld from this edition: Ward records">\n'
    "<p><strong>[c] Ward records: not shown in this edition</strong></p>\n"
    "<p>The hospital shares these with partners only.</p>\n"
    "</aside>"
)
LABEL = '<p class="restricted"><strong>Ward records: OFFICIAL-SENSITIVE.</strong> Partners only.</p>'
SEVENTY_ONE = '<data value="71" data-cell="injuries/first/count">71</data>'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ restricted('hospital') }}", LABEL),
        (
            "{{ restricted('hospital', prose='injury-commentary') }}",
            f"{LABEL}\n\nMost were {SEVENTY_ONE} of the first kind.",
        ),
        ("{% call restricted('hospital') %}Secret{% endcall %}", f"{LABEL}\n\nSecret"),
        (
            "{% call restricted('hospital') %}{{ n('injuries', 'first', 'count') }}{% endcall %}",
            f"{LABEL}\n\n{SEVENTY_ONE}",
        ),
        (
            "{% call restricted('hospital', prose='injury-commentary') %}Secret{% endcall %}",
            f"{LABEL}\n\nMost were {SEVENTY_ONE} of the first kind.\n\nSecret",
        ),
    ],
)
def test_what_is_restricted_is_shown_to_those_who_may_see_it_and_is_a_notice_to_others(text: str, shown: str) -> None:
    assert written(f"a {text} z", "partner") == f"a {shown} z"
    assert written(f"a {text} z", "public") == f"a {NOTICE} z"


def test_the_notice_is_the_same_whatever_the_pack_holds() -> None:
    for prose in (COMMENTARY, replace(COMMENTARY, text="{{ broken"), replace(COMMENTARY, text="x" * 1000)):
        view = small_view("public", prose=prose)
        assert vocabulary(view).text("{{ restricted('hospital', prose='injury-commentary') }}") == NOTICE


def test_a_prose_that_the_pack_does_not_hold_is_asked_for_by_its_path() -> None:
    view = small_view("partner", prose=replace(COMMENTARY, name="another"))
    with pytest.raises(LookupFailedError, match=r"partner/prose/injury-commentary\.md"):
        vocabulary(view).text("{{ restricted('hospital', prose='injury-commentary') }}")


def test_what_is_withheld_is_said_from_the_policy() -> None:
    expected = (
        '<dl class="register">\n'
        "<dt>Ward records (City Hospital)</dt>\n"
        "<dd>The hospital shares these with partners only.</dd>\n"
        "<dd>Marking: OFFICIAL-SENSITIVE. Handling: Partners only.</dd>\n"
        "<dt>Railway police</dt>\n"
        "<dd>The railway shares these with partners only.</dd>\n"
        "<dd>Marking: OFFICIAL-SENSITIVE. Handling: Partners only.</dd></dl>"
    )
    assert squeezed(written("{{ withheld() }}")) == squeezed(expected)
    assert written("{{ withheld() }}", "partner") == "<p>Nothing is withheld from this edition.</p>"


def test_the_register_tells_quality_or_the_notice() -> None:
    expected = (
        '<dl class="register">\n'
        '<dt id="source-police">Records</dt>\n<dd>Owner: County Police. Period: 2021 and 2022.</dd>\n'
        "<dd>Quality: none stated</dd>\n"
        '<dt id="source-council">Borough Council</dt>\n<dd>Owner: Borough Council. Period: 2022.</dd>\n'
        "<dd>Quality: Council homes only.</dd>\n"
        '<dt id="source-hospital">Ward records</dt>\n<dd>Owner: City Hospital. Period: 2022.</dd>\n'
        "<dd>Withheld: The hospital shares these with partners only.</dd>\n"
        '<dt id="source-railway">Railway police</dt>\n<dd>Owner: Railway police. Period: 2022.</dd>\n'
        "<dd>Withheld: The railway shares these with partners only.</dd></dl>"
    )
    assert squeezed(written("{{ source_register() }}")) == squeezed(expected)
    assert "Quality: Few and uneven." in written("{{ source_register() }}", "partner")
    assert "Withheld:" not in written("{{ source_register() }}", "partner")


def test_the_register_links_to_a_source_that_has_an_address() -> None:
    linked = replace(SOURCES["council"], link="https://example.org/a?b=1&c=2")
    text = vocabulary(small_view("public", council=linked)).text("{{ source_register() }}")
    address = "https://example.org/a?b=1&amp;c=2"
    assert f'<dd><a href="{address}">{address}</a></dd>' in text
    assert text.count("<a ") == 1


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("{{ n('incidents', 'north', 'latest') }}", "{{ n('incidents', 'north', '2022') }}"),
        ("{{ n('incidents', 'north', 'previous') }}", "{{ n('incidents', 'north', '2021') }}"),
        (
            "{{ change('incidents', 'north', 'previous', 'latest') }}",
            "{{ change('incidents', 'north', '2021', '2022') }}",
        ),
        (
            "{{ share('incidents', 'north', 'latest', of='total/previous') }}",
            "{{ share('incidents', 'north', '2022', of='total/2021') }}",
        ),
        ("{{ rank('incidents', 'south', 'latest') }}", "{{ rank('incidents', 'south', '2022') }}"),
        ("{{ highest('incidents', 'latest') }}", "{{ highest('incidents', '2022') }}"),
        ("{{ total('incidents', 'previous') }}", "{{ total('incidents', '2021') }}"),
        (
            "{{ figure('incidents', chart='ranked', of='latest') }}",
            "{{ figure('incidents', chart='ranked', of='2022') }}",
        ),
    ],
)
def test_the_latest_year_and_the_one_before_need_no_number(text: str, same: str) -> None:
    assert written(text) == written(same)


def test_the_latest_period_as_its_column_says_it() -> None:
    original = datasets()["incidents"]
    columns = tuple(
        replace(each, title="April <2021> to March 2022") if each.name == "2022" else each
        for each in original.descriptor.columns
    )
    view = small_view("public", with_descriptor(original, columns=columns))
    assert vocabulary(view).text("{{ latest('incidents') }}") == "April &lt;2021&gt; to March 2022"
