"""Every combination of choices, and which of them turns the verdict."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ.errors import (
    ComparisonError,
    UnknownCodeError,
    WindowError,
)

Rows = Callable[..., pd.DataFrame]
Claim = Callable[[str], pd.DataFrame]


@pytest.fixture(scope="module")
def shanghai(article: Claim, zone: Claim) -> le.Sensitivity:
    """Liaoning's firms against both counts of Shanghai, by both readings, with and without per."""
    return le.sensitivity(
        article("S12"),
        article("S16"),
        over={
            "right": {"article": article("S16"), "zone": zone("F072")},
            "reading": ["pragmatic", "literal"],
            "per": ["month", None],
        },
    )


def test_every_combination_has_a_row(shanghai: le.Sensitivity) -> None:
    table = shanghai.to_frame()
    assert len(shanghai) == len(table) == 8
    assert table.columns.tolist() == [
        "right",
        "reading",
        "per",
        "ratio",
        "lower",
        "upper",
        "unit",
        "verdict",
        "refused",
    ]
    assert shanghai.choices == ("right", "reading", "per")
    assert not table.duplicated(["right", "reading", "per"]).any()


def test_the_rows_are_those_of_compare(
    shanghai: le.Sensitivity, article: Claim, zone: Claim
) -> None:
    table = shanghai.to_frame().set_index(["right", "reading", "per"]).to_dict("index")
    found = le.compare(article("S12"), zone("F072"), per="month", reading="literal")
    row = table["zone", "literal", "month"]
    assert row["ratio"] == found.ratio.value
    assert (row["lower"], row["upper"]) == (found.ratio.lower, found.ratio.upper)
    assert row["verdict"] == found.verdict.value


def test_what_is_unlike_is_a_row_with_the_reason(shanghai: le.Sensitivity) -> None:
    refused = shanghai.to_frame().query("per == 'none'")
    assert set(refused["verdict"]) == {"refused"}
    assert refused["refused"].str.contains("windows of 16 and 48 months").all()
    assert refused["ratio"].isna().all()
    assert "4 are refused as unlike" in shanghai.sentence


def test_the_reading_turns_the_verdict_and_the_count_of_shanghai_does_not(
    shanghai: le.Sensitivity,
) -> None:
    # By both counts Liaoning has more a month (4.1 to 5.6, 1.6 to 2.1 times); "nearly" read
    # literally allows any lower number.
    assert shanghai.decisive == ("reading",)
    turning = shanghai.turning.set_index("choice").to_dict("index")
    assert (turning["reading"]["turned"], turning["reading"]["of"]) == (2, 2)
    assert (turning["right"]["turned"], turning["right"]["of"]) == (0, 2)
    assert turning["per"]["of"] == 0
    assert "pragmatic gives always" in turning["reading"]["example"]
    assert "literal gives depends" in shanghai.sentence


def test_a_count_turns_the_verdict_by_hand() -> None:
    # 30 against 20, 28 and 40: always, depends (27 to 30), never.
    firms = le.Quantity(30, "firm", 27, 30)
    counts = {"low": le.Quantity(20, "firm"), "middle": le.Quantity(28, "firm")}
    found = le.sensitivity(
        firms, counts["low"], over={"right": {**counts, "high": le.Quantity(40, "firm")}}
    )
    assert found.to_frame()["verdict"].tolist() == ["always", "depends", "never"]
    assert found.turning[["turned", "of"]].to_numpy().tolist() == [[3, 3]]
    assert found.sentence.startswith(
        "Of 3 combinations the left is larger always in 1, depends in 1, never in 1. What turns it:"
    )


def test_the_most_decisive_choice_comes_first(rows: Rows) -> None:
    big, small = rows(value=100.0), rows(value=1.0)
    found = le.sensitivity(
        rows(value=50.0), small, over={"per": ["month", "year"], "right": {"big": big, "s": small}}
    )
    assert found.turning["choice"].tolist() == ["right", "per"]
    assert found.decisive == ("right",)


def test_no_choice_turns_it(rows: Rows) -> None:
    found = le.sensitivity(rows(value=9.0), rows(value=1.0), over={"per": ["month", "year"]})
    assert found.decisive == ()
    assert found.sentence.endswith("No choice turns it.")


def test_vintages(provinces: pd.DataFrame) -> None:
    # Liaoning against Inner Mongolia in 2016 (data files): 22,246.90 and 18,128.10 before the
    # 2018 census, 20,392.5 and 13,789.3 after.
    year = provinces[provinces["end"].dt.year == 2016]
    liaoning, mongolia = (year[year["region"] == code] for code in ("CN-LN", "CN-NM"))
    found = le.sensitivity(
        liaoning, mongolia, over={"vintage": ["nbs-web-2018-12", "nbs-web-2021", "yearbook-2014"]}
    )
    table = found.to_frame().set_index("vintage").to_dict("index")
    assert table["nbs-web-2018-12"]["ratio"] == pytest.approx(22246.90 / 18128.10)
    assert table["nbs-web-2021"]["ratio"] > table["nbs-web-2018-12"]["ratio"]
    refused = table["yearbook-2014"]["refused"]
    assert "left side has no rows of vintage 'yearbook-2014'" in refused


def test_claims_stay_when_vintages_are_tried(article: Claim) -> None:
    people = le.observations("population", "CN-LN", start="2017", end="2017")
    vintages = ["nbs-web-2020", "nbs-web-2021-12"]
    found = le.sensitivity(article("S10"), people, over={"vintage": vintages})
    # 43.69 million as known then, 43.12 after the census: more than 43 in both.
    assert found.to_frame()["verdict"].tolist() == ["depends", "depends"]


def test_the_rate_turns_whether_the_newspaper_converted_rightly(article: Claim) -> None:
    # S$84 billion: right at the rate of the day of publication, too little at the window's average
    # (S$86.5 billion) and at its end (project specification).
    found = le.sensitivity(
        article("S13"), article("S14"), over={"rate": ["published", "average"]}, currency="SGD"
    )
    assert found.to_frame()["verdict"].tolist() == ["depends", "always"]
    assert found.decisive == ("rate",)


def test_population_bases(provinces: pd.DataFrame) -> None:
    year = provinces[(provinces["vintage"] == "nbs-web-2021") & (provinces["end"].dt.year == 2018)]
    sides = [year[year["region"] == code] for code in ("CN-LN", "CN-SH")]
    bases = {
        vintage: le.observations("population", ["CN-LN", "CN-SH"], vintage=vintage)
        for vintage in ("nbs-web-2020", "nbs-web-2021-12")
    }
    found = le.sensitivity(sides[0], sides[1], {"population": bases}, per_capita=True)
    table = found.to_frame()
    assert table["population"].tolist() == ["nbs-web-2020", "nbs-web-2021-12"]
    assert table["ratio"].iloc[0] != table["ratio"].iloc[1]
    assert found.decisive == ()


def test_bare_quantities_have_no_vintage(provinces: pd.DataFrame) -> None:
    gdp = provinces[(provinces["region"] == "CN-LN") & (provinces["end"].dt.year == 2014)]
    # 2,862.7 before the 2018 census, 2,002.6 after (data notes).
    found = le.sensitivity(
        gdp, le.Quantity(2.5e12, "CNY"), over={"vintage": ["nbs-web-2018-12", "nbs-web-2021"]}
    )
    assert found.to_frame()["verdict"].tolist() == ["always", "never"]
    assert found.decisive == ("vintage",)


def test_an_option_need_not_stand_in_a_list(rows: Rows) -> None:
    found = le.sensitivity(rows(value=2.0), rows(), over={"per": "month"})
    assert found.to_frame()["per"].tolist() == ["month"]


def test_several_pairs_have_a_row_each(rows: Rows) -> None:
    left = rows(region=["CN-LN", "CN-JL"], value=[5.0, 1.0])
    found = le.sensitivity(left, rows(value=3.0), over={"per": ["month", "year"]})
    table = found.to_frame()
    assert table["pair"].tolist() == [0, 1, 0, 1]
    assert table["left_region"].tolist() == ["CN-LN", "CN-JL"] * 2
    assert table["verdict"].tolist() == ["always", "never"] * 2
    assert found.turning[["turned", "of"]].to_numpy().tolist() == [[0, 2]]


def test_sides_without_labels_are_named(rows: Rows, article: Claim, zone: Claim) -> None:
    found = le.sensitivity(
        article("S12"), rows(), over={"right": [article("S16"), zone("F072")]}, per="month"
    )
    assert found.to_frame()["right"].str.contains("claim S16|claim F072").all()


def test_html_escapes_and_repr_reads(rows: Rows) -> None:
    found = le.sensitivity(
        rows(value=2.0), rows(), over={"right": {"<b>one</b>": rows(), "two": rows(value=3.0)}}
    )
    assert "<b>one" not in found._repr_html_()
    assert "&lt;b&gt;one" in found._repr_html_()
    assert "verdict" in repr(found)
    long = le.sensitivity(
        rows(value=2.0), rows(), over={"right": {str(n): rows(value=float(n)) for n in range(30)}}
    )
    assert "and 10 more" in repr(long)


def test_refusals(rows: Rows) -> None:
    one = rows()
    for over, options, message in (
        ({"readings": ["literal"]}, {}, "unknown choice 'readings'.*did you mean 'reading'"),
        ({"reading": ["literal"]}, {"pre": "month"}, "unknown option 'pre'.*did you mean 'per'"),
        ({"per": ["month"]}, {"per": "year"}, "per: both a choice and an option"),
        ({}, {}, "no choice is given.*over="),
        ({"per": []}, {}, "per has no options"),
        ({"reading": ["strict"]}, {}, "unknown reading 'strict'"),
        ({"right": [one, one]}, {}, "two options of right have one label.*dictionary"),
    ):
        with pytest.raises(ComparisonError, match=message):
            le.sensitivity(one, one, over, **options)
    with pytest.raises(UnknownCodeError, match="unknown currency"):
        le.sensitivity(one, one, {"currency": ["XXQ"]})


def test_if_all_are_refused_the_first_refusal_is_raised(article: Claim) -> None:
    with pytest.raises(WindowError, match="windows of 16 and 48 months"):
        le.sensitivity(article("S12"), article("S16"), {"reading": ["pragmatic", "literal"]})
