"""A page that is made in the folder of a language says that it is in it."""

from __future__ import annotations

import pytest

from assess.new.page import page_of


@pytest.mark.parametrize(("path", "language"), [("cy/fire/fires.md", "cy"), ("fire/fires.md", ""), ("cyber/a.md", "")])
def test_a_page_says_its_language_where_its_folder_does(path: str, language: str) -> None:
    page = page_of(path, "1.1 Tanau", "Tanau yn Northmoor.", [])
    assert page.language == language
    assert ("lang: cy" in page.text) == bool(language)
