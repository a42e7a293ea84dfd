"""``verify config``: every setting and number that holds for a draft, and where each was made."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from verifier import config
from verifier.commands import output
from verifier.commands.options import add_look, add_rules
from verifier.errors import InputError
from verifier.ruleset import packs


def add_commands(subparsers: Any) -> None:
    """``config``."""
    parser = subparsers.add_parser("config", help="every setting and where it comes from")
    parser.add_argument("draft", nargs="?", default=".", metavar="DRAFT", help="for this draft (default: this folder)")
    parser.add_argument("--all", action="store_true", help="every number, those of the built-in rules too")
    add_rules(parser)
    add_look(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the settings, one a line."""
    from verifier.report.screen import Screen
    from verifier.report.words import pad

    path = Path(options.draft)
    if not path.exists():
        raise InputError(f"{path}: no such file or folder.")
    chosen = config.settings(path, {"rules": options.rules, "language": options.language})
    rules = config.rules_of(chosen)
    screen = Screen(output.look(ascii=options.ascii, no_color=options.no_color))
    house = config.find(path)
    told = [f"House file: {house or 'none; a verify.yml here or above would be one'}"]
    rows = [row for row in config.told(chosen, rules) if options.all or not row[2].startswith("rules/")]
    size = max(len(name) for name, _, _ in rows)
    for name, value, where in rows:
        told += screen.line(f"{pad(name, size)}  {pad(value or '(none)', 12)}  {where}")
    told += screen.wrap(f"Rules: {rules.id.name} {rules.id.version}, sha256 {rules.id.sha256[:12]}")
    told += screen.wrap(f"They lie in {packs.built_in()}; for a copy to edit: verify rules eject DIR")
    for folder in chosen.rules:
        told += screen.wrap(f"Laid over them: {packs.locate(folder)[0].resolve()}")
    output.to_stdout(screen.text(told))
    return 0
