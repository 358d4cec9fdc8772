"""The peer's data: each CSV and each descriptor read once, with pandas, and what follows from the cells."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

ROOT = Path(__file__).parent.parent
DOWNLOADS = ROOT / "docs" / "downloads"
DATA = ROOT / "data"
PERCENT = ("share", "change")
NAN = float("nan")


def load_yaml(text: str) -> Any:
    """A YAML text, by the fast loader where there is one."""
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  # both loaders are safe ones


# --- What is stored -------------------------------------------------------------------------------


@functools.cache
def about(name: str) -> dict[str, Any]:
    """What is written about a dataset: titles, notes, source."""
    content: dict[str, Any] = load_yaml((DATA / f"{name}.yaml").read_text("utf-8"))
    return content


@functools.cache
def names() -> list[str]:
    """Every dataset."""
    return sorted(path.stem for path in DATA.glob("*.yaml"))


@functools.cache
def sources() -> dict[str, Any]:
    """The register of sources."""
    content: dict[str, Any] = load_yaml((ROOT / "sources.yml").read_text("utf-8"))
    return content


@functools.cache
def columns(name: str) -> dict[str, dict[str, Any]]:
    """The columns of a dataset, stored and computed, by name."""
    return {**about(name)["columns"], **about(name).get("derived", {})}


def is_number(how: dict[str, Any]) -> bool:
    """Whether a column holds numbers."""
    return "by" in how or how.get("kind", "text") != "text"


@functools.cache
def texts(name: str) -> pd.DataFrame:
    """A CSV as it is, or the rows of the one that it takes them from; empty where there is none yet."""
    path, chosen = DOWNLOADS / f"{name}.csv", about(name).get("rows_of")
    if path.exists():
        return pd.read_csv(path, dtype=str, keep_default_na=False).set_index("id")
    if chosen is None:
        return pd.DataFrame(columns=["id", *about(name)["columns"]]).set_index("id")
    of = chosen["dataset"]
    if "rank" not in chosen:
        return parts_of(of)
    ranks = pd.Series({row: value(of, row, chosen["rank"]) for row in parts_of(of).index}).sort_values(kind="stable")
    return texts(of).loc[ranks[ranks <= chosen.get("highest", len(ranks))].index]


@functools.cache
def stored(name: str) -> pd.DataFrame:
    """A CSV with its numbers as numbers; a code in place of one is none."""
    data = texts(name).copy()
    for column, how in about(name)["columns"].items():
        if is_number(how) and column in data:
            data[column] = pd.to_numeric(data[column], errors="coerce")
    return data


@functools.cache
def parts_of(name: str) -> pd.DataFrame:
    """The rows that are neither totals nor part of another row."""
    data = stored(name)
    totals = [each["total"] for each in about(name).get("sums", ()) if each["parts"] != "children"]
    nested = data["parent"].ne("") if "parent" in data else False
    return data[~(data.index.isin(totals) | nested)]


def peers_of(name: str, row: str) -> pd.DataFrame:
    """The rows that a row is ranked among."""
    data, parts = stored(name), parts_of(name)
    return parts if row in parts.index or "parent" not in data else data[data["parent"] == data.loc[row, "parent"]]


@functools.cache
def years(name: str) -> list[str]:
    """The columns that are named after years, in their order."""
    return sorted(column for column in about(name)["columns"] if column.isdigit())


def dated(name: str, column: str) -> str:
    """A column, or the one that `latest` or `previous` means."""
    return {"latest": years(name)[-1:], "previous": years(name)[-2:-1]}.get(column, [column])[0]


# --- What follows ---------------------------------------------------------------------------------


@functools.cache
def value(name: str, row: str, column: str) -> float:
    """A number, or the sum of a column where the row is `*`."""
    column = dated(name, column)
    if row == "*":
        return sum(value(name, each, column) for each in parts_of(name).index)
    if column in about(name)["columns"]:
        return float(stored(name).at[row, column])  # noqa: PD008  # it is quicker
    return computed(name, row, about(name)["derived"][column])


def series(name: str, column: str, rows: Any) -> pd.Series:
    """A column, stored or computed, over some rows."""
    column = dated(name, column)
    if column in about(name)["columns"]:
        return stored(name).loc[rows, column]
    return pd.Series({row: value(name, row, column) for row in rows}, dtype=float)


def computed(name: str, row: str, how: dict[str, Any]) -> float:
    """A computed cell."""
    if "only" in how and row not in how["only"]:
        return NAN
    if how["by"] == "sum":
        amounts = [value(*place(name, row, each)) for each in how["of"]]
        return sum(each for each in amounts if not pd.isna(each))
    if how["by"] == "rank":
        of, at, column = place(name, row, how["of"])
        return position(of, at, column, highest=how.get("order", "highest") == "highest")
    if how["by"] == "share":
        return percentage(value(*place(name, row, how["part"])), value(*place(name, row, how["whole"])))
    earlier, later = value(*place(name, row, how["from"])), value(*place(name, row, how["to"]))
    return later - earlier if how["by"] == "difference" else percentage(later - earlier, earlier)


def percentage(part: float, whole: float) -> float:
    """A part in per cent of a whole."""
    return part / whole * 100 if whole else NAN


def place(name: str, row: str, reference: str | dict[str, str]) -> tuple[str, str, str]:
    """The dataset, row and column that a reference means: COLUMN, ROW/COLUMN or DATASET/ROW/COLUMN."""
    text = reference if isinstance(reference, str) else reference.get(row, reference["default"])
    parts = text.format(row=row).split("/")
    of, at, column = [*[name, row][: 3 - len(parts)], *parts]
    return of, at, column


@functools.cache
def ranks(name: str, column: str, parent: str, *, highest: bool) -> pd.Series:
    """The ranks of rows beside each other; equal values share one."""
    rows = parts_of(name).index if not parent else stored(name).index[stored(name)["parent"] == parent]
    return series(name, column, rows).rank(method="min", ascending=not highest)


def position(name: str, row: str, column: str, *, highest: bool) -> float:
    """The rank of a row among those beside it."""
    data = stored(name)
    parent = str(data.at[row, "parent"]) if "parent" in data else ""  # noqa: PD008  # it is quicker
    return float(ranks(name, dated(name, column), parent, highest=highest).get(row, NAN))


def worked_out(tokens: list[str]) -> float:
    """The result of an operation in prefix form, taken from the front of its tokens: `difference A (total B C)`."""
    operation, operands = tokens.pop(0), []
    while tokens and (part := tokens.pop(0)) != ")":
        operands.append(worked_out(tokens) if part == "(" else part)
    if operation in ("rank", "rank-from-fewest", "below", "rows"):
        name, row, column = str(operands[0]).split("/")
        if operation == "rows":
            return float(len(parts_of(name)))
        if operation == "below":
            return float((series(name, column, peers_of(name, row).index) < value(name, row, column)).sum())
        return position(name, row, column, highest=operation == "rank")
    amounts = [each if isinstance(each, float) else amount_of(each) for each in operands]
    if operation == "change":
        return percentage(amounts[1] - amounts[0], amounts[0])
    if operation in ("share", "rate"):  # of 1,000
        return percentage(amounts[0], amounts[1]) * (10 if operation == "rate" else 1)
    return amounts[1] - amounts[0] if operation == "difference" else sum(amounts)


def amount_of(operand: str) -> float:
    """A number as it is written, or the one at DATASET/ROW/COLUMN."""
    if "/" not in operand:
        return float(operand)
    dataset, row, column = operand.split("/")
    return value(dataset, row, column)


@functools.cache
def expression(text: str) -> float:
    """The result of an operation."""
    return worked_out(tokens_of(text))


def tokens_of(text: str) -> list[str]:
    """The tokens of an operation."""
    return re.findall(r"[()]|[^\s()]+", text)


def operands_of(text: str) -> list[float]:
    """The numbers that an operation compares."""
    found, tokens = [], tokens_of(text)[1:]
    while tokens:
        first = tokens.pop(0)
        found.append(worked_out(tokens) if first == "(" else amount_of(first))
    return found


# --- Printed numbers ------------------------------------------------------------------------------

FALLS = {"decrease", "decreased", "down", "fall", "fell", "fewer", "less", "lower", "reduction"}
WORDS = {"highest": 1, "most": 1, "first": 1, "lowest": 1, "fewest": 1, "second": 2, "third": 3, "fourth": 4}
VERDICTS = ["agrees", "agrees after rounding", "differs", "cannot be computed from what is published"]


@functools.cache
def claims() -> pd.DataFrame:
    """What was printed, with what each comes to now and whether it is so."""
    data = texts("printed-claims").copy()
    judged = [judge(*each) for each in zip(data["printed"], data["expression"], strict=True)]
    data["verdict"], data["now"] = [each[0] for each in judged], [each[1] for each in judged]
    return data


def judge(printed: str, text: str) -> tuple[str, str]:
    """Whether what was printed follows, and what it comes to now."""
    operation = text.split(" ", 1)[0]
    if operation == "unpublished":
        return VERDICTS[3], ""
    if operation == "leading":
        return judge_leading(text.split(" ")[1:])
    if operation in ("higher", "lower", "same", "rank-fits"):
        numbers = operands_of(text)
        so = {
            "higher": lambda: numbers[0] > numbers[1],
            "lower": lambda: numbers[0] < numbers[1],
            "same": lambda: numbers[0] == numbers[1],
            "rank-fits": lambda: printed_number(printed)[0] * numbers[0] <= numbers[1],
        }[operation]()
        verdict = VERDICTS[2] if not so else VERDICTS[3] if operation == "rank-fits" else VERDICTS[0]
        return verdict, " and ".join(number(each) for each in numbers)
    amount, (said, decimals) = expression(text), printed_number(printed)
    if pd.isna(amount):
        return VERDICTS[3], ""
    shown = number(amount, 1 if operation in PERCENT else None)
    if abs(amount - said) < 1e-9:
        return VERDICTS[0], shown
    return (VERDICTS[1] if abs(round(amount, decimals) - said) < 1e-9 else VERDICTS[2]), shown


def judge_leading(cells: list[str]) -> tuple[str, str]:
    """Whether the rows that are named have the most."""
    name, _, column = cells[0].split("/")
    highest = series(name, column, parts_of(name).index).nlargest(len(cells))
    verdict = VERDICTS[0] if [amount_of(each) for each in cells] == list(highest) else VERDICTS[2]
    return verdict, listed(list(stored(name).loc[highest.index, "label"]))


def printed_number(text: str) -> tuple[float, int]:
    """The first number in a printed text, and its decimals."""
    words = re.findall(r"[a-z]+", text.lower())
    found = re.search(r"[+\-\u2212]?\d[\d,]*(?:\.\d+)?", text)
    if found is None:
        return float(next((WORDS[word] for word in words if word in WORDS), 0)), 0
    amount = float(found[0].replace(",", "").replace("\u2212", "-"))
    return (-abs(amount) if FALLS & set(words) else amount), len(found[0].partition(".")[2])


# --- Words ----------------------------------------------------------------------------------------


def number(amount: float, decimals: int | None = None) -> str:
    """A number for people: 2,542 or 10.3."""
    if pd.isna(amount):
        return "[z]"
    text = f"{amount:,.{4 if decimals is None else decimals}f}"
    return (text.rstrip("0").rstrip(".") if decimals is None else text).replace("-", "\u2212")


def shown(name: str, row: str, column: str) -> str:
    """The number in a cell for people, with its sign and its unit; the code in its place where there is one."""
    column = dated(name, column)
    how, amount = columns(name)[column], value(name, row, column)
    if pd.isna(amount):
        return str(texts(name).at[row, column]) if column in texts(name) else "[z]"  # noqa: PD008  # it is quicker
    by = how.get("by", "")
    percent = "%" if by in PERCENT or how.get("kind") == "percent" else ""
    sign = "+" if (by in ("difference", "change") or how.get("signed")) and amount > 0 else ""
    given = how.get("decimals", None if by else len(str(texts(name).at[row, column]).partition(".")[2]))  # noqa: PD008  # it is quicker
    return sign + number(amount, 1 if by in PERCENT else given) + percent


def in_words(amount: float, rise: str, fall: str, none: str, decimals: int | None) -> str:
    """A change with its direction."""
    if pd.isna(amount):
        return "[z]"
    if round(amount, 4 if decimals is None else decimals) == 0:
        return none
    return (rise if amount > 0 else fall).format(number(abs(amount), decimals))


def ordinal(rank: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    suffix = "th" if rank % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{suffix}"


def listed(texts: list[str]) -> str:
    """Names in a sentence."""
    return "".join(texts) if len(texts) < 2 else f"{', '.join(texts[:-1])} and {texts[-1]}"
