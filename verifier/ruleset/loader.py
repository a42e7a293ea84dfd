"""``load``: the built-in rules and what a house lays over them, as one ``RuleSet``."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path

from verifier.ruleset import cache, packs
from verifier.ruleset.schema import RuleSet

_KEPT = "rules"


def load(paths: Sequence[Path | str] = (), *, more: Sequence[tuple[str, str]] = ()) -> RuleSet:
    """The built-in rules with each of ``paths`` (a folder, file, zip or pack by name) laid over them, in order.

    ``more`` has rule text that stands in no rule folder, such as a house file’s numbers, as (name, text).

    Raises ``RuleError`` with every fault of every file, ``InputError`` where a path is not there.
    """
    if paths or more:
        return load_from(packs.built_in(), paths, more=more)
    key = cache.key_of(packs.files(packs.built_in(), packs.BASE))
    rules = cache.kept(_KEPT, key)
    if not isinstance(rules, RuleSet):
        rules = load_from(packs.built_in())
        cache.keep(_KEPT, key, rules)
    return rules


def load_from(base: Path, paths: Sequence[Path | str] = (), *, more: Sequence[tuple[str, str]] = ()) -> RuleSet:
    """As ``load``, with another folder than the built-in one at the bottom."""
    from verifier.ruleset.assemble import assemble

    collecting = gc.isenabled()
    gc.disable()  # a rule set is many small values that all stay: collecting while they are made costs a fifth more
    try:
        return assemble(base, paths, more)
    finally:
        if collecting:
            gc.enable()
