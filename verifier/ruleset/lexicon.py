"""The lexicon of a language pack: the class of tens of thousands of forms, kept as text and looked up where asked.

A form is asked for once a run, so a dictionary of all of them would be made for a few hundred look-ups. Kept are the
forms that begin alike, a line each, which a set is loaded with as fast as any other text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_ALIKE = 3  # letters that the forms of one text begin with


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Form → letter of its class: small letters, or a capital where the form has one ("Polish" is not "polish")."""

    _texts: Mapping[str, str] = field(default_factory=dict)

    def get(self, form: str) -> str | None:
        """The letter of a form as written in the lexicon, or None where it is not there."""
        text = self._texts.get(form[:_ALIKE])
        if text is None:
            return None
        at = text.find(f"\n{form} ")
        if at < 0:
            return None
        start = at + len(form) + 2
        return text[start : text.index("\n", start)]

    def having(self, letters: str) -> Iterator[str]:
        """The forms that have one of these letters, those of the first letter first."""
        lines = [line for text in self._texts.values() for line in text.split("\n") if line]
        for letter in letters:
            yield from (line[: -len(letter) - 1] for line in lines if line.endswith(f" {letter}"))

    def __bool__(self) -> bool:
        return bool(self._texts)


def pack(classes: Mapping[str, str], letters: Mapping[str, str]) -> Lexicon:
    """The lexicon of these forms and their classes, as the ``letters`` of these."""
    alike: dict[str, list[str]] = {}
    for form, name in classes.items():
        alike.setdefault(form[:_ALIKE], []).append(f"{form} {letters.get(name, '')}")
    return Lexicon({start: "\n" + "\n".join(lines) + "\n" for start, lines in alike.items()})
