"""The command `liaoning-econ`: the brief, the audit, an article's figures, the shipped data.

One file a group of commands; importing this package registers them all.

Bad input ends with exit code 2 and one line on stderr that says what came and what would mend it.
"""

from __future__ import annotations

from liaoning_econ.cli import articles, audits, briefs, comparing, exporting, records
from liaoning_econ.cli.records import Listed
from liaoning_econ.cli.root import app, main

__all__ = [
    "Listed",
    "app",
    "articles",
    "audits",
    "briefs",
    "comparing",
    "exporting",
    "main",
    "records",
]
