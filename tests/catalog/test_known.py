"""What was known on a day, benchmarks and groups: cases by hand and laws."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import liaoning_econ as le
from liaoning_econ import catalog, frames
from liaoning_econ.catalog import groups
from liaoning_econ.catalog.groups import PERIOD, SERIES, codes_of_groups
from liaoning_econ.errors import VintageError, VintageWarning

GDP = le.observations("gdp", "CN-LN")


def released(*rows: tuple[str, float, str, str]) -> pd.DataFrame:
    """Rows of one year, 2017, as vintage, value, earliest and latest day of publication."""
    part: pd.DataFrame = GDP[GDP["end"].dt.year == 2017].iloc[[0] * len(rows)]
    part = part.reset_index(drop=True)
    vintage, value, earliest, latest = zip(*rows, strict=True)
    return part.assign(
        vintage=pd.Categorical(vintage),
        value=value,
        lower=value,
        upper=value,
        published_from=pd.to_datetime(list(earliest)).astype(frames.DATETIME),
        published=pd.to_datetime(list(latest)).astype(frames.DATETIME),
    )


def test_known_from_the_day_of_publication_on() -> None:
    frame = released(("a", 1.0, "2018-02-01", "2018-02-01"))
    assert catalog.as_known(frame, pd.Timestamp("2018-01-31")).empty
    assert len(catalog.as_known(frame, pd.Timestamp("2018-02-01"))) == 1


def test_the_newest_answers() -> None:
    frame = released(
        ("b", 2.0, "2018-03-01", "2018-03-01"),
        ("a", 1.0, "2018-02-01", "2018-02-01"),
        ("c", 3.0, "2018-04-01", "2018-04-01"),
    )
    assert catalog.as_known(frame, pd.Timestamp("2018-03-15"))["value"].tolist() == [2.0]


def test_a_range_that_holds_the_day_may_answer() -> None:
    frame = released(("a", 1.0, "2018-02-01", "2018-02-01"), ("b", 2.0, "2018-03-01", "2018-12-31"))
    day = pd.Timestamp("2018-06-01")
    assert catalog.as_known(frame, day, possible=True)["value"].tolist() == [2.0]
    with pytest.warns(VintageWarning, match="1 rows may have been public on 2018-06-01"):
        found = catalog.as_known(frame, day)
    assert found["value"].tolist() == [1.0]


def test_rows_without_a_day_never_answer() -> None:
    frame = released(("a", 1.0, "2018-02-01", "2018-02-01"))
    frame["published"] = pd.Series([pd.NaT], dtype=frames.DATETIME)
    assert catalog.as_known(frame, pd.Timestamp("2030-01-01"), possible=True).empty


def test_an_earliest_day_is_not_needed() -> None:
    frame = released(("a", 1.0, "2018-02-01", "2018-02-01"), ("b", 2.0, "2018-01-01", "2018-01-01"))
    frame["published_from"] = pd.Series([pd.NaT, pd.NaT], dtype=frames.DATETIME)
    assert catalog.as_known(frame, pd.Timestamp("2019-01-01"))["value"].tolist() == [1.0]


def test_a_tie_of_unlike_figures_is_refused() -> None:
    frame = released(("a", 1.0, "2018-02-01", "2018-02-01"), ("b", 2.0, "2018-02-01", "2018-02-01"))
    with pytest.raises(
        VintageError, match=r"two figures of the same day: 1 \(a\) and 2 \(b\)"
    ) as e:
        catalog.as_known(frame, pd.Timestamp("2019-01-01"))
    assert e.value.rows is not None
    assert len(e.value.rows) == 2
    assert "vintage=" in e.value.mend


def test_a_tie_of_equal_figures_is_none() -> None:
    frame = released(("a", 1.0, "2018-02-01", "2018-02-01"), ("b", 1.0, "2018-02-01", "2018-02-01"))
    assert len(catalog.as_known(frame, pd.Timestamp("2019-01-01"))) == 1


def test_the_frame_is_left_as_it_was() -> None:
    frame = GDP.sample(frac=1.0, random_state=np.random.default_rng(1))
    before = frame.copy()
    shuffled = catalog.as_known(frame, pd.Timestamp("2023-01-01"), possible=True)
    pd.testing.assert_frame_equal(frame, before)
    ordered = catalog.as_known(GDP, pd.Timestamp("2023-01-01"), possible=True)
    pd.testing.assert_frame_equal(shuffled, ordered)


def test_text_columns_and_extra_columns_pass() -> None:
    plain = GDP.astype(dict.fromkeys(("indicator", "region", "vintage", "measure"), "str"))
    found = catalog.as_known(plain.assign(extra=1), pd.Timestamp("2023-01-01"), possible=True)
    wanted = catalog.as_known(GDP, pd.Timestamp("2023-01-01"), possible=True)
    assert found["value"].tolist() == wanted["value"].tolist()


def test_benchmarks_of_the_splice() -> None:
    found = le.observations("gdp", "CN-LN", vintage="nbs-web-2020-05")
    assert catalog.benchmarks(found).tolist() == ["census3"] * 3 + ["census4"] * 2


def test_a_vintage_that_nobody_knows_is_its_own_benchmark() -> None:
    frame = released(("mine", 1.0, "2018-02-01", "2018-02-01"))
    assert catalog.benchmarks(frame).tolist() == ["mine"]
    assert catalog.benchmarks(frame.iloc[:0]).tolist() == []
    # A known label outside its periods is none of the release's benchmarks.
    moved = le.observations("gdp", "CN-LN", vintage="yearbook-2014")
    moved["start"] = moved["start"] - pd.DateOffset(years=1)
    assert catalog.benchmarks(moved).tolist() == ["yearbook-2014"]


def test_topics() -> None:
    assert catalog.topic_of("gdp_tertiary", "flow") == "gdp"
    assert catalog.topic_of("gdp", "growth") == "gdp_growth"
    assert catalog.topic_of("grain", "flow") == "grain"


def test_newest_consistent_takes_the_longer_of_one_day() -> None:
    frame = released(("a", 1.0, "2018-02-01", "2018-02-01"), ("b", 2.0, "2018-02-01", "2018-02-01"))
    second = frame.iloc[[1]].assign(
        start=pd.Timestamp("2016-01-01"), end=pd.Timestamp("2016-12-31")
    )
    both = frames.stack([frame, second], frames.OBSERVATIONS)
    assert set(catalog.newest_consistent(both)["vintage"]) == {"b"}


def test_groups_are_those_of_pandas() -> None:
    found = le.observations(["gdp", "population"])
    for columns in (SERIES, PERIOD, ("vintage", "source")):
        plain = found[list(columns)].apply(frames.plain_codes)
        wanted = plain.groupby(list(columns), sort=True).ngroup()
        assert codes_of_groups(found, columns).tolist() == wanted.tolist()


def test_groups_of_missing_values_and_unsorted_categories() -> None:
    frame = pd.DataFrame(
        {
            "region": pd.Categorical(["b", None, "a", "b"], categories=["b", "a"]),
            "day": pd.to_datetime(["2018-01-01", "NaT", "2018-01-01", "NaT"]),
        }
    )
    # Missing first, then in the order of the texts.
    assert codes_of_groups(frame, ["region", "day"]).tolist() == [3, 0, 1, 2]


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("odd", ["2018-01-01", "NaT", "2018-01-01 12:00"])
@pytest.mark.parametrize("most", [1 << 22, 100])
def test_groups_of_days_are_their_ranks(
    unit: Any, odd: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whole days by a table of days; missing ones, times of a day and days far apart one by one.
    monkeypatch.setattr(groups, "_MOST_DAYS", most)
    days = ["2019-12-31", "2018-01-01", "2018-12-31", "2018-01-01", odd]
    ends = ["2020-01-01", "2018-12-31", "2019-03-31", "2018-01-31", "2018-06-30"]
    for start, end in ((days, ends), (ends, days)):
        frame = pd.DataFrame({"start": start, "end": end}).apply(pd.to_datetime, format="mixed")
        frame = frame.apply(lambda days: days.dt.as_unit(unit))
        ranks = frame.rank(method="dense", na_option="top").to_numpy().tolist()
        wanted = [sorted(map(tuple, ranks)).index(tuple(row)) for row in ranks]
        assert codes_of_groups(frame, ["start", "end"]).tolist() == wanted


def test_groups_of_many_columns_stay_inside_64_bits() -> None:
    # Eight columns of 1,000 values: a product of 10 ** 24.
    random = np.random.default_rng(20180815)
    frame = pd.DataFrame(random.integers(0, 1_000, (1_000, 8)), columns=list("abcdefgh"))
    frame = pd.concat([frame, frame], ignore_index=True)
    wanted = frame.groupby(list("abcdefgh"), sort=True).ngroup()
    assert codes_of_groups(frame, list("abcdefgh")).tolist() == wanted.tolist()


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.integers(0, 3)), max_size=30
    )
)
def test_equal_codes_are_equal_rows(rows: list[tuple[str, str, int]]) -> None:
    frame = pd.DataFrame(rows, columns=["first", "second", "third"])
    codes = codes_of_groups(frame, ["first", "second", "third"])
    ranked = {row: place for place, row in enumerate(sorted(set(rows)))}
    assert codes.tolist() == [ranked[row] for row in rows]
