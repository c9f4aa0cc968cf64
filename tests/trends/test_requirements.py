"""What every model asks of its figures."""

from __future__ import annotations

import numpy as np
import pytest

from liaoning_econ.errors import TrendError
from liaoning_econ.trends.panels import panels
from liaoning_econ.trends.requirements import (
    logarithms,
    require_movement,
    require_unused,
    series_named,
)
from tests.trends.made_series import series, side_by_side


def test_logarithms_also_of_what_was_filled() -> None:
    panel = panels(series([1, 2, 4, 8]).drop(index=2), interpolate="log")[0]
    assert logarithms(panel)[0] == pytest.approx(np.log([1, 2, 4, 8]))


def test_only_figures_that_came_are_named() -> None:
    panel = panels(series([1, -2, 4, -8, 3]).drop(index=2), interpolate="linear")[0]
    with pytest.raises(TrendError, match=r"logarithm, -2: gdp of CN-LN .* and 1 more") as caught:
        logarithms(panel)
    assert caught.value.rows is not None
    assert caught.value.rows["value"].tolist() == [-2, -8]


def test_every_constant_series_is_counted() -> None:
    same = [series([5, 5, 5], region=region) for region in ("CN-JL", "CN-LN")]
    panel = panels(side_by_side(*same, series([5, 5, 6], region="CN-SH")))[0]
    with pytest.raises(TrendError) as caught:
        require_movement(panel)
    assert "gdp of CN-JL (1990-01-01 to 1992-12-31) and 1 more series" in str(caught.value)
    assert caught.value.rows is not None
    assert len(caught.value.rows) == 6
    assert series_named(panel, 2) == "gdp of CN-SH (1990-01-01 to 1992-12-31)"


def test_an_argument_that_means_nothing_is_named() -> None:
    require_unused("method='x'", ("one",), {"one": 1, "two": None})
    with pytest.raises(TrendError) as caught:
        require_unused("method='x'", ("one",), {"one": 1, "two": 2})
    assert str(caught.value) == (
        "two=2 has no meaning with method='x'. Mend: leave it out: method='x' takes one"
    )
    with pytest.raises(TrendError, match="takes none of them"):
        require_unused("se='ols'", (), {"max_lags": 2})
