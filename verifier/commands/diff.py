"""``verify diff OLD NEW``: what became of every claim between two drafts of one story."""

from __future__ import annotations

import argparse
from typing import Any

from verifier.commands import drafts, output, session
from verifier.commands.options import add_look, add_rules


def add_commands(subparsers: Any) -> None:
    """``diff``."""
    parser = subparsers.add_parser("diff", help="two drafts of one story: fixed, new, weaker, stronger, dismissed")
    parser.add_argument("old", metavar="OLD")
    parser.add_argument("new", metavar="NEW")
    parser.add_argument("--keep", action="store_true", help="remember the numbers and dismissals of OLD beside NEW")
    add_rules(parser)
    add_look(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the changes, what to do first first."""
    from verifier.desk import dismissals, memory
    from verifier.desk.diff import diff
    from verifier.desk.identity import identities
    from verifier.report.diff import lines
    from verifier.report.screen import Screen

    old, new = (
        session.check_one(drafts.read(session.find_draft(name), stdin_filename=""), options)
        for name in (options.old, options.new)
    )
    kept = memory.read(old.path)
    report = dismissals.apply(new.report, kept.dismissed, new.rules) if kept.dismissed else new.report
    found = diff(old.report, report, new.rules)
    screen = Screen(output.look(ascii=options.ascii, no_color=options.no_color))
    output.to_stdout(screen.text(list(lines(found, screen))))
    if options.keep:
        ids = {**(kept.numbers or {}), **identities(old.report, old.rules), **identities(found.new, new.rules)}
        memory.update(
            new.path, lambda mine: memory.Memory(tuple(dict.fromkeys((*mine.dismissed, *kept.dismissed))), ids)
        )
    return 0
