from __future__ import annotations

import re

from redaction.data.shorthand import (
    AFTER_A_NUMBER,
    CONFIDENTIAL,
    IN_PLACE_OF_A_NUMBER,
    MEANINGS,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
)


def test_each_code_stands_in_one_pair_of_brackets() -> None:
    assert all(re.fullmatch(r"\[[a-z]+\]", code) for code in MEANINGS)


def test_a_code_stands_either_in_place_of_a_number_or_after_one() -> None:
    assert not set(IN_PLACE_OF_A_NUMBER) & set(AFTER_A_NUMBER)
    assert set(MEANINGS) == set(IN_PLACE_OF_A_NUMBER) | set(AFTER_A_NUMBER)


def test_the_codes_are_those_of_the_government_statistical_service() -> None:
    assert set(IN_PLACE_OF_A_NUMBER) == {"[c]", "[x]", "[z]", "[low]", "[w]"}
    assert set(AFTER_A_NUMBER) == {"[p]", "[r]", "[e]", "[b]", "[u]", "[f]", "[ns]", "[s]", "[ss]", "[sss]"}
    assert (CONFIDENTIAL, NOT_AVAILABLE, NOT_APPLICABLE) == ("[c]", "[x]", "[z]")
