"""``verify serve``: the page an editor keeps open, on this machine only."""

from __future__ import annotations

import argparse
import socket
import sys
import threading
import webbrowser
from pathlib import Path
from typing import Any

from verifier.commands.options import add_rules
from verifier.errors import InputError

PORT = 8471


def add_commands(subparsers: Any) -> None:
    """``serve``."""
    parser = subparsers.add_parser("serve", help="a page in the browser: paste a draft, see what to ask")
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=Path(),
        metavar="FOLDER",
        help="whose house file holds, and where dismissals are kept (default: here)",
    )
    parser.add_argument("--port", type=_port, default=PORT, metavar="N", help=f"default: {PORT}; 0 takes a free one")
    parser.add_argument("--no-browser", action="store_true", help="print the address, open nothing")
    origin = "another page that may use the API, such as a CMS: https://your.site (repeatable)"
    parser.add_argument("--origin", action="append", default=[], metavar="URL", help=origin)
    add_rules(parser)
    parser.set_defaults(run=run)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"a port is a number up to 65535, not “{text}”")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted. Exit status 0; 2 where the port is taken or the packages are not there."""
    try:
        import uvicorn

        from verifier.server.app import app
        from verifier.server.service import Service
        from verifier.server.token import token
    except ModuleNotFoundError as error:
        raise InputError(f"“verify serve” needs {error.name}: pip install 'verify-attribution[web]'") from error
    if not options.folder.is_dir():
        raise InputError(f"{options.folder}: no such folder.")
    service = Service(options.folder, tuple(options.rules))
    service.about()  # a fault in the rules is told before a page is opened
    key = token()
    listening = _listen(options.port)
    address = f"http://127.0.0.1:{listening.getsockname()[1]}/?token={key}"
    print(address, flush=True)
    if not options.no_browser:
        threading.Timer(0.5, webbrowser.open, (address,)).start()
    server = uvicorn.Server(
        uvicorn.Config(app(service, key, origins=options.origin), log_level="error", lifespan="on", server_header=False)
    )
    server.run(sockets=[listening])
    print("verify: the page is closed; its text stays in the browser.", file=sys.stderr)
    return 0


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":  # there it would let two services share the port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise InputError(
            f"Port {port} cannot be used ({error.strerror}); another with --port N, 0 for a free one."
        ) from error
    return listening
