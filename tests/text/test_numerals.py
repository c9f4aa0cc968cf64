"""Numbers of both languages against values worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaoning_econ.errors import TextError
from liaoning_econ.text.lexicon import fold
from liaoning_econ.text.numerals import scan


def value(text: str) -> Fraction | None:
    """The number that the whole text is; None where it is not one number."""
    found = scan(fold(text), 0)
    if found is None or found.end != len(text):
        return None
    return Fraction(found.printed) * found.scale


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30,000", 30_000),
        ("30\u202f000", 30_000),
        ("1,234,567.8", Fraction("1234567.8")),
        (".5", Fraction(1, 2)),
        ("-.5", Fraction(-1, 2)),
        ("\u22123.5", Fraction("-3.5")),
        ("+3", 3),
        ("84bn", 84 * 10**9),
        ("30k", 30_000),
        ("1.6 trillion", 1_600_000_000_000),
        ("10-million", 10_000_000),
        ("1.5 hundred million", 150_000_000),
        ("2/3", Fraction(2, 3)),
        ("2½ million", 2_500_000),
        ("½", Fraction(1, 2)),
        ("３．５", Fraction("3.5")),
    ],
)
def test_numbers_in_digits(text: str, expected: Fraction) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("seven", 7),
        ("twenty-five", 25),
        ("two hundred and fifty thousand", 250_000),
        ("twelve hundred", 1200),
        ("a hundred", 100),
        ("one million two hundred thousand", 1_200_000),
        ("two thousand and seventeen", 2017),
        ("three dozen", 36),
        ("a dozen", 12),
        ("half", Fraction(1, 2)),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("three quarters of a million", 750_000),
        ("two-thirds", Fraction(2, 3)),
        ("one and a half million", 1_500_000),
        ("twice", 2),
        ("threefold", 3),
        ("tens of thousands of", 10_000),
        ("hundreds of billions of", 100_000_000_000),
    ],
)
def test_numbers_in_english_words(text: str, expected: Fraction) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("一百五", 150),
        ("一百五十", 150),
        ("两千", 2000),
        ("三万五", 35_000),
        ("三万五千", 35_000),
        ("三万零五百", 30_500),
        ("四千三百万", 43_000_000),
        ("一亿三千万", 130_000_000),
        ("万亿", 10**12),
        ("一万六千亿", 1_600_000_000_000),
        ("三千五百万亿", 3_500_000_000_000_000),
        ("三点五万亿", 3_500_000_000_000),
        ("二〇一八", 2018),
        ("4211.4亿", 421_140_000_000),
        ("3千万", 30_000_000),
        ("3亿5000万", 350_000_000),
        ("1亿零300万", 103_000_000),
        ("3万5千", 35_000),
        ("3万5000", 35_000),
        ("三分之一", Fraction(1, 3)),
        ("千分之三", Fraction(3, 1000)),
        ("百分之三十", 30),
        ("百分之3.5", Fraction("3.5")),
        ("三成", 30),
        ("三成五", 35),
        ("7成", 70),
        ("十几", 10),
        ("三十几万", 300_000),
        ("30多万", 300_000),
        ("三万余", 30_000),
        ("数百万", 1_000_000),
        ("几十", 10),
        ("上千", 1000),
        ("一半", Fraction(1, 2)),
        ("翻一番", 2),
        ("翻了两番", 4),
        ("两兆", 2 * 10**12),
    ],
)
def test_numbers_in_chinese(text: str, expected: Fraction) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    "text", ["", "firms", "third", "and", "hundred", "企业", "成立", "分之", "tens", "-", "."]
)
def test_what_is_no_number(text: str) -> None:
    assert scan(text, 0) is None


def test_a_number_ends_where_another_word_begins() -> None:
    text = "one hundred and two hundred"
    found = scan(text, 0)
    assert found is not None
    assert text[: found.end] == "one hundred"
    # 百分点 and 千米 are units, no hundreds and thousands.
    for text in ("3百分点", "3千米", "5 m2"):
        found = scan(text, 0)
        assert found is not None
        assert (found.printed, found.scale) == (text[0], 1)
    founded = scan("三成立", 0)
    assert founded is not None
    assert founded.end == 1


def test_a_place_inside_a_text_can_be_read() -> None:
    text = fold("The zone attracted nearly 30,000 firms; 421.14 billion yuan in all")
    spots = [scan(text, text.index("30,")), scan(text, text.index("421"))]
    assert [text[spot.start : spot.end] for spot in spots if spot] == [
        "30,000",
        "421.14 billion",
    ]


def test_a_number_without_end_is_refused() -> None:
    with pytest.raises(TextError, match="give at most 30 digits"):
        scan("9" * 100_000, 0)
    with pytest.raises(TextError, match="give at most 30 digits"):
        scan("三点" + "五" * 100_000, 0)


SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
SMALL += "fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def in_english(number: int) -> str:
    """A slow, plain speller: the other way round from the reader."""
    if number < 20:
        return SMALL.split()[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return TENS.split()[tens - 2] + (f"-{in_english(ones)}" if ones else "")
    for size, word in (
        (10**9, "billion"),
        (10**6, "million"),
        (1000, "thousand"),
        (100, "hundred"),
    ):
        if number >= size:
            many, rest = divmod(number, size)
            joint = " and " if rest < 100 else " "
            return f"{in_english(many)} {word}" + (joint + in_english(rest) if rest else "")
    raise AssertionError(number)


def in_chinese(number: int) -> str:
    """A slow, plain speller of the standard form, zero by zero."""
    if number < 10:
        return "零一二三四五六七八九"[number]
    for size, word in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            many, rest = divmod(number, size)
            gap = "零" if 0 < rest < size // 10 else ""
            return in_chinese(many) + word + (gap + in_chinese(rest) if rest else "")
    raise AssertionError(number)


@given(st.integers(0, 10**12 - 1))
def test_whole_numbers_in_english_words_come_back(number: int) -> None:
    assert value(in_english(number)) == number


@given(st.integers(0, 10**12 - 1))
def test_whole_numbers_in_chinese_words_come_back(number: int) -> None:
    assert value(in_chinese(number)) == number


@given(st.integers(-(10**15), 10**15))
def test_whole_numbers_with_separators_come_back(number: int) -> None:
    assert value(f"{number:,}") == number
