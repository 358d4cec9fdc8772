"""What an analyst gets: datasets and ledgers as data frames, with types, units and codes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from smallest_site import write_site

from assess import frames
from redaction.diagnostics.errors import AssessError, LookupFailedError

CSV = "id,label,2024,2025,rate\nnorth,North,100,120 [p],1.5\nsouth,South,[x],80,2.0\n"
DESCRIPTOR = """\
title: Fires by place
headline: "North had {{ n('fires', 'north', '2025') }} fires"
place: Northtown
period: "2025"
sources: [northtown-fire]
columns:
  label: {title: Place}
  "2024": {title: "2024", kind: count, unit: fires}
  "2025": {title: "2025", kind: count, unit: fires}
  rate: {title: Rate, kind: number, unit: fires for each station}
derived:
  change: {title: Change, by: change, from: "{row}/2024", to: "{row}/2025"}
  rank: {title: Rank, by: rank, of: "2025", order: highest}
"""
HEAD = "edition,page,order,place,says,value,how,formula,cells,sources,audience,csv,sentence,figure,table\n"
LINE = 'public,index.html,1,Fires,"1,200",1200,stored,n,fires/north/2025,Fire,public,x,There were fires.,,\n'


@pytest.fixture
def _in_a_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = write_site(tmp_path / "site")
    (site / "data" / "public" / "fires.csv").write_text(CSV, "utf-8")
    (site / "data" / "public" / "fires.yaml").write_text(DESCRIPTOR, "utf-8")
    monkeypatch.chdir(site / "docs")


@pytest.mark.usefixtures("_in_a_site")
def test_a_dataset_has_its_types_units_and_codes() -> None:
    fires = frames.dataset("fires")
    assert list(fires.index) == ["north", "south"]
    assert {name: str(kind) for name, kind in fires.dtypes.items()} == {
        "label": "string",
        "2024": "Int64",
        "2025": "Int64",
        "rate": "Float64",
        "change": "Float64",
        "rank": "Int64",
    }
    assert fires.loc["north", "2025"] == 120
    assert fires.loc["north", "change"] == 20.0
    assert fires["2024"].isna().tolist() == [False, True]
    assert fires["rank"].tolist() == [1, 2]
    assert fires.attrs["units"] == {
        "2024": "fires",
        "2025": "fires",
        "rate": "fires for each station",
        "change": fires.attrs["units"]["change"],
        "rank": "",
    }
    assert fires.attrs["codes"]["2024"] == {"south": "[x]"}
    assert fires.attrs["codes"]["2025"] == {"north": "[p]"}
    assert fires.attrs["codes"]["change"] == {"north": "[p]", "south": "[x]"}, "what rests on a code carries it"
    assert (fires.attrs["title"], fires.attrs["titles"]["rate"]) == ("Fires by place", "Rate")


@pytest.mark.usefixtures("_in_a_site")
def test_all_that_an_edition_may_know_is_there_and_nothing_else() -> None:
    assert frames.view("public").keys() == {"fires"}
    pd.testing.assert_frame_equal(frames.view()["fires"], frames.dataset("fires"))
    with pytest.raises(LookupFailedError, match=r'"fire".*"fires"'):
        frames.dataset("fire")
    with pytest.raises(AssessError, match='no edition "partner"'):
        frames.view("partner")


def test_withheld_cells_are_a_frame_with_their_ranges_and_witnesses(tmp_path: Path) -> None:
    (tmp_path / "protect").mkdir()
    worlds = {"least": 2, "most": 9, "exact": True, "worlds": [1, 0]}
    said = {
        "width": 4,
        "tables": {"fires-by-place/north/2024": "place=north, year=2024", "fires-by-place/north/all": "place=north"},
        "numbers": {"place=north": 20},
        "unknown": ["place=north, year=2024", "year=2024"],
        "worlds": [[2, 5], [9, 12]],
        "withheld": {"place=north, year=2024": worlds, "year=2024": worlds | {"least": 5, "most": 12}},
    }
    (tmp_path / "protect" / "fires.witnesses.json").write_text(json.dumps(said), "utf-8")
    found = frames.withheld("fires", restricted=tmp_path)
    assert [*found] == ["place", "year", "least", "most", "one", "other", "exact"]
    assert found.loc["place=north, year=2024", ["least", "most", "one", "other"]].tolist() == [2, 9, 9, 2]
    assert found.loc["year=2024", ["one", "other"]].tolist() == [12, 5]
    assert found["place"].isna().tolist() == [False, True]
    assert [str(found[name].dtype) for name in ("place", "least", "exact")] == ["string", "Int64", "bool"]
    assert found.attrs == {
        "width": 4,
        "shown_in": {"place=north, year=2024": ["fires-by-place/north/2024"], "year=2024": []},
    }


def test_a_measure_of_which_nothing_is_withheld_is_an_empty_frame_and_one_without_witnesses_is_told(
    tmp_path: Path,
) -> None:
    (tmp_path / "protect").mkdir()
    said = {"width": 4, "tables": {}, "numbers": {}, "unknown": [], "worlds": [], "withheld": {}}
    (tmp_path / "protect" / "fires.witnesses.json").write_text(json.dumps(said), "utf-8")
    assert frames.withheld("fires", restricted=tmp_path).empty
    with pytest.raises(AssessError, match=r"no witnesses of rescues\. `assess protect` makes them"):
        frames.withheld("rescues", restricted=tmp_path)


def test_a_ledger_is_a_frame(tmp_path: Path) -> None:
    path = tmp_path / "public.ledger.csv"
    path.write_text(HEAD + LINE + LINE.replace(",1200,", ",North,"), "utf-8")
    read = frames.ledger(path)
    assert read["number"].tolist()[0] == 1200
    assert read["number"].isna().tolist() == [False, True]
    assert (str(read["order"].dtype), str(read["says"].dtype)) == ("Int64", "string")


@pytest.mark.parametrize("content", [None, "", "a,b\n1,2\n", '"', "\xff"])
def test_what_is_no_ledger_is_refused_in_a_sentence(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "ledger.csv"
    if content is not None:
        path.write_text(content, "latin-1")
    with pytest.raises(AssessError, match=rf"^{re.escape(str(path))} is no ledger"):
        frames.ledger(path)
