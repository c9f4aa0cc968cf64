"""Vintages: what the statistics office revised, when, and who quotes what (LE301 to LE303)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

import liaoning_econ as le
from tests.auditing.told import rows_of

Audit = Callable[..., pd.DataFrame]

# Gross regional product of Liaoning as the record has it, in yuan: the figure of the yearbooks
# before the fourth economic census, and after it.
OLD_2014, NEW_2014 = 2.862658e12, 2.00257e12
GDP: dict[str, Any] = {
    "indicator": "gdp",
    "region": "CN-LN",
    "start": "2014-01-01",
    "end": "2014-12-31",
    "measure": "flow",
    "basis": "national_accounts",
    "prices": "current",
    "unit": "CNY",
    "published_from": "2022-06-01",
    "published": "2022-06-01",
}
GROWTH = {
    **GDP,
    "start": "2018-01-01",
    "end": "2018-12-31",
    "measure": "growth",
    "relative_to": "previous_year",
    "unit": "percent",
    "published_from": "2020-06-01",
    "published": "2020-06-01",
}


def printed(value: float, step: float = 1e7, **more: Any) -> dict[str, Any]:
    """A figure printed to a step, with its bounds."""
    return {**GDP, "value": value, "lower": value - step / 2, "upper": value + step / 2, **more}


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    """The statistics office's own table of May 2020: 2017 unrevised, 2018 revised."""
    return le.observations("gdp", vintage="nbs-web-2020-05")


@pytest.mark.parametrize(
    ("region", "read", "consistent"),
    [("Liaoning", "+0.43", "+8.38"), ("Tianjin", "-27.96", "+7.33")],
)
def test_the_table_of_may_2020_joins_two_censuses(
    only: Audit, table: pd.DataFrame, region: str, read: str, consistent: str
) -> None:
    found = only(table, "LE301")
    (one,) = rows_of(found[found["message"].str.contains(f", {region}:")])
    assert one.severity == "error"
    assert one.found == f"{read} %"
    assert one.expected == f"{consistent} % (nbs-web-2021)"
    assert f"read together they change by {read} percent" in one.message
    assert "not yet revised after the fourth census" in one.message
    rows = [int(row) for row in one.rows.split(",")]
    assert table["end"].dt.year.iloc[rows].tolist() == [2017, 2018]


def test_a_joint_that_does_not_show_is_a_revision(only: Audit, table: pd.DataFrame) -> None:
    found = only(table, "LE301")
    small = found[found["severity"] == "info"]["message"]
    # Jiangsu's figure hardly moved with the census: 8.55 percent either way.
    assert small.str.contains(", Jiangsu:").sum() == 1
    assert len(found) == 31


def test_a_marked_break_and_one_benchmark_are_quiet(only: Audit, table: pd.DataFrame) -> None:
    later = table["end"].dt.year == 2018
    assert only(table.assign(status=table["status"].where(~later, "B")), "LE301").empty
    assert only(table[later], "LE301").empty
    assert only(le.observations("gdp", vintage="latest"), "LE301").empty
    assert only(le.observations("gdp", "CN-LN", as_of="2021-12-31", possible=True), "LE301").empty


def test_a_series_put_together_from_two_releases(only: Audit) -> None:
    old = le.observations("gdp", "CN-LN", vintage="nbs-web-2018-12", start=2016, end=2017)
    new = le.observations("gdp", "CN-LN", vintage="nbs-web-2021", start=2018, end=2019)
    (one,) = rows_of(only(le.concat([old, new]), "LE301"))
    assert (one.severity, one.found) == ("warning", "+0.43 %")
    assert one.rows == "1,2"


def test_first_figures_of_two_censuses_are_one_finding_a_year(only: Audit) -> None:
    found = only(le.observations("gdp", vintage="first-published"), "LE301")
    assert found["severity"].tolist() == ["warning", "warning"]
    assert "2018" in found["message"].iloc[0]
    assert "and 28 more" in found["message"].iloc[0]


def test_growth_that_only_two_censuses_give(only: Audit, made: Audit) -> None:
    # 2,351.05 billion of 2018 (revised) over 2,340.92 billion of 2017 (not revised): 0.43 percent.
    frame = made({**printed(0.43, 0.01), **GROWTH, "value": 0.43})
    (one,) = rows_of(only(frame, "LE301"))
    assert one.severity == "error"
    assert "nbs-web-2018-12 for the year before" in one.message
    assert one.expected == "8.38 percent, nominal (nbs-web-2024)"
    assert only(frame, "LE501").empty


@pytest.mark.parametrize(
    "row",
    [
        {**GROWTH, "value": 8.38, "lower": 8.375, "upper": 8.385},
        {**GROWTH, "value": 5.7, "lower": 5.65, "upper": 5.75, "prices": "comparable"},
        # Real growth is never held against nominal levels.
        {**GROWTH, "value": 0.43, "lower": 0.425, "upper": 0.435, "prices": "comparable"},
    ],
)
def test_growth_on_one_footing_is_quiet(only: Audit, made: Audit, row: dict[str, Any]) -> None:
    assert only(made(row), "LE301").empty


def test_a_level_that_had_been_revised(only: Audit, made: Audit) -> None:
    (one,) = rows_of(only(made(printed(OLD_2014)), "LE302"))
    assert one.severity == "warning"
    assert one.found == "2.86266 trillion yuan (nbs-web-2018-12)"
    assert one.expected == "2.00257 trillion yuan (nbs-web-2021)"
    assert "printed on 1 June 2022" in one.message
    assert "had been replaced by 2.00257 trillion yuan (nbs-web-2021)" in one.message
    assert "out by 27 May 2022" in one.message


@pytest.mark.parametrize(
    "row",
    [
        printed(NEW_2014),
        # Until 27 May 2022 nobody knows whether the revised figure was out.
        printed(OLD_2014, published_from="2021-06-01", published="2021-06-01"),
        # Who names the release says which figure it is.
        printed(OLD_2014, vintage="nbs-web-2018-12"),
        printed(OLD_2014, basis="zone_statistics"),
        printed(OLD_2014, published_from=None, published=None),
        printed(OLD_2014, status="F"),
    ],
)
def test_a_figure_of_its_day_is_quiet(only: Audit, made: Audit, row: dict[str, Any]) -> None:
    assert only(made(row), "LE302").empty


def test_a_small_revision_is_info(only: Audit, made: Audit) -> None:
    # Population at the end of 2017: 43.69 million, since the census of 2020 43.12 million; here a
    # record of the user's own whose second release is 0.2 percent off.
    record = le.observations("population", "CN-LN", vintage="nbs-web-2020", start=2017, end=2017)
    newer = record.assign(value=43.6e6, lower=43.595e6, upper=43.605e6, vintage="mine",
                          published_from=pd.Timestamp("2021-01-01"),
                          published=pd.Timestamp("2021-01-01"))  # fmt: skip
    row = {**GDP, "indicator": "population", "start": "2017-12-31", "end": "2017-12-31",
           "measure": "stock", "basis": "resident_year_end", "prices": "none", "unit": "person",
           "value": 43.69e6, "lower": 43.685e6, "upper": 43.695e6}  # fmt: skip
    found = only(made(row), "LE302", against=le.concat([record, newer]))
    assert found["severity"].tolist() == ["info"]


def test_a_figure_before_its_release(only: Audit, made: Audit) -> None:
    day: dict[str, Any] = {"published_from": "2018-12-31", "published": "2018-12-31"}
    (one,) = rows_of(only(made(printed(NEW_2014, **day)), "LE303"))
    assert one.severity == "warning"
    assert "which came out on 22 November 2019 at the earliest" in one.message
    assert "what was out then says 2.86266 trillion yuan (nbs-web-2018-12)" in one.message
    assert only(made(printed(NEW_2014, **day)), "LE501").empty


def test_without_a_release_of_the_time_nothing_is_decided(only: Audit, made: Audit) -> None:
    day: dict[str, Any] = {"published_from": "2015-03-01", "published": "2015-03-01"}
    (one,) = rows_of(only(made(printed(OLD_2014, **day)), "LE303"))
    assert one.severity == "info"
    assert "the record has no release of that time" in one.message


@pytest.mark.parametrize(
    "day", [{}, {"published_from": None, "published": None}, {"published": "2014-06-01",
                                                             "published_from": "2014-06-01"}]
)  # fmt: skip
def test_a_figure_after_its_release_is_quiet(only: Audit, made: Audit, day: dict[str, Any]) -> None:
    assert only(made(printed(NEW_2014, **day)), "LE303").empty


def test_many_rows_of_one_source_are_one_finding(only: Audit) -> None:
    old = le.observations("gdp", vintage="nbs-web-2018-12", start=2014, end=2014)
    frame = old.assign(vintage="unstated", source="mine", published=pd.Timestamp("2022-06-01"),
                       published_from=pd.Timestamp("2022-06-01"))  # fmt: skip
    found = only(frame, "LE302")
    assert len(found) == 1
    assert "it is the first of 31 figures of this source" in found["message"].iloc[0]


@pytest.mark.parametrize("code", ["LE301", "LE302", "LE303"])
def test_the_shipped_claims_are_quiet(only: Audit, shipped: pd.DataFrame, code: str) -> None:
    assert only(shipped, code).empty
