"""Verbs on every vintage and on every day: the place of Liaoning, answers by hand, refusals."""

from __future__ import annotations

import tomllib
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import liaoning_econ as le
from liaoning_econ.comparison import compare
from liaoning_econ.errors import (
    LiaoningEconError,
    SchemaError,
    TrendError,
    VintageError,
    VintageWarning,
    WindowError,
)
from liaoning_econ.realtime.robustness import Robustness, across_days, across_vintages
from liaoning_econ.trends.lines import trend
from tests.realtime.releases import released

GDP = le.observations("gdp", start=2012, end=2012)
PROVINCES = GDP[GDP["region"].isin(le.regions("province")["region"]).to_numpy()]
HAND = pd.concat(
    [
        released([[1.0, -1.0, 3.0]], vintages=["a", "b", "c"]),
        released([[2.0, 2.0, 2.0]], vintages=["a", "b", "c"], region="CN-JL"),
        released([[5.0, np.nan, 5.0]], vintages=["a", "b", "c"], region="CN-HL"),
    ],
    ignore_index=True,
)


def same(obs: pd.DataFrame) -> pd.DataFrame:
    return obs


def of_region(found: Robustness, region: str = "CN-LN") -> Any:
    rows = found.survives[(found.survives["region"] == region).to_numpy()]
    assert len(rows) == 1
    return rows.iloc[0]


@pytest.fixture(scope="module")
def seventh(known: Path) -> float:
    told = tomllib.loads((known / "splices.toml").read_text("utf-8"))["rank_2012"]
    return float(told["before_the_census"])


def test_the_place_of_liaoning_in_2012(seventh: float) -> None:
    found = across_vintages(le.rank, PROVINCES)
    assert found.results.columns[0] == "vintage"
    assert found.results.columns[-1] == "refused"
    own = found.results[(found.results["region"] == "CN-LN").to_numpy()]
    assert own["vintage"].tolist() == [
        "nbs-web-2018-12", "nbs-web-2021", "nbs-web-2024", "nbs-web-2026-03",
    ]  # fmt: skip
    before, *after = own["value"].tolist()
    assert before == seventh
    assert min(after) > seventh
    one = of_region(found)
    assert (one["n"], one["of"], one["best_rank"], one["rank"]) == (4, 4, seventh, False)
    assert one["worst_rank"] == one["greatest"] == max(after)
    assert pd.isna(one["sign"])
    assert pd.isna(one["significance"])
    # Guangdong was the first all along.
    assert of_region(found, "CN-GD")["rank"]


def test_the_place_as_known_on_days(seventh: float) -> None:
    days = ["2008-01-01", "2019-06-30", "2026-06-30"]
    found = across_days(le.rank, PROVINCES, days)
    assert found.results.columns[0] == "day"
    own = found.results[(found.results["region"] == "CN-LN").to_numpy()]
    assert own["day"].tolist() == [pd.Timestamp("2019-06-30"), pd.Timestamp("2026-06-30")]
    assert own["value"].iloc[0] == seventh < own["value"].iloc[1]
    assert own["vintage"].tolist() == ["nbs-web-2018-12", "nbs-web-2026-03"]
    assert found.refused.values.tolist() == [
        [pd.Timestamp("2008-01-01"), "nothing had been published by then"]
    ]
    assert of_region(found)["of"] == 3
    assert not of_region(found)["rank"]


def test_days_take_what_as_of_takes() -> None:
    with pytest.warns(VintageWarning, match="may have been public"):
        sure = across_days(len, PROVINCES, ["2017-06-30", "2026-06-30"])
    assert len(sure.refused) == 1
    maybe = across_days(len, PROVINCES, ["2017-06-30"], possible=True)
    assert maybe.results["value"].tolist() == [31.0]
    # Of the fifth census: 2006 to 2024, and the first figure of 2025.
    one = across_days(len, le.observations("gdp", "CN-LN"), "2026-12-31", consistent=True)
    assert one.results["value"].tolist() == [20.0]
    twice = pd.concat([HAND, HAND.assign(source="x", value=9.0, upper=9.0)])
    assert across_days(len, twice, ["2030-01-01"], order=["x"]).results["value"].tolist() == [3.0]


def test_signs_and_ranks_by_hand() -> None:
    found = across_vintages(same, HAND)
    assert found.results["vintage"].tolist() == ["a"] * 3 + ["b"] * 2 + ["c"] * 3
    one = of_region(found)
    assert one[["n", "of", "least", "greatest"]].tolist() == [3, 3, -1.0, 3.0]
    assert not one["sign"]
    # Heilongjiang is missing from one vintage and is nobody's peer: 2, 2, 1 of two.
    assert (one["best_rank"], one["worst_rank"], one["rank"]) == (1.0, 2.0, False)
    other = of_region(found, "CN-JL")
    assert other["sign"]
    assert (other["best_rank"], other["worst_rank"]) == (1.0, 2.0)
    third = of_region(found, "CN-HL")
    assert third["n"] == 2
    assert third["sign"]
    assert pd.isna(third["rank"])
    assert np.isnan(third["best_rank"])


@pytest.mark.parametrize(
    ("p_values", "survives"), [([0.01, 0.04], True), ([0.2, 0.06], True), ([0.01, 0.06], False)]
)
def test_significance_by_hand(p_values: list[float], survives: bool) -> None:
    told = iter(p_values)

    def verb(obs: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame(
            {"region": ["CN-LN"], "slope": [float(len(obs))], "p_value": next(told)}
        )

    found = across_vintages(verb, HAND[HAND["vintage"].isin(["a", "b"]).to_numpy()])
    one = of_region(found)
    assert one["significance"] == survives
    assert (one["least_p"], one["greatest_p"]) == (min(p_values), max(p_values))
    assert (one["least"], one["greatest"]) == (2.0, 3.0)


def test_the_level_of_significance() -> None:
    def verb(_: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame({"value": [1.0], "p_value": [next(told)]})

    told = iter([0.01, 0.06])
    found = across_vintages(verb, HAND.iloc[:2], alpha=0.1)
    assert found.survives["significance"].tolist() == [True]


def test_a_vintage_that_is_refused_is_a_row() -> None:
    found = across_vintages(trend, le.observations("gdp", "CN-LN", start=2012))
    refused = found.refused.set_index("vintage")["refused"]
    assert "two benchmarks in one series" in refused["nbs-web-2020-05"]
    assert found.results["vintage"].nunique() == found.survives["of"].iloc[0]
    assert found.survives["n"].iloc[0] + len(refused) == found.survives["of"].iloc[0]
    rows = found.results[(found.results["refused"] != "").to_numpy()]
    assert rows.drop(columns=["vintage", "refused"]).isna().all(axis=None)
    # Counts stay whole beside a row without any.
    assert found.results["n"].dtype == "Int64"
    assert "start" not in found.key
    assert of_region(found)["significance"] in {True, False}


def test_what_is_no_error_of_the_library_is_a_mistake() -> None:
    with pytest.raises(TypeError):
        across_vintages(len, HAND, 3)
    with pytest.raises(KeyError):
        across_days(lambda obs: obs["nothing"], HAND, ["2030-01-01"])


def test_when_all_are_refused_the_first_refusal_is_raised() -> None:
    with pytest.raises(TrendError, match="periods in the series"):
        across_vintages(trend, HAND)
    with pytest.raises(VintageError, match="nothing had been published"):
        across_days(len, HAND, ["1990-01-01"])


def test_arguments_are_passed_on() -> None:
    found = across_vintages(le.rank, PROVINCES, ascending=True)
    assert of_region(found)["worst_rank"] == 31 - 7 + 1
    found = across_vintages(partial(compare, per=None), HAND.iloc[:3], le.Quantity(2, "percent"))
    assert found.results["ratio"].tolist() == [0.5, -0.5, 1.5]
    assert found.survives["sign"].tolist() == [False]


@pytest.mark.parametrize(
    ("answer", "value"),
    [(3, 3.0), (np.float64(2.5), 2.5), (le.Quantity(4, "firm", 3, 5), 4.0)],
)
def test_kinds_of_answers(answer: Any, value: float) -> None:
    found = across_vintages(lambda _: answer, HAND)
    assert found.results["value"].tolist() == [value] * 3
    assert found.key == (("unit",) if isinstance(answer, le.Quantity) else ())
    assert len(found.survives) == 1
    assert found.survives[["n", "sign"]].values.tolist() == [[3, True]]


def test_an_answer_without_rows_says_so() -> None:
    found = across_vintages(lambda obs: obs[obs["value"] > 4], HAND)
    assert found.refused.values.tolist() == [["b", "the result has no rows"]]
    found = across_vintages(lambda obs: obs.iloc[:0], HAND)
    assert len(found.refused) == 3
    assert found.survives.empty


@pytest.mark.parametrize("answer", [None, "text", [1.0], pd.Series([1.0])])
def test_answers_that_are_no_table(answer: Any) -> None:
    with pytest.raises(VintageError, match=f"answers with {type(answer).__name__}"):
        across_vintages(lambda _: answer, HAND)


def test_keys_and_columns() -> None:
    def verb(obs: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame({"part": ["x", "y"], "value": [1.0, 2.0], "size": [len(obs), 0]})

    with pytest.raises(VintageError, match="rows of one vintage are not told apart") as caught:
        across_vintages(verb, HAND)
    assert "key=" in caught.value.mend
    found = across_vintages(verb, HAND, key="part", column="size")
    assert found.survives["part"].tolist() == ["x", "y"]
    assert found.survives[["least", "greatest"]].values.tolist() == [[2.0, 3.0], [0.0, 0.0]]
    with pytest.raises(VintageError, match="key: the answers have no column 'piece'"):
        across_vintages(verb, HAND, key=["piece"])
    with pytest.raises(VintageError, match="column: the answers have no column 'piece'"):
        across_vintages(verb, HAND, key=["part"], column="piece")
    with pytest.raises(VintageError, match="column 'part' of the answers has no numbers"):
        across_vintages(verb, HAND, key=["part"], column="part")


@pytest.mark.parametrize(
    ("error", "message", "call"),
    [
        (VintageError, "obs has no rows", lambda: across_vintages(len, HAND.iloc[:0])),
        (VintageError, "alpha=2 is no level", lambda: across_vintages(len, HAND, alpha=2)),
        (SchemaError, "unit", lambda: across_vintages(len, HAND.drop(columns="unit"))),
        (VintageError, "days is empty", lambda: across_days(len, HAND, [])),
        (
            VintageError,
            "same day twice",
            lambda: across_days(len, HAND, ["2020-01-01", pd.Timestamp("2020-01-01")]),
        ),
        (WindowError, "days '2020' is no day", lambda: across_days(len, HAND, ["2020"])),
    ],
)
def test_what_is_refused(error: type[LiaoningEconError], message: str, call: Any) -> None:
    with pytest.raises(error, match=message):
        call()


def test_how_it_reads() -> None:
    found = across_vintages(same, HAND)
    assert (
        found.sentence == "3 of 3 vintages answer; what survives: sign of 2 of 3, rank of 0 of 2."
    )
    assert repr(found).startswith(found.sentence)
    page = across_vintages(lambda _: pd.DataFrame({"region": ["<b>"], "value": 1.0}), HAND)
    assert "&lt;b&gt;" in page._repr_html_()
    assert "<b>" not in page._repr_html_()
    many = across_vintages(le.rank, PROVINCES)
    assert "... and 11 more" in repr(many)
    alone = across_vintages(lambda _: pd.DataFrame({"value": [1.0]}), HAND.iloc[:1])
    assert alone.sentence == "1 of 1 vintages answer."
    assert pd.isna(alone.survives["sign"].iloc[0])


@given(table=st.lists(st.tuples(*[st.integers(-3, 3)] * 3), min_size=1, max_size=5))
@settings(max_examples=15)
def test_laws(table: list[tuple[int, int, int]]) -> None:
    regions = ["CN-LN", "CN-JL", "CN-HL", "CN-BJ", "CN-TJ"]
    obs = pd.concat(
        [
            released([list(map(float, row))], vintages=["a", "b", "c"], region=region)
            for row, region in zip(table, regions, strict=False)
        ],
        ignore_index=True,
    )
    found = across_vintages(same, obs)
    assert len(found.results) == len(obs)
    for row, region in zip(table, regions, strict=False):
        one = of_region(found, region)
        assert one["sign"] == (len({np.sign(value) for value in row}) == 1)
        assert (one["least"], one["greatest"]) == (min(row), max(row))
        if len(table) > 1:
            places = [1 + sum(peer[at] > row[at] for peer in table) for at in range(3)]
            assert (one["best_rank"], one["worst_rank"]) == (min(places), max(places))
            assert one["rank"] == (len(set(places)) == 1)
