"""How hard built pages are to read; as a script, a table of the pages of a site, hardest first.

    .venv/bin/python tests/content/reading_ease.py site/public

The measure is the Flesch-Kincaid grade. It rests on the length of sentences and the number of syllables in a word.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reading import prose_of, without_addresses
from scireadability import flesch_kincaid_grade, lexicon_count

AGE_BEFORE_GRADE_1 = 5  # a grade is a year of American school, and children start grade 1 at six
_SENT_ON = 'http-equiv="refresh"'
LABEL = 5  # words: a block as short as this is a heading or a link, as a rule, and not a sentence


@dataclass(frozen=True)
class Ease:
    """The words of a page, the Flesch-Kincaid grade of its prose, and the age at which a reader has that grade."""

    words: int
    grade: float

    @property
    def reading_age(self) -> float:
        return self.grade + AGE_BEFORE_GRADE_1


def ease_of(blocks: Iterable[str]) -> Ease:
    """The ease of blocks of prose, each of which ends a sentence, with a full stop or without.

    The grade is the harder of two: of all blocks, and of those longer than a label. So headings and links, however
    many, cannot make a page seem easy.
    """
    prose = [block for block in map(without_addresses, blocks) if lexicon_count(block)]
    sentences = [block for block in prose if lexicon_count(block) > LABEL]
    return Ease(sum(map(lexicon_count, prose)), max(map(_grade, filter(None, (prose, sentences))), default=0.0))


def _grade(blocks: list[str]) -> float:
    return flesch_kincaid_grade(" ".join(block if block.endswith((".", "!", "?")) else f"{block}." for block in blocks))


def ease_by_page(site: Path) -> dict[str, Ease]:
    """The ease of every page of a built site, by the page's address within it; one that sends readers on has none."""
    pages = [page for page in sorted(site.rglob("index.html")) if _SENT_ON not in page.read_text("utf-8")]
    return {page.parent.relative_to(site).as_posix(): ease_of(prose_of(page)) for page in pages}


def main() -> None:
    """Print the ease of the pages of a site as a table."""
    pages = ease_by_page(Path(sys.argv[1]))
    print("| page | words | grade | reading age |", "|---|---|---|---|", sep="\n")
    for page, ease in sorted(pages.items(), key=lambda item: -item[1].grade):
        name = "home page" if page == "." else page
        print(f"| {name} | {ease.words:,} | {ease.grade:.1f} | {ease.reading_age:.1f} |")


if __name__ == "__main__":
    main()
