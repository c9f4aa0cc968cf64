"""Whole articles: what title, dateline and first sentence say holds where nothing else is named.

The articles of `data` were written for this; each figure's place, time and indicator was put down
from the words in the file of the same name in `known`.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ.text import read_text, reasons
from liaoning_econ.text.languages import only

HERE = Path(__file__).resolve().parent.parent
ARTICLES = ("communique_hunan", "press_chongqing")
KNOWN: dict[str, dict[str, Any]] = {
    name: tomllib.loads((HERE / "known" / f"{name}.toml").read_text(encoding="utf-8"))
    for name in ARTICLES
}
COLUMNS = ("unit", "indicator", "region", "measure", "precision")
LED = "Liaoning's economy grew 5.7 percent in 2018.\n\n"


def rows_of(text: str, published: str = "2019-03-20", **options: Any) -> dict[str, dict[Any, Any]]:
    """The claims of a text by their surface."""
    found = read_text(text, published=published, **options).to_dict("records")
    return {row["surface"]: row for row in found}


@pytest.mark.parametrize("name", ARTICLES)
def test_every_figure_of_an_article_is_found_and_nothing_else(name: str) -> None:
    found = le.read_article(HERE / "data" / f"{name}.txt", published=KNOWN[name]["published"])
    assert found["surface"].tolist() == [figure["surface"] for figure in KNOWN[name]["figure"]]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        pytest.param(name, place, id=f"{name}-{place}-{figure['surface']}")
        for name in ARTICLES
        for place, figure in enumerate(KNOWN[name]["figure"])
    ],
)
def test_every_figure_has_its_indicator_place_and_time(name: str, place: int) -> None:
    figure = KNOWN[name]["figure"][place]
    text = (HERE / "data" / f"{name}.txt").read_text(encoding="utf-8")
    claim = read_text(text, published=KNOWN[name]["published"]).to_dict("records")[place]
    assert claim["value"] == pytest.approx(figure["value"], rel=1e-12)
    assert {column: claim[column] for column in COLUMNS} == {c: figure[c] for c in COLUMNS}
    for column in ("start", "end"):
        assert str(claim[column])[:10] == str(figure.get(column, "NaT")), column


@pytest.mark.parametrize(
    ("text", "surface", "region"),
    [
        # The title names the place; the province, the city and the whole stand for it.
        (
            "2018年甘肃省国民经济和社会发展统计公报\n\n全省粮食总产量1151.4万吨。",
            "1151.4万吨",
            "CN-GS",
        ),
        (
            "2018年云南省国民经济运行情况\n\n一、工业\n\n规模以上工业增加值增长11.8%。",
            "11.8%",
            "CN-YN",
        ),
        ("Hubei opens up\n\nThe province's exports rose 9 percent.", "9 percent", "CN-HB"),
        ("PRESS RELEASE\n\nFujian's ports\n\nCargo rose 3 percent.", "3 percent", "CN-FJ"),
        # The first sentence does, where the title names none.
        ("A good year\n\nJilin grew last year.\n\nSales rose 2 percent.", "2 percent", "CN-JL"),
        (LED + "Consumer prices rose 2.5 percent.", "2.5 percent", "CN-LN"),
        ("去年安徽经济稳中有进。\n\n社会消费品零售总额增长11.6%。", "11.6%", "CN-AH"),
        # The dateline alone does, where neither names a place.
        (
            "Shanghai, 20 March 2019 - The weather was fine.\n\nSales rose 2 percent.",
            "2 percent",
            "CN-SH",
        ),
        # The part is meant, not the whole in which it lies.
        ("The Henan zone in China\n\nThe zone has 9,000 firms.", "9,000", "CN-HA-FTZ"),
        # Two candidates: nobody can tell.
        ("Liaoning and Jilin sign a pact\n\nExports rose 9 percent.", "9 percent", "unknown"),
        (LED + "Jilin did worse.\n\nExports fell 3 percent.", "3 percent", "unknown"),
        ("Spring\n\nIt was warm.\n\nExports fell 3 percent.", "3 percent", "unknown"),
        # What a paragraph names itself comes first, also a place not in the catalogue.
        (LED + "In Jilin exports fell 3 percent.", "3 percent", "CN-JL"),
        (LED + "Europe's economy grew 1.9 percent.", "1.9 percent", "unknown"),
    ],
)
def test_the_place_of_an_article_is_carried_on(text: str, surface: str, region: str) -> None:
    assert rows_of(text)[surface]["region"] == region


@pytest.mark.parametrize(
    ("text", "surface", "start", "end"),
    [
        ("2017年青海省统计公报\n\n进出口总额44.4亿元。", "44.4亿元", "2017-01-01", "2017-12-31"),
        (
            "2017年青海省统计公报\n\n年末常住人口598.38万人。",
            "598.38万",
            "2017-12-31",
            "2017-12-31",
        ),
        ("2018年上半年河北经济运行情况\n\n投资增长5.4%。", "5.4%", "2018-01-01", "2018-06-30"),
        (
            "Shaanxi's trade in 2017\n\nExports rose 55.4 percent.",
            "55.4 percent",
            "2017-01-01",
            "2017-12-31",
        ),
        (LED + "Exports rose 6 percent.", "6 percent", "2018-01-01", "2018-12-31"),
        # Another year was named in between; a plan; today; the year before the report's.
        (
            LED + "In 2016 it shrank 2.5 percent.\n\nExports rose 6 percent.",
            "6 percent",
            "NaT",
            "NaT",
        ),
        (LED + "The fair expects exports to rise 6 percent.", "6 percent", "NaT", "NaT"),
        (LED + "Exports now account for 12 percent of GDP.", "12 percent", "NaT", "NaT"),
        ("2018年政府工作报告\n\n地区生产总值增长4.2%。", "4.2%", "NaT", "NaT"),
        ("Trade in 2016 and 2018\n\nExports rose 6 percent.", "6 percent", "NaT", "NaT"),
        # A day on which people were counted is none on which something grew.
        (
            "Hunan had 68.6 million people at the end of 2017. It grew 8 percent.",
            "8 percent",
            "NaT",
            "NaT",
        ),
    ],
)
def test_the_time_of_an_article_is_carried_on(
    text: str, surface: str, start: str, end: str
) -> None:
    row = rows_of(text)[surface]
    assert (str(row["start"])[:10], str(row["end"])[:10]) == (start, end)


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        (
            "Hebei's GDP reached 3.6 trillion yuan. Hunan came next with 3.64 trillion yuan.",
            "3.64 trillion yuan",
            ("gdp", "CN-HN", "flow", "CNY"),
        ),
        (
            "Henan's exports came to 300 billion yuan. Hubei was second with 250 billion yuan.",
            "250 billion yuan",
            ("exports_goods", "CN-HB", "flow", "CNY"),
        ),
        (
            "Anhui, with 63.2 million people, grew 8 percent.",
            "8 percent",
            ("gdp", "CN-AH", "growth", "percent"),
        ),
        (
            "Anhui, with 63.2 million people, grew 8 percent.",
            "63.2 million",
            ("population", "CN-AH", "stock", "person"),
        ),
        (
            "Sichuan's GDP rose to 4 trillion yuan, 4.5 percent of the national total.",
            "4.5 percent",
            ("gdp", "CN-SC", "share", "percent"),
        ),
        (
            "Hainan had a population of 9.3 million, 86,000 more than a year earlier.",
            "86,000",
            ("population", "CN-HI", "growth", "person"),
        ),
        (
            "The Henan zone registered some 4,000 companies in its first year.",
            "4,000",
            ("firms_new", "CN-HA-FTZ", "cumulative", "firm"),
        ),
        (
            "广西人均生产总值41489元，增长5.8%，按年均汇率折算为6270美元。",
            "6270美元",
            ("gdp", "CN-GX", "rate", "USD/person"),
        ),
        (
            "广西人均生产总值41489元，增长5.8%，按年均汇率折算为6270美元。",
            "5.8%",
            ("unknown", "CN-GX", "growth", "percent"),
        ),
        (
            "The yuan stood at 6.33 to the dollar, against 6.89 a year ago.",
            "6.89",
            ("exchange_rate", "CN", "price", "CNY/USD"),
        ),
        (
            "湖北税收收入2463.1亿元，占一般公共预算收入的74.5%。",
            "74.5%",
            ("tax_revenue", "CN-HB", "share", "percent"),
        ),
    ],
)
def test_a_figure_takes_its_indicator_from_the_figures_beside_it(
    text: str, surface: str, expected: tuple[str, ...]
) -> None:
    row = rows_of(text)[surface]
    assert tuple(row[name] for name in ("indicator", "region", "measure", "unit")) == expected


def test_the_way_of_a_transit_is_its_basis() -> None:
    rows = rows_of("Goods from Dalian take more than 30 days by sea and 12 days by rail.")
    assert [rows[name]["basis"] for name in ("30 days", "12 days")] == ["sea", "rail"]
    rows = rows_of("从大连到汉堡，铁路运输只需14天，走海路则要45天。")
    assert [rows[name]["basis"] for name in ("14天", "45天")] == ["rail", "sea"]


def test_why_the_place_stayed_open_names_the_two_candidates() -> None:
    found = reasons(LED + "Jilin did worse.\n\nExports fell 3 percent.", published="2019-03-20")
    said = found.loc[found["column"] == "region", "reason"].tolist()
    assert said == [
        "no word names a place; the article is of CN-LN, the paragraph before this of CN-JL"
    ]


BOTH = (
    "The zone drew 30,000 firms (近3万户). It has 12 halls.\n截至2018年7月底，注册资本4211.4亿元。"
)


@pytest.mark.parametrize(
    ("language", "surfaces"),
    [
        ("en", ["30,000", "12"]),
        ("zh", ["3万", "4211.4亿元"]),
        (None, ["30,000", "3万", "12", "4211.4亿元"]),
    ],
)
def test_one_language_is_read_alone(language: str | None, surfaces: list[str]) -> None:
    found = read_text(BOTH, language=language)
    assert found["surface"].tolist() == surfaces
    for row in found.to_dict("records"):
        assert BOTH[row["span_start"] : row["span_end"]] == row["surface"]


def test_a_language_alone_leaves_its_own_text_as_it_is() -> None:
    for name, language in (("communique_hunan", "zh"), ("press_chongqing", "en")):
        text = (HERE / "data" / f"{name}.txt").read_text(encoding="utf-8")
        pd.testing.assert_frame_equal(read_text(text, language=language), read_text(text))
        other = "en" if language == "zh" else "zh"
        assert read_text(text, language=other).empty
        assert len(only(text, other)) == len(text)
