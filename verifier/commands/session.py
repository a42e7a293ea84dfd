"""What the options of a command mean for drafts: their settings, their reports, the draft and claim a person names."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from verifier import config, session
from verifier.commands import drafts, output
from verifier.commands.budget import budget, seconds
from verifier.commands.drafts import Problems
from verifier.config import Settings
from verifier.errors import DraftError, InputError, VerifyError, did_you_mean, unexpected
from verifier.model import Document, Report
from verifier.session import Checked, finish

if TYPE_CHECKING:
    from verifier.engine import Engine

GIVEN = ("rules", "language", "out", "format", "fail_on", "max_unsourced", "select", "ignore")


def given(options: argparse.Namespace) -> dict[str, object]:
    """The settings that the command line asks for."""
    return {name: getattr(options, name, None) for name in GIVEN}


def settings(document: Document, options: argparse.Namespace) -> Settings:
    """What holds for one draft under these options."""
    path = document.path or _standing_in(options)
    return config.settings(Path(path) if path else None, given(options), session.said(document))


def _standing_in(options: argparse.Namespace) -> str:
    """The path that standard input is said to have, whose house file and profile hold for it; empty where none is."""
    name = getattr(options, "stdin_filename", "")
    return "" if name == drafts.STDIN else name


def check_all(documents: Iterable[Document], options: argparse.Namespace, problems: Problems) -> list[Checked]:
    """All drafts, those under one rule set together, in the order given; what fails goes to ``problems``."""
    known: list[tuple[Document, Settings]] = []
    for document in documents:
        try:
            known.append((document, settings(document, options)))
        except VerifyError as error:
            problems.add(error)
    groups: dict[object, list[int]] = {}
    for at, (_, chosen) in enumerate(known):
        groups.setdefault(chosen.key(), []).append(at)
    made: dict[int, Checked] = {}
    for places in groups.values():
        try:
            engine = config.engine_of(known[places[0]][1])
            reports = _together([known[at][0] for at in places], engine, problems)
        except VerifyError as error:
            problems.add(error)
            continue
        for at, report in zip(places, reports, strict=True):
            if report is not None:
                try:
                    made[at] = finish(_beside(report, options, engine), known[at][1], engine)
                except VerifyError as error:
                    problems.add(error)
    return [made[at] for at in sorted(made)]


def _together(documents: Sequence[Document], engine: Engine, problems: Problems) -> Sequence[Report | None]:
    """The reports of drafts under one rule set; where one brings the program down, all are checked on their own."""
    try:
        with budget(sum(seconds(len(document.text)) for document in documents), "the drafts together"):
            return engine.check_together(output.progress(documents, "drafts read"))
    except Exception:  # noqa: BLE001 - whose fault it was is found out draft by draft
        if len(documents) > 1:
            problems.note("the drafts could not be compared with each other; each was checked on its own.")
    alone: list[Report | None] = []
    for document in documents:
        try:
            alone.append(_alone(document, engine))
        except DraftError as error:
            problems.add(error)
            alone.append(None)
    return alone


def _alone(document: Document, engine: Engine) -> Report:
    """The report of one draft; DraftError whatever goes wrong with it."""
    try:
        with budget(seconds(len(document.text)), document.path or document.name):
            return engine.check(document)
    except VerifyError as error:
        raise DraftError(str(error)) from error
    except Exception as error:
        raise DraftError(f"{document.path or document.name}: {unexpected(error)}") from error


def check_one(document: Document, options: argparse.Namespace) -> Checked:
    """One draft on its own; VerifyError where that cannot be done."""
    chosen = settings(document, options)
    engine = config.engine_of(chosen)
    return finish(_beside(_alone(document, engine), options, engine), chosen, engine)


def _beside(report: Report, options: argparse.Namespace, engine: Engine) -> Report:
    """The draft with what it changed of the texts it comes from (``--against``), where any are named."""
    if not getattr(options, "against", ()):
        return report
    from verifier.commands.against import beside

    return beside(report, options.against, engine)


def find_draft(name: str) -> Path:
    """The draft a person names: its path, or the beginning of its file name here or one folder down."""
    path = Path(name)
    if path.is_file():
        return path
    near = (
        [path.parent, *sorted(each for each in path.parent.iterdir() if each.is_dir())] if path.parent.is_dir() else []
    )
    found = [
        each
        for folder in near
        if not folder.name.startswith(".") and folder.name != "reports"
        for each in sorted(folder.iterdir())
        if each.is_file() and each.name.startswith(path.name) and drafts.is_draft(each)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(f"{name}: which of {', '.join(map(str, found[:5]))}?")
    names = [each.name for folder in near for each in folder.iterdir()]
    raise InputError(f"{name}: no such draft.{did_you_mean(path.name, names)}")


def referred(reference: str, options: argparse.Namespace) -> tuple[Checked, Sequence[str]]:
    """The checked draft and the claim ids that ``DRAFT:C04b`` or ``DRAFT:LINE`` names."""
    name, colon, place = reference.rpartition(":")
    if not colon or not name or not place:
        raise InputError(f"“{reference}”: name a claim as DRAFT:C04 or a line as DRAFT:12.")
    document = drafts.read(find_draft(name), stdin_filename="")
    checked = check_one(document, options)
    return checked, session.claims_at(checked.report, place)
