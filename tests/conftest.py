"""Drawn examples are the same in every run of CI, so that a landing never fails by chance; at a desk they differ.

No example is timed: how long one takes is up to the machine.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile("desk", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")
