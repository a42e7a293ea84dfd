"""The command line: which command was meant, and what its errors look like to a person."""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import signal
import sys
import threading
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

from verifier.errors import InputError, VerifyError, did_you_mean, unexpected
from verifier.files import say
from verifier.version import __version__
from verifier.words import legible

# Command → (module with ``add_commands``, what it does). A module is imported when its command is given.
COMMANDS = {
    "check": ("verifier.commands.check", "check drafts and write their reports (the word may be left out)"),
    "serve": ("verifier.commands.serve", "a page in the browser: paste a draft, see what to ask"),
    "explain": ("verifier.commands.explain", "why a claim has its strength, and what would raise it"),
    "show": ("verifier.commands.show", "every question of one draft, the gravest first"),
    "diff": ("verifier.commands.diff", "two drafts of one story: fixed, new, weaker, stronger, dismissed"),
    "compare": ("verifier.commands.compare", "what drafts say of one event, side by side; never which is right"),
    "dismiss": ("verifier.commands.dismiss", "leave a finding be, with a reason that sticks to the claim"),
    "undismiss": ("verifier.commands.dismiss", "open it again; a draft alone lists what is dismissed"),
    "signoff": ("verifier.commands.signoff", "sign a draft: open claims are accepted, each with a reason"),
    "rules": ("verifier.commands.rulebook.commands", "test, list, show, new, stats, diff, docs, schema: the rules"),
    "not-a-problem": ("verifier.commands.rulebook.commands", "turn a false alarm into an example and a veto"),
    "config": ("verifier.commands.config", "every setting and where it comes from"),
    "lsp": ("verifier.commands.lsp", "a language server, for editor programs"),
    "mcp": ("verifier.commands.lsp", "tools for an assistant: check, questions, against, explain; read-only"),
    "eval": ("verifier.commands.eval", "how often the reports are right, by labels of your own drafts"),
}

_COLLECT_AFTER, _GENERATIONS = 100_000, 20  # values made, and younger collections, before each collection

_HEAD = """\
verify reads drafts of news articles and tells, for every claim, who stands behind it,
how strong that attribution is, why, and what to ask. It never says what is true.

Try one of these:
  verify draft.txt                   one draft: the report goes to reports/draft.md
  verify seeds/                      every draft of a folder, the worst first
  verify draft.md --format json      everything, for a program
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit status 0 done, 1 a limit that was set is passed, 2 could not check."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _streams()
    if arguments is None and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, _interrupt)
    seldom_collect()
    try:
        status = _run(given)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): what is left in the buffer must not be flushed at exit.
        _give_up_stdout()
        return 0
    except OSError as error:
        _give_up_stdout()
        print(f"verify: cannot write the result ({error.strerror or error}).", file=sys.stderr)
        return 2
    except VerifyError as error:
        for line in str(error).splitlines():
            say(line)
        return 2
    except Exception as error:  # noqa: BLE001 - whatever happens, a person reads one line
        say(unexpected(error))
        return 2
    except KeyboardInterrupt:
        say("interrupted; no report is left half written.")
        return 130
    return status


def _interrupt(*_: object) -> None:
    """The first Ctrl-C ends the run; a second one in its wake would only keep the first from tidying up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt


def _streams() -> None:
    """Streams that can be written to: closed ones lead nowhere, and no letter is too much for an old locale."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open to the end
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace" if name == "stderr" else "replace")


def _give_up_stdout() -> None:
    """What is left in the buffer of standard output goes nowhere, so that the end of the program is quiet."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def seldom_collect() -> None:
    """Look for circles of garbage seldom: what a draft makes has few, and the rules stay. It saves a tenth."""
    gc.set_threshold(_COLLECT_AFTER, _GENERATIONS, _GENERATIONS)


def _run(given: list[str]) -> int:
    if not given:
        print(_help(), end="")
        return 2
    if given[0] in ("-h", "--help"):
        print(_help(), end="")
        return 0
    if given[0] in ("-V", "--version"):
        print(f"verify {__version__}")
        return 0
    name = given[0] if given[0] in COMMANDS else "check"
    _mistyped(given[0])
    options = _parser(name).parse_args(given if given[0] == name else [name, *given])
    return int(options.run(options))


def _mistyped(word: str) -> None:
    """InputError for a word that is nearly a command, and no draft, folder or pattern."""
    hint = did_you_mean(word, COMMANDS) if word.replace("-", "").isalpha() and word not in COMMANDS else ""
    if hint and not os.path.lexists(word) and not did_you_mean(word, (path.name for path in Path().iterdir())):
        raise InputError(f"{word}: no such draft, folder or command.{hint}")


def _help() -> str:
    lines = [f"  {name:<13} {about}" for name, (_, about) in COMMANDS.items()]
    return "\n".join([_HEAD, "Commands (verify COMMAND --help tells more):", *lines]) + "\n"


def _parser(name: str) -> argparse.ArgumentParser:
    parser = _Parser(prog="verify", allow_abbrev=False)
    subparsers = parser.add_subparsers(parser_class=_Parser)
    import_module(COMMANDS[name][0]).add_commands(subparsers)
    return parser


class _Parser(argparse.ArgumentParser):
    """Errors on one line, with a suggestion for a mistyped option."""

    def error(self, message: str) -> None:  # type: ignore[override] # ends the program, as argparse's does
        """Say what is wrong and end with status 2."""
        unknown = message.partition("unrecognized arguments: ")[2].split()
        hint = did_you_mean(unknown[0], self._known()) if unknown else ""
        if "PATH" in message and (dashed := next((each for each in sys.argv[1:] if Path(each).is_file()), "")):
            hint = f" A draft whose name begins with a dash is given as ./{dashed}."
        self.exit(2, legible(f"verify: {message}.{hint} See {self.prog} --help.\n"))

    def _known(self) -> list[str]:
        known = list(self._option_string_actions)
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - argparse offers no other way
                for parser in action.choices.values():
                    known += parser._option_string_actions  # noqa: SLF001 - the same
        return known
