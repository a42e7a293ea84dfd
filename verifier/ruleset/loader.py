"""``load``: the built-in rules and what a house lays over them, as one ``RuleSet``."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path

from verifier.ruleset import cache, packs
from verifier.ruleset.schema import RuleSet

_KEPT = "rules"


def load(
    paths: Sequence[Path | str] = (), *, more: Sequence[tuple[str, str]] = (), language: str = packs.DEFAULT
) -> RuleSet:
    """The built-in rules of a language with each of ``paths`` laid over them, in order.

    A path is a folder, a file, a zip, or a pack by its name.
    ``more`` has rule text that stands in no rule folder, such as a house file’s numbers, as (name, text).

    Raises ``RuleError`` with every fault of every file, ``InputError`` where a path or a language is not there.
    """
    if paths or more:
        return load_from(packs.built_in(), paths, more=more, language=language)
    name = f"{_KEPT}.{language}"
    key = cache.key_of(packs.files(packs.built_in(), packs.BASE, language))
    rules = cache.kept(name, key)
    if not isinstance(rules, RuleSet):
        rules = load_from(packs.built_in(), language=language)
        cache.keep(name, key, rules)
    return rules


def load_from(
    base: Path,
    paths: Sequence[Path | str] = (),
    *,
    more: Sequence[tuple[str, str]] = (),
    language: str = packs.DEFAULT,
) -> RuleSet:
    """As ``load``, with another folder than the built-in one at the bottom."""
    from verifier.ruleset.assemble import assemble

    collecting = gc.isenabled()
    gc.disable()  # a rule set is many small values that all stay: collecting while they are made costs a fifth more
    try:
        return assemble(base, paths, more, language)
    finally:
        if collecting:
            gc.enable()
