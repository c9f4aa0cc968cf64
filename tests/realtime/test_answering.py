"""What was known on a day, first, last and n-th: a triangle by hand, laws, refusals."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import liaoning_econ as le
from liaoning_econ import frames, realtime, validation
from liaoning_econ.catalog.groups import PERIOD
from liaoning_econ.errors import SchemaError, VintageError, VintageWarning, WindowError
from tests.realtime.releases import released

# Growth in percent as published on three days, worked by hand: of 2001 first 9 1/3, then 9 1/4,
# then 9 1/8; of 2002 twice; of 2003 once, on the last day.
DAYS = ("2002-02-01", "2003-02-01", "2004-02-01")
FIGURES = {
    2001: (Fraction(28, 3), Fraction(37, 4), Fraction(73, 8)),
    2002: (None, Fraction(61, 7), Fraction(60, 7)),
    2003: (None, None, Fraction(55, 6)),
}
Row = tuple[int, str, str, float, str, str]


def by_hand() -> pd.DataFrame:
    """The triangle as Observations; each day is a vintage."""
    rows = [
        (year, f"own-{place}", "hand", float(figure), DAYS[place], DAYS[place])
        for year, figures in FIGURES.items()
        for place, figure in enumerate(figures)
        if figure is not None
    ]
    return observations(rows)


def observations(rows: list[Row]) -> pd.DataFrame:
    """Rows of one series: year, vintage, source, value, earliest and latest day."""
    year, vintage, source, value, earliest, latest = zip(*rows, strict=True) if rows else [()] * 6
    frame = pd.concat([released([[0.0]], first_year=2001)] * len(rows), ignore_index=True)
    return frames.conform(
        frame.assign(
            start=pd.to_datetime([f"{one}-01-01" for one in year]),
            end=pd.to_datetime([f"{one}-12-31" for one in year]),
            vintage=list(vintage),
            source=list(source),
            value=list(value),
            lower=list(value),
            upper=list(value),
            published_from=pd.to_datetime(list(earliest)),
            published=pd.to_datetime(list(latest)),
        ),
        frames.OBSERVATIONS,
    )


def figures(found: pd.DataFrame) -> dict[int, float]:
    """Value by year; each year once."""
    years = found["end"].dt.year.tolist()
    assert len(set(years)) == len(years)
    return dict(zip(years, found["value"], strict=True))


def of_hand(number: Callable[[tuple[Any, ...]], Any]) -> dict[int, float]:
    """One figure of each year of the triangle, where there is one."""
    chosen = {year: number(cells) for year, cells in FIGURES.items()}
    return {year: float(figure) for year, figure in chosen.items() if figure is not None}


@pytest.mark.parametrize("place", range(3))
def test_the_triangle_by_hand_on_each_day(place: int) -> None:
    found = realtime.as_of(by_hand(), DAYS[place])
    # In this triangle every year is published anew on every day from its first one on.
    assert figures(found) == of_hand(lambda cells: cells[place])
    validation.check(found, frames.OBSERVATIONS)
    the_day_before = pd.Timestamp(DAYS[place]) - pd.Timedelta(days=1)
    before = of_hand(lambda cells: cells[place - 1]) if place else {}
    assert figures(realtime.as_of(by_hand(), the_day_before)) == before


def test_the_triangle_by_hand_first_last_and_nth() -> None:
    obs = by_hand()
    assert figures(realtime.latest(obs)) == of_hand(lambda cells: cells[-1])
    every = {year: [one for one in cells if one is not None] for year, cells in FIGURES.items()}
    assert figures(realtime.first_release(obs)) == {y: float(c[0]) for y, c in every.items()}
    two = {year: float(cells[1]) for year, cells in every.items() if len(cells) > 1}
    with pytest.warns(VintageWarning, match=r"release\(\) has no release 2 .*2003-12-31 \(own-2\)"):
        assert figures(realtime.release(obs, 2, missing="drop")) == two
    with pytest.warns(VintageWarning, match="has no release 3") as seen:
        assert figures(realtime.release(obs, 3, missing="drop")) == {2001: float(Fraction(73, 8))}
    assert [one.filename for one in seen] == [__file__]


def test_liaoning_as_known_in_august_2018() -> None:
    # 28,626.58, 28,669.02 and 22,246.9 were the final figures, 23,942.0 the communique's.
    gdp = le.observations("gdp", "CN-LN", start=2014)
    found = realtime.as_of(gdp, "2018-08-15", possible=True)
    wanted = {2014: 28626.58, 2015: 28669.02, 2016: 22246.9, 2017: 23942.0}
    assert {y: round(v / 1e8, 2) for y, v in figures(found).items()} == wanted


def test_as_of_is_what_observations_answer() -> None:
    obs = le.observations(["gdp", "population"])
    for day in ("2010-06-01", "2018-08-15", "2025-06-30"):
        found = realtime.as_of(obs, day, possible=True)
        wanted = le.observations(["gdp", "population"], as_of=day, possible=True)
        pd.testing.assert_frame_equal(found, wanted, check_categorical=False)


def test_a_range_that_holds_the_day_answers_only_when_it_may() -> None:
    obs = observations(
        [
            (2001, "a", "x", 1.0, "2002-02-01", "2002-02-01"),
            (2001, "b", "x", 2.0, "2002-06-01", "2002-12-31"),
        ]
    )
    with pytest.warns(VintageWarning, match="1 rows may have been public on 2002-07-01") as seen:
        assert figures(realtime.as_of(obs, "2002-07-01")) == {2001: 1.0}
    assert [one.filename for one in seen] == [__file__]
    assert figures(realtime.as_of(obs, "2002-07-01", possible=True)) == {2001: 2.0}
    # Outside the range nothing is uncertain: no warning, which would be an error here.
    assert figures(realtime.as_of(obs, "2002-05-31")) == {2001: 1.0}
    assert figures(realtime.as_of(obs, "2002-12-31")) == {2001: 2.0}


def test_of_two_ranges_that_end_on_one_day_the_later_begun_is_newer() -> None:
    obs = observations(
        [
            (2001, "a", "x", 1.0, "2002-09-01", "2002-12-31"),
            (2001, "b", "x", 2.0, "2002-06-01", "2002-12-31"),
        ]
    )
    assert figures(realtime.latest(obs)) == {2001: 1.0}
    assert figures(realtime.release(obs, 2)) == {2001: 1.0}


def test_before_the_first_release_there_are_the_columns_and_no_rows() -> None:
    found = realtime.as_of(by_hand(), "1999-12-31")
    assert list(found.columns) == frames.OBSERVATIONS.names
    assert len(found) == 0
    assert found.dtypes.equals(realtime.latest(by_hand()).dtypes)


def test_a_row_without_a_day_never_answers() -> None:
    obs = by_hand()
    obs.loc[obs["vintage"] == "own-2", ["published", "published_from"]] = pd.NaT
    wanted = of_hand(lambda cells: cells[1])
    assert figures(realtime.as_of(obs, "2030-01-01", possible=True)) == wanted
    assert figures(realtime.latest(obs)) == wanted
    with pytest.warns(VintageWarning, match=r"first_release\(\) left out 3 rows whose day") as seen:
        assert figures(realtime.first_release(obs)) == {
            2001: float(Fraction(28, 3)),
            2002: float(Fraction(61, 7)),
        }
    assert [one.filename for one in seen] == [__file__]
    obs.loc[:, ["published", "published_from"]] = pd.NaT
    assert realtime.latest(obs).empty


def test_status_b_where_the_benchmark_changes() -> None:
    # In June 2020 the site had 2018 after the census and 2017 before it.
    gdp = le.observations(
        "gdp", "CN-LN", start=2015, vintage=["nbs-web-2018-12", "nbs-web-2020-05"]
    )
    found = realtime.as_of(gdp, "2020-06-01")
    assert dict(zip(found["end"].dt.year, found["status"], strict=True)) == {
        2015: "A", 2016: "A", 2017: "A", 2018: "B", 2019: "P",
    }  # fmt: skip
    assert found["vintage"].unique().tolist() == ["nbs-web-2020-05"]


def test_consistent_keeps_to_the_benchmark_of_the_newest_whole_vintage() -> None:
    gdp = le.observations("gdp", "CN-LN")
    day = "2020-06-01"
    # The release of May 2020 joins two benchmarks, so that of 2018 is the newest whole one; what
    # stands in other releases of its benchmark answers too.
    known = gdp[gdp["published"] <= day]
    found = realtime.as_of(known, day, consistent=True)
    assert not (found["status"] == "B").any()
    assert figures(found)[2017] == 2_340_924_000_000.0
    assert set(found["vintage"]) == {"nbs-web-2018-12", "nbs-web-2020-05", "first-published"}
    assert max(figures(found)) == 2018
    now = realtime.latest(gdp, consistent=True)
    assert now["end"].dt.year.tolist() == list(range(2006, 2026))
    assert set(now["vintage"]) == {"nbs-web-2026-03", "first-published"}


def test_consistent_without_a_whole_vintage_takes_the_benchmark_of_the_newest_row() -> None:
    splice = le.observations("gdp", "CN-LN", vintage="nbs-web-2020-05")
    found = realtime.latest(splice, consistent=True)
    assert found["end"].dt.year.tolist() == [2018, 2019]


TIE = [
    (2001, "a", "x", 1.0, "2002-02-01", "2002-02-01"),
    (2001, "b", "y", 2.0, "2002-02-01", "2002-02-01"),
    (2001, "c", "z", 1.0, "2002-02-01", "2002-02-01"),
]


@pytest.mark.parametrize("ask", [realtime.latest, realtime.first_release])
def test_a_tie_of_unlike_figures_is_refused_with_both_rows(ask: Any) -> None:
    obs = observations(TIE[:2])
    with pytest.raises(VintageError, match=r"two figures of the same day.*order=") as caught:
        ask(obs)
    assert caught.value.rows is not None
    assert sorted(caught.value.rows["vintage"]) == ["a", "b"]


def test_a_rival_is_found_among_three() -> None:
    # The last in the order of labels repeats the first; the middle one contradicts both.
    for rows in (TIE, TIE[::-1]):
        with pytest.raises(VintageError, match="two figures of the same day"):
            realtime.latest(observations(rows))


def test_an_order_of_sources_ends_the_tie() -> None:
    obs = observations(TIE)
    assert figures(realtime.latest(obs, order=["y", "x", "z"])) == {2001: 2.0}
    assert figures(realtime.latest(obs, order=["x", "y"])) == {2001: 1.0}
    assert figures(realtime.as_of(obs, "2002-02-01", order="y")) == {2001: 2.0}
    assert figures(realtime.latest(obs, consistent=True, order=["y"])) == {2001: 2.0}
    found = realtime.latest(obs, order=["z", "x", "y"])
    assert found["vintage"].tolist() == ["c"]
    with pytest.raises(VintageError, match=r"order=\['w'\] does not choose between them"):
        realtime.latest(obs, order=["w"])
    two = observations([TIE[0], (2001, "b", "x", 2.0, "2002-02-01", "2002-02-01")])
    with pytest.raises(VintageError, match="Mend: choose one with vintage="):
        realtime.latest(two, order=["x"])


def test_a_figure_that_is_repeated_on_its_day_is_no_tie() -> None:
    obs = observations([TIE[0], TIE[2]])
    for rows in (obs, obs.iloc[::-1]):
        assert realtime.latest(rows)["vintage"].tolist() == ["c"]


def test_a_first_release_that_is_not_there_is_refused_by_name() -> None:
    gdp = le.observations("gdp", "CN-LN", start=2014, end=2017)
    match = (
        r"first_release\(\) has no first release, the earliest row is final or revised: gdp of "
        r"CN-LN for 2014-12-31 \(nbs-web-2018-12\), .*2015.*2016-12-31 \(nbs-web-2018-12\)\. Mend"
    )
    with pytest.raises(VintageError, match=match) as caught:
        realtime.first_release(gdp)
    assert caught.value.rows is not None
    assert caught.value.rows["end"].dt.year.tolist() == [2014, 2015, 2016]
    with pytest.warns(VintageWarning, match="has no first release.*Left out") as seen:
        found = realtime.first_release(gdp, missing="drop")
    assert [one.filename for one in seen] == [__file__]
    assert found["vintage"].tolist() == ["communique-2017"]
    # Nor are later ones numbered where the first is not there.
    with pytest.warns(VintageWarning):
        assert figures(realtime.release(gdp, 2, missing="drop")) == {2017: 2_340_924_000_000.0}


def test_a_long_list_of_periods_is_cut() -> None:
    with pytest.raises(VintageError, match=r"1996-12-31 \(nbs-web-2018-12\) and 18 more"):
        realtime.first_release(le.observations("gdp", "CN-LN"))


def test_an_expectation_is_no_release() -> None:
    # The governor's 5.6 percent for 2018 of January 2019; the result was 5.7.
    growth = le.observations("gdp", "CN-LN", measure="growth", start=2018, end=2018)
    assert set(growth["value"]) == {5.6, 5.7}
    assert realtime.first_release(growth)["value"].tolist() == [5.7]


def test_a_census_count_is_its_own_first_release() -> None:
    counts = le.observations("population", "CN-LN", vintage=["census-2010", "census-2020"])
    assert realtime.first_release(counts)["value"].tolist() == [43_746_323.0, 42_591_407.0]


@pytest.mark.parametrize("n", [0, -1, 1.0, True, "1"])
def test_a_number_that_is_none_is_refused(n: Any) -> None:
    with pytest.raises(VintageError, match=r"is no number of a release.*1 is the first"):
        realtime.release(by_hand(), n)


def test_arguments_that_are_not_known_are_refused() -> None:
    obs = by_hand()
    with pytest.raises(VintageError, match=r"missing='keep' is not known.*'refuse'"):
        realtime.first_release(obs, missing="keep")  # type: ignore[arg-type]
    with pytest.raises(WindowError, match=r"date '2018' is no day.*2018-12-31"):
        realtime.as_of(obs, "2018")
    with pytest.raises(WindowError, match="NaT is no period"):
        realtime.as_of(obs, pd.NaT)  # type: ignore[arg-type]


VERBS: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "as_of": lambda obs: realtime.as_of(obs, DAYS[1]),
    "latest": realtime.latest,
    "first_release": realtime.first_release,
    "release": lambda obs: realtime.release(obs, 1),
}


@pytest.mark.parametrize("verb", VERBS)
def test_what_is_no_table_of_observations_is_refused(verb: str) -> None:
    ask = VERBS[verb]
    with pytest.raises(SchemaError, match="obs lacks the column 'published'"):
        ask(by_hand().drop(columns="published"))
    with pytest.raises(SchemaError, match="value is missing"):
        ask(by_hand().assign(value=np.nan))


@pytest.mark.parametrize("verb", ["first_release", "release"])
def test_releases_need_windows_and_finite_figures(verb: str) -> None:
    ask = VERBS[verb]
    with pytest.raises(WindowError, match="windows that lack a day"):
        ask(by_hand().assign(start=np.datetime64("NaT", "us")))
    with pytest.raises(VintageError, match="value is infinite"):
        ask(by_hand().assign(value=np.inf))


@pytest.mark.parametrize("verb", VERBS)
def test_any_frame_of_observations_passes(verb: str) -> None:
    ask, obs = VERBS[verb], by_hand()
    wanted = ask(obs)
    assert isinstance(wanted.index, pd.RangeIndex)
    plain = obs.astype({"vintage": "str", "measure": "str", "status": "object"})
    odd = plain.assign(note="mine").set_index(pd.Index(list("fedcba")))[::-1]
    before = odd.copy()
    found = ask(odd)
    pd.testing.assert_frame_equal(odd, before)
    pd.testing.assert_frame_equal(found, wanted, check_categorical=False)
    assert ask(obs.iloc[:0]).empty
    validation.check(ask(obs.iloc[:0]), frames.OBSERVATIONS)


def test_claims_pass_as_observations() -> None:
    claims = le.claims()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", VintageWarning)
        # What is printed twice on a day contradicts itself now and then; sources have an order.
        found = realtime.as_of(claims[claims["start"].notna()].head(3), "2030-01-01")
    assert list(found.columns) == frames.OBSERVATIONS.names


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Any releases of two regions and three years; no two of a period end on one day."""
    rows = draw(
        st.lists(
            st.tuples(st.integers(0, 1), st.integers(0, 2), st.integers(0, 9), st.integers(0, 30)),
            max_size=25,
            unique_by=lambda row: row[:3],
        )
    )
    if not rows:
        return by_hand().iloc[:0]
    region, year, month, early = (np.array(column) for column in zip(*rows, strict=True))
    latest = pd.Timestamp("2005-01-31") + pd.to_timedelta(month * 31, unit="D")
    frame = observations(
        [
            (2001 + int(year[n]), f"own-{month[n]}", "hand", float(n), "2004-01-01", "2005-01-01")
            for n in range(len(rows))
        ]
    )
    frame["region"] = pd.Categorical(np.where(region == 1, "CN-LN", "CN-JL"))
    frame["published"] = latest.as_unit("us")
    frame["published_from"] = frame["published"] - pd.to_timedelta(early, unit="D")
    return frame


ANY_DAY = st.dates(
    min_value=pd.Timestamp("2004-12-01").date(), max_value=pd.Timestamp("2006-01-31").date()
)


@given(tables(), ANY_DAY, st.booleans())
@settings(max_examples=60)
def test_laws_of_as_of(obs: pd.DataFrame, day: Any, possible: bool) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", VintageWarning)
        found = realtime.as_of(obs, day, possible=possible)
        turned = realtime.as_of(obs.iloc[::-1], day, possible=possible)
    bound = "published_from" if possible else "published"
    assert (found[bound] <= pd.Timestamp(day)).all()
    assert not found.duplicated(list(PERIOD)).any()
    # Every period with an answer has one, and no row that may answer is newer.
    may = obs[obs[bound] <= pd.Timestamp(day)]
    newest = may.groupby(["region", "end"], observed=True)["published"].max()
    assert found.set_index(["region", "end"])["published"].to_dict() == newest.to_dict()
    pd.testing.assert_frame_equal(found, turned)


@given(tables())
@settings(max_examples=50)
def test_as_of_the_last_day_is_latest(obs: pd.DataFrame) -> None:
    last = obs["published"].max() if len(obs) else pd.Timestamp("2005-01-01")
    pd.testing.assert_frame_equal(realtime.as_of(obs, last), realtime.latest(obs))


@given(tables())
@settings(max_examples=30)
def test_releases_are_the_rows_of_a_period_in_order(obs: pd.DataFrame) -> None:
    ranks = obs.sort_values("published").groupby(["region", "end"], observed=True).cumcount() + 1
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", VintageWarning)
        for n in range(1, 4):
            found = realtime.release(obs, n, missing="drop")
            wanted = obs.loc[ranks.index[ranks == n], "value"]
            assert sorted(found["value"]) == sorted(wanted)
            pd.testing.assert_frame_equal(
                found, realtime.release(obs.iloc[::-1], n, missing="drop")
            )
