"""Prices that levels and growth imply: by hand inside one release, refused between two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from liaoning_econ import catalog
from liaoning_econ.errors import BasisError, TrendError, VintageError
from liaoning_econ.schemas import Observations
from liaoning_econ.trends.deflators import implied_deflator
from tests.trends.made_series import series

if TYPE_CHECKING:
    import pandas as pd


def rates(values: list[float], **columns: Any) -> pd.DataFrame:
    """Real growth over the year before, from 2016 on."""
    return series(
        values,
        first="2016",
        measure="growth",
        unit="percent",
        prices="comparable",
        relative_to="previous_year",
        **columns,
    )


def test_a_deflator_implied_across_benchmarks_is_refused() -> None:
    gdp = catalog.observations("gdp", "CN-LN", vintage="nbs-web-2018-12", start="2015", end="2016")
    published = catalog.observations("gdp", "CN-LN", measure="growth", vintage="first-published")
    with pytest.raises(VintageError) as caught:
        implied_deflator(gdp, published)
    words = str(caught.value)
    # 77.6 of 97.5: prices would have fallen by a fifth.
    assert "prices changed by -20.4 percent: gdp of CN-LN (2016" in words
    assert "nbs-web-2018-12 (census3) and first-published (as_announced)" in words
    assert "deflate()" in caught.value.mend


def test_a_deflator_of_one_release_by_hand() -> None:
    nominal = series([100, 121], first="2015", lower=[99, 120], upper=[101, 122])
    found = implied_deflator(nominal, rates([10], lower=[9.5], upper=[10.5]))
    assert found["value"].tolist() == pytest.approx([10.0])
    assert found["lower"].tolist() == pytest.approx([100 * (120 / 101 / 1.105 - 1)])
    assert found["upper"].tolist() == pytest.approx([100 * (122 / 99 / 1.095 - 1)])
    assert found["indicator"].tolist() == ["gdp_deflator"]
    assert (found["prices"].tolist(), found["measure"].tolist()) == (["none"], ["growth"])
    Observations.validate(found)


def test_a_deflator_needs_its_levels() -> None:
    with pytest.raises(TrendError, match="no rate of growth has its two levels"):
        implied_deflator(series([100], first="2015"), rates([10]))
    with pytest.raises(BasisError, match="the level is at other prices"):
        implied_deflator(series([1, 2], first="2015", prices="constant_2015"), rates([10]))
