"""``verify show DRAFT``: every question of one draft on the screen, the gravest first; no file is written."""

from __future__ import annotations

import argparse
from typing import Any

from verifier.commands import drafts, output, session
from verifier.commands.options import add_look, add_rules


def add_commands(subparsers: Any) -> None:
    """``show``."""
    parser = subparsers.add_parser("show", help="every question of one draft, the gravest first")
    parser.add_argument("draft", metavar="DRAFT", help="a draft, or the beginning of its name")
    parser.add_argument("--how-often", action="store_true", help="beside each question, how often its rule was right")
    add_rules(parser)
    add_look(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the questions; nothing is written."""
    from verifier.report.screen import Screen
    from verifier.report.terminal import questions
    from verifier.report.view import View

    checked = session.check_one(drafts.read(session.find_draft(options.draft), stdin_filename=""), options)
    screen = Screen(output.look(ascii=options.ascii, no_color=options.no_color))
    output.to_stdout(screen.text(list(questions(View(checked.report, how_often=options.how_often), screen))))
    return 0
