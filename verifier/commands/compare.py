"""``verify compare PATH…``: what drafts say of one event, side by side."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from verifier.commands import drafts, output, session
from verifier.commands.options import add_look, add_rules

if TYPE_CHECKING:
    from verifier.engine import Engine
    from verifier.model import Report


def add_commands(subparsers: Any) -> None:
    """``compare``."""
    parser = subparsers.add_parser("compare", help="what drafts say of one event, side by side; never which is right")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="drafts or folders of drafts")
    parser.add_argument("--one-event", action="store_true", help="take it that all are on one event, however unlike")
    add_rules(parser)
    add_look(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Exit status: 0 compared, 2 a named draft could not be read or there are none."""
    from verifier.report.compare import lines
    from verifier.report.screen import Screen

    problems = drafts.Problems()
    paths = drafts.find(options.paths, problems=problems)
    documents = list(drafts.read_all(paths, stdin_filename="", problems=problems))
    if not documents:
        return 2
    checked = session.check_all(documents, options, problems)
    reports = [each.report for each in checked]
    if options.one_event:
        reports = _told_again(reports, checked[0].engine)
    screen = Screen(output.look(ascii=options.ascii, no_color=options.no_color))
    output.to_stdout(screen.text(list(lines(reports, screen))))
    return 2 if problems.count else 0


def _told_again(reports: Sequence[Report], engine: Engine) -> list[Report]:
    """The reports with the relations they have when no draft is too unlike another."""
    found = engine.relater.study(reports, one_event=True).relations
    return [replace(report, relations=tuple(one for one in found if one.draft == report.name)) for report in reports]
