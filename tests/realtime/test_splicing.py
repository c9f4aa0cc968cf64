"""Splices and consistent series: the page of May 2020, tables made by hand, an oracle, laws."""

from __future__ import annotations

import tomllib
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import liaoning_econ as le
from liaoning_econ import catalog, frames, validation
from liaoning_econ.catalog.groups import PERIOD, SERIES
from liaoning_econ.errors import SchemaError, VintageError, VintageWarning, WindowError
from liaoning_econ.realtime.splicing import consistent, find_splices
from tests.realtime.releases import released

WHOLE = ("nbs-web-2018-12", "nbs-web-2021", "nbs-web-2024", "nbs-web-2026-03")
PAGE = le.observations("gdp", "CN-LN", vintage="nbs-web-2020-05")
NO_DAY: Any = pd.NaT
GDP = le.observations("gdp")
PROVINCES = GDP[GDP["region"].isin(le.regions("province")["region"]).to_numpy()]


@pytest.fixture(scope="module")
def may_2020(known: Path) -> dict[str, Any]:
    told: dict[str, Any] = tomllib.loads((known / "splices.toml").read_text("utf-8"))["may_2020"]
    return told


def unlabelled(obs: pd.DataFrame, digits: int = 2, **more: Any) -> pd.DataFrame:
    """A user's own table of the same numbers in 100 million yuan, which names no release."""
    table = pd.DataFrame(
        {
            "region": obs["region"].astype("str"),
            "year": obs["end"].dt.year,
            "gdp": (obs["value"] / 1e8).round(digits),
        }
    )
    return le.from_table(table, indicator="gdp", unit="亿元", value="gdp", **more)


def own(table: Any, labels: str | list[str], **more: Any) -> pd.DataFrame:
    """Levels by hand, shape (years, releases)."""
    vintages = [labels] if isinstance(labels, str) else labels
    return released(table, growth=False, vintages=vintages, **more)


def summary(found: pd.DataFrame) -> list[list[Any]]:
    columns = ["region", "year", "benchmark_before", "benchmark_after"]
    lists: list[list[Any]] = found[columns].values.tolist()
    return lists


def check_may_2020(found: pd.DataFrame, told: dict[str, Any]) -> None:
    validation.check(found, frames.SPLICES)
    assert summary(found) == [["CN-LN", 2018, "census3", "census4"]]
    one = found.iloc[0]
    assert one["start"] == pd.Timestamp("2018-01-01")
    assert one["end_before"] == pd.Timestamp("2017-12-31")
    lower, upper = told["consistent"]
    assert round(one["printed"], 1) == round(told["printed"], 1)
    assert round(one["consistent_lower"], 2) == lower
    assert round(one["consistent_upper"], 2) == upper
    for name, benchmark in (("consistent_lower", "census4"), ("consistent_upper", "census5")):
        by_hand = 100 * (told[f"{benchmark}_2018"] / told[f"{benchmark}_2017"] - 1)
        assert one[name] == pytest.approx(by_hand, rel=1e-12)
    assert not one["marked"]


def test_the_page_of_may_2020(may_2020: dict[str, Any]) -> None:
    found = find_splices(PAGE)
    check_may_2020(found, may_2020)
    assert found["vintage"].tolist() == ["nbs-web-2020-05"]
    assert round(found["printed"].iloc[0], 2) == may_2020["printed"]
    by_hand = 100 * (may_2020["page_2018"] / may_2020["page_2017"] - 1)
    assert found["printed"].iloc[0] == pytest.approx(by_hand, rel=1e-12)
    assert found["evidence"].tolist() == [
        "declared in vintages(); 2017 as in nbs-web-2018-12, 2018 as in nbs-web-2021, nbs-web-2024"
    ]


@pytest.mark.parametrize("digits", [2, 1, 0])
def test_the_page_without_its_label(may_2020: dict[str, Any], digits: int) -> None:
    found = find_splices(unlabelled(PAGE, digits))
    check_may_2020(found, may_2020)
    assert found["vintage"].tolist() == ["unstated"]
    assert "declared" not in found["evidence"].iloc[0]
    assert "2017 as in nbs-web-2018-12" in found["evidence"].iloc[0]


def test_a_label_of_the_users_own_and_rough_figures(may_2020: dict[str, Any]) -> None:
    table = pd.DataFrame({"region": "CN-LN", "year": range(2015, 2020)})
    table["gdp"] = [2.867, 2.225, 2.341, 2.351, 2.491]
    obs = le.from_table(
        table, indicator="gdp", unit="CNY", scale=1e12, value="gdp", vintage="my-copy"
    )
    found = find_splices(obs)
    assert summary(found) == [["CN-LN", 2018, "census3", "census4"]]
    assert found["vintage"].tolist() == ["my-copy"]
    assert round(found["consistent_upper"].iloc[0], 2) == may_2020["consistent"][1]


@pytest.mark.parametrize("vintage", WHOLE)
def test_whole_vintages_are_quiet(vintage: str) -> None:
    whole = PROVINCES[(PROVINCES["vintage"] == vintage).to_numpy()]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert find_splices(whole).empty
        assert find_splices(unlabelled(whole)).empty


def test_every_province_of_the_page() -> None:
    page = PROVINCES[(PROVINCES["vintage"] == "nbs-web-2020-05").to_numpy()]
    found = find_splices(page)
    assert found["region"].nunique() == len(found) == 31
    assert set(found["year"]) == {2018}
    # The fourth census hardly moved Jiangsu's 2017: 85,869.76 and 85,869.8 hundred million yuan.
    jiangsu = found[found["region"] == "CN-JS"].iloc[0]
    assert jiangsu["evidence"].endswith("fits both: 2017")
    assert jiangsu["printed"] == pytest.approx(jiangsu["consistent_upper"], abs=1e-3)
    assert summary(find_splices(unlabelled(page)))[0][0] == "CN-AH"


def test_the_census_of_2020_in_a_table_of_population() -> None:
    people = le.observations("population", "CN-LN")
    old = people[(people["vintage"] == "nbs-web-2020") & (people["end"] < "2015")]
    new = people[people["vintage"] == "nbs-web-2025"]
    table = le.concat([old, new]).assign(vintage="unstated", source="unstated")
    found = find_splices(table)
    assert summary(found) == [["CN-LN", 2015, "before_census2020", "after_census2020"]]


LEFT = own([[10.0, 10.0], [20.0, 25.0], [30.0, 30.0], [40.0, 44.0], [50.0, 55.0]], ["a", "b"])
RIGHT = own([[1.0, 1.0], [2.0, 2.0], [3.0, 3.0], [4.0, 4.0], [5.0, 5.0]], ["a", "b"],
            region="CN-JL")  # fmt: skip
KNOWN = pd.concat([LEFT, RIGHT], ignore_index=True)


def test_what_was_not_revised_is_quiet_and_what_fits_both_decides_nothing() -> None:
    mixed = pd.concat(
        [
            own([[10.0], [20.0], [30.0], [44.0], [55.0]], "unstated"),
            own([[1.0], [2.0], [3.0], [4.0], [5.0]], "unstated", region="CN-JL"),
        ]
    )
    found = find_splices(mixed, known=KNOWN)
    assert summary(found) == [["CN-LN", 2003, "a", "b"]]
    one = found.iloc[0]
    assert one["evidence"] == "2002 as in a, 2003 as in b; fits both: 2002"
    assert one["printed"] == pytest.approx(100 * 14 / 30)
    assert one["consistent_lower"] == pytest.approx(100 * 10 / 30)
    assert one["consistent_upper"] == pytest.approx(100 * 14 / 30)


def test_what_no_release_has_says_so() -> None:
    odd = own([[10.0], [20.0], [33.0], [44.0], [55.0]], "unstated")
    with pytest.warns(VintageWarning, match=r"1 figures are those of no release known.*2002-01-01"):
        found = find_splices(odd, known=KNOWN)
    assert summary(found) == [["CN-LN", 2003, "a", "b"]]
    assert found["evidence"].iloc[0] == "2003 as in b; in no release known: 2002"


def test_a_period_that_is_not_known_decides_nothing() -> None:
    longer = own([[10.0], [20.0], [30.0], [40.0], [50.0], [60.0]], "unstated")
    assert find_splices(longer, known=KNOWN).empty
    elsewhere = own([[7.0], [9.0]], "unstated", region="CN-HL")
    assert find_splices(elsewhere, known=KNOWN).empty
    assert find_splices(longer, known=KNOWN.iloc[:0]).empty


def test_a_table_of_two_releases_is_one_table() -> None:
    old = le.observations("gdp", "CN-LN", vintage="nbs-web-2018-12", start=2016, end=2017)
    new = le.observations("gdp", "CN-LN", vintage="nbs-web-2021", start=2018, end=2019)
    both = le.concat([old, new])
    found = find_splices(both)
    assert summary(found) == [["CN-LN", 2018, "census3", "census4"]]
    assert found["vintage"].tolist() == ["nbs-web-2021"]
    assert found["marked"].tolist() == [False]
    marked = both.assign(status=["A", "A", "B", "A"])
    assert find_splices(marked)["marked"].tolist() == [True]
    # A second figure of a period makes two tables, each of one benchmark.
    more = le.observations("gdp", "CN-LN", vintage="nbs-web-2021", start=2017, end=2017)
    assert find_splices(le.concat([both, more])).empty


def test_releases_that_nobody_knows_are_benchmarks_of_their_own() -> None:
    one = own([[1.0], [2.0]], "mine", region="CN-HL")
    two = own([[4.0], [5.0]], "yours", region="CN-HL", first_year=2002)
    found = find_splices(pd.concat([one, two]), known=KNOWN)
    assert summary(found) == [["CN-HL", 2002, "mine", "yours"]]
    assert found["evidence"].tolist() == ["two releases in one table"]
    assert found[["consistent_lower", "consistent_upper"]].isna().all(axis=None)


def test_a_label_that_is_contradicted_counts_for_nothing() -> None:
    # 2017 of the table of 2021, with the figure of before the census.
    whole = le.observations("gdp", "CN-LN", vintage="nbs-web-2021", start=2016, end=2019)
    changed = whole.copy()
    changed.loc[0, ["value", "lower", "upper"]] = 2.22469e12
    changed.loc[1, ["value", "lower", "upper"]] = 2.340924e12
    assert summary(find_splices(changed)) == [["CN-LN", 2018, "census3", "census4"]]


def test_figures_in_percent_have_no_growth() -> None:
    known = released([[1.0, 2.0], [3.0, 4.0]], vintages=["a", "b"])
    found = find_splices(released([[1.0], [4.0]], vintages=["unstated"]), known=known)
    assert summary(found) == [["CN-LN", 2001, "a", "b"]]
    assert np.isnan(found["printed"].iloc[0])
    assert np.isnan(found["consistent_lower"].iloc[0])


def test_windows_of_unlike_length_are_tables_of_their_own() -> None:
    frame = pd.DataFrame(
        {
            "start": ["2017-01-01", "2017-10-01", "2018-01-01"],
            "end": ["2017-12-31", "2017-12-31", "2018-12-31"],
            "value": [2340924e6, 6e11, 2351054e6],
        }
    )
    frame["region"] = "CN-LN"
    obs = le.from_table(frame, indicator="gdp", unit="CNY", period=("start", "end"))
    found = find_splices(obs)
    assert found["end_before"].tolist() == [pd.Timestamp("2017-12-31")]
    assert round(found["printed"].iloc[0], 2) == 0.43


def test_plans_and_rows_without_a_vintage_are_no_releases() -> None:
    plan = KNOWN.assign(status="F")
    table = own([[10.0], [20.0], [30.0], [44.0]], "unstated")
    assert find_splices(table, known=plan).empty
    assert find_splices(table, known=KNOWN.assign(vintage="unstated").iloc[::2]).empty
    assert find_splices(table.assign(status="F"), known=KNOWN).empty


def test_many_benchmarks() -> None:
    labels = [f"v{place:03d}" for place in range(150)]
    grid = np.arange(3 * 150, dtype=float).reshape(3, 150) + 1000
    found = find_splices(
        own([[1000.0], [1150.0 + 149], [1300.0 + 149]], "unstated"), known=own(grid, labels)
    )
    assert summary(found) == [["CN-LN", 2001, "v000", "v149"]]


@pytest.mark.parametrize("verb", [find_splices, consistent])
def test_no_rows(verb: Any) -> None:
    assert verb(frames.empty(frames.OBSERVATIONS)).empty


@pytest.mark.parametrize("verb", [find_splices, consistent])
def test_what_is_refused(verb: Any) -> None:
    with pytest.raises(SchemaError, match="value is missing"):
        verb(PAGE.assign(value=np.nan))
    with pytest.raises(SchemaError, match="known"):
        verb(PAGE, known=PAGE.drop(columns="unit"))
    with pytest.raises(WindowError, match="lack a day"):
        verb(PAGE.assign(start=NO_DAY))
    with pytest.raises(WindowError, match="known: windows that lack a day"):
        verb(PAGE, known=PAGE.assign(end=NO_DAY))


def test_two_rows_of_one_release_and_source() -> None:
    with pytest.raises(VintageError, match="two rows of one release, source and period") as caught:
        find_splices(pd.concat([PAGE, PAGE]))
    assert caught.value.mend == "drop the repeated rows: obs.drop_duplicates()"
    assert caught.value.rows is not None
    assert len(caught.value.rows) == 10


def test_two_sources_of_one_release_are_two_tables() -> None:
    other = PAGE.assign(source="other")
    assert len(find_splices(pd.concat([PAGE, other]).iloc[:-1])) == 2


def fewest_runs(fits: list[set[int]]) -> int:
    """The fewest runs with something in common, by trying every place of the last cut."""
    best = [0]
    for last in range(1, len(fits) + 1):
        options = []
        for first in range(last):
            part = [one for one in fits[first:last] if one]
            if not part or set.intersection(*part):
                options.append(best[first] + 1)
        best.append(min(options))
    return best[-1]


cells = st.integers(1, 3)


@given(
    table=st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=9),
    data=st.data(),
)
@settings(max_examples=30)
def test_there_are_as_few_runs_as_there_can_be(
    table: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    known = own(np.array(table, dtype=float), ["a", "b", "c"])
    values = [data.draw(st.integers(1, 4)) for _ in table]
    mixed = own(np.array(values, dtype=float)[:, None], "unstated")
    fits = [
        {place for place, one in enumerate(row) if one == value}
        for row, value in zip(table, values, strict=True)
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", VintageWarning)
        found = find_splices(mixed, known=known)
        shuffled = find_splices(mixed.iloc[::-1], known=known.iloc[::-1])
    assert len(found) == fewest_runs(fits) - 1
    pd.testing.assert_frame_equal(found, shuffled)
    for place in range(3):
        assert find_splices(own(np.array(table, float)[:, [place]], "unstated"), known=known).empty


def test_the_longest_series_on_one_basis() -> None:
    gdp = le.observations("gdp", "CN-LN")
    found = consistent(gdp)
    # Of the fourth census: 1992 to 2022, and the first figure of 2023.
    assert len(found) == 32
    assert set(catalog.benchmarks(found)) == {"census4"}
    assert found["end"].dt.year.tolist() == list(range(1992, 2024))
    assert {"A", "P"} == set(found["status"])
    assert found["vintage"].iloc[[0, -1]].tolist() == ["nbs-web-2021", "nbs-web-2024"]
    validation.check(found, frames.OBSERVATIONS)


def test_each_series_has_its_own_basis() -> None:
    found = consistent(PROVINCES)
    assert found["region"].nunique() == 31
    assert not found.duplicated(list(PERIOD)).any()
    one = consistent(PROVINCES[(PROVINCES["region"] == "CN-JS").to_numpy()])
    both = found[(found["region"] == "CN-JS").to_numpy()].reset_index(drop=True)
    pd.testing.assert_frame_equal(
        one.astype({"vintage": "str"}), both.astype({"vintage": "str"}), check_categorical=False
    )


def test_of_two_as_long_the_newer() -> None:
    two = own([[1.0, 5.0], [2.0, 6.0]], ["mine", "yours"])
    assert consistent(two)["vintage"].unique().tolist() == ["yours"]
    longer = own([[1.0, np.nan], [2.0, 6.0]], ["mine", "yours"])
    assert consistent(longer)["value"].tolist() == [1.0, 2.0]
    later = two.assign(published=NO_DAY, published_from=NO_DAY)
    assert len(consistent(later)) == 2


def test_a_table_without_labels_is_parted() -> None:
    found = consistent(unlabelled(PAGE))
    assert found["end"].dt.year.tolist() == [2015, 2016, 2017]
    # What fits the fourth census stands with its releases, and is older than any dated row.
    rows = le.concat(
        [
            unlabelled(PAGE, basis="national_accounts"),
            le.observations("gdp", "CN-LN", vintage="nbs-web-2021", start=2014),
        ]
    )
    longest = consistent(rows)
    assert longest["vintage"].unique().tolist() == ["nbs-web-2021"]
    assert longest["end"].dt.year.tolist() == list(range(2014, 2021))


def test_two_figures_of_one_day_and_benchmark() -> None:
    one = le.observations("gdp", "CN-LN", vintage="nbs-web-2021", start=2018, end=2019)
    other = one.assign(source="other", value=one["value"] + 1e6)
    with pytest.raises(VintageError, match="two figures of the same day"):
        consistent(pd.concat([one, other]))
    found = consistent(pd.concat([one, other]), order=["other"])
    assert found["source"].tolist() == ["other", "other"]


@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=15)
def test_laws_of_consistent_series(seed: int) -> None:
    rng = np.random.default_rng(seed)
    part = PROVINCES[rng.random(len(PROVINCES)) < 0.2]
    found = consistent(part)
    benchmark = pd.Series(catalog.benchmarks(found), index=found.index)
    keys = [found[name].astype("str") for name in SERIES]
    assert (benchmark.groupby(keys).nunique() == 1).all()
    # No benchmark of a series has more periods than the one that was taken.
    whole = part.assign(benchmark=catalog.benchmarks(part)).astype({"region": "str"})
    most = whole.groupby(["region", "benchmark"])["end"].nunique().groupby("region").max()
    taken = found.groupby(found["region"].astype("str"))["end"].nunique()
    assert taken.to_dict() == most.to_dict()
