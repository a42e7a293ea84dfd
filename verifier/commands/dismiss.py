"""``verify dismiss`` and ``undismiss``: leave a finding be, with a reason that sticks to the claim’s words."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from verifier.commands import drafts, session
from verifier.commands.options import add_look, add_rules
from verifier.desk import dismissals, memory
from verifier.errors import InputError
from verifier.model import Finding
from verifier.session import Checked, claims_at
from verifier.words import legible


def add_commands(subparsers: Any) -> None:
    """``dismiss`` and ``undismiss``."""
    parser = subparsers.add_parser("dismiss", help="leave a finding be, with a reason")
    parser.add_argument("claim", metavar="DRAFT:CLAIM")
    parser.add_argument("--reason", required=True, help="why: it is kept and shown")
    parser.add_argument("--rule", action="append", default=[], help="only this finding of the claim (default: all)")
    parser.add_argument("--by", default="", metavar="NAME", help="who says so")
    add_rules(parser)
    add_look(parser)
    parser.set_defaults(run=dismiss)
    parser = subparsers.add_parser("undismiss", help="open a dismissed finding again, or list what is dismissed")
    parser.add_argument("claim", metavar="DRAFT[:CLAIM]", help="a draft alone lists its dismissals")
    parser.add_argument("--rule", action="append", default=[], help="only this finding of the claim (default: all)")
    parser.add_argument("--stale", action="store_true", help="forget the dismissals that nothing needs any more")
    add_rules(parser)
    add_look(parser)
    parser.set_defaults(run=undismiss)


def dismiss(options: argparse.Namespace) -> int:
    """Remember a dismissal for every finding named; the claim keeps its number from now on."""
    reason = " ".join(options.reason.split())
    if not reason:
        raise InputError('A dismissal needs a reason: --reason "…".')
    checked, names = session.referred(options.claim, options)
    path = checked.path
    added, change = dismissals.dismiss(
        checked.report, names, checked.rules, reason=reason, only=options.rule, by=options.by
    )
    memory.update(path, change)
    for each in added:
        print(legible(f"Dismissed {each.rule} on {', '.join(names)}: {reason}. Kept in {memory.path_of(path)}."))
    return 0


def undismiss(options: argparse.Namespace) -> int:
    """Forget dismissals, or list them with what became of each."""
    name, _, place = options.claim.rpartition(":")
    draft, place = (name, place) if name else (options.claim, "")
    checked = session.check_one(drafts.read(session.find_draft(draft), stdin_filename=""), options)
    kept = memory.read(checked.path)
    verdicts = dismissals.judge(checked.report, kept.dismissed, checked.rules)
    if not place and not options.stale:
        _list(verdicts, _inline(checked))
        return 0
    wanted = set(claims_at(checked.report, place)) if place else set()
    going = {each.dismissal for each in verdicts if _goes(each, wanted, options)}
    if place and not going:
        raise InputError(f"{options.claim}: nothing is dismissed there.")
    left = memory.update(checked.path, lambda now: replace(now, dismissed=_but(now.dismissed, going))).dismissed
    print(legible(f"{len(going)} forgotten, {len(left)} kept in {memory.path_of(checked.path)}."))
    return 0


def _but(kept: Iterable[memory.Dismissal], going: Collection[memory.Dismissal]) -> tuple[memory.Dismissal, ...]:
    return tuple(each for each in kept if each not in going)


def _goes(verdict: dismissals.Verdict, wanted: set[str], options: argparse.Namespace) -> bool:
    if options.stale and verdict.state in ("stale", "unused"):
        return True
    return verdict.claim in wanted and (not options.rule or verdict.dismissal.rule in options.rule)


def _inline(checked: Checked) -> list[Finding]:
    held = {(each.rule, each.claim) for each in checked.report.findings if each.dismissed}
    kept = {
        (each.dismissal.rule, each.claim)
        for each in dismissals.judge(checked.report, memory.read(checked.path).dismissed, checked.rules)
    }
    return [each for each in checked.report.findings if (each.rule, each.claim) in held - kept]


def _list(verdicts: Iterable[dismissals.Verdict], inline: Iterable[Finding]) -> None:
    lines = [
        f"{each.state:<9} {each.claim or '–':<6} {each.dismissal.rule}: {each.dismissal.reason}"
        + (f" (changed: {', '.join(each.changed)})" if each.changed else "")
        for each in verdicts
    ]
    lines += [f"{'in text':<9} {each.claim:<6} {each.rule}: {each.dismissed}" for each in inline]
    print("\n".join(map(legible, lines)) or "Nothing is dismissed.")
