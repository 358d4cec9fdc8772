"""Lineage on the page itself: beneath each figure, and at the page's end for the numbers in sentences.

Details and links of plain HTML: nothing here needs a script or an inline style. A number in a sentence links to its
entry; those in tables are listed column by column, so that a page gains few stops for the keyboard.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

from assess.lineage.ledger import Origins, datasets_of
from assess.lineage.page_reader import Bound, Page
from assess.lineage.recomputation import Recomputation

_NUMBER = re.compile(r"<data\b.*?</data>", re.DOTALL)
_FIGURE = re.compile(r'(<figure\b[^>]*\bid="([^"]*)".*?)(</figure>)', re.DOTALL)
_MOST_CELLS = 24
_OWN = "en"  # the language that these details are told in, whatever that of the page
_DETAILS = '<details class="lineage"'
_HOW = {
    "": "as stored",
    "change": "the change from the first to the second, in per cent of the first",
    "difference": "the second less the first",
    "share": "the first in per cent of the second",
    "rate": "the first for each 1,000 of the second",
    "rank": "the place of the first among all of them, the highest being first",
    "sum": "the sum of the scores that were given",
    "total": "the sum",
    "printed": "as it was printed",
    "below": "how many have less",
    "rows": "how many of them there are",
    "count": "how many of them come to this",
    "cause": "the earlier count that gives the printed change",
    "highest": "the name of one with the highest number",
    "lowest": "the name of one with the lowest number",
}


def with_lineage(html: str, page: Page, origins: Origins, recomputation: Recomputation) -> str:
    """A page that says where its numbers came from; one without numbers stays as it is."""
    if not page.numbers:
        return html
    numbers = iter(page.numbers)
    linked = _NUMBER.sub(lambda match: _linked(match[0], next(numbers)), html)
    annotated = _FIGURE.sub(
        lambda match: match[1] + _of_figure(match[2], page, origins, recomputation) + match[3], linked
    )
    before, end, after = annotated.rpartition("</article>")
    told = before + _of_page(page, origins, recomputation) + end + after
    return told if page.language == _OWN else told.replace(_DETAILS, f'{_DETAILS} lang="{_OWN}"')


def _linked(element: str, number: Bound) -> str:
    if number.in_table or number.linked:
        return element
    return f'<a class="bound" id="says-{number.order}" href="#number-{number.order}">{element}</a>'


def _of_page(page: Page, origins: Origins, recomputation: Recomputation) -> str:
    entries = [_entry(number, origins, recomputation) for number in page.numbers if not number.in_table]
    listed = [number for number in page.numbers if number.in_table and not number.figure]
    lists = ""
    if entries:
        opening = '<details class="lineage" id="numbers"><summary>Where the numbers in this page\'s sentences come from'
        lists = f"{opening}</summary><ol>{''.join(entries)}</ol></details>"
    if listed:
        lines = "".join(map(_line, listed))
        opening = '<details class="lineage"><summary>Where the numbers in this page\'s tables come from'
        lists += f"{opening}</summary><ul>{lines}</ul>{_credit(listed, origins)}</details>"
    return lists


def _line(number: Bound) -> Markup:
    """A number of a table that is no figure: each cell there is worked out in its own way."""
    return Markup("<li>{}, {}: <strong>{}</strong>: {}, <code>{}</code></li>").format(
        number.row, number.column, number.text, _HOW[number.by], number.formula
    )


def _entry(number: Bound, origins: Origins, recomputation: Recomputation) -> str:
    cells = [
        Markup("<li><code>{}</code> {}</li>").format(cell, "" if "/*/" in cell else recomputation.raw(cell))
        for cell in number.cells[:_MOST_CELLS]
    ]
    if len(number.cells) > _MOST_CELLS:
        cells.append(Markup("<li>and {} more, which the ledger lists</li>").format(len(number.cells) - _MOST_CELLS))
    says = Markup("<strong>{}</strong>").format(number.text)
    if not number.linked:
        says = Markup('<a href="#says-{}">{}</a>').format(number.order, says)
    formula = Markup(", <code>{}</code>").format(number.formula) if number.by else Markup()
    return Markup('<li id="number-{}">{}: {}{}<ul class="lineage__cells">{}</ul>{}</li>').format(
        number.order, says, _HOW[number.by], formula, Markup().join(cells), _credit([number], origins)
    )


def _of_figure(figure: str, page: Page, origins: Origins, recomputation: Recomputation) -> str:
    numbers = [number for number in page.numbers if number.figure == figure and number.in_table]
    if not numbers:
        return ""
    columns = dict.fromkeys(number.column for number in numbers)
    rules = [
        _rule(column, [number for number in numbers if number.column == column], recomputation) for column in columns
    ]
    shown = origins.datasets[datasets_of(numbers[0])[0]].descriptor
    name = f"figure {shown.figure}" if shown.figure else f"“{shown.title}”"
    details = Markup(
        '<details class="lineage"><summary>Where the numbers of {} come from</summary><ul>{}</ul>{}</details>'
    ).format(name, Markup().join(rules), _credit(numbers, origins))
    return str(details)  # a Markup would escape the page that it is added to


def _rule(title: str, numbers: Sequence[Bound], recomputation: Recomputation) -> Markup:
    dataset, _, column = numbers[0].formula.split("/")
    derived = recomputation.derived(numbers[0].formula)
    if derived is None:
        return Markup("<li>{}: stored in <code>{}.csv</code>, column <code>{}</code></li>").format(
            title, dataset, column
        )
    operands = Markup(", ").join(
        Markup("{} <code>{}</code>{}").format(name, reference, f" for {row}" * (row != "default"))
        for name, references in derived.operands.items()
        for row, reference in references.items()
    )
    datasets = dict.fromkeys(cell.split("/")[0] for number in numbers for cell in number.cells)
    where = Markup(", ").join(Markup("<code>{}.csv</code>").format(name) for name in datasets)
    return Markup("<li>{}: {} ({}), from cells of {}</li>").format(title, _HOW[derived.by], operands, where)


def _credit(numbers: Sequence[Bound], origins: Origins) -> Markup:
    """Who the data is from, who may see it, and the digest of each CSV."""
    names = list(dict.fromkeys(name for number in numbers for name in datasets_of(number)))
    sources = dict.fromkeys(source for name in names for source in origins.datasets[name].descriptor.sources)
    audiences = dict.fromkeys(origins.datasets[name].audience for name in names)
    digests = Markup(", ").join(
        Markup("<code>{}.csv</code> <code>{}</code>").format(name, origins.digests[name][:12])
        for name in names
        if name in origins.digests
    )
    return Markup("<p>Source: {}. Audience: {}. SHA-256, its first twelve digits: {}.</p>").format(
        "; ".join(origins.sources[source] for source in sources), ", ".join(audiences), digests
    )
