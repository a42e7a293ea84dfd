"""The rules: read strictly from YAML, laid over each other, and handed to the engine as one ``RuleSet``."""

from verifier.ruleset.loader import load, load_from
from verifier.ruleset.packs import BUILT_IN, built_in
from verifier.ruleset.schema import (
    Example,
    Examples,
    House,
    PhraseLine,
    Rule,
    RuleSet,
    WordList,
)

__all__ = [
    "BUILT_IN",
    "Example",
    "Examples",
    "House",
    "PhraseLine",
    "Rule",
    "RuleSet",
    "WordList",
    "built_in",
    "load",
    "load_from",
]
