"""How much the checks of this project try, for the pages that tell of them; a test holds each to what is tried."""

from __future__ import annotations

WORLDS = 8
TAMPERINGS = 60

CHECKS = {"worlds": WORLDS, "tamperings": TAMPERINGS}
