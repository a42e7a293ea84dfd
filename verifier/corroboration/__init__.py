"""Two drafts, one event: which claims corroborate, differ in degree, conflict, or stand alone. Never which is right."""

from verifier.corroboration.relate import relate

__all__ = ["relate"]
