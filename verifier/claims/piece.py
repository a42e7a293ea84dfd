"""A piece of a sentence: what the cutting hands on."""

from __future__ import annotations

from typing import NamedTuple

NOBODY = -1
FRAME = -2  # source and cue: they say who speaks, and claim nothing


class Piece(NamedTuple):
    """Tokens [first, last) that may be a claim; ``owner`` is the attribution that governs them."""

    first: int
    last: int
    owner: int = NOBODY
    rule: str = ""
    marks: str = ""
    noun: bool = False
    verbless: bool = False  # cut out by a rule that asks for no verb
    tail: bool = False  # stands right behind a source or cue
