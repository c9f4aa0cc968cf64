"""Revisions: a triangle by hand, what the shipped figures tell, laws, and what is refused."""

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
from liaoning_econ.errors import SchemaError, VintageError, VintageWarning, WindowError
from liaoning_econ.realtime.revising import revisions
from tests.realtime.releases import released

GDP = le.observations("gdp", "CN-LN")


@pytest.fixture(scope="module")
def triangle(known: Path) -> dict[str, Any]:
    told: dict[str, Any] = tomllib.loads((known / "revisions.toml").read_text("utf-8"))["triangle"]
    return told


def by_release(found: pd.DataFrame, against: str, release: int) -> pd.DataFrame:
    return found[(found["against"] == against) & (found["release"] == release)]


def test_the_triangle_worked_by_hand(triangle: dict[str, Any]) -> None:
    table = np.column_stack([triangle[name] for name in ("first", "second", "third")])
    found = revisions(released(table, first_year=triangle["years"][0]))
    validation.check(found, frames.REVISIONS)
    assert len(found) == sum(map(len, triangle["rows"].values()))
    for name, expected in triangle["rows"].items():
        against, release = name.split("_")
        rows = by_release(found, against, int(release))
        assert rows["revision"].tolist() == expected
        assert rows["start"].dt.year.tolist() == triangle["years"]
    assert set(found["revision_unit"]) == {"percentage_point"}
    assert found["percent"].isna().all()
    assert set(found.loc[found["revision"] == 0, "cause"]) == {"unchanged"}
    assert set(found.loc[found["revision"] != 0, "cause"]) == {"unknown"}


def test_percent_is_of_the_size_of_the_earlier_figure() -> None:
    found = revisions(released([[-4.0, -3.0], [0.0, 1.0]], growth=False), against="previous")
    assert found["percent"].iloc[0] == 25.0
    assert np.isnan(found["percent"].iloc[1])
    assert set(found["revision_unit"]) == {"CNY"}


def test_what_the_shipped_figures_of_2014_tell() -> None:
    found = revisions(GDP[GDP["end"].dt.year == 2014], against=["latest", "previous"])
    steps = found[found["against"] == "previous"]
    assert steps["to_vintage"].tolist() == ["nbs-web-2021", "nbs-web-2024", "nbs-web-2026-03"]
    # 20,025.7 less 28,626.58, and 20,381.5 less 20,025.7 hundred million yuan.
    assert steps["revision"].tolist() == pytest.approx([-8600.88e8, 0.0, 355.8e8], rel=1e-12)
    assert steps["percent"].tolist() == pytest.approx([-30.0451, 0.0, 1.7767], abs=1e-4)
    assert steps["cause"].tolist() == ["admission", "unchanged", "census"]
    assert steps["reason"].iloc[0].endswith("data of 2011-2014 were falsified (event E22)")
    assert steps["reason"].iloc[1] == ""
    assert "fifth economic census (2023)" in steps["reason"].iloc[2]
    assert found[found["against"] == "latest"]["release"].tolist() == [1, 2, 3]


def test_a_final_figure_after_a_preliminary_one_and_fewer_digits() -> None:
    with pytest.warns(VintageWarning):
        found = revisions(GDP)
    found = found[found["against"] == "previous"]
    year = found["end"].dt.year
    final = found[(year == 2017) & (found["to_vintage"] == "nbs-web-2018-12")].iloc[0]
    assert (final["cause"], final["reason"]) == ("final", "final after preliminary")
    # 2,010.82 and 2,010.8 hundred million yuan are one figure.
    fewer = found[(year == 1993) & (found["to_vintage"] == "nbs-web-2021")].iloc[0]
    assert (fewer["cause"], fewer["reason"]) == ("rounding", "")


def test_about_is_no_rounding() -> None:
    frame = released([[200.0, 203.0]], growth=False)
    frame.loc[0, ["lower", "upper"]] = [190.0, 210.0]
    frame.loc[1, ["lower", "upper"]] = [202.5, 203.5]
    assert revisions(frame, against="previous")["cause"].tolist() == ["unknown"]
    frame.loc[0, ["lower", "upper"]] = [195.0, 205.0]
    assert revisions(frame, against="previous")["cause"].tolist() == ["rounding"]


@pytest.mark.parametrize("indicator", ["gdp", "gdp_secondary", "population"])
def test_what_the_record_says_of_each_cause_holds(indicator: str) -> None:
    """A benchmark that stays is no census, and only the province that admitted is marked."""
    found = revisions(le.observations(indicator, measure=None), missing="earliest")
    assert not found.empty
    assert ((found["cause"] == "unchanged") == (found["revision"] == 0)).all()
    admitted = found[found["cause"] == "admission"]
    assert set(admitted["region"].astype("str")) <= {"CN-LN"}
    assert set(admitted["start"].dt.year) <= {2011, 2012, 2013, 2014}
    assert (found["reason"] != "").equals(
        ~found["cause"].isin(["unchanged", "rounding", "unknown"])
    )


def test_every_cause_in_the_catalogue_resolves() -> None:
    causes = catalog.causes()
    validation.check(causes, frames.CAUSES)
    vintages = le.vintages()
    benchmarks = set(vintages["benchmark"].astype("str"))
    before = {code for cell in causes["before"] for code in cell.split(";")}
    assert before | set(causes["benchmark"].astype("str")) <= benchmarks
    assert set(causes["topic"].astype("str")) <= set(vintages["topic"].astype("str"))
    assert set(causes["event"]) - {""} <= set(le.events()["event"])
    assert set(causes["source"].astype("str")) <= set(le.sources()["source"])
    assert set(causes["region"].astype("str")) - {""} <= catalog.codes("region")


def test_a_period_without_its_first_release_is_left_out_against_the_first() -> None:
    frame = GDP[GDP["end"].dt.year.isin([2016, 2017])]
    with pytest.warns(VintageWarning, match=r"first release of 1 periods .* gdp of CN-LN \(2016"):
        found = revisions(frame)
    assert set(found.loc[found["against"] == "first", "end"].dt.year) == {2017}
    assert set(found.loc[found["against"] == "previous", "end"].dt.year) == {2016, 2017}


def test_the_earliest_there_is_may_stand_for_the_first() -> None:
    found = revisions(GDP, missing="earliest", against="first")
    assert set(found["from_vintage"]) >= {"nbs-web-2018-12"}


def test_a_missing_first_release_is_refused_when_asked() -> None:
    with pytest.raises(VintageError, match="the first release of 23 periods") as caught:
        revisions(GDP, missing="refuse")
    assert "earliest" in caught.value.mend
    assert caught.value.rows is not None
    assert len(caught.value.rows) == 23


def test_an_expectation_is_no_release() -> None:
    growth = le.observations("gdp", "CN-LN", measure="growth", start=2018, end=2018)
    assert "F" in set(growth["status"])
    assert revisions(growth).empty


def test_rows_without_a_day_are_left_out_and_counted() -> None:
    frame = released([[1.0, 2.0, 4.0]])
    frame.loc[1, ["published", "published_from"]] = pd.NaT
    with pytest.warns(VintageWarning, match=r"revisions\(\) left out 1 rows whose day") as caught:
        found = revisions(frame, against="previous")
    assert found["revision"].tolist() == [3.0]
    assert caught[0].filename == __file__


def test_releases_follow_the_latest_then_the_earliest_day() -> None:
    frame = released([[1.0, 2.0, 4.0]])
    frame["published"] = pd.Timestamp("2001-12-31").as_unit("us")
    frame["published_from"] = pd.to_datetime(["2001-06-01", "2001-01-01", "2001-03-01"]).as_unit(
        "us"
    )
    assert revisions(frame, against="previous")["to_value"].tolist() == [4.0, 1.0]


def tied() -> pd.DataFrame:
    frame = released([[1.0, 2.0, 4.0]])
    for name in ("published_from", "published"):
        frame[name] = frame[name].to_numpy()[[0, 1, 1]]
    return frame.assign(source=pd.Categorical(["a", "b", "c"]))


def test_two_unlike_figures_of_one_day_are_refused_with_both() -> None:
    with pytest.raises(VintageError, match=r"two figures of the same days .* 2 .* 4 ") as caught:
        revisions(tied())
    assert "order=" in caught.value.mend
    assert caught.value.rows is not None
    assert sorted(caught.value.rows["value"]) == [2.0, 4.0]


def test_an_order_of_sources_decides_between_them() -> None:
    assert revisions(tied(), order=["b", "c"], against="first")["to_value"].tolist() == [4.0, 2.0]
    assert revisions(tied(), order=["c", "b"], against="first")["to_value"].tolist() == [2.0, 4.0]
    # A source that is named comes after one that is not.
    assert revisions(tied(), order=["b"], against="first")["to_value"].tolist() == [4.0, 2.0]


def test_two_releases_of_one_day_may_repeat_a_figure() -> None:
    frame = tied().assign(value=[1.0, 2.0, 2.0], lower=[1.0, 2.0, 2.0], upper=[1.0, 2.0, 2.0])
    assert revisions(frame, against="previous")["revision"].tolist() == [1.0, 0.0]


@pytest.mark.parametrize(
    ("arguments", "message", "mend"),
    [
        ({"against": "latset"}, "against='latset' is no comparison", "did you mean 'latest'"),
        ({"against": []}, "against names no comparison", "previous"),
        ({"missing": "dropp"}, "missing='dropp' is not known", "did you mean 'drop'"),
    ],
)
def test_arguments_that_are_not_known(arguments: dict[str, Any], message: str, mend: str) -> None:
    with pytest.raises(VintageError, match=message) as caught:
        revisions(released([[1.0, 2.0]]), **arguments)
    assert mend in caught.value.mend


def test_what_no_revision_can_be_worked_out_from() -> None:
    frame = released([[1.0, 2.0]])
    with pytest.raises(VintageError, match="value is infinite: gdp of CN-LN"):
        revisions(frame.assign(value=[1.0, np.inf], upper=np.inf))
    with pytest.raises(SchemaError, match="value is missing"):
        revisions(frame.assign(value=[1.0, np.nan]))
    with pytest.raises(WindowError, match="windows that lack a day"):
        revisions(frame.assign(start=pd.Series([pd.NaT, pd.NaT], dtype=frames.DATETIME)))


def test_no_rows_and_one_release() -> None:
    assert revisions(frames.empty(frames.OBSERVATIONS)).empty
    found = revisions(released([[1.0]]))
    assert found.empty
    validation.check(found, frames.REVISIONS)


figures = st.floats(-1e9, 1e9, allow_nan=False)
tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(figures, min_size=width, max_size=width), min_size=1)
)


@given(table=tables, seed=st.integers(0, 99))
@settings(max_examples=25)
def test_the_first_and_all_revisions_give_the_latest(table: list[list[float]], seed: int) -> None:
    frame = released(table)
    mixed = frame.sample(frac=1, random_state=seed)
    found = revisions(mixed, missing="earliest")
    pd.testing.assert_frame_equal(
        found, revisions(frame, missing="earliest"), check_categorical=False
    )
    steps = found[found["against"] == "previous"].groupby("start")["revision"].sum()
    sizes = np.abs(np.array(table)).max(axis=1)
    for year, row in enumerate(table):
        total = row[0] + (steps.iloc[year] if len(row) > 1 else 0.0)
        assert abs(total - row[-1]) <= 1e-12 * max(sizes[year], abs(row[-1]))


def test_the_shipped_figures_add_up() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", VintageWarning)
        found = revisions(le.observations(), missing="earliest")
    keys = ["indicator", "region", "measure", "prices", "start"]
    steps = found[found["against"] == "previous"].groupby(keys, observed=True)
    whole = found[found["against"] == "latest"].groupby(keys, observed=True)
    first = whole["from_value"].first()
    added = first + steps["revision"].sum()
    np.testing.assert_allclose(added, whole["to_value"].last(), rtol=1e-12)
