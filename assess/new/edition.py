"""The next year of a site: last year's is kept as it went out, and what belongs to its edition alone starts anew."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assess.corrections.released import read_released
from assess.earlier.kept import BESIDE, check_release, folder_of_year, read_kept
from assess.new.writer import write_all
from assess.processes.signals import undisturbed
from assess.project.git import check_committed
from assess.project.layout import RELEASES, YEAR_FILE, Project
from assess.project.settings import Settings
from redaction.corrections import FILE as CORRECTIONS
from redaction.data.periods import year_in
from redaction.diagnostics.errors import AssessError
from redaction.policy import Edition, Policy
from redaction.reconciliation.claims import CLAIMS
from redaction.reconciliation.same_quantity import SAME_QUANTITY

_DATA = "data"
_AS_IT_IS = "* -text\n"  # git would end the lines of some of these files in another way than they went out with
_LISTS = (CLAIMS, SAME_QUANTITY)


@dataclass(frozen=True)
class Asked:
    """What the command was given: the new year, where last year's sites are, and the day of signing where it is known.

    `is_named` says whether somebody named the folder of the sites. `since` holds the releases of editions that are not
    for everybody, and `pack` is the restricted pack. `dry` says that nothing is to be written.
    """

    year: str
    site: Path
    is_named: bool = False
    signed: str = ""
    since: Path | None = None
    pack: Path | None = None
    dry: bool = False


@dataclass(frozen=True)
class _Release:
    """A release to be kept: its edition, its site, the files beside that by their names, and the folders it goes to."""

    edition: str
    site: Path
    beside: Mapping[str, Path]
    places: tuple[Path, ...]


@dataclass(frozen=True)
class _Steps:
    """All that is to be done: releases to keep, files to keep by their new places, and files to write or delete."""

    year: str
    folder: str
    releases: tuple[_Release, ...]
    kept: Mapping[Path, bytes]
    written: Mapping[Path, str | None]

    @property
    def places(self) -> tuple[Path, ...]:
        """The folders of releases that get one of the year."""
        return tuple(dict.fromkeys(place for each in self.releases for place in each.places))


def make_edition(project: Project, policy: Policy, settings: Settings, asked: Asked) -> list[str]:
    """Take a site into its next year, and say what was done; raises AssessError, and then nothing was."""
    check_committed(project.root)
    if asked.since and project.root in (asked.since, *asked.since.parents):
        raise AssessError(
            f"{project.shown(asked.since)} lies in the repository, where editions that are not for everybody must not "
            "be kept. Name a folder outside it"
        )
    before = _check_years(settings.year, asked.year)
    folder = folder_of_year(before)
    releases = tuple(_releases(project, policy, asked))
    lists = dict(_lists(project.open_data(policy), project.root / RELEASES / folder / _DATA / policy.open_audience))
    lists |= _restricted_lists(policy, asked, folder)
    written: dict[Path, str | None] = {path: _begun(path) for path in lists if path.suffix != ".yaml"}
    written[project.config] = _settings(project, settings, asked)
    attributes = project.root / RELEASES / ".gitattributes"
    if not attributes.exists():
        written[attributes] = _AS_IT_IS
    steps = _Steps(before, folder, releases, {new: path.read_bytes() for path, new in lists.items()}, written)
    for place in steps.places:
        if (place / folder).exists():
            raise AssessError(
                f"{project.shown(place / folder)} is there already, so the site of {before} was kept before"
            )
    if not asked.dry:
        _carry_out(steps)
    return [*_told(project, policy, asked, steps)]


def _check_years(before: str, after: str) -> str:
    """The year that a site is of, where another one can follow; raises AssessError."""
    old, new = year_in(before), year_in(after)
    if new is None:
        raise AssessError(f'"{after}" is no year. Write it as 2025/26, 2025 or year ending March 2025')
    if old is None:
        raise AssessError("mkdocs.yml does not say of which year this site is. Write it under `extra`, as `year:`")
    if new <= old:
        raise AssessError(f"This site is of {before}, and {after} is no later year")
    return before


def _releases(project: Project, policy: Policy, asked: Asked) -> Iterator[_Release]:
    """What is to be kept of each edition; an edition that has not gone out has nothing. Raises AssessError."""
    own = project.root / RELEASES
    found = 0
    for edition in policy.editions.values():
        is_open = set(edition.audiences) == {policy.open_audience}
        places = tuple(dict.fromkeys(place for place in (own if is_open else None, asked.since) if place))
        if places and (release := _release(project, edition, asked, places)):
            found += 1
            yield release
    if not found:
        raise AssessError(
            f"No release is kept in {RELEASES}/, so nobody can say what went out. Copy the manifest and the ledger of "
            "each edition there, as they went out, or name the folder of the sites that did with --from"
        )


def _release(project: Project, edition: Edition, asked: Asked, places: tuple[Path, ...]) -> _Release | None:
    released = next((place for place in places if read_released(place, edition)), None)
    if released is None and not (asked.is_named and (asked.site / edition.id).is_dir()):
        return None
    site, shown = asked.site / edition.id, project.shown(asked.site / edition.id)
    if not site.is_dir():
        raise AssessError(
            f"There is no folder {shown} with the {edition.name.lower()} as it went out. Name the folder that holds it "
            "with --from, or build it at the commit that its manifest names"
        )
    manifest = (released or asked.site) / f"{edition.id}.manifest.json"
    check_release(site, manifest, edition.id, shown)
    told = json.loads(manifest.read_bytes())
    beside = {f"{edition.id}.manifest.json": manifest}
    for kind, key in zip(BESIDE[1:], ("ledger", "server"), strict=True):
        name = f"{edition.id}.{kind}"
        same = [path for path in (manifest.with_name(name), asked.site / name) if _digest(path) == told[key]]
        if same:
            beside[name] = same[0]
    if f"{edition.id}.ledger.csv" not in beside:
        raise AssessError(f"{shown}: found no ledger of the same release beside it, expected {edition.id}.ledger.csv")
    return _Release(edition.id, site, beside, places)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _lists(folder: Path, place: Path) -> Iterator[tuple[Path, Path]]:
    """What belongs to the edition that it is of, in a folder of data, and where it is kept."""
    names = (CORRECTIONS, *(f"{name}{kind}" for name in _LISTS for kind in (".csv", ".yaml")))
    yield from ((folder / name, place / name) for name in names if (folder / name).is_file())


def _restricted_lists(policy: Policy, asked: Asked, folder: str) -> dict[Path, Path]:
    """The same in the folders of a pack; raises AssessError where there is some and no place for it."""
    found: dict[Path, Path] = {}
    for name in policy.audiences:
        if asked.pack and name != policy.open_audience:
            place = (asked.since or Path()) / folder / _DATA / name
            found |= dict(_lists(asked.pack / name, place))
    if found and asked.since is None:
        raise AssessError(
            "The restricted pack holds corrections or printed claims of the last edition. Name the folder of the "
            "releases that are not for everybody with --since, and they are kept there"
        )
    return found


def _begun(path: Path) -> str | None:
    """What is left of a list for the new edition: its header, or nothing."""
    return None if path.name == CORRECTIONS else path.read_text("utf-8").partition("\n")[0] + "\n"


def _settings(project: Project, settings: Settings, asked: Asked) -> str:
    """mkdocs.yml of the new year; none of its other letters change."""
    lines = project.config.read_text("utf-8").splitlines(keepends=True)
    number = settings.release.number
    changes = [
        (("extra", "year"), re.escape(settings.year), asked.year),
        (("site_name",), re.escape(settings.year), asked.year),
        *((path, re.escape(settings.year), asked.year) for path in _names_in_languages(settings)),
        (("extra", "release", "number"), rf"(?<=number:)(\s*){number}\b", rf"\g<1>{number + 1}"),
    ]
    changes += [(("extra", "signed"), settings.signed.isoformat(), asked.signed)] if asked.signed else []
    for path, old, new in changes:
        if path in settings.document.lines:
            at = settings.document.line(path) - 1
            lines[at] = re.sub(old, new, lines[at])
    return "".join(lines)


def _names_in_languages(settings: Settings) -> Iterator[tuple[str, ...]]:
    """Where mkdocs.yml says what the site is called in its other languages."""
    extra = settings.document.content.get("extra")
    languages = extra.get("languages") if isinstance(extra, dict) else None
    if isinstance(languages, dict):
        yield from (("extra", "languages", name, "site_name") for name in languages)


def _carry_out(steps: _Steps) -> None:
    """Do it all, or nothing; raises AssessError."""
    made = {place: place / f".{steps.folder}.new" for place in steps.places}
    done: list[Path] = []
    folders = [path for path in steps.places if not path.exists()]
    try:
        for place, new in made.items():
            _fill(steps, place, new)
        with undisturbed():
            for place, new in made.items():
                new.rename(place / steps.folder)
                done.append(place / steps.folder)
            write_all({path: None if text is None else text.encode("utf-8") for path, text in steps.written.items()})
    except BaseException as error:
        for path in (*done, *made.values()):
            shutil.rmtree(path, ignore_errors=True)
        for path in folders:
            shutil.rmtree(path, ignore_errors=True)
        if isinstance(error, OSError):
            raise AssessError(f"{error.filename or 'A file'} cannot be written: {error.strerror}") from None
        raise


def _fill(steps: _Steps, place: Path, new: Path) -> None:
    """Copy what one folder of releases keeps of the year, and read it again as a build will."""
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    (new / YEAR_FILE).write_text(json.dumps({"year": steps.year}) + "\n", "utf-8")
    for target, content in steps.kept.items():
        if place / steps.folder in target.parents:
            copy = new / target.relative_to(place / steps.folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(content)
    for each in steps.releases:
        if place in each.places:
            shutil.copytree(each.site, new / each.edition)
            for name, path in each.beside.items():
                shutil.copyfile(path, new / name)
            read_kept(new, new / f"{each.edition}.manifest.json", each.edition)


def _told(project: Project, policy: Policy, asked: Asked, steps: _Steps) -> Iterable[str]:
    """What was done, or would be; what is left to do; and how all of it is undone."""
    if asked.dry:
        yield "Nothing was written. This would be done:"
        yield ""
    for each in steps.releases:
        places = " and ".join(project.shown(place / steps.folder / each.edition) for place in each.places)
        yield f"The {policy.editions[each.edition].name.lower()} of {steps.year} is kept as it went out, in {places}"
    for name, edition in policy.editions.items():
        if name not in [each.edition for each in steps.releases]:
            yield f"The {edition.name.lower()} is not kept: no release of it is in the folders of releases"
    for target in steps.kept:
        yield f"Kept in {project.shown(target)}"
    for path, text in steps.written.items():
        if path == project.config:
            day = f", signed {asked.signed}" if asked.signed else ""
            yield f"mkdocs.yml is of {asked.year}{day}, and its release has the next number"
        elif path.suffix == ".csv":
            yield f"{project.shown(path)} starts anew, with its header alone"
        elif text is None:
            yield f"{project.shown(path)} is taken away: no number of {asked.year} has been corrected"
    yield ""
    yield from _left(project, asked, steps)


def _left(project: Project, asked: Asked, steps: _Steps) -> Iterable[str]:
    """What is left to do, and how all that was done is undone."""
    if not asked.signed:
        yield "Put the day of the new signing into `signed` of mkdocs.yml."
    yield f"Run `assess check`: it lists what still says {steps.year}. Then give each table its new year."
    yield f"Each build now serves {steps.year} at /{steps.folder}/ and tells what changed since, on a page of its own."
    yield f"To undo it before you commit: git restore . && git clean -fd {RELEASES}/"
    if asked.pack and asked.since and any(asked.pack in path.parents for path in steps.written):
        kept = asked.since / steps.folder / _DATA
        yield f"What began anew in the pack is in {kept}: copy it back into {asked.pack} first."
    for place in steps.places:
        if project.root not in place.parents:
            yield f"Delete {place / steps.folder} too."
