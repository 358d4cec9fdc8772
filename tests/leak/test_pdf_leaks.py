"""A restricted cell that gets into a PDF, whichever way: the build stops, and nothing is promoted."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from building import SITE, ask_for_pdfs, copy_project, run_here

from assess.pdf import press, publish
from assess.pdf.bindery import Arrangement
from assess.pdf.typeset import Place, Typeset
from assess.pdf.volume import Imprint, Laid, Leaf, Volume

CELL = "882874"  # the first number of injuries-by-age.csv
LEAK = f"Under 10, female: {CELL}"
Changed = Callable[[pikepdf.Pdf], None]


def in_metadata(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Subject"] = pikepdf.String(LEAK)


def in_xmp(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as said:
        said["dc:description"] = LEAK


def in_an_annotation(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots[0].Contents = pikepdf.String(LEAK)


def in_a_bookmark(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Title = pikepdf.String(LEAK)


def in_words_for_the_blind(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.K[0].Alt = pikepdf.String(LEAK)


def in_an_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["notes.txt"] = pikepdf.AttachedFileSpec(pdf, LEAK.encode(), filename="notes.txt")


def in_an_object_that_nothing_names(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PieceInfo = pikepdf.Dictionary(Assess=pikepdf.Dictionary(Private=pikepdf.String(LEAK)))


IN_THE_PDF: dict[str, Changed] = {
    each.__name__: each
    for each in (
        in_metadata,
        in_xmp,
        in_an_annotation,
        in_a_bookmark,
        in_words_for_the_blind,
        in_an_attachment,
        in_an_object_that_nothing_names,
    )
}
IN_A_PART = {  # what stands in its template, and what is put in its place
    "in_white_letters_of_a_part": ("</body>", f'<p style="color: #ffffff">{LEAK}</p></body>'),
    "in_an_id": ("</body>", f'<p id="{CELL}"><a href="#{CELL}">Here</a></p></body>'),
}
IN_THE_COVER = {
    "in_white_letters": ("</body>", f'<p style="color: #ffffff">{LEAK}</p></body>'),
    "in_letters_too_small_to_see": ("</body>", f'<p style="font-size: 0.2pt">{LEAK}</p></body>'),
    "in_a_running_head": ("@bottom-left {", f'@bottom-center {{ content: "{LEAK}"; }} @bottom-left {{'),
    "in_the_title": ("</title>", f", {LEAK}</title>"),
}
WAYS = (*IN_THE_PDF, *IN_A_PART, *IN_THE_COVER)
NOT_CHANGED = "section-2"


@pytest.fixture(scope="module")
def said(with_pdfs: Path, tmp_path_factory: pytest.TempPathFactory, chart_cache: Path) -> str:
    """What a build says whose editions have a PDF more for each of these ways, in which the cell got into that one."""
    project = copy_project(tmp_path_factory.mktemp("pdf-leaks") / "project", chart_cache)
    ask_for_pdfs(project)
    (project / ".cache" / "pdf").symlink_to(with_pdfs / ".cache" / "pdf")
    volumes, part_of, cover_of, lay = publish.volumes, press.part_of, press.cover_of, press.Press.lay

    def more_volumes(site: Path, arrangement: Arrangement) -> list[Volume]:
        bound = volumes(site, arrangement)
        like = next(volume for volume in bound if volume.name == NOT_CHANGED)
        return [*bound, *(replace(like, name=name) for name in WAYS)]

    def leaking(made: Typeset, old: str = "", new: str = "") -> Typeset:
        assert old in made.document
        return replace(made, document=made.document.replace(old, new, 1) if old else made.document)

    def leaking_part(volume: Volume, leaves: Sequence[Leaf], imprint: Imprint) -> Typeset:
        return leaking(part_of(volume, leaves, imprint), *IN_A_PART.get(volume.name, ()))

    def leaking_cover(volume: Volume, imprint: Imprint, parts: Sequence[Typeset], places: Sequence[Place]) -> Typeset:
        return leaking(cover_of(volume, imprint, parts, places), *IN_THE_COVER.get(volume.name, ()))

    def leaking_lay(own: press.Press, volumes: list[Volume], imprint: Imprint) -> dict[str, Laid]:
        laid = lay(own, volumes, imprint)
        return {name: changed(each, IN_THE_PDF[name]) if name in IN_THE_PDF else each for name, each in laid.items()}

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(publish, "volumes", more_volumes)
        patched.setattr(press, "part_of", leaking_part)
        patched.setattr(press, "cover_of", leaking_cover)
        patched.setattr(press.Press, "lay", leaking_lay)
        code, out, err = run_here(project, "pdf", "public", "--restricted", SITE / "data" / "sample")
    assert (code, out) == (1, ""), err
    assert not (project / "site").exists()
    return err


def changed(laid: Laid, change: Changed) -> Laid:
    """A volume laid out, with a change to its PDF."""
    with pikepdf.open(io.BytesIO(laid.content)) as pdf:
        change(pdf)
        written = io.BytesIO()
        pdf.save(written, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return replace(laid, content=written.getvalue())


@pytest.mark.parametrize("way", WAYS)
def test_a_cell_that_gets_into_a_pdf_stops_the_build(said: str, way: str) -> None:
    assert f"-{way}.pdf: holds" in said


def test_a_pdf_without_one_is_not_named_and_the_cell_is_not_said(said: str) -> None:
    assert f"-{NOT_CHANGED}.pdf" not in said
    assert CELL not in said
