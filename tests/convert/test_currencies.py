"""Money in another currency: the article's own conversion, plain loops, and every refusal."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaoning_econ import catalog, exchange
from liaoning_econ.convert import rates_used, to_currency
from liaoning_econ.convert.monies import quoted
from liaoning_econ.errors import (
    BasisError,
    ExchangeRateError,
    SchemaError,
    UnitError,
    UnknownCodeError,
    WindowError,
)
from liaoning_econ.schemas import Observations

Make: TypeAlias = Callable[..., pd.DataFrame]
Claim: TypeAlias = Callable[[str], pd.DataFrame]
CODES = ["CNY", "USD", "SGD", "EUR", "JPY", "KRW"]
DAYS = st.dates(datetime.date(2006, 1, 1), datetime.date(2023, 12, 31))


def test_registered_capital_takes_the_rates_of_its_publication(article: Claim) -> None:
    """421.14 billion yuan are S$84 billion on every day on which the article can have come out."""
    found = to_currency(article("S13"), "SGD").iloc[0]
    assert 83.5e9 <= found.lower <= found.value <= found.upper <= 84.5e9
    used = rates_used(article("S13"), "SGD").iloc[0]
    assert (used.kind, str(used["first"].date()), str(used["last"].date())) == (
        "published",
        "2018-07-27",
        "2018-08-31",
    )
    # The middle of 27 July to 31 August is 13 August.
    rate, _ = exchange.rate_on("CNY", "SGD", ["2018-08-13"])
    assert found.value == 421.14e9 * rate[0]
    # By hand: the bounds hold the printed digit and all rates of the range.
    rates = exchange.rates("CNY", "SGD", "2018-07-27", "2018-08-31").rate
    assert found.lower == pytest.approx(421.135e9 * rates.min(), rel=1e-14)
    assert found.upper == pytest.approx(421.145e9 * rates.max(), rel=1e-14)


def test_the_average_of_the_window_would_convict_the_newspaper(article: Claim) -> None:
    found = to_currency(article("S13"), "SGD", rate="average").iloc[0]
    # S$86.5 billion, computed independently of this library.
    assert round(found.value / 1e9, 1) == 86.5
    assert found.lower > 84.5e9


def test_the_plan_takes_its_publication_too(article: Claim) -> None:
    """1.6 trillion yuan of 2016 to 2018, expected: not the average of years still to come."""
    used = rates_used(article("S23"), "USD")
    assert used.kind.tolist() == ["published"]
    with pytest.raises(WindowError, match=r"after the figure was published.*rate='published'"):
        to_currency(article("S23"), "USD", rate="average")


def test_what_is_in_the_currency_already_stays(article: Claim) -> None:
    before = article("S14").reset_index(drop=True)
    after = to_currency(before, "S$")
    pd.testing.assert_frame_equal(after, before[after.columns], check_categorical=False)
    assert rates_used(before, "SGD").kind.tolist() == ["none"]


def test_a_flow_takes_the_average_a_stock_the_end(make: Make) -> None:
    obs = make(measure=["flow", "cumulative", "stock"], start=["2018-01-01"] * 2 + ["2018-12-31"])
    found = to_currency(obs, "USD")
    mean = exchange.mean_rate("USD", "CNY", ["2018-01-01"], ["2018-12-31"])[0]
    end, _ = exchange.rate_on("CNY", "USD", ["2018-12-31"])
    np.testing.assert_allclose(found.value, [100 / mean, 100 / mean, 100 * end[0]], rtol=1e-15)
    assert rates_used(obs, "USD").kind.tolist() == ["average", "average", "end"]


def test_indicators_say_which_money_is_registered_or_planned(make: Make) -> None:
    listed = catalog.indicators().set_index("indicator").currency_rate
    for code in ("capital_registered", "fdi_contracted", "stimulus"):
        assert listed[code] == "published"
        obs = make(indicator=code, published_from="2019-02-08", published="2019-02-08")
        rate, _ = exchange.rate_on("CNY", "USD", ["2019-02-08"])
        assert to_currency(obs, "USD").value[0] == 100 * rate[0]


def test_one_day_for_all(make: Make) -> None:
    obs = make(end=["2018-12-31", "2030-12-31"], prices=["current", "constant_2015"])
    rate, _ = exchange.rate_on("CNY", "USD", ["2015-06-30"])
    for day in ("2015-06-30", datetime.date(2015, 6, 30), pd.Timestamp("2015-06-30")):
        found = to_currency(obs, "USD", rate=day)
        assert found.value.tolist() == [100 * rate[0]] * 2
    assert rates_used(obs, "USD", rate="2015-06-30").kind.tolist() == ["date", "date"]


def test_units_per_something_keep_what_they_are_per(make: Make) -> None:
    obs = make(unit=["CNY/person", "CNY/month", "USD"], measure=["flow", "rate", "flow"])
    assert to_currency(obs, "USD").unit.tolist() == [
        "USD/person",
        "USD/month",
        "USD",
    ]


def test_against_a_row_by_row_reading() -> None:
    """Many kinds of rows at once, each against one call of the exchange module."""
    random = np.random.default_rng(14)
    size = 400
    first = np.datetime64("2006-01-01") + random.integers(0, 5000, size)
    measure = random.choice(["flow", "stock", "cumulative"], size)
    last = np.where(measure == "stock", first, first + random.integers(0, 700, size))
    out = last + random.integers(1, 400, size)
    until = out + random.choice([0, 0, 40], size)
    value = random.normal(0, 1e9, size)
    indicator = random.choice(["gdp", "capital_registered", "trade_goods"], size)
    unit = random.choice(["CNY", "USD", "JPY/person", "KRW"], size)
    status = random.choice(["A", "F"], size)
    obs = pd.DataFrame(
        {
            "indicator": indicator,
            "region": "CN-LN",
            "start": first.astype("M8[us]"),
            "end": last.astype("M8[us]"),
            "precision": "day",
            "measure": measure,
            "basis": "unstated",
            "prices": "current",
            "relative_to": "none",
            "unit": unit,
            "value": value,
            "lower": value - 1e7,
            "upper": value + 1e7,
            "vintage": "unstated",
            "published_from": out.astype("M8[us]"),
            "published": until.astype("M8[us]"),
            "status": status,
            "source": "unstated",
        },
        index=random.permutation(size),
    )
    found = to_currency(obs, "SGD")
    for at in range(size):
        source = str(unit[at]).split("/", maxsplit=1)[0]
        if indicator[at] == "capital_registered" or status[at] == "F":
            rates, _ = exchange.rate_on(source, "SGD", np.arange(out[at], until[at] + 1))
            middle = out[at] + (until[at] - out[at]) // 2
            rate = exchange.rate_on(source, "SGD", [middle])[0][0]
            low, high = rates.min(), rates.max()
        elif measure[at] == "stock":
            rate = low = high = exchange.rate_on(source, "SGD", [last[at]])[0][0]
        else:
            base, quote = quoted(source, "SGD")
            mean = exchange.mean_rate(base, quote, [first[at]], [last[at]])[0]
            rate = low = high = mean if base == source else 1 / mean
        lower = min((value[at] - 1e7) * low, (value[at] - 1e7) * high)
        upper = max((value[at] + 1e7) * low, (value[at] + 1e7) * high)
        assert found.value[at] == pytest.approx(value[at] * rate, rel=1e-14)
        assert found.lower[at] == pytest.approx(lower, rel=1e-14)
        assert found.upper[at] == pytest.approx(upper, rel=1e-14)
        assert found.lower[at] <= lower <= upper <= found.upper[at]
    Observations.validate(found)


@settings(max_examples=50)
@given(
    value=st.floats(0.01, 1e13),
    sign=st.sampled_from([-1, 0, 1]),
    spread=st.floats(0, 0.5),
    codes=st.permutations(CODES),
    days=st.tuples(DAYS, DAYS),
    rate=st.sampled_from(["auto", "average", "end", "published"]),
)
def test_there_and_back_lies_within_the_bounds(
    make: Make,
    value: float,
    sign: int,
    spread: float,
    codes: list[str],
    days: tuple[datetime.date, datetime.date],
    rate: str,
) -> None:
    value *= sign
    obs = make(
        unit=codes[0],
        value=value,
        lower=value - abs(value) * spread,
        upper=value + abs(value) * spread,
        start=str(min(days)),
        end=str(max(days)),
        published_from="2024-01-10",
        published="2024-01-10",
    )
    back = to_currency(to_currency(obs, codes[1], rate=rate), codes[0], rate=rate)
    assert back.lower[0] <= obs.lower[0] <= obs.upper[0] <= back.upper[0]
    assert back.value[0] == pytest.approx(value, rel=1e-14)
    assert back.upper[0] - back.lower[0] <= 2 * abs(value) * (spread + 1e-14)


@pytest.mark.parametrize("precision", ["month", "quarter", "year"])
def test_days_that_are_not_exactly_known_widen_the_bounds(make: Make, precision: str) -> None:
    obs = make(
        start="2018-05-15",
        end="2018-08-15",
        precision=precision,
        published_from="2018-08-20",
        published="2018-08-20",
    )
    found = to_currency(obs, "USD").iloc[0]
    spans = {
        "month": (("2018-05-01", "2018-05-31"), ("2018-08-01", "2018-08-20")),
        "quarter": (("2018-04-01", "2018-06-30"), ("2018-07-01", "2018-08-20")),
        "year": (("2018-01-01", "2018-08-15"), ("2018-08-15", "2018-08-20")),
    }
    starts, ends = (pd.date_range(*span) for span in spans[precision])
    means = [
        100 / exchange.mean_rate("USD", "CNY", [one], [two])[0] for one in starts for two in ends
    ]
    # No window ends after the figure was out; the bounds hold the mean of each that is possible.
    assert found.lower <= min(means) <= found.value <= max(means) <= found.upper
    if precision != "year":
        # The year's windows may be any inside it, down to a day.
        assert found.upper - found.lower < 3 * (max(means) - min(means))
    stock = make(
        measure="stock",
        start="2018-08-15",
        end="2018-08-15",
        precision=precision,
        published_from="2018-08-20",
        published="2018-08-20",
    )
    found = to_currency(stock, "USD").iloc[0]
    first = {"month": "2018-08-01", "quarter": "2018-07-01", "year": "2018-01-01"}[precision]
    rates = exchange.rates("CNY", "USD", first, "2018-08-20").rate * 100
    assert (found.lower, found.upper) == pytest.approx((rates.min(), rates.max()), rel=1e-14)


def test_unbounded_figures_stay_unbounded(make: Make) -> None:
    found = to_currency(make(lower=0.0, upper=np.inf), "USD").iloc[0]
    assert (found.lower, found.upper) == (0.0, np.inf)


def test_input_of_any_make(make: Make) -> None:
    """Text or object columns, a filtered index, extra columns; the input is left alone."""
    obs = make(value=[1.0, 2.0, 3.0], unit=["CNY", "USD", "CNY"])
    expected = to_currency(obs, "USD")
    other = obs.assign(note="mine", claim=["a", "b", "c"])
    for name in ("indicator", "unit", "vintage"):
        other[name] = other[name].astype("str")
    other["region"] = other["region"].astype(object)
    other.index = pd.Index([7, 7, 1])
    before = other.copy()
    found = to_currency(other, "USD")
    pd.testing.assert_frame_equal(found, expected, check_categorical=False)
    pd.testing.assert_frame_equal(other, before)
    assert found.index.tolist() == [0, 1, 2]
    assert found["vintage"].dtype == "category"


def test_an_empty_frame_stays_empty(make: Make) -> None:
    found = to_currency(make().iloc[:0], "USD")
    assert found.empty
    assert found.columns.tolist() == make().columns.tolist()
    assert rates_used(make().iloc[:0], "USD").empty


def test_many_rows_are_converted_in_parts(make: Make) -> None:
    """More rows than one part holds; the parts do not show."""
    one = make(value=[1.0, 2.0], unit=["CNY", "EUR"])
    many = one.iloc[np.tile([0, 1], 40_000)]
    found = to_currency(many, "USD")
    small = to_currency(one, "USD")
    for name in ("value", "lower", "upper"):
        np.testing.assert_array_equal(found[name], np.tile(small[name], 40_000))


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        # CFETS central parity: yuan for 1 dollar, 1 euro, 1 Singapore dollar; won for 1 yuan.
        ("CNY", "USD", ("USD", "CNY")),
        ("SGD", "CNY", ("SGD", "CNY")),
        ("CNY", "KRW", ("CNY", "KRW")),
        ("USD", "EUR", ("EUR", "USD")),
        ("PLN", "CZK", ("CZK", "PLN")),
    ],
)
def test_which_way_round_a_pair_is_quoted(one: str, two: str, expected: tuple[str, str]) -> None:
    assert quoted(one, two) == quoted(two, one) == expected


def test_rows_that_are_not_money(make: Make) -> None:
    obs = make(unit=["CNY", "firm", "CNY/USD"], indicator=["gdp", "firms_new", "exchange_rate"])
    with pytest.raises(
        UnitError, match=r"not money, but firm: firms_new of CN-LN .*and 1 more"
    ) as e:
        to_currency(obs, "USD")
    assert e.value.rows is not None
    assert e.value.rows.index.tolist() == [1, 2]


def test_currencies_that_are_none(make: Make) -> None:
    with pytest.raises(UnitError, match="'firm' is no currency"):
        to_currency(make(), "firm")
    with pytest.raises(UnknownCodeError, match="unknown unit 'USB'"):
        to_currency(make(), "USB")
    with pytest.raises(ExchangeRateError, match="unknown currency 'KPW'"):
        to_currency(make(), "KPW")


@pytest.mark.parametrize("rate", ["mean", "2018", "2018-13-01", ""])
def test_rates_that_are_none(make: Make, rate: str) -> None:
    with pytest.raises(ExchangeRateError, match=rf"unknown rate '{rate}'.*'published' or a day"):
        to_currency(make(), "USD", rate=rate)


def test_a_rate_that_is_no_day(make: Make) -> None:
    with pytest.raises(ExchangeRateError, match="unknown rate NaT"):
        to_currency(make(), "USD", rate=pd.NaT)  # type: ignore[arg-type]


def test_money_at_constant_prices(make: Make) -> None:
    obs = make(prices=["current", "constant_2015"])
    with pytest.raises(BasisError, match=r"constant_2015 prices.*row 1.*convert first and deflate"):
        to_currency(obs, "USD")
    assert to_currency(obs.assign(unit="USD"), "USD").value.tolist() == [100, 100]


def test_money_of_no_known_kind(make: Make) -> None:
    obs = make(indicator=["gdp", "pocket_money"])
    with pytest.raises(BasisError, match=r"which rate pocket_money takes.*rate='average' for an"):
        to_currency(obs, "USD")
    assert len(to_currency(obs, "USD", rate="average")) == 2


def test_windows_past_the_publication(make: Make) -> None:
    obs = make(published=["2019-01-15", "2018-06-30"], published_from="2018-06-30")
    for rate in ("auto", "average", "end"):
        with pytest.raises(
            WindowError, match=r"row 1\), published by 2018-06-30.*rate='published'"
        ):
            to_currency(obs, "USD", rate=rate)
    assert len(to_currency(obs, "USD", rate="published")) == 2


def test_windows_past_the_table(make: Make) -> None:
    late = make(start="2030-01-01", end="2030-12-31", published="2031-01-01")
    for rate in ("average", "end", "published"):
        with pytest.raises(
            ExchangeRateError, match=r"gdp of CN-LN \(2030-01-01.*has this pair on 200"
        ):
            to_currency(late, "USD", rate=rate)
    with pytest.raises(ExchangeRateError, match=r"on 2031-01-01.*rate='2018-08-15'"):
        to_currency(make(), "USD", rate="2031-01-01")
    with pytest.raises(ExchangeRateError, match=r"on 2004-01-01: "):
        to_currency(make(start="2004-01-01"), "USD")


def test_a_pause_inside_a_window(make: Make) -> None:
    obs = make(start="2008-12-01", end="2018-03-01", unit="ISK")
    with pytest.raises(ExchangeRateError, match=r"on 2008-12-20, 2008-12-21"):
        to_currency(obs, "EUR")


def test_a_publication_that_is_not_known(make: Make) -> None:
    obs = make(indicator="stimulus", published=["2019-01-15", None], published_from=None)
    with pytest.raises(WindowError, match=r"publication is not known.*row 0\) and 1 more.*fill"):
        to_currency(obs, "USD")
    assert len(to_currency(obs, "USD", rate="average")) == 2


def test_days_that_are_not_given(make: Make) -> None:
    obs = make(start=None, end=None)
    with pytest.raises(WindowError, match=r"no day is given: gdp of CN-LN \(unknown, row 0"):
        to_currency(obs, "USD")


def test_windows_that_run_backwards(make: Make) -> None:
    obs = make(start="2018-06-30", end="2018-01-01")
    with pytest.raises(WindowError, match=r"ends before it starts: gdp of CN-LN"):
        to_currency(obs, "USD", rate="average")


def test_a_frame_that_is_none(make: Make) -> None:
    with pytest.raises(SchemaError, match="unit"):
        to_currency(make().drop(columns="unit"), "USD")
