"""Macros about the printed document: which of its derived numbers differ, and the same quantity in two places."""

from __future__ import annotations

from abc import ABC
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from markupsafe import Markup

from macros.html.data_element import bound, bound_name, formula
from macros.html.number_format import in_prose, in_table
from macros.html.templating import html, inline
from macros.language import site_map
from macros.phrasebook.phrases import Phrases
from macros.vocabulary.areas import AreaMacros
from macros.vocabulary.causes import because
from macros.vocabulary.figures import figure_id
from redaction.data.arithmetic import Quantity, difference
from redaction.data.quantities import EVERY_ROW
from redaction.diagnostics.errors import LookupFailedError, UsedFailedError, WithheldError
from redaction.expressions import SENTENCES, Operand, Operation
from redaction.reconciliation.causes import ORDER
from redaction.reconciliation.claims import CLAIMS, TEXT, Judged, Verdict, judged_claims
from redaction.reconciliation.same_quantity import SAME, SAME_QUANTITY, Link, links_of, shown

T = TypeVar("T")
_EVERY_CLAIM = f"{CLAIMS}/{EVERY_ROW}/expression"
_EVERY_LINK = f"{SAME_QUANTITY}/{EVERY_ROW}/apart"
_UNEXPLAINED = "unexplained"


@dataclass(frozen=True)
class ReconciliationMacros(AreaMacros, ABC):
    """The macros that compare the printed document with its own numbers, each claim judged once."""

    def differences(self) -> str:
        """What the printed document derived and does not follow from its numbers: a table for each page."""
        judged = self._judged()
        differing = [each for each in judged if each.verdict is Verdict.DIFFERS]
        if not differing:
            return self._say("reconciliation.all_agree" if judged else "reconciliation.none_listed")
        return self._by_page(differing, "differences.html")

    def reconciliation(self) -> str:
        """Everything that the printed document derived, with its verdict; the open edition says where that is."""
        judged = self._judged()
        if not judged:
            return self._say("reconciliation.none_listed")
        if len(self.view.edition.audiences) == 1:
            return self._say("reconciliation.elsewhere")
        return self._by_page(judged, "reconciliation.html")

    def reconciliation_counts(self) -> str:
        """How many claims were checked, by verdict, and how many that differ have each cause."""
        judged = self._judged()
        if not judged:
            return self._say("reconciliation.none_listed")
        verdicts = Counter(each.verdict for each in judged)
        causes = Counter(each.cause.kind for each in judged if each.cause)
        none = verdicts[Verdict.DIFFERS] - causes.total()
        return html(
            "reconciliation_counts.html",
            self._say,
            verdicts=[(self._verdict(each), _count(verdicts[each], _EVERY_CLAIM, each)) for each in Verdict],
            all=_count(len(judged), _EVERY_CLAIM),
            causes=[
                (self._say(f"cause_in_short.{kind}"), _count(causes[kind], _EVERY_CLAIM, Verdict.DIFFERS, kind))
                for kind in ORDER
                if causes[kind]
            ]
            + [(self._say("reconciliation.not_explained"), _count(none, _EVERY_CLAIM, Verdict.DIFFERS, _UNEXPLAINED))],
            differing=_count(verdicts[Verdict.DIFFERS], _EVERY_CLAIM, Verdict.DIFFERS),
        )

    def same_quantities(self) -> str:
        """Quantities that the printed document gives twice, where the two differ, and why."""
        links = self._read(SAME_QUANTITY, lambda: links_of(self.view))
        if not links:
            return self._say("reconciliation.none_twice")
        apart = [link for link in links if link.reason != SAME]
        return html(
            "same_quantities.html",
            self._say,
            rows=[self._link_row(link) for link in apart],
            differing=_count(len(apart), _EVERY_LINK, "apart"),
            equal=_count(len(links) - len(apart), _EVERY_LINK, "equal"),
        )

    def _verdict(self, verdict: Verdict) -> str:
        return self._say(f"verdict.{verdict.replace(' ', '-')}")

    def _judged(self) -> tuple[Judged, ...]:
        return self._read(CLAIMS, lambda: self.view.part(judged_claims))

    def _read(self, dataset: str, what: Callable[[], tuple[T, ...]]) -> tuple[T, ...]:
        """What rests on a dataset, nothing where a site has none; a fault in it is reported at its own row."""
        try:
            self.view.dataset(dataset)
        except WithheldError:
            raise
        except LookupFailedError:  # a site without a printed original
            return ()
        try:
            return what()
        except LookupFailedError as error:
            raise UsedFailedError(error) from None

    def _by_page(self, judged: Iterable[Judged], template: str) -> str:
        of_page: dict[str, list[Judged]] = {}
        for each in judged:
            of_page.setdefault(each.claim.page, []).append(each)
        parts: list[str] = []
        for page in (page for page in self.site.pages if page.path in of_page):
            rows = [self._row(each) for each in of_page[page.path]]
            name = page.path.removesuffix(".md").replace("/", "-")
            parts.append(f"### {inline(page.title)}")
            parts.append(html(template, self._say, id=f"printed-{name}", title=page.title, rows=rows))
        return "\n\n".join(parts)

    def _row(self, each: Judged) -> dict[str, object]:
        claim = each.claim
        return {
            "label": claim.label,
            "place": claim.place,
            "href": self._figure_link(claim.figure, claim.page),
            "printed": bound_name(claim.printed, claim.printed, [f"{CLAIMS}/{claim.id}/printed"], "printed", ""),
            "shown": self._shown(each),
            "verdict": self._verdict(each.verdict),
            "cause": because(each, each.cause, self._say) if each.verdict is Verdict.DIFFERS else "",
            "others": [because(each, cause, self._say) for cause in each.causes[1:]],
        }

    def _link_row(self, link: Link) -> dict[str, object]:
        one, other = shown(self.view, link)
        return {
            "quantity": link.quantity,
            "one": self._stated(link.one, one),
            "other": self._stated(link.other, other),
            "apart": bound(
                gap := difference(one, other), in_table(gap), str(Operation("difference", (link.one, link.other)))
            ),
            "reason": self._say(f"reason.{link.reason}"),
            "note": link.note,
        }

    def _stated(self, expression: Operation, quantity: Quantity) -> dict[str, object]:
        """A number, and the figures that it comes from."""
        names = dict.fromkeys(each.dataset for each in expression.references())
        places = []
        for name in names:
            descriptor = self.view.dataset(name).descriptor
            page = next((page.path for page in self.site.pages if name in page.figures), "")
            title = (
                self._say("reconciliation.figure", number=descriptor.figure) if descriptor.figure else descriptor.title
            )
            places.append((title, self._figure_link(name, page) if page else ""))
        return {"number": bound(quantity, in_table(quantity), str(expression)), "places": places}

    def _shown(self, each: Judged) -> Markup:
        """What a claim comes to now: its number, the numbers it compares, or the names that lead."""
        if each.names:
            return self._leading(each)
        operands = each.claim.expression.operands if each.claim.expression.name in SENTENCES else ()
        asked = operands or (each.claim.expression,)
        numbers = [
            _stated_as(each, number, of, self._say)
            for number, of in zip(each.shown, asked, strict=False)
            if number.cells
        ]
        between = self._say.html(
            "reconciliation.of" if each.claim.expression.name == "rank-fits" else "reconciliation.and"
        )
        return between.join(numbers)

    def _leading(self, each: Judged) -> Markup:
        """The names that lead, each with all that they were chosen from and the cell of the name."""
        first = next(each.claim.expression.references())
        every = self.view.column(first.dataset, first.column)
        cells = [cell for _, quantity in every for cell in quantity.cells]
        ids = {row.label: row.id for row, _ in every}
        names = [
            bound_name(
                name,
                name,
                [*cells, self.view.label_cell(first.dataset, ids[name])],
                "highest",
                f"{place} of {each.claim.expression}",
            )
            for place, name in enumerate(each.names, 1)
        ]
        return Markup(self._say.listed(names))  # noqa: S704  # each name is escaped

    def _figure_link(self, dataset: str, page: str) -> str:
        address = site_map.address(page, self.page().path)
        return address if dataset == TEXT else f"{address}#{figure_id(self.view.dataset(dataset))}"


def _count(number: int, cells: str, *which: str) -> Markup:
    """A number of claims or links, bound to all of them; `which` are those with a verdict, and a cause."""
    quantity = Quantity(Decimal(number), (cells,), "count")
    return bound(quantity, in_prose(quantity), formula("count", cells, *which))


def _stated_as(each: Judged, number: Quantity, of: Operand, say: Phrases) -> Markup:
    """A number as its claim gave it: a rank in a sentence is 4th, in a table 4."""
    if each.claim.figure == TEXT and number.by == "rank" and number.value is not None:
        return bound(number, say.ordinal(int(number.value)), f"ordinal ({of})")
    return bound(number, in_table(number), str(of))
