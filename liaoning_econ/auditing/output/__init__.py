"""Findings as a person reads them, and as JSON and SARIF for programs.

Each function takes the findings and the frame that was audited, and gives a text.
"""

from __future__ import annotations

from liaoning_econ.auditing.output.printed import as_text, counted
from liaoning_econ.auditing.output.programs import as_csv, as_json
from liaoning_econ.auditing.output.sarif import as_sarif

__all__ = ["as_csv", "as_json", "as_sarif", "as_text", "counted"]
