"""What ``--against`` names: the texts that a draft comes from, read and checked once a run."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from verifier.commands import drafts
from verifier.commands.session import find_draft
from verifier.errors import InputError
from verifier.model import Report

if TYPE_CHECKING:
    from verifier.desk.rewrite import Comparer
    from verifier.engine import Engine


def beside(report: Report, names: Sequence[str], engine: Engine) -> Report:
    """The draft with what it changed of the texts it comes from."""
    own = os.path.realpath(report.draft.document.path) if report.draft.document.path else ""
    paths = [path for path in originals(names) if os.path.realpath(path) != own]
    if not paths:
        raise InputError(f"{report.name}: --against names only the draft itself.")
    made = _checked(engine, tuple((path, path.stat().st_mtime_ns) for path in paths))
    return _comparer(engine).compare(report, made)


def originals(names: Sequence[str]) -> list[Path]:
    """The files that ``--against`` names, folders opened; InputError for one that is not there."""
    found: dict[str, Path] = {}
    for name in names:
        problems = drafts.Problems(quiet=True)
        for path in drafts.find([name], problems=problems) if Path(name).is_dir() else [find_draft(name)]:
            found.setdefault(os.path.realpath(path), path)
        if problems.said:
            raise InputError(problems.said[0])
    return list(found.values())


@cache
def _comparer(engine: Engine) -> Comparer:
    from verifier.desk.rewrite import Comparer

    return Comparer(engine.rules)


@lru_cache(maxsize=4)
def _checked(engine: Engine, files: tuple[tuple[Path, int], ...]) -> tuple[Report, ...]:
    """The reports of some files as they stood at some time: checked once, however many drafts are held against them."""
    documents = [drafts.read(path, stdin_filename="") for path, _ in files]
    shared = Counter(document.name for document in documents)
    return tuple(
        engine.check(document if shared[document.name] == 1 else replace(document, name=document.path))
        for document in documents
    )
