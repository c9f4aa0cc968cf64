"""Real-time against final cycles: on the shipped vintages, and on vintages made for the purpose."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from liaoning_econ import catalog
from liaoning_econ.errors import SchemaError, TrendError, VintageError, WindowError
from liaoning_econ.kernels.filters import hp
from liaoning_econ.schemas import EndPoints
from liaoning_econ.trends.end_points import end_point_revisions
from tests.trends.made_series import series, side_by_side

FIGURES = [10.0, 12, 15, 13, 11, 14, 18, 21, 19, 17, 16, 20]


def release(values: list[float], vintage: str, day: str | None, **columns: Any) -> pd.DataFrame:
    """A whole vintage, published on one day, or nobody knows when."""
    told = pd.Timestamp(day) if day else pd.NaT
    return series(values, vintage=vintage, published_from=told, published=told, **columns)


def test_each_part_of_a_revision() -> None:
    early = [*FIGURES[:9], 25.0]
    obs = side_by_side(
        release(early, "first", "2000-02-01"),
        release(FIGURES, "second", "2002-02-01"),
        # Too short to have a trend.
        release(FIGURES[:3], "scrap", "2003-02-01"),
    )
    found = EndPoints.validate(end_point_revisions(obs))
    assert found["start"].dt.year.tolist() == [1999, 2000, 2001]
    assert found["vintage"].unique().tolist() == ["second"]
    row = found.iloc[0]
    assert row["release"] == "first"
    assert row["real_time"] == pytest.approx(hp(early, 6.25)[0][-1])
    assert row["quasi_real"] == pytest.approx(hp(FIGURES[:10], 6.25)[0][-1])
    assert row["final"] == pytest.approx(hp(FIGURES, 6.25)[0][9])
    parts = row["real_time"] + row["data_revision"] + row["end_revision"]
    assert parts == pytest.approx(row["final"])
    assert found["release"].isna().tolist() == [False, True, True]
    assert found["real_time"].isna().tolist() == [False, True, True]
    assert found["revisable"].tolist() == [False, True, True]
    assert found["end_revision"].iloc[-1] == pytest.approx(0, abs=1e-12)


def test_the_newest_is_the_one_published_last_and_the_first_of_two_ends_is_real_time() -> None:
    obs = side_by_side(
        release(FIGURES, "newest", "2005-02-01"),
        release([*FIGURES[:9], 30.0], "later", "2000-09-01"),
        release([*FIGURES[:9], 25.0], "first", "2000-02-01"),
        release([*FIGURES, 22.0], "undated", None),
    )
    found = end_point_revisions(obs)
    assert found["vintage"].unique().tolist() == ["newest"]
    assert found["release"].iloc[0] == "first"


def test_vintages_of_different_years_are_no_one_series() -> None:
    obs = side_by_side(
        release(FIGURES, "old", "2002-02-01"),
        release(FIGURES, "new", "2014-02-01", first="2002"),
    )
    found = end_point_revisions(obs, log=True, lamb=100)
    assert found["start"].dt.year.tolist() == [2011, 2012, 2013]
    assert found["release"].isna().all()
    np.testing.assert_allclose(found["final"], hp(np.log(FIGURES), 100)[0][9:])
    assert found["parameters"].unique().tolist() == ["lamb 100, of logarithms"]


def test_several_regions_each_have_their_own_releases() -> None:
    obs = side_by_side(
        release(FIGURES, "second", "2002-02-01", region="CN-LN"),
        release(FIGURES[:10], "first", "2000-02-01", region="CN-LN"),
        release(FIGURES[::-1], "second", "2002-02-01", region="CN-JL"),
        release(FIGURES[:11], "first", "2001-02-01", region="CN-JL"),
    )
    found = EndPoints.validate(end_point_revisions(obs.sample(frac=1, random_state=4)))
    there = found.dropna(subset=["release"])
    assert there["region"].tolist() == ["CN-JL", "CN-LN"]
    assert there["start"].dt.year.tolist() == [2000, 1999]
    # The second vintage has the figures of the first: only the filter's end moved.
    assert there["data_revision"].iloc[1] == pytest.approx(0, abs=1e-12)


def test_liaoning_s_cycle_of_2017_was_revised_twice_over() -> None:
    gdp = catalog.observations("gdp", "CN-LN", measure="flow")
    found = EndPoints.validate(end_point_revisions(gdp, log=True))
    ends = found.dropna(subset=["release"]).set_index("release")
    assert ends["start"].dt.year.to_dict() == {
        "nbs-web-2018-12": 2017,
        "nbs-web-2021": 2020,
        "nbs-web-2024": 2023,
    }
    for vintage, row in ends.iterrows():
        own = gdp[gdp["vintage"] == vintage].sort_values("start")["value"]
        assert row["real_time"] == pytest.approx(hp(np.log(own), 6.25)[0][-1])
    # Figures cut by the census of 2018 and an end that was none, in opposite directions.
    assert ends["data_revision"].iloc[0] > 0.02
    assert ends["end_revision"].iloc[0] < -0.02


def test_no_rows_give_no_rows() -> None:
    assert EndPoints.validate(end_point_revisions(series(FIGURES).head(0))).empty


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"least": 13}, "no vintage has 13 periods of a series, the longest has 12: gdp of CN-LN"),
        ({"least": 2}, "least is 2. Mend: give a whole number, 3 or more"),
        ({"lamb": 0.0}, "lamb=0.0, where smoothing needs a number above 0"),
    ],
)
def test_arguments_out_of_range_are_refused(options: dict[str, Any], words: str) -> None:
    with pytest.raises(TrendError) as caught:
        end_point_revisions(series(FIGURES), **options)
    assert words in str(caught.value)


def test_what_decompose_refuses_is_refused() -> None:
    with pytest.raises(TrendError, match="a period is missing"):
        end_point_revisions(series(FIGURES).drop(index=4), least=5)
    with pytest.raises(TrendError, match="constant series"):
        end_point_revisions(series([3.0] * 12))
    with pytest.raises(TrendError, match="without a logarithm"):
        end_point_revisions(series([0.0, *FIGURES]), log=True)
    with pytest.raises(SchemaError, match="unit"):
        end_point_revisions(series(FIGURES).drop(columns="unit"))
    with pytest.raises(WindowError, match="lack a day"):
        end_point_revisions(
            series(FIGURES).assign(end=pd.array([pd.NaT] * 12, dtype="datetime64[us]"))
        )
    splice = catalog.observations("gdp", "CN-LN", measure="flow", vintage="nbs-web-2020-05")
    with pytest.raises(VintageError, match="two benchmarks in one series"):
        end_point_revisions(splice, least=5)
