"""Figures and days as a message of the audit says them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from liaoning_econ.comparison.wording import plain

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["amount", "days_in_words", "joined", "published_in_words"]

_SCALES: Final = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))
_CURRENCIES: Final = {
    "CNY": "yuan",
    "USD": "US dollars",
    "SGD": "Singapore dollars",
    "HKD": "Hong Kong dollars",
    "JPY": "yen",
    "KRW": "won",
    "EUR": "euros",
}
_WORDS: Final = {"1": "", "percent": "percent", "percentage_point": "percentage points"}
_PLURAL: Final = ("firm", "person", "project", "day", "week", "month", "year", "city", "zone")
_IRREGULAR: Final = {"person": "people", "city": "cities"}


def amount(value: float, unit: str) -> str:
    """A figure with its unit.

    Parameters
    ----------
    value
        The figure.
    unit
        A unit string.

    Returns
    -------
    str

    Examples
    --------
    >>> amount(421.14e9, "CNY"), amount(30_000.0, "firm"), amount(80.0, "firm/day")
    ('421.14 billion yuan', '30,000 firms', '80 firms a day')
    >>> amount(39.0, "percent"), amount(3.3, "1")
    ('39 percent', '3.3')
    """
    counted, _, each = unit.partition("/")
    scale, word = 1.0, ""
    if counted in _CURRENCIES:
        scale, word = next((pair for pair in _SCALES if abs(value) >= pair[0]), (1.0, ""))
    told = f"{plain(round(value / scale, 12))}{word} {_unit(counted)}".rstrip()
    return f"{told} a {each.replace('_', ' ')}" if each else told


def _unit(counted: str) -> str:
    if counted in _PLURAL:
        return _IRREGULAR.get(counted, f"{counted}s")
    return _CURRENCIES.get(counted, _WORDS.get(counted, counted.replace("_", " ")))


def days_in_words(start: pd.Timestamp | None, end: pd.Timestamp | None, precision: str) -> str:
    """A window as a reader wants it: a year, a month, a day, or from one to another.

    Parameters
    ----------
    start, end
        First and last day; None where unknown.
    precision
        As in the frame.

    Returns
    -------
    str

    Examples
    --------
    >>> import pandas as pd
    >>> days_in_words(pd.Timestamp("2017-01-01"), pd.Timestamp("2017-12-31"), "day")
    '2017'
    >>> days_in_words(pd.Timestamp("2017-04-10"), pd.Timestamp("2018-07-31"), "month")
    'April 2017 to July 2018'
    """
    if end is None:
        return "an unstated window" if start is None else f"since {_day(start, precision)}"
    if start is None:
        return f"to {_day(end, precision)}"
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return f"{start.year}" if start.year == end.year else f"{start.year} to {end.year}"
    first, last = _day(start, precision), _day(end, precision)
    return last if first == last else f"{first} to {last}"


def published_in_words(earliest: pd.Timestamp | None, latest: pd.Timestamp) -> str:
    """When a page came out, as exactly as is known: a day, a month, a year, or between two days.

    Parameters
    ----------
    earliest, latest
        The days between which it lies; None: the latest is the day.

    Returns
    -------
    str

    Examples
    --------
    >>> import pandas as pd
    >>> published_in_words(pd.Timestamp("2020-04-01"), pd.Timestamp("2020-04-30"))
    'April 2020'
    >>> published_in_words(pd.Timestamp("2018-07-27"), pd.Timestamp("2018-08-31"))
    'between 27 July and 31 August 2018'
    """
    if earliest is None or earliest == latest:
        return _day(latest, "day")
    ends = (earliest.month, earliest.day, latest.month, latest.day)
    if earliest.year != latest.year:
        return f"between {_day(earliest, 'day')} and {_day(latest, 'day')}"
    if ends == (1, 1, 12, 31):
        return f"{latest.year}"
    if earliest.day == 1 and ends[0] == ends[2] and latest.day == latest.days_in_month:
        return _day(latest, "month")
    return f"between {earliest.day} {earliest:%B} and {_day(latest, 'day')}"


def _day(day: pd.Timestamp, precision: str) -> str:
    if precision == "year":
        return f"{day.year}"
    if precision in ("month", "quarter"):
        return f"{day:%B %Y}"
    return f"{day.day} {day:%B %Y}"


def joined(texts: list[str]) -> str:
    """Texts in one line, with an "and" before the last.

    Parameters
    ----------
    texts
        At least one.

    Returns
    -------
    str

    Examples
    --------
    >>> joined(["F001", "F002", "F003"])
    'F001, F002 and F003'
    """
    return " and ".join([", ".join(texts[:-1]), texts[-1]] if texts[1:] else texts)
