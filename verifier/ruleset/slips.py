"""What libyaml says of a file it cannot read, said as a person would, at the character that is to be mended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import yaml

_NEAR_KEY = re.compile(r"\s*(?:- )?[\w-]+:(?=[^ \t])")
_KEY = re.compile(r"\s*[\w-]+\s*(?=:)")
_BAR = re.compile(r":\s*[|>][-+]?\s*(?:#.*)?$")
_BLOCK = "put the text in quotation marks or a | block"


class Slip(NamedTuple):
    """One fault of the YAML; line and column count from 1."""

    message: str
    line: int
    column: int


def slip_of(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Slip | None:
    """What is wrong in words, and where; ``None`` where the error names no place."""
    mark, context = error.problem_mark or error.context_mark, error.context_mark
    if mark is None:
        return None
    problem = str(error.problem or error.context or "unexpected text")
    if "could not find expected ':'" in problem and context is not None:
        return _no_colon(lines, context.line, context.column)
    if "mapping values are not allowed" in problem:
        return _second_colon(lines, mark.line, mark.column)
    if context is not None and ("unexpected end of stream" in problem or "expected ',' or" in problem):
        sign = _line(lines, context.line)[context.column : context.column + 1]
        return Slip(
            f"this “{sign}” is never closed; close it, or put the text in a | block.",
            context.line + 1,
            context.column + 1,
        )
    if "cannot start any token" in problem:
        return _odd_start(lines, mark.line, mark.column)
    words = next((words for says, words in _WORDS if says in problem), f"this cannot be read as YAML: {problem}")
    return Slip(f"{words}.", mark.line + 1, mark.column + 1)


_WORDS = (
    ("did not find expected key", "a key was expected here; is this line indented like its neighbours?"),
    ("found a tab character", "a tab stands here; indent with spaces"),
    ("did not find expected <document start>", "this line is not indented like those above it"),
    ("found undefined tag handle", "a value may not begin with “!”; put the text in a | block"),
    ("found undefined alias", "a value may not begin with “*”; put the text in a | block"),
)


def _line(lines: Sequence[str], number: int) -> str:
    return lines[number] if 0 <= number < len(lines) else ""


def _no_colon(lines: Sequence[str], number: int, column: int) -> Slip:
    """A line that should be ``key: value`` and is not."""
    text, above = _line(lines, number), _line(lines, number - 1)
    odd = next((at for at, letter in enumerate(text) if letter.isspace() and letter not in " \t"), -1)
    near = _NEAR_KEY.match(text)
    if near and odd == near.end():
        return Slip("a no-break space stands here; type an ordinary space.", number + 1, odd + 1)
    if near:
        return Slip("a space is missing after “:”.", number + 1, near.end() + 1)
    if _BAR.search(above):
        return Slip("this line belongs to the block above it; indent it by two spaces.", number + 1, column + 1)
    first = text.strip().split(" ")[0]
    message = f"a “:” is missing after “{first}”, or this line should be indented like the one above it."
    return Slip(message, number + 1, column + 1)


def _second_colon(lines: Sequence[str], number: int, column: int) -> Slip:
    """A colon where none may stand: mostly a key that is indented more than those above it."""
    key = _KEY.match(_line(lines, number))
    if key and key.end() == column:
        first = len(key.group()) - len(key.group().lstrip())
        return Slip(
            "this line is indented more than the key above it; begin both in one column.", number + 1, first + 1
        )
    return Slip(f"a second “:” stands in this line; {_BLOCK}.", number + 1, column + 1)


def _odd_start(lines: Sequence[str], number: int, column: int) -> Slip:
    sign = _line(lines, number)[column : column + 1]
    message = (
        "a tab stands here; indent with spaces." if sign == "\t" else f"a value may not begin with “{sign}”; {_BLOCK}."
    )
    return Slip(message, number + 1, column + 1)
