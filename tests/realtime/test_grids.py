"""The triangle: by hand with exact fractions, on the shipped figures, and what is refused."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

import liaoning_econ as le
from liaoning_econ import realtime
from liaoning_econ.errors import (
    BasisError,
    SchemaError,
    VintageError,
    VintageWarning,
    WindowError,
)
from tests.realtime.test_answering import DAYS, FIGURES, TIE, by_hand, observations, tables


def test_the_triangle_by_hand() -> None:
    found = realtime.triangle(by_hand())
    assert found.index.astype("str").tolist() == [str(year) for year in FIGURES]
    assert isinstance(found.index, pd.PeriodIndex)
    assert (found.index.name, found.columns.name) == ("period", "published")
    assert found.columns.tolist() == [pd.Timestamp(day) for day in DAYS]
    for row, cells in zip(found.to_numpy(), FIGURES.values(), strict=True):
        # A float is a fraction too: the one nearest to the figure.
        wanted = [None if cell is None else Fraction(float(cell)) for cell in cells]
        assert [None if np.isnan(cell) else Fraction(cell) for cell in row] == wanted


def test_the_triangle_of_liaoning() -> None:
    # 23,942.0 in the communique, 23,409.2 final, 21,693.0 after the fourth census, 22,105.4 after
    # the fifth.
    gdp = le.observations("gdp", "CN-LN", start=2017, end=2017)
    found = (realtime.triangle(gdp) / 1e8).round(1)
    wanted = [23942.0, 23409.2, 23409.2, 21693.0, 21693.0, 22105.4]
    assert found.to_numpy().tolist() == [wanted]
    days = ["2018-01-31", "2018-12-31", "2020-05-19", "2022-05-27", "2025-01-30", "2026-03-15"]
    assert [f"{day:%Y-%m-%d}" for day in found.columns] == days


def test_bounds_may_stand_in_the_cells() -> None:
    gdp = le.observations("gdp", "CN-LN", vintage="communique-2017")
    lower, upper = (realtime.triangle(gdp, values=name).iloc[0, 0] for name in ("lower", "upper"))
    assert (lower, upper) == (2_394_195_000_000.0, 2_394_205_000_000.0)
    with pytest.raises(SchemaError, match=r"values='uper' is no number.*did you mean 'upper'"):
        realtime.triangle(gdp, values="uper")  # type: ignore[arg-type]


def test_several_series_are_refused_with_the_mend() -> None:
    with pytest.raises(BasisError, match=r"2 kinds of region \(CN-JL, CN-LN\).*obs\[obs\['region"):
        realtime.triangle(le.observations("gdp", ["CN-JL", "CN-LN"]))
    with pytest.raises(BasisError, match=r"2 kinds of basis \(census, resident_year_end\)"):
        realtime.triangle(le.observations("population", "CN-LN"))


def test_a_row_without_a_day_has_no_column() -> None:
    obs = by_hand()
    obs.loc[obs["vintage"] == "own-2", "published"] = pd.NaT
    with pytest.warns(VintageWarning, match=r"triangle\(\) left out 3 rows whose day") as seen:
        found = realtime.triangle(obs)
    assert [one.filename for one in seen] == [__file__]
    assert found.columns.tolist() == [pd.Timestamp(day) for day in DAYS[:2]]
    assert found.index.astype("str").tolist() == ["2001", "2002"]


def test_two_figures_of_one_day_are_refused_unless_sources_have_an_order() -> None:
    obs = observations(TIE)
    with pytest.raises(VintageError, match="two figures of the same day"):
        realtime.triangle(obs)
    assert realtime.triangle(obs, order=["y"]).to_numpy().tolist() == [[2.0]]
    assert realtime.triangle(obs.iloc[[0, 2]]).to_numpy().tolist() == [[1.0]]


def test_of_two_ranges_that_end_on_one_day_the_later_begun_is_shown() -> None:
    rows = [
        (2001, "a", "x", 1.0, "2002-09-01", "2002-12-31"),
        (2001, "b", "x", 2.0, "2002-06-01", "2002-12-31"),
    ]
    assert realtime.triangle(observations(rows)).to_numpy().tolist() == [[1.0]]


def test_periods_are_whole_and_of_one_length() -> None:
    obs = by_hand()
    obs.loc[0, "end"] = pd.Timestamp("2001-06-30")
    with pytest.raises(WindowError, match="a table needs whole days, months, quarters or years"):
        realtime.triangle(obs)


def test_what_is_no_table_of_observations_is_refused() -> None:
    with pytest.raises(SchemaError, match="obs lacks the column 'source'"):
        realtime.triangle(by_hand().drop(columns="source"))
    with pytest.raises(SchemaError, match="value is missing"):
        realtime.triangle(by_hand().assign(value=np.nan))


def test_no_rows_give_an_empty_triangle() -> None:
    found = realtime.triangle(by_hand().iloc[:0])
    assert found.shape == (0, 0)
    assert (str(found.index.dtype), str(found.columns.dtype)) == ("period[Y-DEC]", "datetime64[us]")


@given(tables())
@settings(max_examples=50)
def test_the_last_filled_cell_at_a_day_is_what_was_known_on_it(obs: pd.DataFrame) -> None:
    obs = obs.assign(published_from=obs["published"])[(obs["region"] == "CN-LN").to_numpy()]
    found = realtime.triangle(obs)
    pd.testing.assert_frame_equal(found, realtime.triangle(obs.iloc[::-1]))
    assert found.count().sum() == len(obs)
    filled = found.ffill(axis=1)
    for day in found.columns:
        known = realtime.as_of(obs, day)
        wanted = filled[day].dropna()
        assert known["value"].tolist() == wanted.tolist()
        assert known["end"].dt.year.tolist() == wanted.index.year.tolist()  # type: ignore[attr-defined]
