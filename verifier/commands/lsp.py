"""``verify lsp`` and ``verify mcp``: for editor programs and for assistants, over standard input and output."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from verifier.errors import InputError


def add_commands(subparsers: Any) -> None:
    """``lsp`` and ``mcp``."""
    parser = subparsers.add_parser("lsp", help="a language server, for editor programs")
    parser.set_defaults(run=lsp)
    parser = subparsers.add_parser("mcp", help="tools for an assistant: check, questions, against, explain; read-only")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(), metavar="FOLDER", help="whose house file holds")
    parser.set_defaults(run=mcp)


def lsp(_: argparse.Namespace) -> int:
    """Serve one editor until it hangs up."""
    try:
        from verifier.server.lsp import server
    except ModuleNotFoundError as error:
        raise InputError(f"“verify lsp” needs {error.name}: pip install 'verify-attribution[lsp]'") from error
    with os.fdopen(os.dup(0), "rb") as asked, os.fdopen(os.dup(1), "wb") as told:  # it closes what it is given
        server().start_io(asked, told)
    return 0


def mcp(options: argparse.Namespace) -> int:
    """Serve one assistant until it hangs up."""
    try:
        from verifier.server.assistant import server
    except ModuleNotFoundError as error:
        raise InputError(f"“verify mcp” needs {error.name}: pip install 'verify-attribution[mcp]'") from error
    server(options.folder).run("stdio")
    return 0
