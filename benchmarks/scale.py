"""What a page costs as a site grows: this site with 300 and with 1,400 generated pages more: `make bench-scale`.

Each further page has a table of made-up numbers of its own, a sentence with one of them, and links; every third has a
chart. The public edition is built beside the sample pack, with every check and audit.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from benchmarks.measuring import CommandFailedError, Run, run
from benchmarks.workbench import Workbench, contents, whole

_MORE = (300, 1400)
_GROUP, _ROWS = 50, 12  # pages of a group of the navigation, rows of a table
_FOLDER = "made-up"


def main() -> int:
    """Measure and print; 1 where a build fails."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("more", nargs="*", type=int, default=_MORE, help="pages to add (default: 300 and 1400)")
    asked = parser.parse_args()
    print(f"{'':<26}{'pages':>7}{'wall':>9}{'processor':>11}{'ms a page':>11}{'largest process':>17}")
    try:
        for more in asked.more:
            with tempfile.TemporaryDirectory(prefix="assess-scale-") as folder:
                _measure(Path(folder) / "site", more)
    except CommandFailedError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _measure(folder: Path, more: int) -> None:
    bench = whole(folder, "public", "--restricted", "data/sample")
    _grow(folder, more)
    _tell("cold", run(bench.command), bench)
    bench.edit()
    _tell("one page changed", run(bench.command), bench)
    _tell("nothing changed", run(bench.command), bench)
    index = bench.site / "search" / "search_index.json"
    listed = bench.site / "about" / "figures" / "index.html"
    home = bench.site / "index.html"
    sizes = {"search index": index, "list of figures": listed, "home page": home}
    print(", ".join(f"{name} {path.stat().st_size / 1e6:.2f} MB" for name, path in sizes.items()), flush=True)


def _tell(name: str, found: Run, bench: Workbench) -> None:
    pages = contents(bench.site)["pages"]
    times = f"{found.wall:>9.1f}{found.processor:>11.1f}{found.processor / pages * 1000:>11.0f}"
    print(f"{name:<26}{pages:>7}{times}{found.largest:>14.0f} MB", flush=True)


def _grow(folder: Path, more: int) -> None:
    """Add pages to a site, each with a dataset."""
    chance = random.Random(1)  # noqa: S311  # a fixed seed is wanted, not a secret
    names = [f"made-up-{_in_letters(number)}" for number in range(more)]
    (folder / "docs" / _FOLDER).mkdir()
    for at, name in enumerate(names):
        counts = chance.sample(range(100, 10_000), _ROWS)
        rows = "".join(f"area-{row},Made up {row},{count}\n" for row, count in enumerate(counts, start=1))
        (folder / "data" / "public" / f"{name}.csv").write_text(f"id,label,count\n{rows}", "utf-8")
        (folder / "data" / "public" / f"{name}.yaml").write_text(_descriptor(name), "utf-8")
        text = "\n".join(_page(name, names[at - 1], charted=at % 3 == 0))
        (folder / "docs" / _FOLDER / f"{name}.md").write_text(text, "utf-8")
    config = folder / "mkdocs.yml"
    settings: dict[str, Any] = yaml.safe_load(config.read_text("utf-8"))
    paths = [f"{_FOLDER}/{name}.md" for name in names]
    groups = [{f"Made up {_in_letters(at // _GROUP)}": paths[at : at + _GROUP]} for at in range(0, more, _GROUP)]
    settings["nav"].append({"Made up": groups})
    config.write_text(yaml.safe_dump(settings, sort_keys=False, allow_unicode=True), "utf-8")


def _in_letters(number: int) -> str:
    """A number as three letters, since no page may type a number that no data bear out."""
    return "".join(chr(ord("a") + number // 26**place % 26) for place in (2, 1, 0))


def _descriptor(name: str) -> str:
    content = {
        "title": f"Made-up offences of {name}",
        "headline": f"{{{{ highest('{name}', 'count') }}}} had the most offences",
        "place": "Nowhere",
        "period": "2022",
        "sources": ["essex-police-performance"],
        "synthetic": True,
        "columns": {"label": {"title": "Area"}, "count": {"title": "Number", "kind": "count", "unit": "offences"}},
    }
    return yaml.safe_dump(content, sort_keys=False)


def _page(name: str, other: str, *, charted: bool) -> Iterator[str]:
    yield f"---\ntitle: About {name}\ndescription: What was made up of {name}."
    yield "sources: [essex-police-performance]\n---"
    yield "This page was made to see what a page costs. Its numbers describe nothing.\n"
    yield f"There were {{{{ n('{name}', 'area-1', 'count') }}}} offences in one of its areas.\n"
    yield f"[Another page]({other}.md) is like it. [The list of figures](../about/figures.md) has both.\n"
    yield f"{{{{ figure('{name}', chart='ranked', of='count') }}}}\n" if charted else f"{{{{ table('{name}') }}}}\n"


if __name__ == "__main__":
    sys.exit(main())
