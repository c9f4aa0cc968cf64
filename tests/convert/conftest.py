"""Observations made by hand."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd
import pytest

from liaoning_econ import catalog
from liaoning_econ.frames import OBSERVATIONS, conform

Make: TypeAlias = Callable[..., pd.DataFrame]

PLAIN: dict[str, object] = {
    "indicator": "gdp",
    "region": "CN-LN",
    "start": "2018-01-01",
    "end": "2018-12-31",
    "precision": "day",
    "measure": "flow",
    "basis": "national_accounts",
    "prices": "current",
    "relative_to": "none",
    "unit": "CNY",
    "value": 100.0,
    "vintage": "unstated",
    "published_from": "2019-01-15",
    "published": "2019-01-15",
    "status": "A",
    "source": "unstated",
}


def made(**columns: object) -> pd.DataFrame:
    """Rows that are alike but for the columns given as lists; bounds are exact unless given."""
    given = {**PLAIN, **columns}
    size = max([len(one) for one in given.values() if isinstance(one, list)], default=1)
    frame = pd.DataFrame(
        {name: one if isinstance(one, list) else [one] * size for name, one in given.items()}
    )
    for bound in ("lower", "upper"):
        if bound not in given:
            frame[bound] = frame["value"]
    for day in ("start", "end", "published_from", "published"):
        frame[day] = pd.to_datetime(frame[day]).astype("datetime64[us]")
    for number in ("value", "lower", "upper"):
        frame[number] = frame[number].astype(float)
    return conform(frame, OBSERVATIONS)


@pytest.fixture(scope="session")
def make() -> Make:
    """Makes Observations that are alike but for the columns given."""
    return made


@pytest.fixture(scope="session")
def figures() -> dict[str, Any]:
    """Published figures."""
    file = Path(__file__).parent.parent / "known" / "convert.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def article() -> Callable[[str], pd.DataFrame]:
    """A claim of the Straits Times article as one row."""
    claims = catalog.claims("004_ed772e34f7e3be99.txt")
    return lambda code: claims[claims["claim"] == code]
