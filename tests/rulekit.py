"""Small rule sets written by hand, so that tests of the engine do not hang on the rules of English."""

from __future__ import annotations

from pathlib import Path

from verifier.model import Document, Draft, Sentence, Tokens, Zone, ZoneKind
from verifier.ruleset import RuleSet, load_from
from verifier.spans import Span
from verifier.words import normalise

GRAMMAR = r"""
grammar: tiny
word: |
  \w+(?:[.'’-]\w+)*
  \S
unknown_words: |
  number  \d+
  name    [A-Z].*
  noun    .*
"""
INFLECTION = r"""
inflection: tiny
verb: |
  e$  es ed ed ing
  $  s ed ed ing
noun: |
  $  s
irregular_verb: |
  say says said said saying
"""
SHAPES = """
shapes: tiny
in_part: |
  name
name: |
  name+
number: |
  number+
year: |
  = (?:19|20)\\d\\d
"""
HOUSE = """
house: tiny
version: "7"
base:
  official_unnamed: 50
  hearsay: 30
caps:
  official_unnamed: 74
"""
OFFICIAL = """
list: official
forms: noun
entries: |
  official
  prime minister
"""


def write(folder: Path, **files: str) -> Path:
    """A rule folder; ``a__b`` names the file ``a/b.yml``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = folder / (name.replace("__", "/") + ".yml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


def base(folder: Path, **files: str) -> Path:
    """A rule folder with a tiny language and the given files."""
    tiny = {"grammar": GRAMMAR, "inflection": INFLECTION, "shapes": SHAPES, "house": HOUSE, "official": OFFICIAL}
    return write(folder, **{**tiny, **files})


def load(folder: Path, *over: Path, **files: str) -> RuleSet:
    """The rule set of ``base`` with other folders over it."""
    return load_from(base(folder, **files), over)


def rule(find: str, *, kind: str = "hedge", name: str = "a-rule", more: str = "") -> str:
    """One rule as its file has it."""
    lines = "".join(f"  {line}\n" for line in find.splitlines())
    return f"rule: {name}\ntitle: A rule\nkind: {kind}\n{more}find: |\n{lines}"


def draft(text: str, rules: RuleSet, kind: ZoneKind = ZoneKind.BODY) -> Draft:
    """A draft of one zone, a sentence a line; capitalised words are names, digits numbers."""
    zone = Zone(kind, Span(0, len(text)), 0)
    sentences, starts, ends, ranges, at = [], [], [], [], 0
    for index, line in enumerate(text.split("\n")):
        first = len(starts)
        for found in rules.word.finditer(line):
            starts.append(at + found.start())
            ends.append(at + found.end())
        sentences.append(Sentence(index, Span(at, at + len(line)), zone))
        ranges.append((first, len(starts)))
        at += len(line) + 1
    written = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    words = [normalise(word) for word in written]
    classes = ["name" if word[0].isupper() else "number" if word.isdigit() else "noun" for word in written]
    tags = "".join(map(rules.letters.of, classes))
    tokens = Tokens(starts, ends, words, list(map(rules.bits, words, written)), tags, ranges)
    document = Document(name="test", text=text, prose=text, blocks=())
    return Draft(document, (zone,), tuple(sentences), tokens)
