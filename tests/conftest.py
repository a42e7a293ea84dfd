"""Drawn examples are the same in every run of CI, so that a landing never fails by chance; at a desk they differ."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
