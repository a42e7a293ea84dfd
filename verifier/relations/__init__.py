"""Two drafts, one event: which claims corroborate, differ in degree, conflict, or stand alone. Never which is right."""

from verifier.relations.relate import Relater, Study

__all__ = ["Relater", "Study"]
