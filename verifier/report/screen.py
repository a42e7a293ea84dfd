"""A screen of so many columns: text cut, wrapped and coloured to what it can show."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.report import Look
from verifier.report.labels import CHECK, HIGH, LOW, MODERATE, NONE, UNSOURCED, VIEW, Mark
from verifier.report.words import cut, flat, to_ascii, width, wrap
from verifier.words import legible

_COLOURS = {HIGH: "34", MODERATE: "36", LOW: "33", UNSOURCED: "31", VIEW: "90", NONE: "90", CHECK: "35"}


class Screen:
    """What every command writes its lines with; text is brought to ASCII before it is measured."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.width = look.width

    def plain(self, text: str) -> str:
        """``text`` on one line, in letters that the screen has."""
        return to_ascii(flat(text)) if self.look.ascii else flat(text)

    def cut(self, text: str, columns: int) -> str:
        """At most ``columns`` of ``text``."""
        return cut(self.plain(text), columns, ellipsis="..." if self.look.ascii else "…")

    def quote(self, text: str, columns: int) -> str:
        """The same between quotation marks, which count."""
        inside = self.cut(text, columns - 2)
        return f'"{inside}"' if self.look.ascii else f"“{inside}”"

    def wrap(self, text: str, *, indent: int = 0, first: str = "") -> Iterator[str]:
        """All of ``text`` in lines behind ``indent`` spaces; ``first`` stands in the last of them, once."""
        columns = self.width - indent
        for at, line in enumerate(wrap(self.plain(text), columns)):
            head = f"{' ' * (indent - len(first))}{first}" if at == 0 and first else " " * indent
            yield head + line

    def line(self, text: str, *, indent: int = 0) -> Iterator[str]:
        """``text`` with its own spacing where it fits, else wrapped."""
        text = legible(text)
        if width(text) + indent <= self.width:
            yield " " * indent + text
        else:
            yield from self.wrap(text, indent=indent)

    def sign(self, mark: Mark, word: str = "") -> str:
        """The mark, with a word after it, coloured where colour is wanted."""
        text = mark.show(ascii=self.look.ascii) + (f" {word}" if word else "")
        return f"\x1b[{_COLOURS[mark]}m{text}\x1b[0m" if self.look.colour else text

    def text(self, lines: list[str]) -> str:
        """Lines as one text: no blank at a line's end, none at the end but one line end."""
        text = "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"
        return to_ascii(text) if self.look.ascii else text
