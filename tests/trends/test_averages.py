"""Average rates of whole periods as figures."""

from __future__ import annotations

import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ.errors import SchemaError, TrendError
from liaoning_econ.schemas import Observations
from liaoning_econ.trends.averages import figures_of, is_rates


def test_averages_as_figures() -> None:
    for period, months in (("month", 1), ("quarter", 3), ("year", 12)):
        pairs = [
            le.rates("USD", quote, "2016-01", "2018-12", average=period)  # type: ignore[arg-type]
            for quote in ("CNY", "KRW")
        ]
        rates = pd.concat(pairs)
        figures = figures_of(rates)
        Observations.validate(figures)
        assert figures["region"].astype(str).tolist() == ["CN"] * (36 // months) + ["KR"] * (
            36 // months
        )
        assert set(figures["unit"]) == {"CNY/USD", "KRW/USD"}
        assert figures["value"].tolist() == rates["rate"].tolist()
        assert figures["precision"].eq(period).all()
        first = pd.date_range("2016-01-01", "2018-12-31", freq=f"{months}MS")
        assert figures["start"].tolist() == [*first, *first]


def test_rates_that_are_no_whole_periods() -> None:
    daily = le.rates("USD", "CNY", "2018-01-01", "2018-12-31")
    with pytest.raises(TrendError, match=r"row 0: a daily rate.*ask le.rates for whole periods"):
        figures_of(daily)
    partial = le.rates("USD", "CNY", "2018-01-01", "2018-09-10", average="month")
    with pytest.raises(TrendError, match=r"row 8: .* up to 2018-09-10, which is no whole month"):
        figures_of(partial)
    odd = le.rates("USD", "CNY", "2018-01", "2018-12", average="month").iloc[1::2]
    with pytest.raises(TrendError, match="rates of USD/CNY that are 2 months apart"):
        figures_of(odd)
    with pytest.raises(SchemaError, match="rates lacks the column 'rate'"):
        figures_of(daily.drop(columns="rate"))


def test_rates_are_known_by_their_columns() -> None:
    rates = le.rates("USD", "CNY", "2018-01", "2018-12", average="month")
    assert is_rates(rates)
    assert not is_rates(figures_of(rates))
    assert not is_rates(le.events())
    assert not is_rates([rates])
