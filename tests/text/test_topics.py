"""What figures measure and where: sentences over every indicator and many places, both languages.

The sentences of `known/topics.csv` were written, and what their figures are of was put down, before
the reader saw them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ import catalog
from liaoning_econ.text import reasons
from liaoning_econ.text.names import NOTHING, UNKNOWN
from liaoning_econ.text.reader import with_reasons

KNOWN = Path(__file__).resolve().parent.parent / "known" / "topics.csv"
PUBLISHED = "2019-03-20"
NAMED = {"named:province", "named:city", "named:zone", "named:area", "named:country"}


def cases() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Each sentence with its labelled figures."""
    with KNOWN.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for text in dict.fromkeys(row["text"] for row in rows):
        yield text, [row for row in rows if row["text"] == text]


@pytest.mark.parametrize(("text", "figures"), [pytest.param(*case, id=case[0]) for case in cases()])
def test_each_figure_has_its_indicator_and_region(text: str, figures: list[dict[str, str]]) -> None:
    found = le.read_text(text, published=PUBLISHED).to_dict("records")
    for figure in figures:
        rows = [row for row in found if row["surface"] == figure["surface"]]
        expected = (figure["indicator"], figure["region"])
        assert expected in [(row["indicator"], row["region"]) for row in rows], figure
        if figure["measure"]:
            assert figure["measure"] in [row["measure"] for row in rows], figure


def test_the_cases_cover_the_indicators_and_the_provinces() -> None:
    figures = [figure for _, labelled in cases() for figure in labelled]
    indicators = {figure["indicator"] for figure in figures}
    # What stands in no article that one would write: lengths, and what one document alone counts.
    rare = {
        "capital_registered_domestic", "firms_foreign_northeast_asia", "firms_new_domestic",
        "firms_new_hk_macao", "firms_planned", "industrial_output_overstatement",
        "projects_new_foreign", "visit", "window",
        "zone_cities",
    }  # fmt: skip
    assert set(le.indicators()["indicator"]) - indicators == rare
    regions = le.regions()
    provinces = set(regions.loc[regions["level"] == "province", "region"])
    assert provinces - {figure["region"] for figure in figures} == set()


@pytest.mark.parametrize(
    ("text", "indicator", "region"),
    [
        ("The zone counted 120 new Hong Kong and Macao companies.", "firms_new_hk_macao", ""),
        ("福建自贸区新设内资企业1200家。", "firms_new_domestic", "CN-FJ-FTZ"),
        ("营口片区拟入驻企业50家。", "firms_planned", "CN-LN-FTZ-YINGKOU"),
        ("辽宁自贸区内资企业注册资本800亿元。", "capital_registered_domestic", "CN-LN-FTZ"),
        ("大连有东北亚国家企业2300家。", "firms_foreign_northeast_asia", "CN-LN-DALIAN"),
        ("辽宁自朝鲜进口2亿美元。", "imports_goods_dprk", "CN-LN"),
        ("辽宁虚增工业增加值300亿元。", "industrial_output_overstatement", "CN-LN"),
        ("沈阳新批外资项目85个。", "projects_new_foreign", "CN-LN-SHENYANG"),
        ("The zone lies in three cities of the Liaoning FTZ.", "zone_cities", "CN-LN-FTZ"),
        # Regions that are written in pinyin, or with all of their name.
        ("Nei Mongol's exports rose 3 percent.", "exports_goods", "CN-NM"),
        ("新疆维吾尔自治区出口增长3%。", "exports_goods", "CN-XJ"),
        ("澳门特别行政区经济增长4.7%。", "gdp", "CN-MO"),
        ("中国（辽宁）自由贸易试验区新增企业3万户。", "firms_new", "CN-LN-FTZ"),
        # A city of the province: neither the next one named nor a guess.
        ("Jobs were lost in Dalian. Pay fell by 5 percent across three of the province's cities.",
         "unknown", "CN-LN"),
        # No places of the catalogue.
        ("大连路商场销售额增长8%。", "unknown", "unknown"),
        ("吉林大学毕业生增加3%。", "unknown", "unknown"),
    ],
)  # fmt: skip
def test_rarer_indicators_and_names_are_found(text: str, indicator: str, region: str) -> None:
    row = le.read_text(text, published=PUBLISHED).iloc[-1]
    assert (row["indicator"], row["region"]) == (indicator, region or "unknown")


def test_people_who_work_somewhere_are_a_stock() -> None:
    assert le.read_text("Some 11,000 people work there.")["measure"].tolist() == ["stock"]


def test_what_takes_time_is_no_expectation() -> None:
    found = le.read_text(
        "Trains reach Hamburg in 16 days, ships will take more than 30 days. "
        "Exports will rise by 5 percent. The permit is planned to take 3 days."
    )
    assert found["status"].tolist() == ["A", "A", "F", "F"]


def test_reasons_are_of_the_same_figures() -> None:
    text = "Throughput rose 5 percent in 2018. GDP of Anhui grew 8 percent in 2018."
    claims, why = with_reasons(text, document="note")
    assert list(why.columns) == ["document", "claim", "column", "reason"]
    pd.testing.assert_frame_equal(why, reasons(text, document="note"))
    pd.testing.assert_frame_equal(claims, le.read_text(text, document="note"))
    unknown = claims.loc[claims["indicator"] == "unknown", "claim"].tolist()
    assert why.loc[why["column"] == "indicator", "claim"].tolist() == unknown == ["C001"]


@pytest.mark.parametrize(
    ("text", "column", "reason"),
    [
        ("Throughput rose 5 percent.", "indicator", "'throughput' is no indicator of the catalog"),
        ("The walk took them 2,000 yuan.", "indicator", "(words looked at: 'the walk took them"),
        ("GDP of Anhui came to 300 vehicles.", "indicator", "'gdp' names gdp (in CNY), not a"),
        ("Sixty firms visited the fair.", "indicator", "firms that left, came to visit"),
        ("全省税收增长3%。", "region", "'全省' stands for a province that the text does not name"),
        ("Exports rose 3 percent.", "region", "no words name a place"),
        ("Guangzhou's exports rose 3 percent.", "region", "'guangzhou' is no region of the cat"),
        ("本溪与抚顺的财政收入合在一起为90亿元。", "region", "CN-LN-BENXI and CN-LN-FUSHUN"),
        ("GDP rose 3 percent last year.", "window", "'last year' needs published"),
        ("GDP rose 3 percent.", "window", "no words near the figure name days"),
        ("It took them 30 days.", "window", "a length of time has no days of its own"),
    ],
)
def test_what_stays_open_has_its_reason(text: str, column: str, reason: str) -> None:
    found = reasons(text)
    assert reason in " ".join(found.loc[found["column"] == column, "reason"])


def test_every_unknown_has_a_reason_and_nothing_else_has() -> None:
    for text, _ in cases():
        claims, why = with_reasons(text)
        for column in ("indicator", "region"):
            unknown = claims.loc[claims[column] == "unknown", "claim"].tolist()
            found = why.loc[(why["column"] == column) & (why["reason"] != ""), "claim"].tolist()
            assert found == unknown, text


def test_words_of_the_catalogue_stand_for_its_codes() -> None:
    for kind, codes in (
        ("indicator", set(le.indicators()["indicator"]) | {UNKNOWN, NOTHING}),
        ("region", set(le.regions()["region"]) | {UNKNOWN} | NAMED),
    ):
        words = catalog.synonyms(kind)
        assert {one.code for one in words} <= codes
        assert len({one.word for one in words}) == len(words), "a word for two codes"
