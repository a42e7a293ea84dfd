"""Whether two claims rest on two origins: same officials, same copy, same rare details are counted once."""

from __future__ import annotations

from verifier.model import Report


def independence(one: Report, claim: int, other: Report, other_claim: int) -> str:
    """A sentence for people."""
    return ""
