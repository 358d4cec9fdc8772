"""What the preview answers to its editor: the parts of a page, the cells of a table, problems, and a save."""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from assess.build.plan import Plan
from assess.check.run import faults_of_style
from assess.edit.blocks import Block, blocks_of, with_block
from assess.edit.cells import Edit, NewRow, cells_of, with_cells
from assess.edit.change import EditRefusedError, check_opened, digest_of
from assess.load.editions import know, view_of
from assess.load.sources import Sources
from assess.preview.correcting import Wrong, may_correct, write_correction
from assess.preview.forms import Chosen, form, given_by
from assess.preview.inputs import Input, read_input, write_input
from assess.preview.new_page import Wanted, new_page, places
from assess.project.review import is_checkout, send_for_review
from macros.language.template import MacroCall, RestrictedBlock, parse_template
from macros.pages.page import PageFile, dataset_of, pages_for
from macros.pages.verdicts import Verdicts
from macros.vocabulary.vocabulary import MACROS
from redaction.diagnostics.errors import AssessError, Problem, ProblemsFoundError
from redaction.policy import Edition
from redaction.reader import text_of
from redaction.view import View

HEADER = "X-Assess-Edit"
_TOTAL = "wrong-total"
Answered = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """What the editor asks about: a page by its address in an edition, or an open dataset, and an edit of it.

    An edit is of the file with some digest: the bytes from `start` to `end` of a page, or cells, new rows and the
    numbers of rows to take out. Calls of macros are asked about as they are written or as they are chosen. A message
    goes with what is sent for review.
    """

    edition: str = ""
    page: str = ""
    dataset: str = ""
    digest: str = ""
    start: int = -1
    end: int = -1
    text: str = ""
    cells: tuple[Edit, ...] = ()
    rows: tuple[NewRow, ...] = ()
    removed: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()
    chosen: Chosen | None = None
    new: Wanted | None = None
    message: str = ""
    wrong: Wrong | None = None


class UnsoundError(EditRefusedError):
    """An edit that the check refuses, with the problems that it would bring."""

    def __init__(self, name: str, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(
            f"Nothing was saved: {name} would have {len(problems)} more problem{'s' * (len(problems) > 1)}"
        )


@dataclass(frozen=True)
class Editing:
    """Editing in a preview, for whoever has its token."""

    plan: Callable[[], Plan]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    _one: threading.Lock = field(default_factory=threading.Lock)
    _verdicts: Verdicts = field(default_factory=Verdicts)  # of whoever has the lock
    _saved: dict[str, None] = field(default_factory=dict)  # the files, in the order of their first saves

    def lets(self, token: str) -> bool:
        """Whether a token is the one of this preview."""
        return hmac.compare_digest(token.encode(), self.token.encode())

    def answer(self, name: str, body: bytes) -> Answered:
        """The answer to what the editor asks by a name, or why it is refused."""
        asks = {
            "read": self._read,
            "check": self._check,
            "save": self._save,
            "review": self._review,
            "given": self._given,
            "form": self._form,
            "places": self._places,
            "page": self._new_page,
            "correct": self._correct,
        }
        try:
            asked = msgspec.json.decode(body, type=Asked)
            return asks[name](asked)
        except (KeyError, msgspec.MsgspecError):
            return {"refused": "This is no question of the preview's editor. Load the preview again"}
        except UnsoundError as error:
            return {"refused": str(error), "problems": _listed(error.problems)}
        except ProblemsFoundError as error:
            return {"refused": "Nothing was saved: mend these first", "problems": _listed([*error.problems])}
        except AssessError as error:
            return {"refused": str(error)}
        except OSError as error:
            return {"refused": f"A file could not be read: {error.strerror}"}

    def _read(self, asked: Asked) -> Answered:
        """The parts of a page that an edition shows, or the cells of a table."""
        plan, opened = self.plan(), self._input(asked)
        answered: Answered = {"file": opened.name, "digest": digest_of(opened.content), **self._offered()}
        if asked.dataset:
            rows = cells_of(opened.name, opened.content)
            table = [{"row": row, "cells": [each.text for each in rows[row]]} for row in rows]
            return {**answered, "rows": table}
        blocks = _blocks_for(plan, opened, _edition(plan, asked.edition))
        return {**answered, "blocks": [_told(plan, block) for block in blocks]}

    def _check(self, asked: Asked) -> Answered:
        """The problems that a table would have, or a page in the lines of what is edited."""
        edited, content = self._edited(asked)
        with self._one:  # one check at a time
            problems = self._problems({edited.name: content})
        if not asked.dataset:
            first = content.count(b"\n", 0, asked.start) + 1
            last = first + content.count(b"\n", asked.start, len(content) - (len(edited.content) - asked.end))
            problems = [each for each in problems if first <= each.line <= last]
        return {"problems": _listed(problems)}

    def _save(self, asked: Asked) -> Answered:
        """Write an edit, unless the file would have a problem that it has not now; raises AssessError."""
        with self._one:  # one save after another
            return self._saved_once_checked(asked)

    def _saved_once_checked(self, asked: Asked) -> Answered:
        edited, content = self._edited(asked)
        self._refuse_more_problems(edited.name, {edited.name: content}, {edited.name: edited.content})
        write_input(edited, asked.digest, content)
        self._saved[edited.name] = None
        return {"saved": edited.name, "review": self._to_review()}

    def _places(self, _asked: Asked) -> Answered:
        """Where a new page can go, and what it can show."""
        return places(self.plan())

    def _new_page(self, asked: Asked) -> Answered:
        """Write a new page and what leads to it, unless that brings a problem; raises AssessError."""
        if asked.new is None:
            raise EditRefusedError("This says nothing of a new page")
        with self._one:
            new = new_page(self.plan(), asked.new)
            self._refuse_more_problems(new.page.name, new.edited, {each.name: each.content for each, _ in new.leading})
            new.write()
            self._saved.update(dict.fromkeys(new.edited))
        return {"saved": new.page.name, "page": f"{new.page.path.removesuffix('.md')}/", "review": self._to_review()}

    def _correct(self, asked: Asked) -> Answered:
        """Write a correction of what differs from the release, and of a sentence of a page; raises AssessError."""
        plan = self.plan()
        if asked.wrong is None or not may_correct(plan):
            raise EditRefusedError("There is no release to correct")
        page = self._input(asked).path.relative_to(plan.project.docs).as_posix()
        with self._one:
            file = write_correction(plan, asked.wrong, page)
            self._saved[file] = None
        return {"saved": file, "review": self._to_review()}

    def _refuse_more_problems(self, name: str, after: Mapping[str, bytes], before: Mapping[str, bytes]) -> None:
        """Refuse an edit after which some files would have a problem that they have not now; raises UnsoundError."""
        problems = self._problems(after)
        if problems:
            known = [_kind(each) for each in self._problems(before)]
            new = [each for each in problems if _kind(each) not in known]
            if new:
                raise UnsoundError(name, new)

    def _given(self, asked: Asked) -> Answered:
        """What readers of an edition get for each of some calls."""
        return {"given": given_by(self._view(asked), asked.texts)}

    def _form(self, asked: Asked) -> Answered:
        """A call as it is written or chosen, with what the readers of an edition may know to choose from."""
        return form(self._view(asked), asked.chosen or asked.text or Chosen())

    def _view(self, asked: Asked) -> View:
        """What an edition may know: its folders alone are opened."""
        plan = self.plan()
        edition, settings = _edition(plan, asked.edition), plan.settings
        folders = plan.sources().folders([edition])
        return view_of(folders, plan.policy, edition, settings.year, settings.language)

    def _review(self, asked: Asked) -> Answered:
        """Make a branch and a commit of the files that were edited; raises AssessError."""
        files = self._to_review()
        if not files:
            raise EditRefusedError("There is nothing to send: nothing was edited in this preview, or there is no Git")
        if not asked.message.strip():
            raise EditRefusedError("Say in a sentence what you changed, for whoever looks at it")
        return {"branch": send_for_review(self.plan().project.root, files, asked.message.strip())}

    def _offered(self) -> Answered:
        """What the frame offers beside editing: a review of some files, and a correction of what went out."""
        return {"review": self._to_review(), "corrects": may_correct(self.plan())}

    def _to_review(self) -> list[str]:
        """The files that were edited in this preview, where there is Git to send them."""
        return [*self._saved] if is_checkout(self.plan().project.root) else []

    def _input(self, asked: Asked) -> Input:
        """The file that is asked about; raises EditRefusedError."""
        plan = self.plan()
        if asked.dataset:
            folder = plan.project.open_data(plan.policy)
            return read_input(folder, plan.project.shown(folder), [f"{asked.dataset}.csv"], "*.csv")
        names = [f"{asked.page}index.md", f"{asked.page.removesuffix('/')}.md"]
        return read_input(plan.project.docs, plan.project.shown(plan.project.docs), names, "**/*.md")

    def _edited(self, asked: Asked) -> tuple[Input, bytes]:
        """The file of an edit, and what it would hold; raises AssessError."""
        plan, opened = self.plan(), self._input(asked)
        check_opened(opened.name, opened.content, asked.digest)
        if asked.dataset:
            name, content = opened.name, opened.content
            return opened, with_cells(name, content, asked.digest, asked.cells, asked.rows, removed=asked.removed)
        place = (asked.start, asked.end)
        if place not in [(each.start, each.end) for each in _blocks_for(plan, opened, _edition(plan, asked.edition))]:
            raise EditRefusedError(f"{opened.name} has no such part. Load the preview again")
        return opened, with_block(opened.name, opened.content, asked.digest, place, asked.text)

    def _problems(self, edited: Mapping[str, bytes]) -> list[Problem]:
        """What the check would say of files with some contents, in their order; once, whatever the edition."""
        plan = self.plan()
        sources = Sources(plan.project, plan.policy, plan.pack, edited)
        problems = [
            *_found(lambda: know(sources, plan.editions, self._verdicts)),
            *_found(lambda: faults_of_style(sources)),
        ]
        once = {(each.file, each.line, each.rule, each.found): each for each in problems if _is_of(each, edited)}
        return sorted(once.values())


def _is_of(problem: Problem, edited: Mapping[str, bytes]) -> bool:
    """Whether a problem is of files that are edited; one of a total that a description declares is of its table."""
    table = f"{problem.file.removesuffix('.yaml')}.csv"
    return problem.file in edited or (problem.rule == _TOTAL and table in edited)


def _found(check: Callable[[], object]) -> Sequence[Problem]:
    """The problems that a check gives back or raises."""
    try:
        found = check()
    except ProblemsFoundError as error:
        return error.problems
    return [each for each in found if isinstance(each, Problem)] if isinstance(found, list) else []


def _edition(plan: Plan, name: str) -> Edition:
    """An edition of a preview; raises EditRefusedError."""
    found = next((each for each in plan.editions if each.id == name), None)
    if found is None:
        raise EditRefusedError("There is no such edition in this preview")
    return found


def _blocks_for(plan: Plan, opened: Input, edition: Edition) -> list[Block]:
    """The blocks of a page that an edition may show: none of a page or a source that is for others."""
    page = PageFile(opened.name, text_of(opened.name, opened.content))
    if page.front_matter_faults or not pages_for([page], edition):
        return []
    visible = {each.id for each in plan.policy.sources.values() if edition.reads(each.audience)}
    return [block for block in blocks_of(opened.content) if block.sources <= visible]


def _told(plan: Plan, block: Block) -> Answered:
    """A block as the editor is told of it, with the open datasets that it shows."""
    parts = [*parse_template(block.text, MACROS).parts]
    calls = [part.call if isinstance(part, RestrictedBlock) else part for part in parts if not isinstance(part, str)]
    named = dict.fromkeys(dataset_of(call) for call in calls if isinstance(call, MacroCall))
    folder = plan.project.open_data(plan.policy)
    tables = [name for name in named if name and (folder / f"{name}.csv").is_file()]
    place = {"start": block.start, "end": block.end, "line": block.line}
    return place | {"kind": block.kind, "text": block.text, "tables": tables}


def _listed(problems: list[Problem]) -> list[Answered]:
    """Problems as the editor is told of them."""
    return [
        {"line": 0 if each.file.endswith(".yaml") else each.line, "where": each.where, "text": each.sentence}
        for each in problems
    ]


def _kind(problem: Problem) -> tuple[str, str]:
    """What a problem is, wherever it stands: an edit moves the lines below it."""
    return problem.rule, problem.found
