"""What a reader sees of a comparison: numbers, lines, HTML."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ.comparison.steps import Step, distinct
from liaoning_econ.comparison.wording import number, plain, span_text, times

Rows = Callable[..., pd.DataFrame]
Claim = Callable[[str], pd.DataFrame]


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ((5.0922, 4.121, 5.585), "about 5.1 times (4.1 to 5.6)"),
        ((1.9097, 1.572, 2.0576), "about 1.9 times (1.6 to 2.1)"),
        ((1.0016, 0.993, 1.011), "about 1.002 times (0.993 to 1.011)"),
        ((2.0, 2.0, 2.0), "2 times"),
        ((0.4257123, 0.4257122, 0.4257124), "about 0.4257 times"),
        ((5.0, 5.0, float("inf")), "about 5.0 times (5.0 or more)"),
        ((5.0, -float("inf"), 6.0), "about 5.0 times (6.0 or less)"),
        ((5.0, -float("inf"), float("inf")), "about 5.0 times (no bound is known)"),
        ((5.0, 0.001, 9.0), "about 5.0 times (0.001 to 9.0)"),
        ((0.0, -1.0, 1.0), "about 0 times (-1.0 to 1.0)"),
    ],
)
def test_ratios_in_words(ends: tuple[float, float, float], expected: str) -> None:
    assert times(*ends) == expected


def test_numbers_in_words() -> None:
    assert (number(0.0), number(float("inf")), number(-float("inf"))) == ("0", "∞", "-∞")
    assert (plain(119.89), plain(43_735_000.0), plain(0.2)) == ("119.89", "43,735,000", "0.2")
    assert span_text(120.0, 100.0, 150.0) == "about 120 (100 to 150)"


def test_steps_are_lines_and_alike_ones_are_merged() -> None:
    day = pd.Timestamp("2018-07-31")
    left = Step("left", "in USD", "0.15 USD for one CNY", "ecb", day)
    assert str(left) == "left: in USD, 0.15 USD for one CNY, source ecb, 2018-07-31"
    right = Step("right", "in USD", "0.15 USD for one CNY", "ecb", day)
    other = Step("right", "in USD", "0.16 USD for one CNY", "ecb", day)
    merged = distinct([left, right, other, left])
    assert [str(step)[:18] for step in merged] == ["both: in USD, 0.15", "right: in USD, 0.1"]


def test_the_steps_as_a_table(article: Claim) -> None:
    steps = le.compare(article("S13"), article("S14"), currency="SGD").steps_frame()
    assert steps.columns.tolist() == ["side", "what", "detail", "source", "day"]
    assert str(steps["day"].dtype) == "datetime64[us]"
    assert steps["source"].tolist() == ["ecb_reference_rates"]


def test_the_frame_of_one_pair(article: Claim) -> None:
    table = le.compare(article("S12"), article("S16"), per="month").to_frame()
    row = table.iloc[0]
    assert (row["indicator"], row["left_region"], row["right_region"]) == (
        "firms_new",
        "CN-LN-FTZ",
        "CN-SH-FTZ",
    )
    assert (row["left_claim"], row["right_claim"]) == ("S12", "S16")
    assert row["unit"] == row["difference_unit"] == "firm/month"
    assert row["right_value"] == 375  # 18,000 in 48 months
    assert table["verdict"].dtype == pd.CategoricalDtype(["always", "never", "depends"])


def test_changing_the_frame_leaves_the_comparison(rows: Rows) -> None:
    found = le.compare(rows(value=2.0), rows(value=1.0))
    table = found.to_frame()
    table.loc[0, "ratio"] = 99.0
    assert found.ratio.value == 2


def test_repr_of_one_and_of_many(rows: Rows) -> None:
    one = repr(le.compare(rows(value=2.0), rows(value=1.0), per="month"))
    assert one.startswith("Comparison of 1 pair\n  ratio")
    assert "2 times" in one
    assert "- both: per month, 12 months" in one
    names = [f"X-{n}" for n in range(12)]
    many = repr(le.compare(rows(region=names), rows()))
    assert many.startswith("Comparison of 12 pairs")
    assert "and 2 more" in many


def test_html_escapes_every_text(rows: Rows) -> None:
    evil = "<script>alert(1)</script>"
    left = rows(claim=evil, basis="unstated", region="<b>X</b>")
    shown = [le.compare(left, rows())._repr_html_()]
    two = rows(claim=[evil, "y"], region=["<b>X</b>", "Y"])
    shown.append(le.compare(two, rows())._repr_html_())
    for text in shown:
        assert "<script>" not in text
        assert "<b>X" not in text
        assert "&lt;" in text


def test_years_tell_two_figures_of_one_region_apart(provinces: pd.DataFrame) -> None:
    liaoning = provinces[
        (provinces["vintage"] == "nbs-web-2021") & (provinces["region"] == "CN-LN")
    ]
    early, late = (liaoning[liaoning["end"].dt.year == year] for year in (2012, 2017))
    said = le.compare(late, early).sentence
    assert "as much in Liaoning (2017) as in Liaoning (2012)" in said


def test_days_and_spans_tell_two_figures_apart_too(rows: Rows) -> None:
    stock = {"indicator": "firms", "measure": "stock", "precision": "year"}
    early, late = (rows(start=day, end=day, **stock) for day in ("2017-06-30", "2017-12-31"))
    assert "Liaoning (2017-12-31) as in Liaoning (2017-06-30)" in le.compare(late, early).sentence
    half, other = (rows(start=f"{year}-01-01", end=f"{year}-06-30") for year in (2017, 2018))
    said = le.compare(other, half).sentence
    assert "as many in Liaoning (2018-01-01 to 2018-06-30) as in" in said


def test_pairs_come_one_after_the_other(rows: Rows) -> None:
    found = le.compare(rows(region=["CN-LN", "CN-JL"], value=[3.0, 4.0]), rows(value=2.0))
    assert [pair.ratio.value for pair in found] == [1.5, 2]


def test_less_and_not_more_are_two_things(rows: Rows) -> None:
    assert "; less, wherever" in le.compare(rows(value=1.0), rows(value=2.0)).sentence
    assert "; not more, wherever" in le.compare(rows(), rows()).sentence
    assert "; more, wherever" in le.compare(rows(value=2.0), rows(value=1.0)).sentence
    loose = rows(value=2.0, lower=0.5, upper=3.0)
    assert "which is more depends" in le.compare(loose, rows(value=1.0)).sentence


def test_a_comparison_survives_pickling(rows: Rows) -> None:
    found = le.compare(rows(region=["CN-LN", "CN-JL"], value=[3.0, 4.0]), rows(value=2.0))
    again = pickle.loads(pickle.dumps(found))
    assert repr(again) == repr(found)
    assert again[1].ratio == le.Quantity(2, "1")
