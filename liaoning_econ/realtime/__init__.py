"""What was known when: releases, revisions, splices, and verbs run on every vintage.

`as_of` answers with what was known on a day, `latest` with what is known now, `first_release` and
`release` with what was said first and then; `triangle` lays the releases of a series out for
reading. `revisions` and `revision_statistics` tell by how much figures were revised, and why.
`find_splices` finds tables that mix vintages, `consistent` takes what is on one basis and `link`
joins two; `across_vintages` and `across_days` tell what of an answer survives the revisions.
"""

from __future__ import annotations

from liaoning_econ.realtime.answering import as_of, first_release, latest, release
from liaoning_econ.realtime.grids import triangle
from liaoning_econ.realtime.linking import link
from liaoning_econ.realtime.revising import revisions
from liaoning_econ.realtime.robustness import Robustness, across_days, across_vintages
from liaoning_econ.realtime.splicing import consistent, find_splices
from liaoning_econ.realtime.summaries import revision_statistics

__all__ = [
    "Robustness",
    "across_days",
    "across_vintages",
    "as_of",
    "consistent",
    "find_splices",
    "first_release",
    "latest",
    "link",
    "release",
    "revision_statistics",
    "revisions",
    "triangle",
]
