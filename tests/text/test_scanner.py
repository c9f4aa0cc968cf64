"""The scanner alone: places, units, qualifiers and rates of numbers, before any is dated."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from liaoning_econ.errors import TextError
from liaoning_econ.text.lexicon import fold_text
from liaoning_econ.text.numerals import scan as read_number
from liaoning_econ.text.scanner import Found, scan_text


def scan(text: str) -> list[Found]:
    """What the scanner finds in a text as it came."""
    return scan_text(text, fold_text(text))


def surfaces(text: str) -> list[str]:
    """The surfaces of a text."""
    return [text[found.start : found.end] for found in scan(text)]


def test_a_figure_is_a_tuple_of_what_stands_around_its_number() -> None:
    text = "It drew nearly 30,000 new companies a month."
    (found,) = scan(text)
    assert tuple(found) == (
        15, 21, 8, 43, "30,000".replace(",", ""), 1, False, "nearly", "firm", "month", "companies",
        "digits", False, False,
    )  # fmt: skip
    assert text[found.first : found.last] == "nearly 30,000 new companies a month"


@pytest.mark.parametrize(
    ("text", "printed", "scale", "unit", "per", "qualifier"),
    [
        ("US$1.6 trillion", "1.6", 10**12, "USD", "", "none"),
        ("10-odd days", "10", 1, "day", "", "odd"),
        ("3-5 years", "3..5", 1, "year", "", "between"),
        ("between 3.5% and 4 percent", "7/2..4", 1, "percent", "", "between"),
        ("two or three firms", "2..3", 1, "firm", "", "between"),
        ("one in four", "1/4", 1, "1", "", "fraction"),
        ("half a million people", "1/2", 10**6, "person", "", "fraction"),
        ("5 times", "5", 1, "1", "", "none"),
        ("570 yuan a tonne", "570", 1, "CNY", "tonne", "none"),
        ("1.1 million barrels a day", "1.1", 10**6, "barrel", "day", "none"),
        ("近3万户", "3", 10**4, "firm", "", "nearly"),
        ("三十几万亩", "30", 10**4, "mu", "", "odd"),
        ("数十亿元", "1000000000", 1, "CNY", "", "tens_of"),
        ("5万到10万元", "50000..100000", 1, "CNY", "", "between"),
        ("一成至两成", "10..20", 1, "percent", "", "between"),
        ("日均80户", "80", 1, "firm", "day", "none"),
        ("三天半", "7/2", 1, "day", "", "fraction"),
        ("6.49‰", "6.49", 0.001, "1", "", "none"),
        ("5分钱", "5", 0.01, "CNY", "", "none"),
        ("港币八十亿元", "8000000000", 1, "HKD", "", "none"),
    ],
)
def test_number_unit_rate_and_qualifier_are_told_apart(
    text: str, printed: str, scale: float, unit: str, per: str, qualifier: str
) -> None:
    (found,) = scan(text)
    assert (found.printed, found.scale, found.unit, found.per, found.qualifier) == (
        printed, scale, unit, per, qualifier,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("🏭 64 projects 📈 and 👩\u200d🏭 12 firms", ["64", "12"]),
        ("６月底共有１２３．４万户企业", ["１２３．４万"]),
        (
            "12\u2009500 vehicles, 3\u202f200 people, 1\u00a0000 yuan",
            ["12\u2009500", "3\u202f200", "1\u00a0000 yuan"],
        ),
        ("cafe\u0301 owners earn 30\u0301 percent of 5 yuan", ["30", "5 yuan"]),
        ("約萬餘家，佔四成五", ["萬", "四成五"]),
        ("growth of \u22123.5% or \uff0d2.1％", ["3.5%", "2.1％"]),
        ("Istanbul İ spent 30 million lira; ﬁrms 7", ["30 million", "7"]),
        ("2½ million tonnes and ¾ of it", ["2½ million tonnes", "¾"]),
    ],
)
def test_places_are_those_of_the_text_as_it_came(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


@pytest.mark.parametrize("digits", [31, 61, 400, 4301, 100_000])
@pytest.mark.parametrize("sign", ["7", "七", "９"])
def test_a_number_longer_than_any_figure_is_passed_over(digits: int, sign: str) -> None:
    # Past 4,300 digits int() raises, and float() is infinite past 308.
    text = f"{sign * digits} yuan and 30 days"
    assert surfaces(text)[-1] == "30 days"
    assert all(len(surface) < 40 for surface in surfaces(text))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("9" * 61, "a number of 61 signs, give at most 30 digits"),
        ("1" + ",000" * 40, "give at most 30 digits"),
        ("三点" + "五" * 61, "give at most 30 digits"),
        ("0." + "3" * 100, "a number of 100 signs"),
    ],
)
def test_the_reader_of_one_number_says_that_it_is_too_long(text: str, message: str) -> None:
    with pytest.raises(TextError, match=message):
        read_number(text, 0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "一",
        "百",
        "a",
        "the",
        ".",
        "-",
        "%",
        "$",
        "￥",
        "第",
        "上",
        "several",
        "分之",
        "2018",
    ],
)
def test_what_holds_no_number_gives_nothing(text: str) -> None:
    assert scan(text) == []


def test_a_list_shares_the_unit_of_its_last_number() -> None:
    assert [found.unit for found in scan("59.96, 29.97 and 29.96 sq km")] == ["km2"] * 3
    assert [found.unit for found in scan("7 of the 63 applicants")] == ["person"] * 2


def test_a_move_from_one_number_to_the_next_is_no_range() -> None:
    assert surfaces("rose from 3 to 5 percent") == ["3", "5 percent"]
    assert surfaces("dropped by $43.9 billion to $3.07 trillion") == [
        "$43.9 billion",
        "$3.07 trillion",
    ]
    assert surfaces("由15天缩短至3天") == ["15天", "3天"]


PIECES = (
    "nearly over about between and to from 30,000 421.14 1,000 .5 3.5 12 2018 billion million k bn "
    "yuan US$ S$ ¥ % percent bps tonnes barrels a per day firms people months ½ half twice dozens "
    "one in five several hundred 近 超过 约 不到 三万 十几 两三 一万五六千 数十 亿 万 元 户 "
    "家 人次 个 月 年 天 半 "
    "日均 每 增长 下降 倍 翻番 三分之一 三成 至 到 - ~ 和 、 ， 。 ( ) 第 前 后 版 强 层 "
    "比 : / 多 余 左右 以上 内 "
    "🏭 \u0301 ３ \u2009 ‰ 分钱 －"
).split(" ")
TEXTS = st.one_of(
    st.text(max_size=120),
    st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
)


@given(TEXTS)
@example("1.")
@example(".5.5.5")
@example("百" * 50)
@example("1/" * 30)
@example("一二三" * 20)
def test_figures_stand_in_order_and_never_in_one_place(text: str) -> None:
    behind = 0
    for found in scan(text):
        assert behind <= found.start < found.end <= len(text)
        assert found.first <= found.start
        assert found.end <= found.last <= len(text)
        assert found.scale > 0
        behind = found.end


@given(TEXTS, st.sampled_from(("\n", "\n\n")))
def test_a_line_is_read_alike_wherever_it_stands(text: str, gap: str) -> None:
    line = text.replace("\n", " ")
    alone = [found.printed for found in scan(line)]
    below = [found.printed for found in scan(f"None here.{gap}{line}")]
    assert below == alone


@given(st.integers(1, 10**9), st.sampled_from(("firms", "days", "percent", "yuan")))
def test_a_whole_number_before_a_unit_is_always_found(number: int, unit: str) -> None:
    (found,) = scan(f"It counted about {number:,} {unit} in all.")
    assert int(found.printed) == number
    assert found.qualifier == "about"


@given(st.integers(2, 9), st.integers(2, 9), st.sampled_from("十百千万亿"))
def test_two_neighbours_are_a_range_and_two_others_are_not(
    first: int, second: int, scale: str
) -> None:
    signs = "〇一二三四五六七八九"
    found = read_number(f"{signs[first]}{signs[second]}{scale}", 0)
    assert found is not None
    expected = second == first + 1 or (first, second) == (3, 5)
    assert (found.qualifier == "between") == expected
