"""Who let a draft go: one line a sign-off, only ever added to, with the hashes that say what was signed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from errno import ENOSPC
from os import strerror
from pathlib import Path
from typing import Any

from verifier.errors import InputError, did_you_mean
from verifier.files import locked
from verifier.findings import open_claims
from verifier.model import Report
from verifier.words import json_legible

NAME = "signoff.jsonl"
_LONGEST_LINE = 1_000_000


@dataclass(frozen=True, slots=True)
class Open:
    """A claim that still has an open question, or no source, when the draft is signed."""

    claim: str
    rules: tuple[str, ...]
    level: str
    words: str


def still_open(report: Report) -> tuple[Open, ...]:
    """Claims a signer has to accept, as the report counts them."""
    left = frozenset(open_claims(report))
    rules: dict[str, list[str]] = {}
    for found in report.findings:
        if found.severity != "note" and not found.dismissed:
            rules.setdefault(found.claim, []).append(found.rule)
    return tuple(
        Open(claim.id, tuple(rules.get(claim.id, ())), str(own.resolved), " ".join(claim.span.of(report.text).split()))
        for claim, own in zip(report.claims, report.assessments, strict=True)
        if claim.id in left
    )


def accepted(left: Sequence[Open], reasons: Mapping[str, str], *, rest: str) -> dict[str, str]:
    """The reason for each open claim; ``rest`` serves those without their own. InputError names what lacks one."""
    known = [each.claim for each in left]
    for name in reasons:
        if name not in known:
            raise InputError(f"{name} is not open.{did_you_mean(name, known)} Open: {', '.join(known) or 'nothing'}.")
    lacking = [name for name in known if not (reasons.get(name) or rest)]
    if lacking:
        raise InputError(
            f"{len(lacking)} open {'claim' if len(lacking) == 1 else 'claims'} without a reason: {', '.join(lacking)}. "
            f'Give one with --accept {lacking[0]}="…", or one for all with --accept-rest "…".'
        )
    return {name: reasons.get(name) or rest for name in known}


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, for which desk, when (ISO 8601), with which version of the program."""

    name: str
    desk: str
    when: str
    version: str


def line(report: Report, signer: Signer, *, sha256: str, reasons: Mapping[str, str]) -> str:
    """One sign-off as a line of JSON; ``sha256`` is the hash of the draft."""
    left = {each.claim: each for each in still_open(report)}
    value: dict[str, Any] = {
        "when": signer.when,
        "name": signer.name,
        "desk": signer.desk,
        "draft": report.name,
        "draft_sha256": sha256,
        "rules": report.ruleset.name,
        "rules_sha256": report.ruleset.sha256,
        "verify": signer.version,
        "claims": len(report.claims),
        "accepted": [
            {"claim": claim, "words": left[claim].words, "level": left[claim].level, "rules": list(left[claim].rules),
             "reason": reason}
            for claim, reason in reasons.items()
        ],
    }  # fmt: skip
    return json_legible(json.dumps(value, ensure_ascii=False)) + "\n"


def append(path: Path, text: str) -> None:
    """Add one whole line at the end, one signer at a time; nothing before it is touched."""
    with locked(path):
        _append(path, text)


def _is_log(path: Path) -> None:
    """InputError where the first line of a file is no line of JSON: a draft is not added to."""
    with path.open("rb") as file:
        first = file.readline(_LONGEST_LINE)
    if first.strip() and not first.startswith(b"{"):
        raise InputError(f"{path}: is no log of sign-offs, so nothing is added to it; name another with --log.")


def _append(path: Path, text: str) -> None:
    try:
        with path.open("ab", buffering=0) as file:
            before = file.tell()
            _is_log(path)
            line = text.encode("utf-8", "replace")
            if before and not path.read_bytes().endswith(b"\n"):
                line = b"\n" + line
            whole = file.write(line) == len(line)
            if not whole:  # a full disk took a part of it
                file.truncate(before)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}).") from error
    if not whole:
        raise InputError(f"{path}: cannot be written ({strerror(ENOSPC)}).")
