"""Rates on their publication days, and events on the first that shows them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ.errors import SchemaError, TrendError, UnknownCodeError
from liaoning_econ.trends.publications import dated, published, some
from tests.trends.fixings import rates_of


@pytest.fixture(scope="module")
def yuan() -> pd.DataFrame:
    return le.rates("USD", "CNY", "2018-08-01", "2018-08-31")


def test_each_publication_day_stands_once(yuan: pd.DataFrame) -> None:
    """August 2018 has 23 week-days and no holiday of the bank."""
    (found,) = published(yuan.sample(frac=1, random_state=2))
    assert found.days.tolist() == pd.bdate_range("2018-08-01", "2018-08-31").date.tolist()
    on_day = yuan[yuan["date"] == yuan["date_used"]]["rate"]
    assert found.rate.tolist() == on_day.tolist()
    assert found.changes.sum() == pytest.approx(100 * np.log(found.rate[-1] / found.rate[0]))
    assert (found.base, found.quote) == ("USD", "CNY")


def test_the_first_publication_that_shows_an_event(yuan: pd.DataFrame) -> None:
    """3 August 2018 was a Friday, 4 August a Saturday; the frame begins on Wednesday, 1 August."""
    events = {"friday": "2018-08-03", "saturday": "2018-08-04", "later": "2018-08-04"}
    places = dated(events, lag={"later": 1}).places(published(yuan)[0])
    assert places.tolist() == [2, 3, 4]


def test_events_come_in_order_of_their_days() -> None:
    found = dated({"late": "2018-08-06", "early": "2015-08-11", "same": "2018-08-06"})
    assert found.names == ("early", "late", "same")
    assert found.days.tolist() == sorted(found.days.tolist())


def test_rates_that_are_no_daily_rates(yuan: pd.DataFrame) -> None:
    monthly = le.rates("USD", "CNY", "2015-01", "2015-12", average="month")
    with pytest.raises(TrendError, match="row 0: a rate of kind average, not daily"):
        published(monthly)
    with pytest.raises(TrendError, match="rates has no rows"):
        published(yuan.iloc[:0])
    with pytest.raises(SchemaError, match="rates lacks the column 'rate'"):
        published(yuan.drop(columns="rate"))
    with pytest.raises(TrendError, match="USD/CNY has 23 publication days, 24 are needed"):
        published(yuan, least=24)


@pytest.mark.parametrize("value", [0.0, -1.0, np.nan, np.inf])
def test_a_rate_without_a_logarithm(value: float) -> None:
    rates = rates_of(np.ones(9))
    rates.loc[3, "rate"] = value
    with pytest.raises(TrendError, match=f"row 3: the rate of 2001-01-04 is {value:g}"):
        published(rates)


def test_two_rates_of_a_day_and_days_without_one() -> None:
    rates = rates_of(np.ones(60))
    twice = pd.concat([rates, rates.iloc[[5]].assign(rate=7.0)])
    with pytest.raises(TrendError, match=r"two rates of 2001-01-06, .* and 7"):
        published(twice)
    gap = rates[(rates["date"] < "2001-01-11") | (rates["date"] > "2001-01-20")]
    with pytest.raises(TrendError, match="no rate between 2001-01-10 and 2001-01-21"):
        published(gap)
    # Ten days are the longest pause of a rate that is still in force.
    assert len(published(rates[~rates["date"].isin(rates["date"][10:19])])[0].days) == 52


def test_events_that_no_day_can_show() -> None:
    with pytest.raises(TrendError, match=r"autumn, year: not known to the day.*drop=\['autumn', "):
        dated({"autumn": "2018Q3", "year": 2018})
    with pytest.raises(UnknownCodeError, match="unknown event 'E1'"):
        dated({"E10": "2015-08-11"}, drop=["E1"])
    missing = le.events("fx").assign(start=np.datetime64("NaT", "us"))
    with pytest.raises(
        TrendError, match="E02, E10, E11, E28, E31 and 3 more: not known to the day"
    ):
        dated(missing)
    with pytest.raises(SchemaError, match=r"events lacks the columns \['event', 'start'"):
        dated(pd.DataFrame())


def test_some_codes_stand_for_all() -> None:
    assert some([f"E{number}" for number in range(7)]) == "E0, E1, E2, E3, E4 and 2 more"
