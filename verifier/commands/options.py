"""Options that several commands share."""

from __future__ import annotations

import argparse
from pathlib import Path


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


def add_look(parser: argparse.ArgumentParser) -> None:
    """How the screen is written to."""
    parser.add_argument("--ascii", action="store_true", help="marks in plain ASCII")
    parser.add_argument("--no-color", action="store_true", help="no colour")
