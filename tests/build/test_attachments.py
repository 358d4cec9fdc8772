"""Attachments: only what was approved by its digest, for the readers it was approved for, where a page links to it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from building import Run, append, differing, files, run_here
from overriding import overridden

Fails = Callable[..., str]
PACK = ("--restricted", "data/sample")
PDF = b"%PDF-1.4 a plan of the partnership"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)
DIGEST = sha256(PDF).hexdigest()


def line(path: str = "plan.pdf", content: bytes = PDF, audience: str = "public", **changes: str) -> str:
    """A line of docs/attachments.yml."""
    entry = {
        "title": "The plan",
        "sha256": sha256(content).hexdigest(),
        "audience": audience,
        "approved_by": "Head of community safety",
        "approved_on": "2023-05-18",
        **changes,
    }
    return f"{path}: {{{', '.join(f'{key}: {value}' for key, value in entry.items())}}}"


def attach(
    project: Path, *lines: str, path: str = "plan.pdf", content: bytes = PDF, link: str = "[The plan](plan.pdf)"
) -> None:
    """Put a file beside the pages, list it, and link to it."""
    (project / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
    (project / "docs" / path).write_bytes(content)
    if lines:
        (project / "docs" / "attachments.yml").write_text("\n".join(lines) + "\n", "utf-8")
    if link:
        append(project / "docs" / "index.md", link)


def leave_out(project: Path, path: str) -> None:
    """Keep plain mkdocs from publishing a file."""
    settings = project / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("  /attachments.yml\n", f"  /attachments.yml\n  /{path}\n")
    settings.write_text(text, "utf-8")


def test_an_approved_file_is_in_the_site_and_its_approval_in_the_manifest(small: Path, assess_here: Run) -> None:
    picture = line("pictures/map.png", PNG, title="A map", approved_by="Communications lead")
    attach(small, line(), picture)
    attach(small, path="pictures/map.png", content=PNG, link="![A map](pictures/map.png)")
    append(small / "docs" / "about.md", "[The plan again](plan.pdf#page=2)")
    code, _, err = assess_here(small, "build", "public")
    assert (code, err) == (0, "")
    site = small / "site" / "public"
    assert (site / "plan.pdf").read_bytes() == PDF
    assert (site / "pictures" / "map.png").read_bytes() == PNG
    front, about = ((site / name).read_text("utf-8") for name in ("index.html", "about/index.html"))
    assert 'href="plan.pdf"' in front
    assert 'src="pictures/map.png"' in front
    assert 'href="../plan.pdf#page=2"' in about
    assert [name for name in files(site) if "attachments" in name] == []
    told = json.loads((small / "site" / "public.manifest.json").read_text("utf-8"))
    assert told["attachments"]["pictures/map.png"] == {
        "audience": "public",
        "approved_by": "Communications lead",
        "approved_on": "2023-05-18",
    }
    assert told["inputs"]["docs/plan.pdf"] == DIGEST


def test_a_file_for_partners_is_in_their_site_alone(small: Path, assess_here: Run) -> None:
    attach(small, line(audience="partner"), link="")
    block = "{% call restricted('rail-police') %}\n[The plan](plan.pdf)\n{% endcall %}"
    append(small / "docs" / "index.md", block)
    leave_out(small, "plan.pdf")
    code, _, err = assess_here(small, "build", "public", "partner", *PACK)
    assert (code, err) == (0, "")
    assert (small / "site" / "partner" / "plan.pdf").read_bytes() == PDF
    assert not (small / "site" / "public" / "plan.pdf").exists()
    public = {name: content for name, content in files(small / "site").items() if name.startswith("public")}
    assert [name for name, content in public.items() if b"plan.pdf" in content or DIGEST.encode() in content] == []


def test_a_public_build_does_not_depend_on_a_file_for_partners(small: Path, assess_here: Run) -> None:
    attach(
        small,
        line(audience="partner"),
        link="{% call restricted('rail-police') %}\n[The plan](plan.pdf)\n{% endcall %}",
    )
    leave_out(small, "plan.pdf")
    assert assess_here(small, "build", "public")[0] == 0
    before = files(small / "site")
    attach(small, line(content=b"%PDF other", audience="partner"), content=b"%PDF another", link="")
    code, _, err = assess_here(small, "build", "public")
    assert (code, err) == (0, "")
    assert differing(before, files(small / "site")) == []


def test_the_line_to_add_is_the_line_that_is_needed(small: Path, refuses: Fails) -> None:
    attach(small)
    said = refuses("check", says="docs/plan.pdf: found a file that is not a page and that nobody approved")
    added = re.search(r"docs/attachments.yml: (plan.pdf: {.*?})", said)
    assert added is not None
    given = added[1]
    assert DIGEST in given
    (small / "docs" / "attachments.yml").write_text(given + "\n", "utf-8")
    said = refuses(
        "check", says="attachments.yml, line 1, plan.pdf > title: found .TITLE., expected a text of your own"
    )
    assert all(word in said for word in ("> audience", "> approved_by", "> approved_on"))
    for word, value in (("TITLE", "Plan"), ("AUDIENCE", "public"), ("ROLE", "Chair"), ("YYYY-MM-DD", "2023-05-18")):
        given = given.replace(word, value)
    (small / "docs" / "attachments.yml").write_text(given + "\n", "utf-8")
    assert run_here(small, "check")[0] == 0


REFUSED: dict[str, tuple[Callable[[Path], None], str]] = {
    "nobody approved it": (
        attach,
        f"docs/plan.pdf: found .* nobody approved, expected a line .*sha256: {DIGEST}",
    ),
    "it is a file other than the one approved": (
        lambda project: attach(project, line(), content=b"%PDF changed"),
        f"found a file other .*: plan.pdf: .title: .The plan., sha256: {sha256(b'%PDF changed').hexdigest()}",
    ),
    "no page links to it": (
        lambda project: attach(project, line(), link=""),
        r"attachments.yml, plan.pdf: found an attachment that no page links to, expected a link such as \[The plan\]",
    ),
    "a link in a comment": (
        lambda project: attach(project, line(), link="<!-- [The plan](plan.pdf) -->"),
        "found an attachment that no page links to",
    ),
    "a link in code": (
        lambda project: attach(project, line(), link="`[The plan](plan.pdf)`"),
        "found an attachment that no page links to",
    ),
    "a link to another folder": (
        lambda project: attach(project, line(), link="[The plan](https://example.org/plan.pdf)"),
        "found an attachment that no page links to",
    ),
    "it is for partners, and a page for everybody links to it": (
        lambda project: (attach(project, line(audience="partner")), leave_out(project, "plan.pdf"))[0],
        'docs/index.md: found a link to "plan.pdf", which is for the partner audience, in the public edition',
    ),
    "it is for the team, and a block for partners links to it": (
        lambda project: (
            attach(
                project,
                line(audience="internal"),
                link="{% call restricted('rail-police') %}\n[The plan](plan.pdf)\n{% endcall %}",
            ),
            leave_out(project, "plan.pdf"),
        )[0],
        'found a link to "plan.pdf", which is for the internal audience, in the partner edition',
    ),
    "it is for partners, and only a page for everybody's block of the team links to it": (
        lambda project: attach(
            project,
            line(audience="partner"),
            link="{% call restricted('briefing') %}\n[The plan](plan.pdf)\n{% endcall %}",
        ),
        "exclude_docs: found no line for plan.pdf, expected .*: /plan.pdf",
    ),
    "it does not exist": (
        lambda project: attach(project, line(), line("gone.pdf")),
        "attachments.yml, gone.pdf: found a line for a file that does not exist",
    ),
    "a link to another place": (
        lambda project: (attach(project, line()), _as_a_link(project / "docs" / "plan.pdf"))[0],
        "docs/plan.pdf: found a link to another place",
    ),
    "a list that is a link": (
        lambda project: (attach(project, line()), _as_a_link(project / "docs" / "attachments.yml"))[0],
        "docs/attachments.yml: found a link to another place",
    ),
    "a folder that is a link": (
        lambda project: (project / "docs" / "more").symlink_to(project / "data"),
        "docs/more: found a link to another place",
    ),
    "a file of another kind": (
        lambda project: attach(project, path="page.html", link=""),
        "docs/page.html: found a file that is not a page, expected Markdown pages, and attachments that end in csv,",
    ),
    "a file of another kind on the list": (
        lambda project: attach(project, line("page.html"), path="page.html", link="[Page](page.html)"),
        "attachments.yml, line 1, page.html: found a file of another kind",
    ),
    "a path that leads elsewhere": (
        lambda project: attach(project, line(), line("../data/plan.pdf")),
        "attachments.yml, line 2, ../data/plan.pdf: found the path",
    ),
    "a path where the site has its own files": (
        lambda project: attach(
            project, line("downloads/plan.pdf"), path="downloads/plan.pdf", link="[Plan](downloads/plan.pdf)"
        ),
        "attachments.yml, line 1, downloads/plan.pdf: found the path",
    ),
    "an audience that does not exist": (
        lambda project: attach(project, line(audience="everybody")),
        "plan.pdf > audience: found .everybody., expected one of internal, partner, public",
    ),
    "nobody who approved it": (
        lambda project: attach(project, line(approved_by="''")),
        "plan.pdf > approved_by: found",
    ),
    "a day that is none": (
        lambda project: attach(project, line(approved_on="May 2023")),
        "plan.pdf > approved_on: found .May 2023., expected a day such as 2023-05-18",
    ),
    "half a digest": (
        lambda project: attach(project, line(sha256=DIGEST[:32])),
        "plan.pdf > sha256: found .*, expected the SHA-256 of the file",
    ),
    "two lines": (
        lambda project: attach(project, line(), line()),
        "attachments.yml, line 2: found the key .plan.pdf. twice",
    ),
}


def _as_a_link(path: Path) -> None:
    elsewhere = path.parent.parent / f"outside-{path.name}"
    shutil.move(path, elsewhere)
    path.symlink_to(elsewhere)


@pytest.mark.parametrize("why", REFUSED)
def test_it_is_refused(small: Path, refuses: Fails, why: str) -> None:
    spoil, says = REFUSED[why]
    spoil(small)
    refuses("check", says=says)


def test_what_the_audit_cannot_read_of_an_approved_file_is_said(small: Path, assess_here: Run) -> None:
    attach(small, line("map.png", PNG), path="map.png", content=PNG, link="![A map](map.png)")
    code, out, _ = assess_here(small, "build", "public")
    assert code == 0
    said = (
        "Approved, though the audit could not read all of it: map.png: is a picture, of which only the texts beside it"
    )
    assert f"{said} were read; a person must look" in out.splitlines()


def test_what_the_audit_cannot_read_and_nobody_approved_still_stops_a_build(small: Path, assess_here: Run) -> None:
    """The approval of one file is no approval of another: a picture in the theme needs a person to look."""
    attach(small, line())
    overridden(small, "assets/images/other.pdf").write_bytes(PDF)
    code, _, err = assess_here(small, "build", "public")
    assert code == 1
    assert "assets/images/other.pdf" in err
    assert "plan.pdf" not in err


def test_a_restricted_number_in_an_approved_file_still_stops_a_build(small: Path, assess_here: Run) -> None:
    content = b"place,thefts\nstation,882874\n"
    attach(small, line("plan.csv", content), path="plan.csv", content=content, link="[Plan](plan.csv)")
    code, _, err = assess_here(small, "build", "public", "partner", *PACK)
    assert code == 1
    assert "plan.csv: holds a number of partner/injuries-by-age.csv" in err
