"""``verify explain DRAFT:C04b`` and ``DRAFT:LINE``: why this strength, and what would raise it."""

from __future__ import annotations

import argparse
from typing import Any

from verifier.commands import output, session
from verifier.commands.options import add_look, add_rules


def add_commands(subparsers: Any) -> None:
    """``explain``."""
    parser = subparsers.add_parser("explain", help="why a claim has its strength, and what would raise it")
    parser.add_argument("claim", metavar="DRAFT:CLAIM", help="a claim as draft.txt:C04b, or a line as draft.txt:12")
    add_rules(parser)
    add_look(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the explanation of one claim, or of every claim on a line."""
    from verifier.desk.identity import identities
    from verifier.desk.raising import raises
    from verifier.desk.silent import silent
    from verifier.report.explain import lines
    from verifier.report.screen import Screen
    from verifier.report.view import View

    checked, names = session.referred(options.claim, options)
    view = View(checked.report)
    screen = Screen(output.look(ascii=options.ascii, no_color=options.no_color))
    known = identities(checked.report, checked.rules)
    told: list[str] = []
    for name in names:
        claim = view.by_id[name][0]
        found = raises(checked.report, name, checked.rules, check=checked.engine.check)
        told += ["", ""] if told else []
        told += lines(
            view,
            claim,
            screen=screen,
            fingerprint=known[name].fingerprint,
            raises=found.told,
            silent=silent(checked.report, name, checked.rules),
        )
    output.to_stdout(screen.text(told))
    return 0
