"""What the tests of the audit share: frames written row by row, and one rule run on a frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ import frames
from liaoning_econ.auditing.audited import Audited
from liaoning_econ.auditing.record import Record
from liaoning_econ.auditing.ruling import Finding
from liaoning_econ.auditing.run import SHIPPED

Made: TypeAlias = Callable[..., pd.DataFrame]
Found: TypeAlias = Callable[[pd.DataFrame, str], list[tuple[str, Finding]]]

# A claim of no special kind; a test says what is special.
PLAIN: dict[str, Any] = {
    "indicator": "firms_new",
    "region": "CN-LN-FTZ",
    "start": "2017-04-01",
    "end": "2018-03-31",
    "precision": "day",
    "measure": "cumulative",
    "basis": "zone_registrations",
    "prices": "none",
    "relative_to": "none",
    "unit": "firm",
    "vintage": "unstated",
    "published_from": "2024-01-01",
    "published": "2024-01-01",
    "status": "A",
    "source": "a page",
    "document": "a document",
    "paragraph": None,
    "span_start": None,
    "span_end": None,
    "surface": "",
    "qualifier": "none",
    "speaker": "",
    "related_claim": "",
    "relation": "none",
}


@pytest.fixture(scope="session")
def made() -> Made:
    """Claims from rows; what a row leaves out is plain, and its bounds are the value's own.

    A row's `page` is its source and its document.
    """

    def build(*rows: dict[str, Any]) -> pd.DataFrame:
        whole = []
        for place, row in enumerate(rows):
            own = {**PLAIN, "claim": f"C{place + 1}", **row}
            page = own.pop("page", None)
            if page is not None:
                own["source"] = page
            own.setdefault("lower", own["value"])
            own.setdefault("upper", own["value"])
            whole.append(own)
        table = pd.DataFrame(whole)
        for column in ("start", "end", "published_from", "published"):
            table[column] = pd.to_datetime(table[column])
        return frames.conform(table, frames.CLAIMS)

    return build


@pytest.fixture(scope="session")
def found() -> Found:
    """Severity and finding of one rule, with no record beside the frame."""
    by_code = {each.code: each for each in SHIPPED}

    def run(frame: pd.DataFrame, code: str) -> list[tuple[str, Finding]]:
        each = by_code[code]
        return [
            (finding.severity or each.severity, finding)
            for finding in each(Audited(frame, Record(())))
        ]

    return run


@pytest.fixture(scope="session")
def shipped() -> pd.DataFrame:
    """The claims that ship."""
    return le.claims()


@pytest.fixture(scope="session")
def labels(shipped: pd.DataFrame) -> Callable[[Finding], list[str]]:
    """The codes of the claims that a finding names."""
    return lambda finding: [str(shipped["claim"].iloc[row]) for row in finding.rows]


@pytest.fixture(scope="session")
def only() -> Callable[..., pd.DataFrame]:
    """What an audit finds by one rule, beside the shipped record or another."""

    def run(frame: pd.DataFrame, code: str, **more: Any) -> pd.DataFrame:
        others = [each.code for each in SHIPPED if each.code != code]
        return le.audit(frame, ignore=others, **more)

    return run
