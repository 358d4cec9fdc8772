from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from specimens import CSV, DESCRIPTOR, editions, messages, policy, source

from redaction.diagnostics.errors import AssessError, ProblemsFoundError
from redaction.policy import Policy
from redaction.reader import Folder, read_folder, read_policy, read_text

GOLDEN = Path(__file__).parents[2] / "golden" / "redaction"
PROSE = "---\nsource: insight\n---\nA comment\n"
A_SECRET = st.text("QXZJKVW", min_size=6, max_size=12)


@pytest.fixture
def rules() -> Policy:
    return policy(
        source("storm"),
        source("insight", "partner", ("trend",), ("comment",)),
        source("ctlp", "internal", ("referrals",), ("aside",)),
    )


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def read(folder: Path, rules: Policy, audience: str = "public") -> Folder:
    return read_folder(folder, f"data/{audience}", audience, rules)


def problems(folder: Path, rules: Policy, audience: str = "public") -> list[str]:
    return [str(problem) for problem in read(folder, rules, audience).problems]


def descriptor(name: str = "storm") -> str:
    return DESCRIPTOR.replace("storm", name)


class TestDatasets:
    def test_each_csv_with_its_descriptor_is_a_dataset_in_the_order_of_their_names(
        self, tmp_path: Path, rules: Policy
    ) -> None:
        write(tmp_path, {"b.yaml": DESCRIPTOR, "b.csv": CSV, "a.yaml": DESCRIPTOR, "a.csv": CSV})
        found = read(tmp_path, rules)
        assert ([each.id for each in found.datasets], found.problems) == (["a", "b"], ())

    def test_a_restricted_dataset_lies_in_the_folder_of_its_source(self, tmp_path: Path, rules: Policy) -> None:
        found = read(write(tmp_path, {"trend.yaml": descriptor("insight"), "trend.csv": CSV}), rules, "partner")
        assert ([each.audience for each in found.datasets], found.problems) == (["partner"], ())

    def test_a_dataset_that_awaits_its_data_needs_no_csv(self, tmp_path: Path, rules: Policy) -> None:
        found = read(write(tmp_path, {"a.yaml": f"{DESCRIPTOR}awaiting: Eldor Police\n"}), rules)
        assert (len(found.datasets), found.problems) == (1, ())

    def test_what_a_spreadsheet_saved_is_read(self, tmp_path: Path, rules: Policy) -> None:
        content = CSV.replace(",", ";").replace("\n", "\r\n").encode("utf-16")
        found = read(write(tmp_path, {"a.yaml": DESCRIPTOR.replace("\n", "\r\n"), "a.csv": content}), rules)
        assert found.datasets[0].rows[0].cells["count"].number == 120

    @pytest.mark.parametrize("name", [".gitkeep", ".DS_Store", "~$a.xlsx", "Thumbs.db", "desktop.ini"])
    def test_what_a_desktop_leaves_behind_is_passed_over(self, tmp_path: Path, rules: Policy, name: str) -> None:
        assert problems(write(tmp_path, {name: b"\0"}), rules) == []


class TestStray:
    def test_a_folder_that_is_not_there_says_what_it_is_for(self, tmp_path: Path, rules: Policy) -> None:
        assert problems(tmp_path / "nowhere", rules, "partner") == [
            (
                "data/partner: found no such folder, expected a folder of datasets. "
                "It holds the datasets that the partner audience may see"
            )
        ]

    def test_a_csv_without_a_descriptor(self, tmp_path: Path, rules: Policy) -> None:
        assert problems(write(tmp_path, {"asb.csv": CSV}), rules) == [
            "data/public/asb.csv: found a CSV on its own, expected a descriptor asb.yaml beside it"
        ]

    def test_a_descriptor_without_a_csv(self, tmp_path: Path, rules: Policy) -> None:
        [message] = problems(write(tmp_path, {"asb.yaml": DESCRIPTOR}), rules)
        assert message.startswith("data/public/asb.yaml, line 1: found no CSV beside this descriptor, expected asb.csv")

    @pytest.mark.parametrize("name", ["notes.txt", "asb.xlsx", "README", "more/asb.csv"])
    def test_a_file_of_another_kind(self, tmp_path: Path, rules: Policy, name: str) -> None:
        assert problems(write(tmp_path, {name: "x"}), rules) == [
            (
                f"data/public/{name.split('/', maxsplit=1)[0]}: found a file of another kind, "
                "expected CSV files with their YAML descriptors. Move it elsewhere"
            )
        ]

    @pytest.mark.parametrize("linked", ["asb.csv", "asb.yaml", "prose", "nowhere.csv"])
    def test_a_link_to_another_place_is_reported_and_not_followed(
        self, tmp_path: Path, rules: Policy, linked: str
    ) -> None:
        elsewhere = write(tmp_path / "elsewhere", {"asb.csv": CSV, "asb.yaml": DESCRIPTOR, "prose/comment.md": PROSE})
        folder = write(tmp_path / "data", {"asb.csv": CSV, "asb.yaml": DESCRIPTOR})
        (folder / linked).unlink(missing_ok=True)
        (folder / linked).symlink_to(elsewhere / linked)
        found = read(folder, rules, "partner")
        assert f"data/partner/{linked}: found a link to another place" in "\n".join(map(str, found.problems))
        assert found.prose == ()
        assert len(found.datasets) == (0 if linked.startswith("asb") else 1)

    def test_a_problem_that_two_files_share_is_told_once(self, tmp_path: Path, rules: Policy) -> None:
        folder = write(tmp_path / "data", {"asb.yaml": DESCRIPTOR})
        (folder / "asb.csv").symlink_to(write(tmp_path / "elsewhere", {"asb.csv": CSV}) / "asb.csv")
        assert len(ProblemsFoundError(read(folder, rules).problems).problems) == 1

    @pytest.mark.parametrize("name", ["other/comment.md", "prose"])
    def test_only_a_folder_called_prose_holds_prose(self, tmp_path: Path, rules: Policy, name: str) -> None:
        found = read(write(tmp_path, {name: PROSE}), rules, "partner")
        assert (found.prose, len(found.problems)) == ((), 1)

    def test_prose_has_no_place_in_the_open_folder(self, tmp_path: Path, rules: Policy) -> None:
        found = read(write(tmp_path, {"prose/comment.md": PROSE}), rules)
        assert (len(found.problems), found.prose) == (1, ())


class TestClearance:
    @pytest.mark.parametrize(
        ("name", "audience", "home"), [("insight", "public", "partner"), ("ctlp", "partner", "internal")]
    )
    def test_a_dataset_in_the_folder_of_readers_who_may_not_see_its_source(
        self, tmp_path: Path, rules: Policy, name: str, audience: str, home: str
    ) -> None:
        folder = write(tmp_path, {"trend.yaml": descriptor(name), "trend.csv": CSV})
        assert problems(folder, rules, audience) == [
            (
                f'data/{audience}/trend.yaml, line 5, sources: found the source "{name}" in the folder of the '
                f"{audience} audience, expected it in the folder {home}/. "
                f"{name} may be shown to the {home} audience only"
            )
        ]

    def test_every_source_of_a_dataset_must_be_cleared(self, tmp_path: Path, rules: Policy) -> None:
        folder = write(tmp_path, {"trend.yaml": descriptor("storm, insight, ctlp"), "trend.csv": CSV})
        assert len(problems(folder, rules)) == 2

    def test_a_source_that_does_not_exist_names_the_nearest(self, tmp_path: Path, rules: Policy) -> None:
        assert problems(write(tmp_path, {"asb.yaml": descriptor("strom"), "asb.csv": CSV}), rules) == [
            'data/public/asb.yaml, line 5, sources: found unknown source "strom", expected "storm"'
        ]

    def test_a_restricted_source_lists_its_datasets(self, tmp_path: Path, rules: Policy) -> None:
        folder = write(tmp_path, {"trends.yaml": descriptor("insight"), "trends.csv": CSV})
        assert problems(folder, rules, "partner") == [
            (
                "data/partner/trends.yaml, line 5, sources: found datasets that the source does not list, "
                'expected "trends" under insight in sources.yml'
            )
        ]

    def test_a_dataset_that_is_listed_as_prose_is_not_listed(self, tmp_path: Path, rules: Policy) -> None:
        folder = write(tmp_path, {"comment.yaml": descriptor("insight"), "comment.csv": CSV})
        assert len(problems(folder, rules, "partner")) == 1

    def test_an_open_source_lists_none_of_its_datasets(self, tmp_path: Path, rules: Policy) -> None:
        assert problems(write(tmp_path, {"any.yaml": DESCRIPTOR, "any.csv": CSV}), rules) == []


class TestProse:
    def test_is_its_text_and_the_line_it_starts_at(self, tmp_path: Path, rules: Policy) -> None:
        text = "---\nsource: insight\nsynthetic: true\n---\nA comment\n"
        [found] = read(write(tmp_path, {"prose/comment.md": text}), rules, "partner").prose
        assert (found.name, found.source, found.text) == ("comment", "insight", "A comment\n")
        assert (found.first_line, found.synthetic) == (5, True)

    @pytest.mark.parametrize(
        ("name", "text", "message"),
        [
            ("comment.md", "A comment\n", 'comment.md, line 1: found no "source", expected a line "source: ..."'),
            (
                "comment.md",
                PROSE.replace("source: insight", "source: insight\nsynthetik: true"),
                'comment.md, line 3: found the key a value that is not shown here, expected "synthetic"',
            ),
            (
                "comment.md",
                PROSE.replace("insight", "ctlp"),
                (
                    'comment.md, sources: found the source "ctlp" in the folder of the partner audience, '
                    "expected it in the folder internal/. ctlp may be shown to the internal audience only"
                ),
            ),
            (
                "other.md",
                PROSE,
                (
                    "other.md, sources: found prose that the source does not list, "
                    'expected "other" under insight in sources.yml'
                ),
            ),
            (
                "comment.docx",
                "x",
                "comment.docx: found a file of another kind, expected Markdown files only. Move it elsewhere",
            ),
        ],
    )
    def test_that_may_not_stand_says_why(
        self, tmp_path: Path, rules: Policy, name: str, text: str, message: str
    ) -> None:
        folder = write(tmp_path, {f"prose/{name}": text})
        assert problems(folder, rules, "partner") == [f"data/partner/prose/{message}"]

    def test_that_is_a_link_is_not_read(self, tmp_path: Path, rules: Policy) -> None:
        elsewhere = write(tmp_path / "elsewhere", {"comment.md": PROSE})
        folder = write(tmp_path / "data", {"prose/.gitkeep": ""})
        (folder / "prose" / "comment.md").symlink_to(elsewhere / "comment.md")
        found = read(folder, rules, "partner")
        assert (found.prose, len(found.problems)) == ((), 1)

    def test_faults_of_several_are_reported_at_once(self, tmp_path: Path, rules: Policy) -> None:
        files: dict[str, str | bytes] = {f"prose/{name}.md": "No source\n" for name in "abc"}
        assert len(problems(write(tmp_path, files), rules, "partner")) == 3


class TestFaults:
    def test_every_problem_of_a_folder_is_reported_at_once(self, rules: Policy) -> None:
        found = ProblemsFoundError(read(GOLDEN / "faulty", rules).problems)
        assert f"{found}\n" == (GOLDEN / "faulty.txt").read_text("utf-8")

    def test_a_dataset_with_a_fault_does_not_hide_the_others(self, tmp_path: Path, rules: Policy) -> None:
        files: dict[str, str | bytes] = {"a.yaml": "x", "b.yaml": DESCRIPTOR, "b.csv": CSV, "c.yaml": "x"}
        found = read(write(tmp_path, files), rules)
        assert ([each.id for each in found.datasets], len(found.problems)) == (["b"], 2)
        assert found.faulty == {"a", "c"}

    def test_three_faults_in_each_of_two_files_are_six_messages(self, tmp_path: Path, rules: Policy) -> None:
        csv = "id,label,count\n" + "".join(f"r{row},Row,12o\n" for row in range(3))
        files: dict[str, str | bytes] = {"a.yaml": DESCRIPTOR, "a.csv": csv, "b.yaml": DESCRIPTOR, "b.csv": csv}
        found = problems(write(tmp_path, files), rules)
        assert found == [
            f'data/public/{name}.csv, row {row}, column "count": found "12o", expected a whole number such as 120'
            for name in "ab"
            for row in range(2, 5)
        ]

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(cells=st.lists(A_SECRET, min_size=2, max_size=5), header=A_SECRET, whole=st.booleans())
    def test_no_message_shows_a_cell_or_a_header_of_a_restricted_folder(
        self, tmp_path: Path, rules: Policy, cells: list[str], header: str, *, whole: bool
    ) -> None:
        first = "id,label,count" if whole else f"id,label,{header}"
        files: dict[str, str | bytes] = {
            "trend.yaml": descriptor("insight"),
            "trend.csv": f"{first}\na,A,1\n{','.join(cells)}\n",
        }
        found = "\n".join(problems(write(tmp_path, files), rules, "partner"))
        assert found
        assert not [text for text in (*cells, header) if text in found]


class TestText:
    @pytest.mark.parametrize("content", ["a: \u00a3\n".encode(), "a: \u00a3\n".encode("utf-8-sig"), b"a: \xc2\xa3\r\n"])
    def test_is_utf_8_with_a_mark_or_without_and_any_line_ends(self, tmp_path: Path, content: bytes) -> None:
        assert read_text(write(tmp_path, {"a.yaml": content}) / "a.yaml", "a.yaml") == "a: \u00a3\n"

    @pytest.mark.parametrize(("before", "line"), [(0, 1), (1, 2), (2, 3)])
    def test_in_another_encoding_says_at_which_line(self, tmp_path: Path, before: int, line: int) -> None:
        path = write(tmp_path, {"a.yaml": b"a: b\n" * before + "c: \u00a3\n".encode("cp1252")}) / "a.yaml"
        assert messages(lambda: read_text(path, "a.yaml")) == [
            (f"a.yaml, line {line}: found a letter in another encoding, expected text in UTF-8. Save the file as UTF-8")
        ]

    def test_that_is_not_there_is_no_traceback(self, tmp_path: Path) -> None:
        with pytest.raises(AssessError, match=r"^a\.yaml cannot be read: No such file or directory$"):
            read_text(tmp_path / "a.yaml", "a.yaml")


class TestPolicy:
    def test_is_read_from_its_two_files(self, tmp_path: Path) -> None:
        write(tmp_path, {"sources.yml": source("storm"), "editions.yml": editions()})
        assert read_policy(tmp_path) == policy(source("storm"))

    def test_names_both_files_where_neither_is_yaml(self, tmp_path: Path) -> None:
        folder = write(tmp_path / "redaction", {"sources.yml": "a: [", "editions.yml": "b: ["})
        assert [message.split(",")[0] for message in messages(lambda: read_policy(folder))] == [
            "redaction/editions.yml",
            "redaction/sources.yml",
        ]

    @pytest.mark.parametrize("missing", ["sources.yml", "editions.yml"])
    def test_without_one_of_its_files_says_which(self, tmp_path: Path, missing: str) -> None:
        folder = write(tmp_path / "redaction", {"sources.yml": source("storm"), "editions.yml": editions()})
        (folder / missing).unlink()
        with pytest.raises(AssessError, match=f"^redaction/{missing} cannot be read: "):
            read_policy(folder)
