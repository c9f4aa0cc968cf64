"""Figures as a newspaper prints them; every expectation is English usage, worked out by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaoning_econ.report import words


@pytest.mark.parametrize(
    ("value", "unit", "digits", "text"),
    [
        (30_000, "firm", 6, "30,000 firms"),
        (1, "firm", 6, "1 firm"),
        (421.14e9, "CNY", 6, "421.14 billion yuan"),
        (84e9, "SGD", 6, "S$84 billion"),
        (1.6e12, "CNY", 6, "1.6 trillion yuan"),
        (43_689_000, "person", 4, "43.69 million people"),
        (9_770.4, "CNY/person", 3, "9,770 yuan a head"),
        (1909.65, "firm/month", 2, "1,900 firms a month"),
        (-2.5, "percent", 6, "−2.5%"),
        (119.89, "km2", 6, "119.89 km²"),
        (0, "CNY", 6, "0 yuan"),
        (999_999_999, "CNY", 3, "1 billion yuan"),
        (7, "frob_nicate", 6, "7 frob nicate"),
        (6.5, "1", 6, "6.5"),
        (2_030_000, "USD/firm", 3, "US$2.03 million a firm"),
    ],
)
def test_a_figure_reads_as_in_a_newspaper(value: float, unit: str, digits: int, text: str) -> None:
    assert words.figure(value, unit, digits) == text


@pytest.mark.parametrize(
    ("lower", "upper", "unit", "digits", "text"),
    [
        (27_000, 30_000, "firm", None, "27,000 to 30,000 firms"),
        (421.135e9, 421.145e9, "CNY", None, "421.135 to 421.145 billion yuan"),
        (14.038e6, 15.598e6, "CNY/firm", 3, "14.0 to 15.6 million yuan a firm"),
        (4.98384, 5.04365, "CNY", 4, "4.984 to 5.044 yuan"),
        (60.9e9, 61.9e9, "USD", 3, "US$60.9 to 61.9 billion"),
        (30, math.inf, "day", None, "30 days or more"),
        (-math.inf, 5, "day", None, "5 days or less"),
        (-math.inf, math.inf, "day", None, "no bound stated"),
        (181, 181, "firm", None, "181 firms"),
        (9.86, 10.49, "percent", 3, "9.9 to 10.5%"),
        (950.1, 950.2, "1", 2, "950"),
    ],
)
def test_bounds_read_as_a_span(
    lower: float, upper: float, unit: str, digits: int | None, text: str
) -> None:
    assert words.span(lower, upper, unit, digits) == text


@given(
    st.floats(1e-3, 1e14),
    st.floats(1.001, 10.0),
    st.sampled_from(["CNY", "USD", "firm", "percent", "1", "CNY/person"]),
)
def test_bounds_that_differ_are_told_apart(lower: float, factor: float, unit: str) -> None:
    first, stroke, last = words.span(lower, lower * factor, unit).partition(" to ")
    assert stroke
    assert first.split()[0] != last.split()[0]


@pytest.mark.parametrize(
    ("rank", "text"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"),
     (21, "21st"), (22, "22nd"), (31, "31st"), (111, "111th")],
)  # fmt: skip
def test_ranks_take_their_endings(rank: int, text: str) -> None:
    assert words.ordinal(rank) == text


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2018-07-26", "2018-07-26", "26 July 2018"),
        ("2018-07-26", "2018-08-31", "26 July to 31 August 2018"),
        ("2018-07-26", "2018-07-31", "26 to 31 July 2018"),
        ("2017-12-26", "2018-01-31", "26 December 2017 to 31 January 2018"),
        ("2018-01-01", "2018-12-31", "2018"),
        ("2016-01-01", "2018-12-31", "2016 to 2018"),
        ("2020-09-01", "2020-09-30", "September 2020"),
    ],
)
def test_what_two_days_share_is_said_once(first: str, last: str, text: str) -> None:
    assert words.days(pd.Timestamp(first), pd.Timestamp(last)) == text


@pytest.mark.parametrize(
    ("figure", "qualifier", "text"),
    [
        ("30,000", "nearly", "nearly 30,000"),
        ("10", "odd", "10-odd"),
        ("5", "none", "5"),
        ("5", "at_most", "up to 5"),
        ("5", "at_least", "at least 5"),
        ("43 million", "over", "over 43 million"),
    ],
)
def test_a_qualifier_stands_where_english_puts_it(figure: str, qualifier: str, text: str) -> None:
    assert words.as_printed(figure, qualifier) == text


def test_a_long_text_is_cut_and_says_so() -> None:
    assert words.shorter("a" * 10_000_000, 10) == "a" * 9 + "…"
    assert words.shorter("two\n  words") == "two words"


def test_changes_carry_their_sign() -> None:
    assert words.change(8.1583) == "+8.16%"
    assert words.change(-7.54094) == "−7.54%"
    assert words.change(0.0) == "0.00%"


def test_small_counts_are_written_out() -> None:
    assert [words.small(number) for number in (0, 3, 12, 13, 1500)] == [
        "no", "three", "twelve", "13", "1,500",
    ]  # fmt: skip
    assert words.listed(["a"]) == "a"
    assert words.listed(["a", "b", "c"]) == "a, b and c"
