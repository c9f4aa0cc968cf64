"""What each method takes by frequency, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.tsa.seasonal import STL

from liaoning_econ.errors import TrendError
from liaoning_econ.trends.panels import panels
from liaoning_econ.trends.splitting import (
    TAKES,
    Settings,
    least_periods,
    require_length,
    settings,
    split,
    stl_window,
    worded,
)
from tests.trends.made_series import series


@pytest.mark.parametrize(
    ("method", "per_year", "told"),
    [
        # Ravn and Uhlig (2002), section III.
        ("hp", 1, {"lamb": 6.25}),
        ("hp_one_sided", 4, {"lamb": 1600}),
        ("hp", 12, {"lamb": 129_600}),
        # Hamilton (2018), section IV: two years, and a year of lags.
        ("hamilton", 4, {"h": 8, "p": 4}),
        # Baxter and King (1999), section III: of six to 32 quarters, three years to either side;
        # of two to eight years with annual figures.
        ("bk", 4, {"low": 6, "high": 32, "k": 12}),
        ("bk", 1, {"low": 2, "high": 8, "k": 3}),
        ("cf", 12, {"low": 18, "high": 96}),
        ("stl", 12, {"period": 12}),
    ],
)
def test_parameters_by_frequency(method: str, per_year: int, told: Settings) -> None:
    assert settings(method, per_year, {}) == told
    assert tuple(told) == TAKES[method]


def test_what_is_given_stays() -> None:
    assert settings("bk", 4, {"high": 40, "k": None}) == {"low": 6, "high": 40, "k": 12}
    assert worded(settings("bk", 4, {"high": 40})) == "low 6, high 40, k 12"


@pytest.mark.parametrize("period", range(2, 53))
def test_the_window_of_stl_is_the_one_that_statsmodels_takes(period: int) -> None:
    own = STL(np.arange(3.0 * period), period=period).config
    assert stl_window(period) == own["trend"]


@pytest.mark.parametrize(("method", "per_year"), [(name, 4) for name in TAKES])
def test_the_least_number_of_periods_is_enough_and_one_less_is_not(
    method: str, per_year: int
) -> None:
    told = settings(method, per_year, {})
    least = least_periods(method, told)
    values = np.random.default_rng(5).normal(size=(2, least))
    assert np.isfinite(split(values, method, told)[1]).any(axis=1).all()
    short = panels(series(values[0, 1:].tolist(), first="2000Q1", per_year=per_year))[0]
    with pytest.raises(TrendError, match=f"{least - 1} periods, where .* at least {least}: "):
        require_length(short, method, told)


@pytest.mark.parametrize("method", TAKES)
def test_a_series_among_others_is_split_as_if_alone(method: str) -> None:
    told = settings(method, 4, {})
    values = np.random.default_rng(6).normal(size=(3, 40)).cumsum(axis=1)
    together = split(values, method, told)
    for place in range(3):
        for whole, own in zip(together, split(values[[place]], method, told), strict=True):
            np.testing.assert_allclose(whole[[place]], own, atol=1e-12)
