"""`assess verify`: the right edition for the host and nothing else, and each kind of tampering refused."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from building import ROOT, Run, append, run_here, small_project
from overriding import overridden

import assess.build.examine
from assess.audit import AuditRequest, Finding, audit
from assess.verify import Answer, Question, verify
from macros.vocabulary.assurance import TAMPERINGS, WORLDS

EDITIONS = ("public", "partner", "internal")
DAY = dt.date(2026, 11, 22)
PAGE, ASSET = "stations/index.html", "assets/stylesheets/assessment.css"


@dataclass
class Delivery:
    """The question asked of a copy of a built site with its manifest, to tamper with."""

    question: Question
    project: Path

    @property
    def site(self) -> Path:
        return self.question.site

    @property
    def told(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(self.question.manifest.read_text("utf-8"))
        return content

    def tell(self, **changes: Any) -> None:
        """Change what the manifest says."""
        self.question.manifest.write_text(json.dumps({**self.told, **changes}), "utf-8")

    def agree(self) -> None:
        """Make the manifest agree with the folder, as whoever can change both would."""
        files = {
            path.relative_to(self.site).as_posix(): {
                "bytes": path.stat().st_size,
                "sha256": sha256(path.read_bytes()).hexdigest(),
            }
            for path in self.site.rglob("*")
            if path.is_file()
        }
        lines = "".join(f"{path}\0{files[path]['sha256']}\n" for path in sorted(files))
        self.tell(files=files, tree=sha256(lines.encode()).hexdigest())

    def edit(self, file: str, old: str, new: str, count: int = -1) -> None:
        text = (self.site / file).read_text("utf-8")
        assert old in text
        (self.site / file).write_text(text.replace(old, new, count), "utf-8")

    def ask(self, **changes: Any) -> None:
        """Ask for more."""
        self.question = dataclasses.replace(self.question, **changes)

    def other_manifest(self, **changes: Any) -> Path:
        """Another manifest beside it, with some changes."""
        path = self.question.manifest.with_name("other.json")
        path.write_text(json.dumps({**self.told, **changes}), "utf-8")
        return path

    def release(self, **changes: Any) -> dict[str, Any]:
        return {**self.told["release"], **changes}


Tamper = Callable[[Delivery], None]
KINDS: dict[str, tuple[Tamper, str]] = {}


def kind(says: str) -> Callable[[Tamper], Tamper]:
    """A kind of tampering, and what must be said of it."""

    def add(tamper: Tamper) -> Tamper:
        KINDS[tamper.__name__.replace("_", " ")] = tamper, says
        return tamper

    return add


@pytest.fixture(scope="module")
def built(chart_cache: Path, tmp_path_factory: pytest.TempPathFactory, assess_here: Run) -> Path:
    """The three editions of a small project."""
    project = small_project(tmp_path_factory.mktemp("verified") / "project", chart_cache)
    code, _, err = assess_here(project, "build", "--restricted", "data/sample")
    assert code == 0, err
    return project / "site"


@pytest.fixture
def delivery(built: Path, tmp_path: Path) -> Callable[[str], Delivery]:
    """A copy of the site of an edition, and the question of a host of that edition."""

    def copy(edition: str) -> Delivery:
        shutil.copytree(built / edition, tmp_path / edition)
        manifest = tmp_path / f"{edition}.manifest.json"
        shutil.copyfile(built / manifest.name, manifest)
        return Delivery(Question(tmp_path / edition, edition, manifest, DAY), built.parent)

    return copy


# Right and wrong hosts


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("target", EDITIONS)
def test_an_edition_may_go_to_its_own_host_and_to_no_other(built: Path, edition: str, target: str) -> None:
    answer = verify(Question(built / edition, target, built / f"{edition}.manifest.json", DAY))
    if edition == target:
        assert answer.problems == ()
        assert re.search(rf"is the {edition} edition .*release 1, .*files, as the manifest says", answer.found[0])
    else:
        assert answer.problems == (f"It is the {edition} edition, and the host is for the {target} edition",)


def test_the_command_answers_with_its_exit_code(built: Path, tmp_path: Path) -> None:
    asked = partial(run_here, tmp_path, "verify")  # outside any project, as on a host
    public = built / "public"
    code, out, _ = asked(public, "--target", "public", "--on", str(DAY))
    assert code == 0
    assert "is the public edition" in out
    code, out, err = asked(public, "--target", "partner", "--on", "2040-01-01", "--proved")
    assert (code, out) == (1, "")
    assert re.search(r"the host is for the partner edition\n.*expired.*\nThere is no proof .*\n\n3 problems found", err)
    assert asked("nowhere", "--target", "public")[0] == 2
    for wrong in (["--on", "soon"], ["--approved", "abc"], []):
        assert asked(public, *wrong)[0] == 2


# Tampering


@kind(f"{PAGE}: is not the file that was built")
def a_changed_page(it: Delivery) -> None:
    append(it.site / PAGE, "more")


@kind(f"{PAGE}: is not the file that was built")
def one_letter_of_a_page(it: Delivery) -> None:
    it.edit(PAGE, "stations", "stationz", 1)


@kind(f"{ASSET}: is not the file that was built")
def a_changed_style_sheet(it: Delivery) -> None:
    append(it.site / ASSET, ".marking { display: none }")


@kind("downloads/asb-total.csv: is not the file that was built")
def a_changed_download(it: Delivery) -> None:
    append(it.site / "downloads" / "asb-total.csv", "x,1")


@kind("search/search_index.json: is not the file that was built")
def a_changed_search_index(it: Delivery) -> None:
    append(it.site / "search" / "search_index.json", "")


@kind("404.html: is missing")
def a_missing_page(it: Delivery) -> None:
    (it.site / "404.html").unlink()


@kind("downloads/asb-total.csv: is missing")
def a_missing_folder(it: Delivery) -> None:
    shutil.rmtree(it.site / "downloads")


@kind("index.html: is missing, so this is not a site")
def no_front_page_and_a_manifest_that_agrees(it: Delivery) -> None:
    (it.site / "index.html").unlink()
    it.agree()


@kind("draft.pdf: is not in the manifest")
def a_file_that_was_added(it: Delivery) -> None:
    (it.site / "draft.pdf").write_bytes(b"%PDF")


@kind("stations/.htaccess: is not in the manifest")
def a_hidden_file_that_was_added(it: Delivery) -> None:
    (it.site / "stations" / ".htaccess").write_text("Options +Indexes", "utf-8")


@kind("left: is an empty folder")
def an_empty_folder(it: Delivery) -> None:
    (it.site / "left").mkdir()


@kind(r"new\\nline.txt: is not in the manifest")
def a_name_that_would_forge_a_line(it: Delivery) -> None:
    (it.site / "new\nline.txt").write_text("", "utf-8")


@kind(f"{ASSET}: is a link to another place")
def a_link_in_place_of_a_file(it: Delivery) -> None:
    shutil.move(it.site / ASSET, it.site.with_name("outside.css"))
    (it.site / ASSET).symlink_to(it.site.with_name("outside.css"))


@kind("downloads: is a link to another place")
def a_link_in_place_of_a_folder(it: Delivery) -> None:
    shutil.move(it.site / "downloads", it.site.with_name("outside"))
    (it.site / "downloads").symlink_to(it.site.with_name("outside"))


@kind("404.html: is neither a file nor a folder")
def a_pipe_in_place_of_a_file(it: Delivery) -> None:
    (it.site / "404.html").unlink()
    os.mkfifo(it.site / "404.html")


@kind("stations/index.html: is not the file that was built")
def two_pages_exchanged(it: Delivery) -> None:
    one, other = it.site / PAGE, it.site / "hospital" / "index.html"
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


@kind("Stations/index.html: is not in the manifest")
def a_folder_in_other_letters(it: Delivery) -> None:
    (it.site / "stations").rename(it.site / "Stations")


@kind(f"{PAGE}: does not carry the mark of the public edition once")
def a_page_without_its_mark_and_a_manifest_that_agrees(it: Delivery) -> None:
    it.edit(PAGE, '<meta name="edition" content="public">', "")
    it.agree()


@kind(f"{PAGE}: does not carry the mark of the public edition once")
def a_page_with_another_mark_and_a_manifest_that_agrees(it: Delivery) -> None:
    it.edit(PAGE, '<meta name="edition" content="public">', '<meta name="edition" content="partner">')
    it.agree()


@kind(f"{PAGE}: does not carry the mark of the public edition once")
def a_page_with_two_marks_and_a_manifest_that_agrees(it: Delivery) -> None:
    it.edit(PAGE, "</head>", "<meta content='partner' name='edition'></head>")
    it.agree()


@kind(f"{PAGE}: does not carry the mark of the public edition once")
def a_mark_in_a_comment_and_a_manifest_that_agrees(it: Delivery) -> None:
    it.edit(PAGE, '<meta name="edition" content="public">', '<!-- <meta name="edition" content="public"> -->')
    it.agree()


@kind(f"{PAGE}: does not carry the mark of the public edition once")
def a_mark_in_the_body_and_a_manifest_that_agrees(it: Delivery) -> None:
    mark = '<meta name="edition" content="public">'
    it.edit(PAGE, mark, "")
    it.edit(PAGE, "</body>", f"{mark}</body>")
    it.agree()


@kind(f"{PAGE}: does not show OFFICIAL at its top and bottom")
def a_page_without_its_marking_and_a_manifest_that_agrees(it: Delivery) -> None:
    it.edit(PAGE, "<strong>OFFICIAL</strong>", "", 1)
    it.agree()


@kind(f"{PAGE}: does not show OFFICIAL at its top and bottom")
def a_marking_in_a_script_and_a_manifest_that_agrees(it: Delivery) -> None:
    it.edit(PAGE, "<strong>OFFICIAL</strong>", "<script>'<strong>OFFICIAL</strong>'</script>")
    it.agree()


@kind(f"{PAGE}: does not keep search engines away")
def a_restricted_page_for_search_engines_and_a_manifest_that_agrees(it: Delivery) -> None:
    it.edit(PAGE, '<meta name="robots" content="noindex, nofollow, noarchive">', "")
    it.agree()


@kind("does not carry the mark of the partner edition once")
def another_edition_under_a_manifest_that_says_it_is_the_right_one(it: Delivery) -> None:
    it.tell(edition="partner", marking="OFFICIAL")
    it.ask(target="partner")


@kind("public.nginx.conf: is not the part for nginx that was made with this edition")
def other_headers_for_nginx_beside_it(it: Delivery) -> None:
    (it.site.parent / "public.nginx.conf").write_text("add_header X-Frame-Options ALLOW;", "utf-8")


@kind(r"public.nginx.conf, line \d+: sets more than headers")
def a_part_for_nginx_that_says_more_than_headers_and_a_manifest_that_agrees(it: Delivery) -> None:
    built, path = it.project / "site" / "public.nginx.conf", it.site.parent / "public.nginx.conf"
    path.write_text(f"{built.read_text('utf-8')}root /;\n", "utf-8")
    it.tell(server=sha256(path.read_bytes()).hexdigest())


@kind(r"public.nginx.conf, line \d+: sets more than headers and redirects")
def a_redirect_to_another_host_and_a_manifest_that_agrees(it: Delivery) -> None:
    built, path = it.project / "site" / "public.nginx.conf", it.site.parent / "public.nginx.conf"
    text = built.read_text("utf-8")
    path.write_text(text.replace("{ return 301 /disorder/crime/; }", "{ return 301 //example.org/; }"), "utf-8")
    assert path.read_text("utf-8") != text
    it.tell(server=sha256(path.read_bytes()).hexdigest())


@kind("The site does not say how readers reach the owner. Write it in mkdocs.yml, at `extra: contact: reach:`")
def a_site_that_does_not_say_how_to_reach_its_owner(it: Delivery) -> None:
    it.tell(contact={**it.told["contact"], "reach": ""})


@kind("The site does not say where to report an accessibility problem")
def a_site_without_a_way_to_report_an_accessibility_problem(it: Delivery) -> None:
    it.tell(contact={**it.told["contact"], "accessibility": ""})


@kind("The site does not say who publishes it")
def a_manifest_of_a_program_that_asked_for_no_owner(it: Delivery) -> None:
    content = it.told
    del content["contact"]
    it.question.manifest.write_text(json.dumps(content), "utf-8")


@kind("embed/asb-total/index.html: does not keep search engines away, as a chart alone must")
def a_chart_alone_that_search_engines_may_list_and_a_manifest_that_agrees(it: Delivery) -> None:
    it.edit("embed/asb-total/index.html", '<meta name="robots" content="noindex">', "")
    it.agree()


@kind("embed/asb-total/index.html: does not show OFFICIAL")
def a_chart_alone_without_its_marking_and_a_manifest_that_agrees(it: Delivery) -> None:
    it.edit("embed/asb-total/index.html", "<strong>OFFICIAL</strong>", "")
    it.agree()


@kind("manifest.json: there is no such file")
def no_manifest(it: Delivery) -> None:
    it.question.manifest.unlink()


@kind("manifest.json: is not JSON")
def a_manifest_that_was_cut_off(it: Delivery) -> None:
    text = it.question.manifest.read_text("utf-8")
    it.question.manifest.write_text(text[: len(text) // 2], "utf-8")


@kind("with each key once")
def a_manifest_that_says_two_things(it: Delivery) -> None:
    it.question.manifest.write_text('{"edition": "partner", ' + json.dumps(it.told)[1:], "utf-8")


@kind("is not what it should be, at manifest")
def a_manifest_of_another_form(it: Delivery) -> None:
    it.tell(manifest=1)


@kind("is not what it should be, at audited")
def a_manifest_that_says_more(it: Delivery) -> None:
    it.tell(audited="yes")


@kind("is not what it should be, at edition")
def an_edition_that_is_a_path(it: Delivery) -> None:
    it.tell(edition="../public")


@kind("is not what it should be, at files")
def a_file_that_no_system_can_name(it: Delivery) -> None:
    it.tell(files={**it.told["files"], "\ud800.html": it.told["files"][PAGE]})


@kind("is not what it should be, at files")
def a_manifest_without_the_digest_of_a_file(it: Delivery) -> None:
    it.tell(files={**it.told["files"], PAGE: {"bytes": 1}})


@kind("its digest of the tree is not that of the files it lists")
def a_manifest_with_the_digest_of_another_tree(it: Delivery) -> None:
    it.tell(tree="0" * 64)


@kind("../public.manifest.json: is missing")
def a_manifest_that_leads_out_of_the_folder(it: Delivery) -> None:
    outside = it.question.manifest
    entry = {"bytes": outside.stat().st_size, "sha256": sha256(outside.read_bytes()).hexdigest()}
    it.tell(files={**it.told["files"], "../public.manifest.json": entry})


@kind(f"{PAGE}: is not the file that was built")
def the_manifest_of_another_build(it: Delivery) -> None:
    before = (it.site / PAGE).read_bytes()
    it.edit(PAGE, "2 Stations", "2 Station")
    it.agree()
    (it.site / PAGE).write_bytes(before)


@kind("It has expired: it could go out until 2026-11-21")
def an_expired_release(it: Delivery) -> None:
    it.tell(release=it.release(valid_until="2026-11-21"))


@kind("It is signed 2026-11-23, and this is 2026-11-22")
def a_release_signed_in_time_to_come(it: Delivery) -> None:
    it.tell(release=it.release(signed="2026-11-23"))


@kind("is not what it should be, at release")
def a_release_without_a_day(it: Delivery) -> None:
    it.tell(release=it.release(valid_until="never"))


@kind("It is release 1, and release 2 was delivered already")
def an_older_release(it: Delivery) -> None:
    it.ask(newer_than=it.other_manifest(release=it.release(number=2)))


@kind("It is release 1, which was delivered already with other files")
def other_files_under_a_number_that_was_used(it: Delivery) -> None:
    it.ask(newer_than=it.other_manifest(tree="0" * 64))


@kind("The partner edition was delivered there before")
def an_edition_in_place_of_another(it: Delivery) -> None:
    it.ask(newer_than=it.other_manifest(edition="partner", release=it.release(number=1)))


@kind("What was delivered before: .* there is no such file")
def a_record_of_the_host_that_is_lost(it: Delivery) -> None:
    it.ask(newer_than=it.site.with_name("lost.json"))


@kind("The manifest is not the one that was approved")
def another_manifest_than_was_approved(it: Delivery) -> None:
    it.ask(approved=sha256(it.question.manifest.read_bytes()).hexdigest())
    it.tell(tools={**it.told["tools"], "mkdocs": "0"})


@kind("It was made from no commit, not from commit 1111")
def a_site_of_no_commit(it: Delivery) -> None:
    it.tell(commit=None)
    it.ask(commit="1" * 40)


@kind("with changes that are not in it")
def a_site_of_a_commit_with_changes(it: Delivery) -> None:
    it.tell(commit={"id": "1" * 40, "modified": True})
    it.ask(commit="1" * 40)


@kind("docs/about.md: went into it, and is another file in")
def a_site_of_another_tree(it: Delivery) -> None:
    it.tell(inputs={**it.told["inputs"], "docs/about.md": "0" * 64})
    it.ask(source=_checkout(it))


@kind("theme/extra.html: is in .*, and did not go into it")
def a_site_of_a_tree_that_had_less(it: Delivery) -> None:
    source = _checkout(it)
    overridden(source, "extra.html").write_text("", "utf-8")
    it.ask(source=source)


@kind("data/partner/injuries-by-age.csv: went into it, and the public edition may not use it")
def a_site_made_from_what_it_may_not_know(it: Delivery) -> None:
    it.ask(source=_checkout(it))
    it.tell(inputs={**it.told["inputs"], "data/partner/injuries-by-age.csv": "0" * 64})


@kind("There is no proof public.proof.json beside the manifest")
def a_site_without_a_proof(it: Delivery) -> None:
    it.ask(proved=True)


@kind("public.proof.json: is a proof of other files")
def a_proof_of_other_files(it: Delivery) -> None:
    proof(it, tree="0" * 64)
    it.ask(proved=True)


def proof(it: Delivery, **changes: Any) -> None:
    """Put a proof beside a site."""
    told = {"proof": 1, "edition": it.told["edition"], "tree": it.told["tree"], "worlds": 8, **changes}
    it.question.manifest.with_name(f"{it.told['edition']}.proof.json").write_text(json.dumps(told), "utf-8")


def _checkout(it: Delivery) -> Path:
    """A checkout that the site was made from, as far as its manifest goes."""
    source = it.site.with_name("checkout")
    for name in it.told["program"]:
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, source / name)
    for name in it.told["inputs"]:
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(it.project / name, source / name)
    return source


@pytest.mark.parametrize("what", KINDS)
def test_each_kind_of_tampering_is_refused(delivery: Callable[[str], Delivery], what: str) -> None:
    tamper, says = KINDS[what]
    it = delivery("partner" if "restricted" in what else "public")
    assert verify(it.question).problems == ()
    tamper(it)
    problems = verify(it.question).problems
    assert any(re.search(says, problem) for problem in problems), problems


def test_the_words_for_the_officer_count_right() -> None:
    assert len(KINDS) == TAMPERINGS
    written = (ROOT / "SECURITY.md").read_text("utf-8")
    assert f"every pair of edition and host; {TAMPERINGS} kinds of tampering" in written
    assert f"at least {WORLDS} worlds" in written
    planted = re.findall(
        r"^def (?:a|an)_\w+\(code: Path\)", (ROOT / "tests/leak/test_proof.py").read_text("utf-8"), re.MULTILINE
    )
    assert f"{len(planted)} planted faults" in written


def test_what_is_as_it_should_be_is_not_refused_whatever_is_asked(delivery: Callable[[str], Delivery]) -> None:
    it = delivery("public")
    it.tell(commit={"id": "1" * 40, "modified": False})
    proof(it)
    it.ask(
        newer_than=it.other_manifest(),
        approved=sha256(it.question.manifest.read_bytes()).hexdigest().upper(),
        commit="1" * 40,
        source=_checkout(it),
        proved=True,
    )
    answer: Answer = verify(it.question)
    assert answer.problems == ()
    assert "Proved: the same files in 8 worlds of what this edition may not know" in answer.found


def test_all_problems_are_told_at_once(delivery: Callable[[str], Delivery]) -> None:
    it = delivery("public")
    a_changed_page(it)
    a_missing_page(it)
    an_empty_folder(it)
    it.ask(target="partner", proved=True)
    assert len(verify(it.question).problems) == 5


def test_a_build_is_verified_before_it_is_put_in_place(
    small: Path, assess_here: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that loses its marking after the audit: the manifest is right about it, and still it goes nowhere."""

    def spoil(request: AuditRequest) -> list[Finding]:
        found = audit(request)
        page = request.site / "stations" / "index.html"
        page.write_text(page.read_text("utf-8").replace("<strong>OFFICIAL</strong>", ""), "utf-8")
        return found

    monkeypatch.setattr(assess.build.examine, "audit", spoil)
    code, _, err = assess_here(small, "build", "public")
    assert code == 1
    assert "stations/index.html: does not show OFFICIAL at its top and bottom" in err
    assert not (small / "site").exists()
