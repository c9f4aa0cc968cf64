"""Small frames made by hand, and the claims that the comparisons speak of."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ.frames import CLAIMS, OBSERVATIONS, conform

Rows: TypeAlias = Callable[..., pd.DataFrame]
ARTICLE = "004_ed772e34f7e3be99.txt"

_PLAIN: Mapping[str, object] = {
    "indicator": "firms_new",
    "region": "CN-LN",
    "start": "2018-01-01",
    "end": "2018-12-31",
    "precision": "day",
    "measure": "flow",
    "basis": "zone_registrations",
    "prices": "none",
    "relative_to": "none",
    "unit": "firm",
    "value": 100.0,
    "vintage": "unstated",
    "published_from": "2019-01-01",
    "published": "2019-01-31",
    "status": "A",
    "source": "unstated",
}
_CLAIM: Mapping[str, object] = {
    "claim": "X1",
    "document": "a_page",
    "paragraph": pd.NA,
    "span_start": pd.NA,
    "span_end": pd.NA,
    "surface": "",
    "qualifier": "none",
    "speaker": "",
    "related_claim": "",
    "relation": "none",
}


def _rows(count: int = 1, **columns: object) -> pd.DataFrame:
    """Observations, or Claims where a column of theirs is given; what is no list is constant."""
    wide = bool(set(columns) & set(_CLAIM))
    given = {**_PLAIN, **(_CLAIM if wide else {}), **columns}
    lengths = {len(value) for value in given.values() if isinstance(value, list)}
    size = lengths.pop() if lengths else count
    frame = pd.DataFrame(
        {
            name: value if isinstance(value, list) else [value] * size
            for name, value in given.items()
        }
    )
    for bound in ("lower", "upper"):
        if bound not in given:
            frame[bound] = frame["value"]
    for day in ("start", "end", "published_from", "published"):
        frame[day] = pd.to_datetime(frame[day]).astype("datetime64[us]")
    return conform(frame, CLAIMS if wide else OBSERVATIONS)


@pytest.fixture(scope="session")
def rows() -> Rows:
    """Makes Observations, or Claims, that are alike but for the columns given."""
    return _rows


@pytest.fixture(scope="session")
def article() -> Callable[[str], pd.DataFrame]:
    """A claim of the Straits Times article as one row."""
    found = le.claims(ARTICLE)
    return lambda code: found[found["claim"] == code]


@pytest.fixture(scope="session")
def zone() -> Callable[[str], pd.DataFrame]:
    """A claim on the free trade zones as one row."""
    found = le.claims("ftz_claims")
    return lambda code: found[found["claim"] == code]


@pytest.fixture(scope="session")
def provinces() -> pd.DataFrame:
    """GDP of the 31 provinces in every vintage."""
    gdp = le.observations("gdp")
    return gdp[gdp["region"].isin(le.regions("province")["region"])]


@pytest.fixture(scope="session")
def known_comparisons(known: Path) -> list[dict[str, str]]:
    """Ratios, ranks and ages that were computed apart from this code."""
    with (known / "comparison.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
