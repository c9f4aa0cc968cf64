"""Comparisons of the issue's own claims, of bare quantities, and the laws that all obey."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import liaoning_econ as le
from liaoning_econ.errors import ComparisonError, SchemaError, UnknownCodeError

Rows = Callable[..., pd.DataFrame]
Claim = Callable[[str], pd.DataFrame]
EIGHTS = st.integers(-4000, 4000).map(lambda n: n / 8)
POSITIVE = st.integers(1, 4000).map(lambda n: n / 8)
LAWS = settings(max_examples=25)


def figure(ends: tuple[float, float, float]) -> le.Quantity:
    lower, value, upper = sorted(ends)
    return le.Quantity(value, "firm", lower, upper)


def test_known_ratios(article: Claim, zone: Claim, known_comparisons: list[dict[str, str]]) -> None:
    found = [row for row in known_comparisons if row["what"] == "ratio"]
    assert len(found) == 2
    for row in found:
        right = article(row["right"]) if row["right"].startswith("S") else zone(row["right"])
        ratio = le.compare(article(row["left"]), right, per=row["per"]).ratio
        for end in ("value", "lower", "upper"):
            assert round(getattr(ratio, end), int(row["digits"])) == float(row[end]), row["source"]


def test_firms_per_month_by_hand(article: Claim) -> None:
    # Liaoning 27,000 to 30,000 in 14.733 to 17 months (1-10 April 2017 to 1 July-31 August 2018),
    # Shanghai 17,500 to 18,500 in 48.
    found = le.compare(article("S12"), article("S16"), per="month")
    assert found.ratio.lower == pytest.approx(27_000 / 17 / (18_500 / 48))
    assert found.ratio.upper == pytest.approx(30_000 / (14 + 22 / 30) / (17_500 / 48))
    assert found.difference.unit == "firm/month"
    assert found.difference.lower == pytest.approx(27_000 / 17 - 18_500 / 48)
    assert found.verdict is le.Verdict.always
    assert bool(found.verdict)


def test_the_sentence_gives_the_ratio_and_names_the_unstated_basis(article: Claim) -> None:
    said = le.compare(article("S12"), article("S16"), per="month").sentence
    assert "about 5.1 times (4.1 to 5.6) as many" in said
    assert "The basis of the right is unstated" in said
    assert "customs registrations are likely, not proven" in said


def test_each_step_says_what_was_done_to_which_side(article: Claim) -> None:
    steps = le.compare(article("S12"), article("S16"), per="month").steps
    by_side = {(step.side, step.what): step.detail for step in steps}
    assert by_side["left", "per month"] == "15.7 (14.7 to 17.0) months, 2017-04-10 to 2018-07-31"
    assert by_side["right", "per month"] == "48 months, 2013-09-29 to 2017-09-28"
    assert "likely, not proven" in by_side["right", "basis unstated"]


def test_two_quantities(article: Claim) -> None:
    one, two = le.Quantity(30, "firm", 27, 30), le.Quantity(20, "firm")
    found = le.compare(one, two)
    assert (found.ratio, found.difference) == (one / two, le.Quantity(10, "firm", 7, 10))
    assert found.sentence.startswith("About 1.5 times (1.3 to 1.5) as many in the left figure")
    # A year is 12 months: units of one kind are brought together.
    assert le.compare(le.Quantity(4, "years"), le.Quantity(24, "months")).ratio.value == 2
    rate = le.compare(article("S12"), le.Quantity(375, "firm/month"), per="month")
    assert rate.ratio.value == pytest.approx(5.09, abs=0.005)
    assert any(step.what == "a bare quantity" for step in rate.steps)


def test_two_figures_in_percent_differ_by_points(rows: Rows) -> None:
    # Real growth of 2016: Liaoning -2.5, Jilin 6.9 percent (data notes); by hand 9.4 points.
    growth = {
        "indicator": "gdp",
        "measure": "growth",
        "unit": "percent",
        "relative_to": "previous_year",
        "prices": "comparable",
    }
    found = le.compare(
        rows(region="CN-LN", value=-2.5, **growth), rows(region="CN-JL", value=6.9, **growth)
    )
    assert found.difference.unit == "percentage_point"
    assert found.difference.value == pytest.approx(-9.4)
    assert found.verdict is le.Verdict.never
    assert "9.4 percentage points lower in Liaoning than in Jilin" in found.sentence


def test_many_pairs_have_a_row_each(provinces: pd.DataFrame) -> None:
    vintage = provinces[provinces["vintage"] == "nbs-web-2018-12"]
    liaoning, jilin = (vintage[vintage["region"] == code] for code in ("CN-LN", "CN-JL"))
    found = le.compare(liaoning, jilin)
    table = found.to_frame()
    assert len(found) == len(table) == 25  # 1993 to 2017 (data notes)
    assert (table["left_end"] == table["right_end"]).all()
    np.testing.assert_allclose(
        table["ratio"], liaoning["value"].to_numpy() / jilin["value"].to_numpy()
    )
    assert found[24].ratio.value == pytest.approx(23409.24 / 14944.53)  # 2017, data files
    assert len(found[24]) == 1
    assert found[-1].sentence == found[24].sentence
    with pytest.raises(ComparisonError, match=r"25 pairs have no single answer.*comparison\[0\]"):
        _ = found.ratio
    with pytest.raises(ComparisonError, match="25 pairs"):
        _ = found.verdict


def test_one_figure_stands_beside_many(provinces: pd.DataFrame) -> None:
    year = provinces[
        (provinces["vintage"] == "nbs-web-2018-12") & (provinces["end"].dt.year == 2017)
    ]
    found = le.compare(year, year[year["region"] == "CN-LN"])
    assert len(found) == 31
    # Rank 14 of 31: 13 larger, itself equal, 17 smaller.
    counts = found.to_frame()["verdict"].value_counts()
    assert counts["always"] == 13
    assert counts["never"] == 17
    assert found.sentence == (
        "Of 31 pairs the left is larger in 13, not larger in 17, and in 1 it depends on the bounds."
    )


def test_a_claim_against_the_official_figure() -> None:
    # Over 43 million; 43.69 million at the end of 2017 as known then (data notes).
    people = le.claims("004_ed772e34f7e3be99.txt")
    official = le.observations("population", "CN-LN", vintage="communique-2017", start="2017")
    found = le.compare(people[people["claim"] == "S10"], official)
    assert found.ratio.lower == pytest.approx(43 / 43.69, rel=1e-4)
    assert found.verdict is le.Verdict.depends


def test_comparing_across_the_basis_is_said(article: Claim) -> None:
    found = le.compare(article("S19"), article("S18"), across="basis")
    assert (found.ratio.lower, found.ratio.upper) == pytest.approx((10 / 40, 19 / 30))
    assert found.verdict is le.Verdict.never
    assert "The basis differs: rail and sea." in found.sentence
    assert any(step.what == "across basis" for step in found.steps)


def test_a_plan_is_said_to_be_one(rows: Rows) -> None:
    plan = rows(status="F", value=[350.0])
    found = le.compare(plan, rows(value=[181.0]))
    assert "The left is a plan, not what happened." in found.sentence
    assert any(step.what == "status F" for step in found.steps)


def test_the_sides_are_not_changed(rows: Rows) -> None:
    left = rows(region=["CN-LN", "CN-JL"], value=[3.0, 4.0])
    left.index = pd.Index([5, 5])
    left["note"] = "mine"
    before = left.copy()
    le.compare(left, rows(region=["CN-JL", "CN-LN"], value=[2.0, 1.0]), per="month")
    pd.testing.assert_frame_equal(left, before)


def test_text_and_object_columns_do_as_well_as_categories(rows: Rows) -> None:
    left, right = rows(region=["CN-LN", "CN-JL"], value=[3.0, 4.0]), rows(region="CN")
    plain = left.astype({name: "str" for name in left.columns if left[name].dtype == "category"})
    objects = plain.astype({"region": object, "basis": object})
    expected = le.compare(left, right, per="month").to_frame()
    for other in (plain, objects):
        pd.testing.assert_frame_equal(le.compare(other, right, per="month").to_frame(), expected)


def test_a_divisor_of_zero_has_no_ratio(rows: Rows) -> None:
    found = le.compare(rows(value=5.0), rows(value=0.0))
    assert found.difference == le.Quantity(5, "firm")
    assert found.verdict is le.Verdict.always
    with pytest.raises(ComparisonError, match=r"right side is zero.*read difference"):
        _ = found.ratio
    assert "5 firm higher" in found.sentence


def test_unbounded_ends_stay_unbounded(rows: Rows) -> None:
    found = le.compare(rows(value=10.0, upper=math.inf), rows(value=2.0))
    assert (found.ratio.lower, found.ratio.upper) == (5, math.inf)
    assert "about 5.0 times (5.0 or more)" in found.sentence


def test_unknown_options_are_refused(rows: Rows) -> None:
    one = rows()
    for options, message in (
        ({"per": "months"}, r"unknown per 'months'.*did you mean 'month'"),
        ({"reading": "strict"}, r"unknown reading 'strict'.*pragmatic, literal"),
        ({"align": "opening"}, r"unknown align 'opening'.*age"),
        ({"across": "prices"}, r"unknown across 'prices'.*basis, indicator"),
        ({"align": "age", "on": "region"}, r"on and align are both given"),
    ):
        with pytest.raises(ComparisonError, match=message):
            le.compare(one, one, **options)  # type: ignore[arg-type]
    with pytest.raises(UnknownCodeError, match=r"unknown currency 'RUBB'.*did you mean 'RUB'"):
        le.compare(one, one, currency="RUBB")


def test_what_is_no_figure_is_refused(rows: Rows) -> None:
    with pytest.raises(ComparisonError, match=r"left side is a float.*pass a Quantity"):
        le.compare(3.0, rows())  # type: ignore[arg-type]
    with pytest.raises(ComparisonError, match=r"right side has no rows.*filter"):
        le.compare(rows(), rows().iloc[:0])
    with pytest.raises(SchemaError, match="the left side lacks the column 'unit'"):
        le.compare(rows().drop(columns="unit"), rows())
    with pytest.raises(SchemaError, match="the right side, row 0: a value or bound is missing"):
        le.compare(rows(), rows(value=np.nan))
    with pytest.raises(SchemaError, match="the bounds do not hold the value"):
        le.compare(rows(), rows(value=1.0, lower=2.0, upper=3.0))


@LAWS
@given(ends=st.tuples(POSITIVE, POSITIVE, POSITIVE))
def test_a_figure_beside_itself_has_ratio_one_within_its_bounds(
    ends: tuple[float, float, float],
) -> None:
    one = figure(ends)
    found = le.compare(one, one)
    assert found.ratio.value == 1
    assert found.ratio.lower <= 1 <= found.ratio.upper
    assert found.difference.lower <= 0 <= found.difference.upper
    assert found.verdict is (le.Verdict.never if one.is_exact else le.Verdict.depends)


@LAWS
@given(
    first=st.tuples(POSITIVE, POSITIVE, POSITIVE), second=st.tuples(POSITIVE, POSITIVE, POSITIVE)
)
def test_there_and_back_holds_one(
    first: tuple[float, float, float], second: tuple[float, float, float]
) -> None:
    one, two = figure(first), figure(second)
    back = le.compare(one, two).ratio * le.compare(two, one).ratio
    assert back.lower <= 1 <= back.upper


@LAWS
@given(ends=st.tuples(POSITIVE, POSITIVE, POSITIVE), power=st.integers(-20, 20))
def test_scaling_both_sides_leaves_the_ratio(ends: tuple[float, float, float], power: int) -> None:
    one, scale = figure(ends), 2.0**power
    scaled = le.Quantity(one.value * scale, "firm", one.lower * scale, one.upper * scale)
    other = le.Quantity(7, "firm", 6, 9)
    bigger = le.Quantity(7 * scale, "firm", 6 * scale, 9 * scale)
    assert le.compare(scaled, bigger).ratio == le.compare(one, other).ratio


@LAWS
@given(first=st.tuples(EIGHTS, EIGHTS, EIGHTS), second=st.tuples(POSITIVE, POSITIVE, POSITIVE))
def test_as_quantities_do_it(
    first: tuple[float, float, float], second: tuple[float, float, float]
) -> None:
    one, two = figure(first), figure(second)
    found = le.compare(one, two)
    assert found.difference == one - two
    assert found.verdict is (one > two)
    exact = [
        Fraction(above) / Fraction(below)
        for above in (one.lower, one.upper)
        for below in (two.lower, two.upper)
    ]
    assert Fraction(found.ratio.lower) <= min(exact)
    assert max(exact) <= Fraction(found.ratio.upper)
    assert (found.ratio.lower, found.ratio.upper) == pytest.approx(
        (float(min(exact)), float(max(exact)))
    )
