"""Records of people are refused wherever data comes in, and never quoted. All people here are made up."""

from __future__ import annotations

import random

import pytest
from specimens import messages

from redaction.data.assemble import assemble
from redaction.data.csv_table import parse_csv
from redaction.data.descriptor import parse_descriptor
from redaction.data.personal import PERSON_A_ROW, personal_findings
from redaction.diagnostics.yaml_document import parse_yaml

PERSONAL = {
    "a postcode": ("Postcode", ["RM17 6SL", "RM20 1AA", "SS17 0AB"]),
    "a postcode ": ("Place", ["rm17 6sl", "rm201aa", "ss17 0ab"]),
    "a date of birth": ("DOB", ["01/02/1980", "12/11/1999", "30/06/2001"]),
    "a date of birth ": ("Date", ["4 January 1950", "12 November 1999", "30 June 2001"]),
    "an NHS number": ("NHS number", ["943 476 5919", "9434765870", "9434765919"]),
    "an NHS number ": ("Reference", ["9434765919", "9434765870", "9434765919"]),
    "a national insurance number": ("NI no", ["QQ123456C", "AB123456A", "CE 12 34 56 D"]),
    "a crime reference": ("Crime ref", ["42/123456/22", "42/123457/22", "42/1234/22"]),
    "a crime reference ": ("Crime number", ["22000123456", "22000123457", "22000123458"]),
    "a telephone number": ("Contact", ["01632 960123", "+44 7700 900123", "07700900124"]),
    "a telephone number ": ("Mobile", ["7700900123", "7700900124", "7700900125"]),
    "an e-mail address": ("Notes", ["ring back", "wrote to a.b@example.org", "closed"]),
    "a name": ("Surname", ["Aaa", "Bbb", "Ccc"]),
    "a name ": ("Who", ["Susan Aaa", "Bbb, Peter", "Mohammed Ccc"]),
    "a name  ": ("Remark", ["seen by Mr Aaa", "none", "none"]),
    "an address": ("Where", ["12 Dock Road", "Flat 3 High Street", "7a Mill Lane"]),
    "coordinates": ("Latitude", ["51.47791", "51.48002", "51.49123"]),
    "coordinates ": ("Point", ["51.4779, 0.3242", "51.4780, 0.3243", "51.4781, 0.3244"]),
    "a grid reference": ("Grid", ["TQ 61234 78123", "TQ 61235 78124", "TQ6123478123"]),
    "a reference of a person": ("Victim id", ["V001", "V002", "V003"]),
    "a registration of a vehicle": ("VRM", ["AB12 CDE", "AB13CDE", "AB14 CDE"]),
    "a registration of a vehicle ": ("Car", ["P123 ABC", "R456DEF", "AB12 CDE"]),
    "a passport or a licence": ("Passport number", ["123456789", "987654321", "555555555"]),
    "a passport or a licence ": ("Travel document", ["GB1234567", "GB7654321", "FR1234567"]),
    "a driving licence": ("Shown", ["AAAAA657054SM9IJ", "BBBBB711019AB9CD", "none"]),
    "a crime reference  ": ("Custody record", ["EX/1234/23", "EX/1235/23", "EX/1236/23"]),
    "a reference of a person ": ("PNC", ["23/123456A", "22/654321B", "21/111111C"]),
    "a reference of a person  ": ("UPN", ["A12345678901B", "B123456789012", "C123456789013"]),
    "a reference of a property": ("Property", ["100090123456", "100090123457", "10090123458"]),
    "coordinates  ": ("Easting", ["561234", "561999.5", "562345"]),
    "coordinates   ": ("Where", ["filled.aaa.soap", "index.bbb.raft", "ccc.lion.race"]),
    "a bank account": ("Paid to", ["12-34-56 12345678", "12-34-57 12345679", "cash"]),
    "an address of a device": ("Used", ["192.0.2.1", "198.51.100.7", "none"]),
    "a number of a card or a device": ("Handset", ["490154203237518", "356938035643809", "356938035643808"]),
    "a name   ": ("Owner", ["J. Aaa", "T Bbb", "A. Ccc"]),
    "a name    ": ("Victim", ["Susan Aaa", "Tom Bbb", "Omar Ccc"]),
    "a name     ": ("x1", ["susan aaa", "tom bbb", "omar ccc"]),
    "a name      ": ("Key contact", ["Anne-Marie Aaa", "Si\u00e2n Bbb", "Daniel O\u2019Ccc"]),
    "a name in a text": ("Notes", ["The victim Susan Aaa was at home", "nothing to report", "none"]),
}
NOT_PERSONAL = (
    ("Ward", ["Belhus", "Chadwell St Mary", "Grays Riverside", "Stanford East and Corringham Town"]),
    ("Road", ["Victoria Road", "Albert Street", "George Lane"]),
    ("Code", ["E05002229", "E05002230", "E05002231"]),
    ("Month", ["October 2021", "November 2021", "December 2021"]),
    ("Date", ["1 October 2021", "2 October 2021", "3 October 2021"]),
    ("Offences", ["1,234", "12 [p]", "[c]"]),
    ("Population", ["9434765919", "12", "13"]),
    ("Telephone", ["320", "12", "1200"]),
    ("Births", ["320", "12", "1200"]),
    ("Postcode sector", ["RM17 5", "RM17 6", "RM20 1"]),
    ("Age band", ["under 18", "18 to 24", "25 and over"]),
    ("Rate", ["51.4", "0.3", "12.25"]),
    ("Case outcome", ["charged", "caution", "none"]),
    ("Name", ["Belhus", "Tilbury", "Orsett"]),
    ("School", ["Grays Convent", "Harris Academy", "William Edwards"]),
    (
        "Note",
        ["Figures of the St John Ambulance are left out of this", "From the Prince Charles Hospital in the north"],
    ),
    ("Version", ["1.2.3", "10.4", "2.0"]),
    ("Licences", ["320", "12", "1200"]),
    ("Force", ["Eldor", "Kent", "Devon and Cornwall"]),
)


@pytest.mark.parametrize(("looks_like", "heading", "cells"), [(kind, *column) for kind, column in PERSONAL.items()])
def test_a_column_that_tells_who_somebody_is_is_found(looks_like: str, heading: str, cells: list[str]) -> None:
    [found] = personal_findings({"x": heading}, {"x": cells})
    assert (found.looks_like, found.column) == (looks_like.strip(), "x")
    assert 1 <= found.cells <= len(cells)
    assert personal_findings({"x": heading}, {"x": cells}, safe=["x"]) == []


@pytest.mark.parametrize(("heading", "cells"), NOT_PERSONAL)
def test_a_column_of_places_days_or_counts_is_none_of_people(heading: str, cells: list[str]) -> None:
    assert personal_findings({"x": heading}, {"x": cells}) == []


def test_a_table_of_one_row_a_person_is_found() -> None:
    columns = {"age": ["34", "51", "8"], "sex": ["M", "F", "F"], "offence": ["theft", "theft", "none"]}
    [found] = personal_findings({"age": "Age", "sex": "Sex", "offence": "Offence"}, columns)
    assert (found.looks_like, found.column, found.cells) == (PERSON_A_ROW, "", 3)


def test_a_table_of_counts_by_age_and_sex_is_none() -> None:
    columns = {"age": ["18", "18", "19"], "sex": ["Male", "Female", "Male"], "victims": ["34", "51", "8"]}
    assert personal_findings({"age": "Age", "sex": "Sex", "victims": "Victims"}, columns) == []


def test_records_that_also_hold_a_number_are_found_by_rows_that_repeat() -> None:
    columns = {"age": ["18"] * 8, "sex": ["M"] * 8, "visits": list("12345678")}
    assert len(personal_findings({"age": "Age", "sex": "Sex", "visits": "Visits"}, columns)) == 1


DESCRIPTOR = """\
title: Visits
headline: All quiet
place: Tharrowe
period: 2022
sources: [storm]
columns:
  label: {{title: Place}}
  postcode: {{title: Postcode{safe}}}
  count: {{title: Visits, kind: count, unit: visits}}
"""
SAFE = ', safe: {by: A data steward, why: "They are those of police stations"}'


@pytest.mark.parametrize("is_open", [True, False])
def test_records_in_an_edited_csv_are_one_problem_that_quotes_nothing(*, is_open: bool) -> None:
    rows = "".join(f"r{n},Place {n},RM17 {n % 10}AB,{n}o\n" for n in range(300))
    document = parse_yaml("data/visits.yaml", DESCRIPTOR.format(safe=""), is_open=is_open)
    table = parse_csv("data/visits.csv", f"id,label,postcode,count\n{rows}".encode(), is_open=is_open)
    [found] = messages(lambda: assemble(parse_descriptor("visits", document), document, table, "public"))
    assert 'column "postcode": found what looks like a postcode, in 300 cells' in found
    assert "RM17" not in found


def test_a_steward_declares_a_column_safe_with_who_and_why() -> None:
    document = parse_yaml("data/visits.yaml", DESCRIPTOR.format(safe=SAFE))
    table = parse_csv("data/visits.csv", b"id,label,postcode,count\na,A,RM17 6SL,3\n")
    dataset = assemble(parse_descriptor("visits", document), document, table, "public")
    assert dataset.descriptor.columns[1].safe == "A data steward: They are those of police stations"


@pytest.mark.parametrize("safe", [", safe: true", ", safe: {by: A steward}", ", safe: {why: no reason}"])
def test_a_declaration_without_who_or_why_is_none(safe: str) -> None:
    document = parse_yaml("data/visits.yaml", DESCRIPTOR.format(safe=safe))
    assert messages(lambda: parse_descriptor("visits", document))


def test_codes_at_random_are_seldom_taken_for_people() -> None:
    chance = random.Random(17)  # noqa: S311  # a fixed seed is wanted, not a secret
    taken = 0
    for _ in range(200):
        cells = [str(chance.randrange(10**4, 10**7)) for _ in range(12)]
        taken += bool(personal_findings({"x": "Code"}, {"x": cells}))
    assert taken == 0
