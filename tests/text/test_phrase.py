"""Phrases of both languages against bounds worked out by hand."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaoning_econ.errors import LiaoningEconError, QuantityError, TextError
from liaoning_econ.quantities import QUALIFIERS
from liaoning_econ.text import quantity, read

KNOWN = Path(__file__).parents[1] / "known" / "bounds.csv"
with KNOWN.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


@pytest.mark.parametrize("row", ROWS, ids=[row["phrase"] for row in ROWS])
def test_each_wording_gives_the_bounds_worked_out_by_hand(row: dict[str, str]) -> None:
    found = quantity(row["phrase"])
    assert found.unit == row["unit"]
    expected = [float(row[name]) for name in ("value", "lower", "upper")]
    assert [found.value, found.lower, found.upper] == expected
    literal = quantity(row["phrase"], reading="literal")
    lower, upper = (float(row[f"literal_{name}"] or row[name]) for name in ("lower", "upper"))
    assert [literal.value, literal.lower, literal.upper] == [float(row["value"]), lower, upper]


def test_each_row_of_the_table_is_worked_out_in_each_language() -> None:
    # 上百, 上千, 上万 have no English wording of their own.
    by_language = {
        language: {row["row"] for row in ROWS if row["language"] == language}
        for language in ("en", "zh")
    }
    assert by_language["zh"] >= set(QUALIFIERS)
    assert by_language["en"] >= set(QUALIFIERS) - {"hundred_or_more"}


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("nearly 30,000 firms", "近三万户"),
        ("over 43 million people", "逾四千三百万人"),
        ("between 3 and 5 years", "三至五年"),
        ("about 1.2 billion US dollars", "12亿美元左右"),
        ("30,000 yuan per person", "人均3万元"),
        ("3 percentage points", "3个百分点"),
        ("150 billion yuan", "一千五百亿元"),
    ],
)
def test_the_two_languages_agree(english: str, chinese: str) -> None:
    assert quantity(english) == quantity(chinese)


@pytest.mark.parametrize(
    ("phrase", "unit"),
    [
        ("14.04 million yuan per firm", "CNY/firm"),
        ("6.39 yuan per US dollar", "CNY/USD"),
        ("80 a day", "1/day"),
        ("5 percent a year", "percent/year"),
        ("日均80户", "firm/day"),
        ("18,000 new company registrations", "firm"),
        ("over 43 million", "1"),
        ("RMB 30 billion", "CNY"),
        ("人民币30亿元", "CNY"),
        ("2 countries", "country"),
    ],
)
def test_units_are_read_from_words(phrase: str, unit: str) -> None:
    assert quantity(phrase).unit == unit


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        (
            "nearly 30,000 frims",
            "nearly 30,000 >frims<: unknown unit, did you mean 'firms'?",
        ),
        (
            "nearly 30,000 new frims",
            "nearly 30,000 new >frims<: unknown unit, did you mean 'firms'?",
        ),
        ("3,00 firms", "3>,00< firms: unknown unit"),
        (
            "$84 billion",
            (
                ">$<84 billion: more than one currency has this sign, "
                "write US$, S$, HK$, A$, ... or the code, such as USD"
            ),
        ),
        ("¥30", ">¥<30: more than one currency has this sign, write yuan or CNY, yen or JPY"),
        ("30¥", "30>¥<: more than one currency has this sign, write yuan or CNY, yen or JPY"),
        ("about nearly 30", "about >nearly< 30: a second qualifier beside 'about', keep one"),
        (
            "about 10-odd days",
            ">about< 10-odd days: a second qualifier beside 'odd', keep one",
        ),
        (
            "about 3 to 5 percent",
            ">about< 3 to 5 percent: a range has its own bounds, leave this word out",
        ),
        ("10 to 20-odd days", "10 to >20-odd< days: no end of a range"),
        (
            "3 days to 5 weeks",
            "3 days to >5 weeks<: a range from day to week, give both ends in one unit",
        ),
        ("3 a day to 5 a month", "3 a day to >5 a month<: per day and per month"),
        ("between 3 percent", "between 3 percent><: the second end of the range is missing"),
        ("firms", ">firms<: no number stands here"),
        ("between 3 and firms", "between 3 and >firms<: no number stands here"),
        ("30 days 40", "30 days >40<: not part of the figure, leave it out"),
        ("30 days years", "30 days >years<: a second unit beside day, keep one"),
        ("3月", ">3月<: a date, no figure, write 个月, or pass a length"),
        ("2018年", ">2018年<: a date, no figure, write 个月, or pass a length"),
        ("three quarters", ">three quarters<: a share or a length, write 75 percent or 9 months"),
        ("80 firms a dya", "80 firms a >dya<: unknown unit"),
        ("30 days new", "30 days >new<: not part of the figure, leave it out"),
        ("", "the phrase is empty. Mend: pass something like 'nearly 30,000 firms'"),
        (" 。", "the phrase is empty. Mend: pass something like 'nearly 30,000 firms'"),
    ],
)
def test_the_place_that_cannot_be_read_is_marked(phrase: str, message: str) -> None:
    with pytest.raises(TextError) as caught:
        quantity(phrase)
    assert str(caught.value) == message


def test_the_mend_is_kept_apart_too() -> None:
    with pytest.raises(TextError) as caught:
        quantity("30 frims")
    assert caught.value.mend == "did you mean 'firms'?"


def test_what_is_no_phrase_is_refused() -> None:
    with pytest.raises(TextError, match=r"301 characters are no phrase\. Mend: pass the words of"):
        quantity("3" * 301)
    with pytest.raises(TextError, match=r"a phrase is text, not int\. Mend: pass a str"):
        quantity(30)  # type: ignore[arg-type]
    with pytest.raises(TextError, match="a number of 200 signs, give at most 30 digits"):
        quantity("1" * 200)
    with pytest.raises(TextError, match="give at most 30 digits"):
        quantity("1," + ",".join(["000"] * 60))
    with pytest.raises(TextError, match="give at most 30 digits"):
        quantity("一" * 200)


def test_an_unknown_reading_is_refused() -> None:
    with pytest.raises(
        QuantityError, match=r"unknown reading 'strict'\. Mend: take one of pragmatic, literal"
    ):
        quantity("30 firms", reading="strict")


def test_a_phrase_keeps_its_wording_for_another_reading() -> None:
    figure = read("nearly 30,000 firms")
    assert (figure.printed, figure.qualifier, figure.unit) == ("30000", "nearly", "firm")
    assert math.isclose(figure.quantity("literal").lower, 0.0)


@given(
    st.text(
        alphabet=st.sampled_from(
            "0123456789.,-+$%/ abdefhilmnorstuy近万亿千百十三两半分之成多余几个户元天年至"
        ),
        max_size=40,
    )
)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = quantity(text)
    except LiaoningEconError:
        return
    literal = quantity(text, reading="literal")
    assert literal.lower <= found.lower <= found.value <= found.upper <= literal.upper
