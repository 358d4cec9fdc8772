from __future__ import annotations

import re

import pytest
from small_view import dataset, small_view, vocabulary

from macros.language.site_map import PublishedPage, SiteMap
from macros.language.template import MacroCall
from macros.phrasebook.phrases import LANGUAGES, phrases_of
from macros.vocabulary.vocabulary import MACROS, Vocabulary
from redaction.diagnostics.errors import UsedFailedError
from redaction.reconciliation.causes import CauseKind
from redaction.reconciliation.claims import Verdict
from redaction.reconciliation.same_quantity import REASONS

SAY = phrases_of("en")

DESCRIPTOR = """\
title: {title}
headline: A finding
place: Anyshire
period: "2022"
sources: [police]
columns:
  label: {{title: What}}
"""
CLAIM_COLUMNS = ("page", "figure", "place", "printed", "expression")
LINK_COLUMNS = ("one", "other", "apart", "reason", "note")
CHANGE = "change incidents/north/2021 incidents/north/2022"  # +50
CLAIMS = f"""\
id,label,page,figure,place,printed,expression
right,North <i>,one.md,incidents,"Figure 1, %",50%,{CHANGE}
wrong,South,one.md,incidents,"Figure 1, %",-50%,{CHANGE}
lost,East,one.md,text,In the text,7%,{CHANGE}
count,West,two.md,text,In the text,-40%,change 1000 585
place,Hill,two.md,text,In the text,4th,rank incidents/north/2022
names,Top two,two.md,text,In the text,the top two,leading incidents/south/2022 incidents/north/2022
none,Not known,two.md,text,In the text,most,unpublished
"""
LINKS = """\
id,label,one,other,apart,reason,note
same,Total,value incidents/total/2021,value incidents/total/2022,value 0,same,none
apart,North,value incidents/north/2021,value incidents/north/2022,value 500,period,Another year
"""
SHOWN = {"incidents": MacroCall("table", ("incidents",), {}, 1)}
SITE = SiteMap(pages=(PublishedPage("one.md", "1 One", (), SHOWN), PublishedPage("two.md", "2 Two")))


def macros(claims: str = CLAIMS, links: str = LINKS, edition: str = "public") -> Vocabulary:
    columns = {"printed-claims": CLAIM_COLUMNS, "same-quantity": LINK_COLUMNS}
    more = [
        dataset(
            name,
            DESCRIPTOR.format(title=name) + "".join(f"  {each}: {{title: {each}}}\n" for each in columns[name]),
            csv,
        )
        for name, csv in (("printed-claims", claims), ("same-quantity", links))
    ]
    return vocabulary(small_view(edition, *more), page="about/differences.md", site=SITE)


def rows(html: str) -> dict[str, list[str]]:
    """The texts of the cells of each row, by its label."""
    found = {}
    for label, cells in re.findall(r'<tr[^>]*><th scope="row">(.*?)</th>(.*?)</tr>', html):
        text = [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", cells)]
        found[re.sub(r"<br>.*|<[^>]+>", "", label)] = text
    return found


class TestDifferences:
    def test_only_what_differs_is_listed_with_what_it_comes_to_and_its_cause(self) -> None:
        assert rows(macros().differences()) == {
            "South": ["-50%", "+50.0%", SAY(f"cause.{CauseKind.SIGN}")],
            "East": ["7%", "+50.0%", SAY("cause.none")],
            "West": ["-40%", "", SAY("cause.none")],
            "Hill": ["4th", "1st", SAY(f"cause.{CauseKind.OTHER_END}")],
            "Top two": ["the top two", "North and South", SAY(f"cause.{CauseKind.ORDER}")],
        }

    def test_there_is_a_table_for_each_page_under_its_title(self) -> None:
        made = macros().differences()
        assert re.findall(r"^### (.*)$", made, re.MULTILINE) == ["1 One", "2 Two"]
        assert made.count("<table>") == 2

    def test_a_claim_links_to_its_figure_or_else_to_its_page(self) -> None:
        made = macros().differences()
        assert re.search(r'<a href="../../one/#fig-1" aria-label="South\. [^"]+">South</a>', made)
        assert re.search(r'<a href="../../one/" aria-label="East\. [^"]+">East</a>', made)

    def test_what_was_printed_and_what_it_comes_to_are_bound_to_their_cells(self) -> None:
        made = macros().differences()
        assert '<data value="-50%" data-cell="printed-claims/wrong/printed" data-by="printed">-50%</data>' in made
        cells = "incidents/north/2021 incidents/north/2022"
        assert f'<data value="50.0" data-cell="{cells}" data-by="change" data-formula="{CHANGE}">+50.0%</data>' in made

    def test_a_count_that_was_not_printed_is_bound_too(self) -> None:
        claims = CLAIMS + "seen,Seen,two.md,text,In the text,+9.38%,change rates/north/people 455\n"
        found = rows(macros(claims).differences())["Seen"]
        assert found[2] == SAY("cause.unpublished-count", "416")

    @pytest.mark.parametrize("macro", ["differences", "reconciliation", "reconciliation_counts"])
    def test_a_site_without_a_printed_document_or_with_a_header_alone_says_so(self, macro: str) -> None:
        none = vocabulary(small_view("public"), page="about/differences.md", site=SITE)
        header = macros(CLAIMS.splitlines()[0] + "\n")
        for each in (none, header):
            assert getattr(each, macro)() == "No number of a printed document has been listed to be checked."

    def test_where_everything_agrees_that_is_said(self) -> None:
        agreeing = "\n".join(CLAIMS.splitlines()[:2])
        assert macros(f"{agreeing}\n").differences() == "Everything that was checked agrees."

    @pytest.mark.parametrize("macro", ["differences", "reconciliation", "reconciliation_counts"])
    def test_a_fault_among_the_claims_is_not_told_at_the_page(self, macro: str) -> None:
        with pytest.raises(UsedFailedError):
            getattr(macros(CLAIMS + "bad,Bad,one.md,text,In the text,1,value a/b/c\n"), macro)()


class TestReconciliation:
    def test_an_edition_for_fewer_readers_lists_every_claim_with_its_verdict(self) -> None:
        found = rows(macros(edition="partner").reconciliation())
        assert {label: cells[2] for label, cells in found.items()} == {
            "North &lt;i&gt;": "Agrees",
            "South": "Differs",
            "East": "Differs",
            "West": "Differs",
            "Hill": "Differs",
            "Top two": "Differs",
            "Not known": "Cannot be computed from what is published",
        }

    def test_the_open_edition_says_where_the_list_is(self) -> None:
        assert "table" not in macros().reconciliation()

    def test_the_counts_add_up(self) -> None:
        found = rows(macros().reconciliation_counts())
        verdicts = ["Agrees", "Agrees after rounding", "Differs", "Cannot be computed from what is published"]
        assert [found[name] for name in (*verdicts, "All")] == [["1"], ["0"], ["5"], ["1"], ["7"]]
        causes = {name: cells for name, cells in found.items() if name not in (*verdicts, "All", "All that differ")}
        assert sum(int(cells[0]) for cells in causes.values()) == int(found["All that differ"][0]) == 5
        assert causes["Not explained by any single computation"] == ["2"]


def test_quantities_that_differ_are_listed_and_those_that_agree_are_counted() -> None:
    made = macros().same_quantities()
    assert rows(made) == {"North": ["1,000 (figure 1) and 1,500 (figure 1)", "+500", "Another period. Another year"]}
    assert '<a href="../../one/#fig-1">figure 1</a>' in made
    assert "The same in both places: <data" in made


def test_without_quantities_in_two_places_that_is_said() -> None:
    none = vocabulary(small_view("public"), page="about/differences.md", site=SITE)
    for each in (none, macros(links=LINKS.splitlines()[0] + "\n")):
        assert each.same_quantities() == "No quantity has been listed that a printed document gives in two places."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cause_verdict_and_reason_has_its_words(language: str) -> None:
    said = set(phrases_of(language).said)
    assert {f"cause.{kind}" for kind in CauseKind} | {f"cause_in_short.{kind}" for kind in CauseKind} <= said
    assert {f"verdict.{verdict.replace(' ', '-')}" for verdict in Verdict} <= said
    assert {f"reason.{reason}" for reason in REASONS} <= said


def test_the_macros_are_in_the_vocabulary() -> None:
    assert {"differences", "reconciliation", "reconciliation_counts", "same_quantities"} <= set(MACROS)
