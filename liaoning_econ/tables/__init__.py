"""A user's own tables to Observations and back: tidy frames, the statistics office's exports, wide.

`from_table` and `from_nbs` check everything on the way in, `wide` and `concat` lose nothing on the
way out.
"""

from __future__ import annotations

from liaoning_econ.tables.nbs import from_nbs
from liaoning_econ.tables.shapes import concat, wide
from liaoning_econ.tables.tidy import from_table

__all__ = ["concat", "from_nbs", "from_table", "wide"]
