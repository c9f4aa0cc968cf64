"""Articles to Claims: the two source articles, and laws that hold for any text."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import liaoning_econ as le
from liaoning_econ import frames
from liaoning_econ.errors import FileError, TextError
from liaoning_econ.text import read_article, read_text

ARTICLES = os.environ.get("LIAONING_ECON_ARTICLES", "")
needs_articles = pytest.mark.skipif(
    not ARTICLES, reason="set LIAONING_ECON_ARTICLES to the folder of the two articles"
)
CORPUS = Path(__file__).parent / "corpus"
DESIGN = (
    "It has nearly 30,000 new companies with a registered capital of 421.14 billion yuan "
    "(S$84 billion) since its opening in April last year, which compares well with the 18,000 in "
    "the first four years of the Shanghai FTZ."
)


def test_the_sentence_of_the_first_page_gives_its_five_figures() -> None:
    # By hand, with the one table of bounds.
    claims = read_text("The Liaoning FTZ is new. " + DESIGN, published="2018-08-11")
    columns = ["surface", "value", "lower", "upper", "unit", "qualifier"]
    assert claims[columns].to_numpy().tolist() == [
        ["30,000", 30_000, 27_000, 30_000, "firm", "nearly"],
        ["421.14 billion yuan", 421.14e9, 421.135e9, 421.145e9, "CNY", "none"],
        ["S$84 billion", 84e9, 83.5e9, 84.5e9, "SGD", "none"],
        ["18,000", 18_000, 17_500, 18_500, "firm", "none"],
        ["four years", 4, 3.5, 4.5, "year", "none"],
    ]
    assert claims["start"].astype(str).tolist()[:4] == [
        "2017-04-10",
        "2017-04-10",
        "2017-04-10",
        "2013-09-29",
    ]
    assert claims["end"].astype(str).tolist()[:4] == [
        "2018-08-11",
        "2018-08-11",
        "2018-08-11",
        "2017-09-28",
    ]
    assert claims["relation"].tolist()[2:4] == ["same_figure", "compared_with"]
    assert claims["related_claim"].tolist()[2:4] == ["C002", "C001"]


# What the two articles say in digits and number words, apart from dates: the shipped reading.
@needs_articles
@pytest.mark.parametrize(
    ("name", "published"),
    [("000_8ed4b4c2027910b1.txt", "2019-01-08"), ("004_ed772e34f7e3be99.txt", "2018-08-31")],
)
def test_the_articles_are_read_completely_and_nothing_else_is(name: str, published: str) -> None:
    found = read_article(Path(ARTICLES) / name, published=published)
    expected = le.claims(name).sort_values("span_start").reset_index(drop=True)
    columns = ["value", "lower", "upper", "unit", "paragraph"]
    # The units of a claim's own row are without multiplier, as those of the catalogue.
    pd.testing.assert_frame_equal(
        found[columns].astype({"unit": "str"}), expected[columns].astype({"unit": "str"})
    )


@pytest.mark.parametrize(
    "text",
    [
        "The A18 road leads past a Boeing 737.",
        "He spoke of the G20, of 5G and of COVID-19.",
        "On Monday, 8 January 2019, the train reached Beijing at 10:55.",
        "This is one of the reasons; a one-stop hall opened.",
        "一带一路建设稳步推进，第三批试点进入深水区。",
        "咨询电话0411-87654321。",
        "It was announced in the 1980s and in Resolution 2371.",
        "",
        "\n\n",
    ],
)
def test_what_measures_nothing_is_no_figure(text: str) -> None:
    found = read_text(text)
    assert found.empty
    assert list(found.columns) == frames.CLAIMS.names


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("GDP fell 3.2 percent.", -3.2, "percent"),
        ("出口下降2.1%。", -2.1, "percent"),
        ("投资增长3倍。", 4, "1"),
        ("投资增至3倍。", 3, "1"),
        ("产值翻两番。", 4, "1"),
        ("It rose by 15 basis points.", 15, "basis_point"),
        ("日均新增企业80户。", 80, "firm/day"),
        ("The zone registers 80 firms a day.", 80, "firm/day"),
        ("６３０万人", 6_300_000, "person"),
        ("6.93 yuan to the dollar", 6.93, "CNY/USD"),
    ],
)
def test_values_and_units_follow_from_the_words(text: str, value: float, unit: str) -> None:
    found = read_text(text)
    assert found["value"].tolist() == [value]
    assert found["unit"].tolist() == [unit]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        # A list is no range, and neither is a change with what it led to.
        ("出口同比分别增长3.2%、4.5%和5.6%。", [3.2, 4.5, 5.6]),
        ("Sales dropped 13 per cent to 1.48 million units.", [-13, 1_480_000]),
        ("Exports climbed by a fifth to US$46.2bn.", [0.2, 46.2e9]),
        ("The fund has 500 million to 600 million yuan.", [550e6]),
        ("They measure 59.96, 29.97 and 29.96 sq km.", [59.96, 29.97, 29.96]),
    ],
)
def test_ranges_lists_and_changes_are_told_apart(text: str, values: list[float]) -> None:
    assert read_text(text)["value"].tolist() == pytest.approx(values)


def test_a_change_links_its_two_levels() -> None:
    found = read_text("The number of firms rose from 3,200 to 8,730.")
    assert found["value"].tolist() == [3200, 8730]
    assert found["relation"].tolist() == ["none", "change_from"]


def test_all_kinds_of_line_ends_count_as_newlines() -> None:
    rows = [read_text(text) for text in ("A.\n\n30 days.", "A.\r\n\r\n30 days.", "A.\r\r30 days.")]
    assert [row["span_start"].tolist() for row in rows] == [[4]] * 3
    assert [row["paragraph"].tolist() for row in rows] == [[2]] * 3


@pytest.mark.parametrize("digits", [31, 400, 5000])
def test_numbers_too_long_for_any_figure_are_none(digits: int) -> None:
    # Past 4,300 digits int() raises, and float() gives infinity past 308.
    assert read_text(f"{'7' * digits} yuan and 30 days")["value"].tolist() == [30]


WORDS = (
    "nearly over between and to from 30,000 421.14 billion trillion yuan US$ S$ ¥ % percent "
    "近 超过 三万 十几 亿 元 户 去年 截至 2018年 7月 底 增长 下降 倍 翻番 分之 第 - ~ . , ( ) "
    "first four years since its opening in April last year Liaoning FTZ GDP 辽宁 ３ ½ one half of "
    "https://x.y/1 024-8888888 5G 成 半 百 千 odd -plus 多 余 左右 12:30 a day per 1 2 3 e 🏭 "
    "\u0301 数 上 万 days"
).split()
MIXTURES = st.lists(st.sampled_from([*WORDS, "\n"]), max_size=40).map(" ".join)


@given(st.one_of(st.text(max_size=300), MIXTURES, MIXTURES.map(lambda text: text.replace(" ", ""))))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_claims_whose_spans_match(text: str) -> None:
    claims = read_text(text, published="2018-08-11")
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    assert [plain[a:b] for a, b in zip(claims["span_start"], claims["span_end"], strict=True)] == (
        claims["surface"].tolist()
    )
    assert np.isfinite(claims["value"]).all()
    assert (claims["lower"] <= claims["value"]).all()
    assert (claims["value"] <= claims["upper"]).all()
    assert claims["span_start"].is_monotonic_increasing
    assert list(claims.columns) == frames.CLAIMS.names


def test_what_broke_in_fuzzing_is_read() -> None:
    for file in sorted(CORPUS.glob("*.txt")):
        read_text(file.read_bytes().decode("utf-8", errors="replace"), published="2018-08-11")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"text": 3}, "an article is text, not int"),
        ({"text": "", "language": "fr"}, "unknown language 'fr'"),
        ({"text": "", "published": "yesterday"}, "published 'yesterday' is no day"),
        ({"text": "", "published": ("2018", "2019", "2020")}, "published has not two ends"),
        ({"text": "", "published": ("2019-01-02", "2018-01-01")}, "ends before it starts"),
    ],
)
def test_what_cannot_be_read_is_said(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(TextError, match=message):
        read_text(**arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_marked_encodings_are_recognised(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "note.txt"
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    file.write_bytes(mark + "近3万户企业".encode(encoding))
    found = read_article(file)
    assert found["surface"].tolist() == ["3万"]
    assert found["document"].tolist() == ["note.txt"]


def test_unmarked_gb18030_is_refused_with_the_command_that_converts_it(tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_bytes("近3万户企业".encode("gb18030"))
    with pytest.raises(TextError, match="iconv -f GB18030 -t UTF-8"):
        read_article(file)
    file.write_bytes(b"\x84\x31\x95\x33" + "近3万户企业".encode("gb18030"))
    assert read_article(file)["surface"].tolist() == ["3万"]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"none\.txt could not be read"):
        read_article(tmp_path / "none.txt")
