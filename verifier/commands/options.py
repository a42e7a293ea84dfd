"""Options that several commands share."""

from __future__ import annotations

import argparse
from pathlib import Path

from verifier.ruleset.packs import DEFAULT


def add_rules(parser: argparse.ArgumentParser) -> None:
    """``--rules DIR``, repeatable."""
    parser.add_argument(
        "--rules",
        action="append",
        type=Path,
        default=[],
        metavar="DIR",
        help="a house rule set laid over the built-in one",
    )
    about = f"the language of the drafts, a folder of rules/ (default: {DEFAULT})"
    parser.add_argument("--language", metavar="NAME", help=about)


def language_of(options: argparse.Namespace) -> str:
    """The language named on the command line, else the default."""
    return str(getattr(options, "language", None) or DEFAULT)


def add_look(parser: argparse.ArgumentParser) -> None:
    """How the screen is written to."""
    parser.add_argument("--ascii", action="store_true", help="marks in plain ASCII")
    parser.add_argument("--no-color", action="store_true", help="no colour")


def add_limits(parser: argparse.ArgumentParser) -> None:
    """Which findings count, and what ends a run with status 1."""
    add = parser.add_argument
    add("--fail-on", action="append", default=[], metavar="LEVEL|FINDING", help="status 1 where a claim is this weak")
    add("--max-unsourced", type=_count, metavar="N", help="status 1 where a draft has more claims without a source")
    add("--select", action="append", default=[], metavar="FINDING", help="only these findings; * stands for anything")
    add("--ignore", action="append", default=[], metavar="FINDING", help="never these findings")


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"a whole number is needed, not “{text}”")
    return int(text)
