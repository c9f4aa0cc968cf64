"""Counts since the opening at the same age."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ.comparison.ages import ages
from liaoning_econ.errors import ComparisonError, WindowError

Rows = Callable[..., pd.DataFrame]
Claim = Callable[[str], pd.DataFrame]


@pytest.fixture(scope="module")
def firms() -> Callable[[str], pd.DataFrame]:
    """New firms that a zone counts, in all its claims."""
    found = le.claims("ftz_claims")
    found = found[found["indicator"] == "firms_new"]
    return lambda region: found[found["region"] == region]


def test_known_ages(zone: Claim, known_comparisons: list[dict[str, str]]) -> None:
    found = [row for row in known_comparisons if row["what"] == "age"]
    assert len(found) == 3
    for row in found:
        age = ages(zone(row["left"]))[0]
        assert round(float(age), int(row["digits"])) == float(row["value"]), row["source"]


def test_sichuan_and_shanghai_at_twelve_months(firms: Callable[[str], pd.DataFrame]) -> None:
    # 34,000 (33,500 to 34,500) beside about 12,000 (11,400 to 12,600), both at 12 months.
    found = le.compare(firms("CN-SC-FTZ"), firms("CN-SH-FTZ"), align="age")
    assert found.to_frame()[["left_claim", "right_claim"]].to_numpy().tolist() == [["F120", "F059"]]
    assert found.ratio.value == pytest.approx(34_000 / 12_000)
    assert found.ratio.lower == pytest.approx(33_500 / 12_600)
    assert found.ratio.upper == pytest.approx(34_500 / 11_400)
    aligned = next(step for step in found.steps if step.what == "aligned by age")
    assert "12.0 and 11.9 months" in aligned.detail


def test_liaoning_at_24_months_has_no_partner_in_shanghai(
    firms: Callable[[str], pd.DataFrame], zone: Claim
) -> None:
    assert zone("F019D")["value"].tolist() == [38_097]
    with pytest.raises(WindowError, match=r"no windows of like length: 24 months on the left"):
        le.compare(zone("F019D"), firms("CN-SH-FTZ"), align="age")


def test_per_km2_takes_the_area_in_force_at_the_end(firms: Callable[[str], pd.DataFrame]) -> None:
    # Shanghai: 28.78 km2 until April 2015, 120.72 after; F031 beside F072 is at 48 months.
    found = le.compare(firms("CN-LN-FTZ"), firms("CN-SH-FTZ"), align="age", per_km2=True)
    table = found.to_frame().set_index("right_claim")
    assert table.loc["F072", "left_value"] == pytest.approx(63_000 / 119.89)
    assert table.loc["F072", "right_value"] == pytest.approx(48_000 / 120.72)
    assert set(table["unit"]) == {"firm/km2"}
    given = le.compare(
        firms("CN-SC-FTZ"), firms("CN-SH-FTZ"), align="age", per_km2={"CN-SC-FTZ": 119.99}
    )
    table = given.to_frame()
    assert table["right_value"].iloc[0] == pytest.approx(12_000 / 28.78)
    areas = [step for step in given.steps if step.what == "per km2"]
    assert "119.99 km2" in areas[0].detail
    assert areas[0].source == "given"
    assert "28.78 km2, the area of CN-SH-FTZ on 2014-09-25 (since 2013-09-29)" in areas[1].detail
    assert areas[1].day == pd.Timestamp("2013-09-29")


def test_nothing_is_interpolated_and_half_a_month_is_the_limit(rows: Rows) -> None:
    # Since 1 January 2018, by hand: 15 of June's 30 days are half a month, one more is beyond.
    left = rows(measure="cumulative", region="X-1", end="2018-05-31")
    right = rows(
        measure="cumulative", region="X-2", end=["2018-06-15", "2018-06-16"], value=[1.0, 2.0]
    )
    found = le.compare(left, right, align="age")
    assert found.to_frame()["right_value"].tolist() == [1]


def test_counts_of_another_basis_or_indicator_are_no_partners(rows: Rows) -> None:
    left = rows(measure="cumulative", region="X-1")
    right = rows(
        measure="cumulative",
        region="X-2",
        indicator=["firms_new", "firms_new", "firms_new_foreign", "firms_new"],
        basis=["zone_registrations", "customs_registrations", "zone_registrations", "unstated"],
    )
    found = le.compare(left, right, align="age").to_frame()
    assert len(found) == 2
    assert found["unstated"].tolist() == ["", "the basis of the right is unstated"]


def test_a_figure_is_no_partner_of_itself(rows: Rows) -> None:
    zones = rows(measure="cumulative", region=["X-1", "X-2"], value=[1.0, 2.0])
    found = le.compare(zones, zones, align="age").to_frame()
    assert found[["left_region", "right_region"]].to_numpy().tolist() == [
        ["X-1", "X-2"],
        ["X-2", "X-1"],
    ]


def test_pairs_come_by_age_and_other_rows_are_counted(rows: Rows) -> None:
    ends = ["2018-12-31", "2018-06-30"]
    left = rows(measure=["cumulative", "cumulative", "flow"], region="X-1", end=[*ends, ends[0]])
    right = rows(measure="cumulative", region="X-2", end=ends)
    found = le.compare(left, right, align="age")
    assert found.to_frame()["left_end"].dt.month.tolist() == [6, 12]
    assert "1 of 3 figures left out" in [step.what for step in found.steps]
    assert np.isclose(ages(right), [12, 6]).all()


def test_refusals(rows: Rows) -> None:
    cumulative = rows(measure="cumulative")
    with pytest.raises(ComparisonError, match="left side is a Quantity, which has no opening"):
        le.compare(le.Quantity(3, "firm"), cumulative, align="age")
    with pytest.raises(ComparisonError, match=r"right side has no cumulative figure.*since the"):
        le.compare(cumulative, rows(), align="age")
    with pytest.raises(WindowError, match=r"12 months on the left, 6 on the right.*per=\"month\""):
        le.compare(cumulative, rows(measure="cumulative", end="2018-06-30"), align="age")
