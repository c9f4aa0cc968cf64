"""How rough the yuan's weeks were: spreads, falls and moves by hand from the published rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ.report import yuan
from liaoning_econ.report.blocks import Standing, Table, Text
from liaoning_econ.report.swing import fall, happenings, swing, swings

if TYPE_CHECKING:
    from liaoning_econ.report.context import Context

FIRST, LAST = pd.Timestamp("2018-05-24"), pd.Timestamp("2018-08-31")
CASES = [
    (FIRST, LAST),
    (pd.Timestamp("2015-07-01"), pd.Timestamp("2015-09-30")),
    (pd.Timestamp("2012-03-01"), pd.Timestamp("2012-05-01")),
]


def rates_around(first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    return le.rates("CNY", "USD", first - pd.DateOffset(years=1), last + pd.Timedelta(days=14))


def published(rates: pd.DataFrame) -> tuple[pd.DatetimeIndex, npt.NDArray[np.float64]]:
    """Publication days and their rates."""
    rows = rates[rates["date"] == rates["date_used"]]
    return pd.DatetimeIndex(rows["date"]), rows["rate"].to_numpy()


@pytest.mark.parametrize(("first", "last"), CASES)
def test_swings_are_the_spread_of_daily_changes(first: pd.Timestamp, last: pd.Timestamp) -> None:
    rates = rates_around(first, last)
    days, rate = published(rates)
    for found, inside in zip(
        swings(rates, first, last), (days <= first, (days >= first) & (days <= last)), strict=True
    ):
        changes = 100 * np.diff(np.log(rate[inside]))
        assert found.value == pytest.approx(np.std(changes, ddof=1), rel=1e-12)
        assert 0 < found.lower < found.value < found.upper
        assert (found.start, found.end) == (days[inside][0], days[inside][-1])


@pytest.mark.parametrize(("first", "last"), CASES)
def test_the_fall_is_the_worst_of_all_pairs_of_days(
    first: pd.Timestamp, last: pd.Timestamp
) -> None:
    rates = rates_around(first, last)
    days, rate = published(rates)
    days, rate = days[days <= last], rate[days <= last]
    worst, high, low = min(
        (later / earlier - 1, i, i + j)
        for i, earlier in enumerate(rate)
        for j, later in enumerate(rate[i:])
    )
    found = fall(rates, last)
    assert found.percent == pytest.approx(-100 * worst)
    assert (found.high, found.low) == (days[high], days[low])
    regained = days[low:][rate[low:] >= rate[high]]
    assert found.recovered == (regained[0] if len(regained) else None)


def test_the_moves_are_three_changes_less_three_mean_changes(context: Context) -> None:
    rates = rates_around(FIRST, LAST)
    days, rate = published(rates)
    changes = 100 * np.diff(np.log(rate))
    found = happenings(context, rates, FIRST, LAST)
    assert [one.event.event for one in found] == ["E42", "E43", "E44", "E45"]
    for one in found:
        # Change j leads to day j + 1.
        at = int(days.searchsorted(one.event.start)) - 1
        drift = changes[at - 120 : at].mean()
        assert one.move == pytest.approx(changes[at : at + 3].sum() - 3 * drift, rel=1e-9)
        assert one.lower < one.move < one.upper
        assert one.beyond_chance == (one.lower * one.upper > 0)
    # 23 and 24 August are neighbours; the others stand alone.
    assert [one.shares for one in found] == [False, False, True, True]


def test_the_paragraph_gives_figures_with_their_bounds(context: Context) -> None:
    text, table = swing(context, FIRST, LAST)
    assert isinstance(text, Text)
    assert isinstance(table, Table)
    said = str(text.text.striptags())
    before, during = swings(rates_around(FIRST, LAST), FIRST, LAST)
    for one in (before, during):
        assert f"{one.value:.2f}% ({one.lower:.2f} to {one.upper:.2f}%)" in said
    least, most = during.lower / before.upper, during.upper / before.lower
    assert f"(between {least:.1f} and {most:.1f} times)" in said
    assert "7 February to 15 August 2018, measured from its high" in said
    assert "by 31 August 2018 it had not won that back" in said
    assert len(table.rows) == 4
    foot = str(table.foot.striptags())
    assert "The days from 23 August 2018 and 24 August 2018 overlap." in foot
    beyond = sum(one.beyond_chance for one in happenings(context, rates_around(FIRST, LAST),
                                                         FIRST, LAST))  # fmt: skip
    assert len(table.strong) == beyond


def test_a_fall_that_was_made_good_says_when(context: Context) -> None:
    # Against the dollar the yuan was at its high of 2012 again before the summer of 2013.
    text = swing(context, pd.Timestamp("2012-11-01"), pd.Timestamp("2013-01-31"))[0]
    assert isinstance(text, Text)
    assert "it had won that back by" in str(text.text.striptags())


def test_weeks_without_events_have_no_table(context: Context) -> None:
    assert len(swing(context, pd.Timestamp("2012-03-01"), pd.Timestamp("2012-05-01"))) == 1


def test_weeks_before_the_first_rate_say_nothing(context: Context) -> None:
    assert swing(context, pd.Timestamp("1990-03-01"), pd.Timestamp("1990-05-01")) == ()


def test_the_verdict_on_the_yuan_stands(context: Context) -> None:
    topic = yuan.find(context, frozenset())
    assert topic is not None
    assert [entry.standing for entry in topic.entries] == [Standing.PRINT]
    assert topic.section is not None
    assert len(topic.section.blocks) == 6
