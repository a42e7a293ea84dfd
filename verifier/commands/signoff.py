"""``verify signoff``: who let a draft go, with every open claim accepted and why."""

from __future__ import annotations

import argparse
import datetime as dt
import os
from pathlib import Path
from typing import Any

from verifier.commands import drafts, session
from verifier.commands.options import add_rules
from verifier.errors import InputError
from verifier.version import __version__
from verifier.words import legible


def add_commands(subparsers: Any) -> None:
    """``signoff``."""
    parser = subparsers.add_parser("signoff", help="sign a draft: open claims are accepted, each with a reason")
    parser.add_argument("draft", metavar="DRAFT")
    parser.add_argument("--name", required=True, help="who signs")
    parser.add_argument("--desk", default="editor", help="for which desk (default: editor)")
    parser.add_argument("--accept", action="append", default=[], metavar="C04=REASON", help="let an open claim stand")
    parser.add_argument("--accept-rest", default="", metavar="REASON", help="one reason for all other open claims")
    parser.add_argument("--log", type=Path, help="where it is kept (default: signoff.jsonl beside the draft)")
    add_rules(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Add one line to the log; nothing is written while an open claim lacks a reason."""
    from verifier.desk import signoff
    from verifier.report.view import View

    checked = session.check_one(drafts.read(session.find_draft(options.draft), stdin_filename=""), options)
    reasons = dict(_reason(each) for each in options.accept)
    left = signoff.still_open(checked.report)
    accepted = signoff.accepted(left, reasons, rest=" ".join(options.accept_rest.split()))
    signer = signoff.Signer(" ".join(options.name.split()), options.desk, _now(), __version__)
    if not signer.name:
        raise InputError("A sign-off needs a name.")
    log = options.log or checked.path.with_name(signoff.NAME)
    view = View(checked.report)
    signoff.append(log, signoff.line(checked.report, signer, sha256=view.sha256, reasons=accepted))
    told = f"{len(view.rows)} claims, {len(accepted)} open ones accepted"
    print(legible(f"Signed by {signer.name} ({signer.desk}): {told}. Kept in {log}."))
    return 0


def _reason(text: str) -> tuple[str, str]:
    claim, equals, reason = text.partition("=")
    if not equals or not reason.strip():
        raise InputError(f'“{text}”: give the claim and why, as C04="the ministry confirmed by phone".')
    return claim.strip(), " ".join(reason.split())


def _now() -> str:
    """Now, to the second; ``SOURCE_DATE_EPOCH`` stands in where it is set, for logs that can be made again."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC) if epoch.isdecimal() else dt.datetime.now(tz=dt.UTC)
    return moment.isoformat(timespec="seconds")
