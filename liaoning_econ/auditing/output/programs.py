"""Findings as CSV and JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from liaoning_econ.auditing.output.cited import audited_of, found_in
from liaoning_econ.auditing.run import SHIPPED

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["as_csv", "as_json"]


def as_csv(findings: pd.DataFrame) -> str:
    r"""The findings as they are, one line each.

    Parameters
    ----------
    findings
        As `audit` gives them.

    Returns
    -------
    str
        CSV with a header, lines ended by "\n".
    """
    return findings.to_csv(index=False, lineterminator="\n")


def as_json(findings: pd.DataFrame, obs: pd.DataFrame) -> str:
    """The findings as a JSON array, one object each.

    Parameters
    ----------
    findings
        As `audit` gives them.
    obs
        What was audited.

    Returns
    -------
    str
        Each object has `rule, name, severity, message, found, expected, mend`, and four lists of
        one length: `rows` (zero-based positions), `claims`, `documents` and `sources`, with ""
        where the frame does not say.
    """
    audited = audited_of(obs)
    names = {each.code: each.name for each in SHIPPED}
    listed = [
        {
            "rule": one.rule,
            "name": names.get(one.rule, ""),
            "severity": one.severity,
            "message": one.message,
            "found": one.found,
            "expected": one.expected,
            "mend": one.mend,
            "rows": list(one.rows),
            "claims": [audited.text(row, "claim") for row in one.rows],
            "documents": [audited.text(row, "document") for row in one.rows],
            "sources": [audited.text(row, "source") for row in one.rows],
        }
        for one in found_in(findings)
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"
