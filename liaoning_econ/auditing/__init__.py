"""A linter for economic figures: named rules that find what cannot be true.

Each family of rules is one file: `arithmetic` and `totals` (LE1xx), `runs` (LE2xx), `releases`
(LE3xx), `likeness` (LE4xx), `official` (LE5xx), `provenance` (LE6xx). A rule is a function made by
`rule`; it reads an `Audited` frame and yields each `Finding`.
"""

from __future__ import annotations

from liaoning_econ.auditing.audited import Audited
from liaoning_econ.auditing.ruling import Finding, Rule, rule
from liaoning_econ.auditing.run import audit, rules

__all__ = ["Audited", "Finding", "Rule", "audit", "rule", "rules"]
