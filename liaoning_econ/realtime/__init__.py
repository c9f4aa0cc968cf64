"""What was known when: releases, revisions, splices, and verbs run on every vintage.

`as_of` answers with what was known on a day, `latest` with what is known now, `first_release` and
`release` with what was said first and then; `triangle` lays the releases of a series out for
reading. `revisions` and `revision_statistics` tell by how much figures were revised, and why.
"""

from __future__ import annotations

from liaoning_econ.realtime.answering import as_of, first_release, latest, release
from liaoning_econ.realtime.grids import triangle
from liaoning_econ.realtime.revising import revisions
from liaoning_econ.realtime.summaries import revision_statistics

__all__ = [
    "as_of",
    "first_release",
    "latest",
    "release",
    "revision_statistics",
    "revisions",
    "triangle",
]
