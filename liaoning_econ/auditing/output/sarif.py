"""Findings as SARIF 2.1.0, which editors and code hosts show beside the lines of a file.

SARIF: Static Analysis Results Interchange Format 2.1.0, OASIS standard, 27 March 2020. A row of
CSV is a region of one line; a figure of an article is a region of characters; a row of anything
else has its name alone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import liaoning_econ as le
from liaoning_econ.auditing.output.cited import Found, audited_of, figure_of, found_in, name_of
from liaoning_econ.auditing.run import SHIPPED

if TYPE_CHECKING:
    import pandas as pd

    from liaoning_econ.auditing.audited import Audited
    from liaoning_econ.auditing.ruling import Rule

__all__ = ["as_sarif", "uri_of"]

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LEVELS: Final = {"error": "error", "warning": "warning", "info": "note"}


@dataclass(frozen=True, slots=True)
class _Where:
    """The frame and the file that its rows stand in."""

    audited: Audited
    uri: str | None
    lines: Sequence[int] | None
    text: str | None

    def location(self, row: int) -> dict[str, Any]:
        """Where a row stands: in the file, where there is one, and by its name."""
        name = name_of(self.audited, row, self.lines)
        document = self.audited.text(row, "document")
        logical = {"name": name, "fullyQualifiedName": f"{document}:{name}" if document else name}
        answer: dict[str, Any] = {"logicalLocations": [logical]}
        if self.uri is not None:
            physical: dict[str, Any] = {"artifactLocation": {"uri": self.uri}}
            region = self._region(row)
            if region:
                physical["region"] = region
            answer["physicalLocation"] = physical
        return answer

    def _region(self, row: int) -> dict[str, int]:
        if self.lines is not None:
            return {"startLine": self.lines[row]}
        first, after = (self.audited.text(row, name) for name in ("span_start", "span_end"))
        if self.text is None or not first or not after:
            return {}
        start = int(first)
        return {
            "startLine": self.text.count("\n", 0, start) + 1,
            "charOffset": start,
            "charLength": int(after) - start,
        }


def as_sarif(
    findings: pd.DataFrame,
    obs: pd.DataFrame,
    *,
    uri: str | None = None,
    lines: Sequence[int] | None = None,
    text: str | None = None,
) -> str:
    """The findings as a SARIF log of one run.

    Parameters
    ----------
    findings
        As `audit` gives them.
    obs
        What was audited.
    uri
        The file that it came from (`uri_of`); None: none, and rows are named by their codes alone.
    lines
        The line on which each row begins, counted from 1; None: the file has no lines.
    text
        The article that the claims were read from, in which they have places.

    Returns
    -------
    str
        JSON. The first row of a finding is its location, the others are related locations.
    """
    where = _Where(audited_of(obs), uri, lines, text)
    places = {each.code: place for place, each in enumerate(SHIPPED)}
    run = {
        "tool": {
            "driver": {
                "name": "liaoning-econ",
                "version": le.__version__,
                "semanticVersion": le.__version__,
                "rules": [_described(each) for each in SHIPPED],
            }
        },
        # Places in an article are counted in characters, not in units of UTF-16.
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, where, places) for one in found_in(findings)],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _described(each: Rule) -> dict[str, Any]:
    return {
        "id": each.code,
        "name": each.name,
        "shortDescription": {"text": each.about},
        "help": {"text": f"Bound: {each.bound}. Mend: {each.mend}."},
        "defaultConfiguration": {"level": LEVELS[each.severity]},
    }


def _result(one: Found, where: _Where, places: dict[str, int]) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "ruleId": one.rule,
        "level": LEVELS[one.severity],
        "message": {"text": one.message},
    }
    if one.rule in places:
        answer["ruleIndex"] = places[one.rule]
    if one.rows:
        answer["locations"] = [where.location(one.rows[0])]
    elif where.uri is not None:
        # A finding on the whole file still belongs to it.
        answer["locations"] = [{"physicalLocation": {"artifactLocation": {"uri": where.uri}}}]
    if one.rows[1:]:
        answer["relatedLocations"] = [
            {"id": place, "message": {"text": figure_of(where.audited, row)}, **where.location(row)}
            for place, row in enumerate(one.rows[1:])
        ]
    answer["properties"] = {"found": one.found, "expected": one.expected, "mend": one.mend}
    return answer


def uri_of(path: Path) -> str:
    """The address of a file: relative as it was given, else with its scheme.

    Parameters
    ----------
    path
        A file.

    Returns
    -------
    str

    Examples
    --------
    >>> uri_of(Path("my data") / "ftz_claims.csv")
    'my%20data/ftz_claims.csv'
    """
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
