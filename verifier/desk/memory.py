"""What is remembered of a draft, in a plain file beside it: dismissals with their reasons, and claim numbers.

``draft.txt`` has ``draft.txt.verify.yml``. It is written whole, in one order, so that it can be kept under
version control and mended by hand.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from verifier import plainyaml
from verifier.desk.identity import Identity
from verifier.errors import InputError
from verifier.files import locked, read_text, write

SUFFIX = ".verify.yml"
_HEAD = (
    "# What verify remembers of {name}: dismissals, by rule and the words of the claim, and the numbers of claims.\n"
    "# A dismissal may be deleted here, or with: verify undismiss\n"
)
_LARGEST = 20_000_000  # bytes: the numbers of the claims of the longest draft
_KEYS = ("dismissed", "numbers")
_DISMISSAL = {"rule", "reason", "by", "claim", "guards", "quoted"}


@dataclass(frozen=True, slots=True)
class Dismissal:
    """An editor’s reason to leave one finding be. ``rule`` and the claim’s words are its whole identity."""

    rule: str
    reason: str
    claim: Identity
    by: str = ""


@dataclass(frozen=True, slots=True)
class Memory:
    """All that is kept of one draft. ``numbers`` has each id ever given and the claim it was last seen on."""

    dismissed: tuple[Dismissal, ...] = ()
    numbers: Mapping[str, Identity] | None = None


def path_of(draft: Path) -> Path:
    """Where the memory of a draft is kept."""
    return draft.with_name(draft.name + SUFFIX)


def update(draft: Path, change: Callable[[Memory], Memory]) -> Memory:
    """The memory of a draft, changed while nobody else changes it: read anew, handed to ``change``, written whole.

    What comes back is what is kept now; a memory of nothing is no file.
    """
    path = Path(os.path.realpath(path_of(draft)))  # a link stays a link
    with locked(path):
        kept = change(read(draft))
        words = text(kept, draft.name)
        if words:
            write(path, words)
        else:
            path.unlink(missing_ok=True)
    return kept


def read(draft: Path) -> Memory:
    """The memory of a draft; empty where there is none. InputError where the file cannot be understood."""
    path = path_of(draft)
    if not path.exists():
        return Memory()
    try:
        value = plainyaml.plain(plainyaml.compose(read_text(path, most=_LARGEST), largest=_LARGEST))
    except plainyaml.YamlError as fault:
        raise InputError(f"{fault.at(str(path))} Mend it, or delete the file to begin anew.") from fault
    return _memory(value or {}, path)


def _memory(value: object, path: Path) -> Memory:
    top = _mapping(value, path, "the file", set(_KEYS))
    dismissed = []
    for at, item in enumerate(_sequence(top.get("dismissed"), path, "dismissed"), 1):
        entry = _mapping(item, path, f"dismissal {at}", _DISMISSAL)
        rule, reason = str(entry.get("rule") or ""), str(entry.get("reason") or "").strip()
        if not rule or not reason:
            raise InputError(f"{path}: dismissal {at} needs a rule and a reason.")
        dismissed.append(Dismissal(rule, reason, _known(entry), str(entry.get("by") or "")))
    numbers = _mapping(top.get("numbers") or {}, path, "numbers", None)
    known = {name: Identity(tuple(str(words or "").split()), ()) for name, words in numbers.items()}
    return Memory(tuple(dismissed), known or None)


def _known(entry: Mapping[str, Any]) -> Identity:
    return Identity(
        tuple(str(entry.get("claim") or "").split()),
        tuple(str(entry.get("guards") or "").split()),
        tuple(str(entry.get("quoted") or "").split()),
    )


def _mapping(value: object, path: Path, what: str, keys: set[str] | None) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InputError(f"{path}: {what} must be a mapping.")
    unknown = sorted(set(map(str, value)) - keys) if keys is not None else []
    if unknown:
        raise InputError(
            f"{path}: {what} has an unknown key “{unknown[0]}”; it may have {', '.join(sorted(keys or ()))}."
        )
    return {str(key): item for key, item in value.items()}


def _sequence(value: object, path: Path, what: str) -> list[object]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise InputError(f"{path}: {what} must be a list.")
    return value


def text(memory: Memory, name: str) -> str:
    """The file of a memory, for a draft called ``name``; empty when there is nothing to keep."""
    value: dict[str, Any] = {}
    if memory.dismissed:
        value["dismissed"] = [_entry(each) for each in memory.dismissed]
    if memory.numbers:
        value["numbers"] = {number: " ".join(identity.words) for number, identity in sorted(memory.numbers.items())}
    if not value:
        return ""
    dumped = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=100)
    return _HEAD.format(name=name) + dumped


def _entry(dismissal: Dismissal) -> dict[str, str]:
    head = {"rule": dismissal.rule, "reason": dismissal.reason}
    if dismissal.by:
        head["by"] = dismissal.by
    return {**head, **_words(dismissal.claim)}


def _words(identity: Identity) -> dict[str, str]:
    words = {"claim": " ".join(identity.words)}
    if identity.guards:
        words["guards"] = " ".join(identity.guards)
    if identity.quoted:
        words["quoted"] = " ".join(identity.quoted)
    return words
