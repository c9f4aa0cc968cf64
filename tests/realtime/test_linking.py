"""Linking: exact fractions by hand, a chain of rates, laws, and every refusal."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import liaoning_econ as le
from liaoning_econ import frames, validation
from liaoning_econ.errors import (
    BasisError,
    LiaoningEconError,
    SchemaError,
    UnitError,
    VintageError,
    WindowError,
)
from liaoning_econ.realtime.linking import link
from tests.realtime.releases import released


@pytest.fixture(scope="module")
def by_hand(known: Path) -> dict[str, Any]:
    told: dict[str, Any] = tomllib.loads((known / "splices.toml").read_text("utf-8"))["link"]
    return told


def levels(
    values: list[float],
    label: str = "old",
    *,
    first_year: int = 2000,
    half: float = 0.0,
    **more: Any,
) -> pd.DataFrame:
    """Levels of some years, printed to `half` on both sides."""
    table = released(
        np.array(values)[:, None], growth=False, vintages=[label], first_year=first_year, **more
    )
    return table.assign(lower=table["value"] - half, upper=table["value"] + half)


def rates(values: list[float], label: str = "old", *, first_year: int = 2001) -> pd.DataFrame:
    """Nominal growth of some years on the year before."""
    table = released(np.array(values)[:, None], vintages=[label], first_year=first_year)
    return table.assign(prices="current")


NO_DAY: Any = pd.NaT
OLD = levels([2.0, 3.0, 7.0, 9.0])
NEW = levels([10.0, 12.0], "new", first_year=2002)


@pytest.mark.parametrize("method", ["ratio", "growth"])
def test_levels_by_hand(by_hand: dict[str, Any], method: Any) -> None:
    new = levels(by_hand["new"], "new", first_year=2002)
    found = link(levels(by_hand["old"]), new, at=2002, method=method)
    validation.check(found, frames.OBSERVATIONS)
    expected = [float(Fraction(text)) for text in by_hand["ratio"]]
    assert found["value"].tolist() == pytest.approx(expected, rel=1e-15)
    assert found["end"].dt.year.tolist() == [2000, 2001, 2002, 2003]
    assert found["status"].tolist() == ["E", "E", "A", "A"]
    assert found["vintage"].unique().tolist() == [f"linked:old+new:{method}:2002"]


def test_bounds_by_hand(by_hand: dict[str, Any]) -> None:
    new = levels(by_hand["new"], "new", first_year=2002, half=0.5)
    found = link(levels(by_hand["old"], half=0.5), new, at=2002)
    for name in ("lower", "upper"):
        for value, text in zip(found[name].tolist()[:2], by_hand[name], strict=True):
            exact = Fraction(text)
            assert value == pytest.approx(float(exact), rel=1e-14)
            assert Fraction(value) <= exact if name == "lower" else Fraction(value) >= exact
    assert found["lower"].tolist()[2:] == [9.5, 11.5]


def test_rates_by_hand(by_hand: dict[str, Any]) -> None:
    new = levels(by_hand["new"], "new", first_year=2002)
    found = link(rates(by_hand["rates"]), new, at=2002, method="growth")
    validation.check(found, frames.OBSERVATIONS)
    expected = [float(Fraction(text)) for text in by_hand["growth"]]
    assert found["value"].tolist() == pytest.approx(expected, rel=1e-15)
    assert found["end"].dt.year.tolist() == [2000, 2001, 2002, 2003]
    assert found["start"].dt.year.tolist() == [2000, 2001, 2002, 2003]
    assert set(found["measure"]) == {"flow"}
    assert set(found["unit"]) == {"CNY"}
    assert found["status"].tolist() == ["E", "E", "A", "A"]
    assert found["vintage"].unique().tolist() == ["linked:old+new:growth:2002"]


def test_rounded_rates_widen_the_bounds_year_by_year() -> None:
    old = rates([50.0, 25.0]).assign(lower=[49.5, 24.5], upper=[50.5, 25.5])
    found = link(old, NEW, at=2002, method="growth")
    for name, steps in (("lower", ("1.255", "1.505")), ("upper", ("1.245", "1.495"))):
        by_hand = Fraction(10) / Fraction(steps[0]) / Fraction(steps[1])
        assert found[name].iloc[0] == pytest.approx(float(by_hand), rel=1e-14)
    relative = (found["upper"] - found["lower"]) / found["value"]
    assert relative.is_monotonic_decreasing


def test_liaoning_from_the_third_to_the_fifth_census() -> None:
    old = le.observations("gdp", "CN-LN", vintage="nbs-web-2018-12")
    new = le.observations("gdp", "CN-LN", vintage="nbs-web-2026-03")
    found = link(old, new, at=2006)
    assert len(found) == 13 + 19
    # 8,047.26 of 2005, with 9,304.52 before and 8,489.3 after the censuses of 2006.
    assert found["value"].iloc[12] == pytest.approx(8047.26e8 * 8489.3 / 9304.52, rel=1e-14)
    assert set(found["vintage"]) == {"linked:census3+census5:ratio:2006"}
    last = new["published"].iloc[0]
    assert (found["published"] >= last).all()
    # No release has its label, so that it stands beside those it was made of.
    le.concat([found, old, new])


def test_many_series_and_their_order() -> None:
    other = levels([5.0, 10.0], region="CN-JL", first_year=2001)
    newer = levels([30.0], "new", region="CN-JL", first_year=2002)
    found = link(pd.concat([OLD, other]), pd.concat([newer, NEW]), at="2002")
    assert found["region"].tolist() == ["CN-JL", "CN-JL", *["CN-LN"] * 4]
    assert found["value"].tolist() == pytest.approx([15, 30, 20 / 7, 30 / 7, 10, 12])


def test_stocks_are_anchored_by_their_day() -> None:
    people = le.observations("population", "CN-LN")
    old = people[people["vintage"] == "nbs-web-2020"]
    new = people[(people["vintage"] == "nbs-web-2025").to_numpy()]
    found = link(old, new, at=2015)
    assert found["vintage"].iloc[0] == "linked:before_census2020+after_census2020:ratio:2015"
    assert (found["start"] == found["end"]).all()
    assert not found.duplicated(["start"]).any()
    assert found["status"].eq("E").sum() == (old["end"] < "2015-12-31").sum()


def quarters(frame: pd.DataFrame, first: str) -> pd.DataFrame:
    """The same rows by quarters."""
    starts = pd.date_range(first, periods=len(frame), freq="QS")
    return frame.assign(
        start=starts.astype("datetime64[us]"),
        end=(starts + pd.offsets.QuarterEnd(0)).astype("datetime64[us]"),
        relative_to=frame["relative_to"].astype("str").replace("previous_year", "previous_period"),
    )


def test_quarters_are_chained_back_over_the_quarter_before() -> None:
    old = quarters(rates([100.0, 25.0]), "2019-10-01")
    new = quarters(levels([10.0], "new"), "2020-01-01")
    found = link(old, new, at="2020-Q1", method="growth")
    assert found["value"].tolist() == [4.0, 8.0, 10.0]
    assert found["start"].dt.strftime("%Y-%m-%d").tolist() == [
        "2019-07-01", "2019-10-01", "2020-01-01",
    ]  # fmt: skip
    assert found["end"].dt.strftime("%Y-%m-%d").tolist() == [
        "2019-09-30", "2019-12-31", "2020-03-31",
    ]  # fmt: skip
    assert found["vintage"].iloc[0] == "linked:old+new:growth:2020-03-31"


def test_stocks_at_the_end_of_february() -> None:
    def on(frame: pd.DataFrame, days: list[str]) -> pd.DataFrame:
        when = pd.DatetimeIndex(days).astype("datetime64[us]")
        return frame.assign(start=when, end=when)

    old = on(rates([100.0, 25.0]), ["2019-02-28", "2020-02-29"])
    new = on(levels([10.0], "new"), ["2020-02-29"])
    found = link(old, new, at="2020-02", method="growth")
    assert found["end"].dt.strftime("%Y-%m-%d").tolist() == [
        "2018-02-28", "2019-02-28", "2020-02-29",
    ]  # fmt: skip


def test_real_growth_carries_constant_prices_alone() -> None:
    real = rates([50.0, 25.0]).assign(prices="comparable")
    with pytest.raises(BasisError, match="growth and level at unlike prices") as caught:
        link(real, NEW, at=2002, method="growth")
    assert "constant prices" in caught.value.mend
    found = link(real, NEW.assign(prices="constant_2002"), at=2002, method="growth")
    assert set(found["prices"]) == {"constant_2002"}


def test_days_of_publication_are_those_of_the_last_figure_needed() -> None:
    old = OLD.assign(published=pd.Timestamp("2004-05-01"))
    old.loc[2, "published"] = pd.Timestamp("2010-01-01")
    found = link(old, NEW, at=2002)
    assert found["published"].tolist()[:2] == [pd.Timestamp("2010-01-01")] * 2
    unknown = link(OLD, NEW.assign(published=NO_DAY), at=2002)
    assert unknown["published"].isna().all()


REFUSED: list[tuple[type[LiaoningEconError], str, dict[str, Any]]] = [
    (VintageError, "method='wedge' is not known", {"method": "wedge"}),
    (WindowError, "'next' is no period|next", {"at": "next"}),
    (SchemaError, "old: value is missing", {"old": OLD.assign(value=np.nan)}),
    (WindowError, "new: windows that lack a day", {"new": NEW.assign(start=NO_DAY)}),
    (VintageError, "old has no rows", {"old": OLD.iloc[:0]}),
    (VintageError, "value is infinite", {"old": OLD.assign(value=np.inf, upper=np.inf)}),
    (VintageError, "old has several rows of one period", {"old": pd.concat([OLD, OLD])}),
    (
        VintageError,
        "new mixes the benchmarks new, other",
        {"new": NEW.assign(vintage=["new", "other"])},
    ),
    (
        WindowError,
        "old has windows of unlike length",
        {"old": OLD.assign(start=OLD["start"].where(OLD.index > 0, OLD["end"]))},
    ),
    (BasisError, "old: share is no level", {"old": OLD.assign(measure="share")}),
    (BasisError, "old: growth is no level.*method='growth'", {"old": rates([5.0, 6.0])}),
    (BasisError, "new: growth is no level", {"new": rates([5.0]), "method": "growth"}),
    (
        BasisError,
        "new has no gdp of CN-JL, which old has",
        {"old": pd.concat([OLD, levels([1.0], region="CN-JL")])},
    ),
    (
        BasisError,
        "old has no gdp of CN-JL, which new has",
        {"new": pd.concat([NEW, levels([1.0], region="CN-JL")])},
    ),
    (UnitError, "unit CNY and USD", {"new": NEW.assign(unit="USD")}),
    (BasisError, "prices current and constant_2015", {"new": NEW.assign(prices="constant_2015")}),
    (BasisError, "basis national_accounts and unstated", {"new": NEW.assign(basis="unstated")}),
    (VintageError, "old has no figure inside 2008-01-01", {"at": 2008}),
    (VintageError, "new has no figure.*both have periods that end from 2002", {"at": 2001}),
    (
        VintageError,
        "no period in common",
        {"new": levels([1.0], "new", first_year=2010), "at": 2010},
    ),
    (
        VintageError,
        "3 figures inside",
        {
            "old": quarters(OLD, "2001-10-01"),
            "new": quarters(NEW, "2002-01-01"),
            "at": 2002,
        },
    ),
    (
        WindowError,
        "unlike windows inside",
        {"new": NEW.assign(start=NEW["start"] + pd.Timedelta(days=1))},
    ),
    (VintageError, "old is, or may be, zero", {"old": OLD.assign(value=0.0, lower=0.0, upper=0.0)}),
    (VintageError, "new is, or may be, zero", {"new": NEW.assign(lower=-1.0)}),
    (
        VintageError,
        "unlike sign",
        {"new": NEW.assign(value=-1.0, lower=-1.0, upper=-1.0)},
    ),
    (VintageError, "old has nothing before 2000", {"new": OLD, "at": 2000}),
    (UnitError, "another unit than percent", {"old": rates([1.0, 2.0]).assign(unit="1")}),
    (
        BasisError,
        "not over the period before",
        {"old": rates([1.0, 2.0]).assign(relative_to="opening")},
    ),
    (VintageError, "-100 percent or below", {"old": rates([-100.0, 2.0])}),
    (VintageError, "gap in its growth rates after", {"old": rates([1.0, 2.0, 3.0]).drop(index=1)}),
    (
        BasisError,
        "several series of one indicator",
        {"new": pd.concat([NEW, NEW.assign(unit="USD")]), "old": rates([1.0, 2.0])},
    ),
]


@pytest.mark.parametrize(("error", "message", "given"), REFUSED)
def test_what_is_refused(
    error: type[LiaoningEconError], message: str, given: dict[str, Any]
) -> None:
    arguments: dict[str, Any] = {"old": OLD, "new": NEW, "at": 2002, **given}
    if (
        "old" in given
        and (given["old"]["measure"] == "growth").all()
        and "is no level" not in message
    ):
        arguments["method"] = "growth"
        if "gap" in message:
            arguments["at"] = 2003
    with pytest.raises(error, match=message) as caught:
        link(**arguments)
    assert caught.value.mend


positive = st.integers(1, 10**6).map(float)


@given(
    old=st.lists(positive, min_size=2, max_size=8),
    level=positive,
    data=st.data(),
)
@settings(max_examples=25)
def test_laws_of_linked_levels(old: list[float], level: float, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(old) - 1))
    half = data.draw(st.sampled_from([0.0, 0.25]))
    older = levels(old, half=half)
    newer = levels([level, level], "new", first_year=2000 + at, half=half)
    found = link(older, newer, at=2000 + at)
    exact = [Fraction(value) * Fraction(level) / Fraction(old[at]) for value in old[:at]]
    for one, (_, row) in zip(exact, found.iloc[:at].iterrows(), strict=True):
        assert float(one) == pytest.approx(row["value"], rel=1e-15)
        assert Fraction(row["lower"]) <= one <= Fraction(row["upper"])
    # Growth before the anchor is the older base's own.
    kept = [after / before for before, after in pairwise(old[: at + 1])]
    now = found["value"].tolist()
    assert [b / a for a, b in pairwise(now[: at + 1])] == pytest.approx(kept)
    # The chain of the older levels' own rates gives the same figures.
    told = [100 * (ratio - 1) for ratio in kept]
    chained = link(rates(told), newer, at=2000 + at, method="growth")
    assert chained["value"].tolist() == pytest.approx(now, rel=1e-9)
    # A base linked with itself stays as it is.
    same = link(levels(old), levels(old, "new"), at=2000 + at)
    assert same["value"].tolist() == pytest.approx(old, rel=1e-15)
