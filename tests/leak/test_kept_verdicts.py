"""What the audit found clean before is read no more, and a kept verdict is worth no less than a fresh one."""

from __future__ import annotations

import dataclasses
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest

import assess.audit.kept
import assess.audit.site
from assess.audit import AuditRequest, Finding, Scanner, Withheld, audit, audit_open
from assess.store import Store, opened

CELL = "882874"
PAGE = "index.html"


@dataclasses.dataclass
class Site:
    """A copy of a public site, of all that its audit asks about, and of the store where that keeps what was clean."""

    request: AuditRequest

    def audited(self) -> tuple[list[Finding], list[str]]:
        """What is found, and which files were read for it."""
        read: list[str] = []
        look = Scanner.findings_in

        def reading(scanner: Scanner, name: str, content: bytes) -> list[Finding]:
            read.append(name)
            return look(scanner, name, content)

        with patch.object(Scanner, "findings_in", reading):
            return audit(self.request), read

    def question(self) -> bytes:
        """What is asked of its files."""
        asked = self.request
        return Withheld(asked.root, asked.rules or asked.edition, asked.open_data, asked.withheld).question()

    def entries(self) -> list[Path]:
        """What is kept."""
        assert self.request.kept is not None
        return sorted(path for path in self.request.kept.folder.rglob("*") if path.is_file())

    def count(self) -> None:
        """Give a cell of the open data another number."""
        table = self.request.open_data[0] / "asb-total.csv"
        rows = table.read_text("utf-8").splitlines()
        rows[1] = re.sub(r"\d+$", "9", rows[1])
        table.write_text("\n".join(rows) + "\n", "utf-8")

    def leak(self) -> None:
        """Put a restricted number on a page."""
        _edit(self.request.site / PAGE, "</article>", f"<p>{CELL}</p></article>")


@pytest.fixture(scope="module")
def once(requests: dict[str, AuditRequest], tmp_path_factory: pytest.TempPathFactory) -> AuditRequest:
    """A public site that was audited once, with a store that it was found clean in."""
    request = dataclasses.replace(requests["public"], kept=Store(tmp_path_factory.mktemp("once"), b"k" * 32))
    assert audit(request) == []
    return request


@pytest.fixture
def site(once: AuditRequest, tmp_path: Path) -> Site:
    """A copy of it in another place."""
    root = shutil.copytree(once.root, tmp_path / "root", ignore=shutil.ignore_patterns(".cache", "site"))
    stage = shutil.copytree(once.stage, tmp_path / "public")
    assert once.kept is not None
    return Site(
        dataclasses.replace(
            once,
            root=root,
            stage=stage,
            site=stage / "site",
            open_data=tuple(root / folder.relative_to(once.root) for folder in once.open_data),
            withheld=tuple(root / folder.relative_to(once.root) for folder in once.withheld),
            kept=Store(shutil.copytree(once.kept.folder, tmp_path / "kept"), once.kept.key),
        )
    )


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_site_that_has_not_changed_is_not_read_again(site: Site) -> None:
    assert site.audited() == ([], [])


def test_only_what_changed_is_read_again(site: Site) -> None:
    _edit(site.request.site / PAGE, "</article>", "<p>The</p></article>")
    assert site.audited() == ([], [PAGE])
    assert site.audited() == ([], [])


def test_what_leaks_is_found_each_time_beside_what_was_clean(site: Site) -> None:
    site.leak()
    for _ in range(2):
        found, read = site.audited()
        assert [each.file for each in found] == [PAGE]
        assert read == [PAGE]


def test_a_clean_file_under_another_name_is_read(site: Site) -> None:
    (site.request.site / "404.html").rename(site.request.site / "405.html")
    assert "405.html" in site.audited()[1]


@pytest.mark.parametrize(
    "changed",
    [
        "data/sample/partner/injuries-by-age.csv",
        "data/sample/internal/prose",
        "data/sample/sensitive.yml",
        "data/public/asb-total.csv",
        "redaction/sources.yml",
        "redaction/editions.yml",
    ],
)
def test_another_pack_other_open_data_or_another_policy_is_another_question(site: Site, changed: str) -> None:
    before, path = site.question(), site.request.root / changed
    if path.is_dir():
        path.joinpath("more.md").write_text("The\n", "utf-8")
    else:
        path.write_bytes(path.read_bytes() + b"\n")
    assert site.question() != before


def test_a_number_of_the_open_data_that_excuses_nothing_has_nothing_read_again(site: Site) -> None:
    site.count()
    assert site.audited() == ([], [])


def test_other_columns_that_are_declared_to_be_of_nobody_have_every_file_read_again(site: Site) -> None:
    site.count()
    with patch.object(assess.audit.site, "declared_safe", lambda _: frozenset({"another"})):
        assert len(site.audited()[1]) > 1


def test_what_open_data_excuses_no_longer_is_found_in_every_file_that_was_clean(site: Site) -> None:
    note, files = site.request.open_data[0] / "note.csv", {"one.txt", "two.txt"}
    note.write_text(f"id,label,n\na,The,{CELL}\n", "utf-8")
    for name in files:  # the second has nothing that was not searched in the first
        (site.request.site / name).write_text(f"The {CELL}\n", "utf-8")
    for _ in range(2):
        assert {each.kind for each in site.audited()[0]} == {"unstaged"}
    note.write_text("id,label,n\na,The,1\n", "utf-8")
    assert {each.file for each in site.audited()[0] if each.kind == "number"} == files


def test_another_word_of_the_open_data_has_every_file_read_again(site: Site) -> None:
    (site.request.open_data[0] / "note.csv").write_text("id,label,n\na,Zyxomma,1\n", "utf-8")
    assert len(site.audited()[1]) > 1


def test_a_file_that_is_gone_or_has_moved_is_another_question(site: Site) -> None:
    before, table = site.question(), site.request.withheld[0] / "injuries-by-age.csv"
    moved = table.rename(table.with_name("injuries.csv"))
    renamed = site.question()
    moved.unlink()
    assert len({before, renamed, site.question()}) == 3


def test_fewer_withheld_folders_other_open_folders_or_another_edition_are_other_questions(site: Site) -> None:
    asked = site.request
    others = (
        dataclasses.replace(asked, withheld=asked.withheld[:1]),
        dataclasses.replace(asked, withheld=()),
        dataclasses.replace(asked, open_data=(*asked.open_data, asked.withheld[0])),
        dataclasses.replace(asked, rules="partner"),
    )
    assert len({site.question(), *(Site(each).question() for each in others)}) == 5


def test_what_becomes_restricted_is_found_on_a_page_that_was_clean(site: Site) -> None:
    site.request.withheld[0].joinpath("injuries-by-age.csv").rename(site.request.root / "aside.csv")
    site.leak()
    assert site.audited()[0] == []
    (site.request.root / "aside.csv").rename(site.request.withheld[0] / "injuries-by-age.csv")
    assert [each.file for each in site.audited()[0]] == [PAGE]


def test_a_number_that_the_pack_has_now_is_found_on_a_page_that_was_clean(site: Site) -> None:
    _edit(site.request.site / PAGE, "</article>", "<p>771245</p></article>")
    assert site.audited()[0] == []
    _edit(site.request.withheld[0] / "injuries-by-age.csv", CELL, "771245")  # with not a word more or less
    assert [each.file for each in site.audited()[0]] == [PAGE]


def test_nothing_is_kept_where_the_pack_changed_while_files_were_read(site: Site) -> None:
    table = site.request.withheld[0] / "injuries-by-age.csv"
    content, before = table.read_bytes(), {path: path.read_bytes() for path in site.entries()}

    def while_it_is_away(*_: object) -> list[Finding]:
        table.write_bytes(content + b"\n")
        return []

    site.leak()
    with patch.object(Scanner, "findings_in", while_it_is_away):
        assert audit(site.request) == []
    table.write_bytes(content)
    assert {path: path.read_bytes() for path in site.entries()} == before
    assert [each.file for each in site.audited()[0]] == [PAGE]


def test_a_word_of_the_pack_that_no_page_has_any_longer_is_another_question(site: Site) -> None:
    (site.request.withheld[0] / "note.md").write_text("Zyxomma\n", "utf-8")
    page = site.request.root / "docs" / "index.md"
    page.write_text(page.read_text("utf-8") + "\nZyxomma\n", "utf-8")
    _edit(site.request.site / PAGE, "</article>", "<p>Zyxomma</p></article>")
    assert site.audited()[0] == []
    page.write_text(page.read_text("utf-8").replace("Zyxomma", ""), "utf-8")
    assert {each.kind for each in site.audited()[0]} == {"word"}


def test_another_program_or_another_library_is_another_question(site: Site) -> None:
    before = site.question()
    with patch.object(assess.audit.open_text, "reader_digest", lambda: b"another program, or another library"):
        assert site.question() != before


def test_without_a_store_everything_is_read(site: Site) -> None:
    site.request = dataclasses.replace(site.request, kept=None)
    assert len(site.audited()[1]) > 1


def _damage(entry: Path) -> None:
    entry.write_bytes(entry.read_bytes()[:-1] + bytes([entry.read_bytes()[-1] ^ 1]))


def _cut(entry: Path) -> None:
    entry.write_bytes(entry.read_bytes()[:-1])


def _empty(entry: Path) -> None:
    entry.write_bytes(b"")


def _from_elsewhere(entry: Path) -> None:
    other = Store(entry.parents[1], b"a" * 32)
    other.keep(entry.parent.name, b"elsewhere", entry.read_bytes()[32:])
    max(entry.parent.iterdir(), key=lambda path: path.stat().st_mtime_ns).replace(entry)


@pytest.mark.parametrize("tamper", [_damage, _cut, _empty, _from_elsewhere])
def test_an_entry_that_was_tampered_with_is_taken_away(tmp_path: Path, tamper: Callable[[Path], None]) -> None:
    store = Store(tmp_path, b"k" * 32)
    store.keep("public", b"one", b"clean")
    (entry,) = (tmp_path / "public").iterdir()
    tamper(entry)
    assert store.read("public", b"one") is None
    assert not entry.exists()


def test_an_entry_planted_for_a_page_that_leaks_is_not_believed(site: Site) -> None:
    site.leak()
    clean = assess.audit.kept.digest_of([PAGE, (site.request.site / PAGE).read_bytes()])
    assert len(site.entries()) == 2
    for entry in site.entries():
        entry.write_bytes(entry.read_bytes() + clean)
    assert [each.file for each in site.audited()[0]] == [PAGE]


def test_entries_exchanged_between_questions_or_readers_are_not_believed(tmp_path: Path) -> None:
    store = Store(tmp_path / "others", b"k" * 32)
    for readership, question in (("public", b"one"), ("public", b"other"), ("partner", b"one")):
        store.keep(readership, question, f"{readership} {question.decode()}".encode())
    assert store.read("public", b"one") == b"public one"
    one, other = sorted((store.folder / "public").iterdir())
    kept = one.read_bytes()
    shutil.copyfile(other, one)
    other.write_bytes(kept)
    (theirs,) = (store.folder / "partner").iterdir()
    shutil.copyfile(theirs, store.folder / "public" / theirs.name)
    assert store.read("public", b"one") is None
    assert store.read("public", b"other") is None
    assert store.read("partner", b"one") == b"partner one"


def test_a_store_is_bounded_and_what_was_used_last_stays(tmp_path: Path) -> None:
    store = Store(tmp_path, b"k" * 32)
    for number in range(40):
        store.keep("public", f"{number}".encode(), b"x")
        assert store.read("public", b"0") == b"x"
        os.utime(max((tmp_path / "public").iterdir(), key=lambda path: path.stat().st_mtime_ns))
    assert len(list((tmp_path / "public").iterdir())) == 32


def test_a_store_and_its_key_are_for_their_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    store = opened(tmp_path / "kept")
    assert store is not None
    store.keep("public", b"one", b"x")
    assert opened(tmp_path / "kept") == store
    assert {path.stat().st_mode & 0o077 for place in ("state", "kept") for path in (tmp_path / place).rglob("*")} == {0}
    assert repr(store.key) not in repr(store)
    (tmp_path / "state" / "assess" / "store.key").write_bytes(b"short")
    assert opened(tmp_path / "kept") is None


def test_whoever_has_no_home_keeps_nothing_and_is_made_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "nowhere"))
    assert opened(tmp_path / "kept") is None
    assert not (tmp_path / "nowhere").exists()


def test_open_data_that_was_clean_is_read_again_once_the_pack_holds_what_it_shows(site: Site) -> None:
    root, kept = site.request.root, site.request.kept
    asked = (root, "public", site.request.open_data[0], site.request.withheld, kept)
    assert audit_open(*asked) == audit_open(*asked) == []
    (site.request.open_data[0] / "note.csv").write_text(f"id,label,n\na,The,{CELL}\n", "utf-8")
    assert [each.file for each in audit_open(*asked)] == ["data/public/note.csv"]
