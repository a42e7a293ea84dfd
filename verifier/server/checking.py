"""Drafts checked by a program that outlives an edit of the rules: whatever is whole last, holds."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from verifier import config, session
from verifier.errors import RuleError
from verifier.session import Checked

if TYPE_CHECKING:
    from verifier.config import Settings
    from verifier.engine import Engine
    from verifier.model import Document

State = tuple[tuple[str, int, int], ...]  # path, time and size of each file that rules come from


class Answered(NamedTuple):
    """A checked draft; ``fault`` says why rules that were changed meanwhile are not those it was checked by."""

    checked: Checked
    fault: str


class Checker:
    """Checks drafts under a house file and rule sets, read anew when their files change.

    Raises ``RuleError`` where the rules have a fault and no whole ones were read before.
    """

    def __init__(self, given: Mapping[str, object]) -> None:
        self._given = given
        self._seen: dict[Path, State] = {}
        self._good: dict[Path, tuple[Settings, Engine]] = {}

    def check(self, document: Document, given: Mapping[str, object] | None = None) -> Answered:
        """One draft on its own; ``given`` goes before what the whole program was given."""
        folder = Path(document.path).parent
        state = tuple(self._state(folder))
        if self._seen.get(folder) != state:
            config.forget()
            self._seen[folder] = state
        try:
            checked = session.check_one(document, {**self._given, **(given or {})})
        except RuleError as error:
            if folder not in self._good:
                raise
            settings, engine = self._good[folder]
            return Answered(session.finish(engine.check(document), settings, engine), str(error))
        self._good[folder] = (checked.settings, checked.engine)
        return Answered(checked, "")

    def _state(self, folder: Path) -> Iterator[tuple[str, int, int]]:
        house = config.find(folder)
        for place in (house, *self._rules(folder)):
            for path in _files(place) if place is not None else ():
                about = path.stat()
                yield str(path), about.st_mtime_ns, about.st_size

    def _rules(self, folder: Path) -> tuple[Path, ...]:
        try:
            return config.settings(folder / "draft.txt", self._given).rules
        except RuleError:
            rules = self._given.get("rules") or ()
            return tuple(map(Path, rules)) if isinstance(rules, list | tuple) else ()


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
    for folder, _, names in os.walk(place):
        yield from (Path(folder, name) for name in sorted(names) if name.endswith((".yml", ".yaml")))
