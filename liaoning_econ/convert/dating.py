"""Which day's rate each row of money takes: the plan behind `to_currency`.

A stock takes the rate on its day, an actual flow the mean rate of its window, money registered,
contracted or planned the rate on the day of publication. Where the days are only known as a range,
the rate has bounds: the least and the greatest that the range allows.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from liaoning_econ import catalog, exchange, units, window
from liaoning_econ.convert import rows
from liaoning_econ.convert.monies import money, quoted, require_money
from liaoning_econ.errors import BasisError, ExchangeRateError, WindowError, shorten
from liaoning_econ.frames import STATUS

if TYPE_CHECKING:
    import pandas as pd

    from liaoning_econ.convert.rows import Floats, Places

Rule: TypeAlias = str | datetime.date | np.datetime64
Integers: TypeAlias = npt.NDArray[np.int64]
# All rows of a run are a slice, which copies nothing; some of them are places.
Rows: TypeAlias = "slice | Places"

END, AVERAGE, PUBLISHED, DATE, SAME = range(5)
KINDS = ("end", "average", "published", "date", "none")
_MODES = {"end": END, "average": AVERAGE, "published": PUBLISHED}
_DAY = 86_400_000_000
_NAT = np.iinfo(np.int64).min
_NO_DAY = _NAT // _DAY
_EXPECTED = STATUS.categories.to_list().index("F")


@dataclass(frozen=True)
class Dated:
    """The rates of some rows, and the days that they are of (days since 1970)."""

    rate: Floats
    lowest: Floats
    highest: Floats
    first: Integers
    last: Integers


@dataclass(frozen=True)
class Plan:
    """Which rate each row of a frame takes; refuses, when made, what no rate fits.

    Attributes
    ----------
    frame : pd.DataFrame
        Typed observations.
    target : str
        The currency to convert to.
    rule : str or date
        As `to_currency` takes it.
    """

    frame: pd.DataFrame
    target: str
    rule: Rule

    def __post_init__(self) -> None:
        """Refuse rows that are not money, not at current prices, or of no known kind."""
        _require_rule(self.rule)
        require_money(self.frame)
        self._require_current_prices()
        self._require_kinds()

    @cached_property
    def sources(self) -> dict[str, str]:
        """The currency of each unit that the frame holds."""
        return {unit: money(unit) or "" for unit in rows.present(self.frame, "unit")}

    @cached_property
    def units(self) -> dict[str, str]:
        """Each unit that the frame holds, in the target currency."""
        return {
            unit: units.multiply(unit, f"{self.target}/{source}")[0]
            if source != self.target
            else unit
            for unit, source in self.sources.items()
        }

    @cached_property
    def fixed_day(self) -> int | None:
        """The one day whose rate is asked, since 1970."""
        if isinstance(self.rule, str) and (self.rule == "auto" or self.rule in _MODES):
            return None
        first, _, _ = window.period_of(self.rule)
        return int(first.to_datetime64().astype("M8[D]").astype(np.int64))

    def runs(self, part: slice) -> list[tuple[Rows, str, int]]:
        """Rows of a part with one currency and one kind of rate: (rows, currency, kind)."""
        unit = self._unit_codes[part]
        kind = self._kinds_of(part)
        if _alike(unit) and isinstance(kind, int):
            return [(part, self._source_of_code[int(unit[0])], self._kind(int(unit[0]), kind))]
        both = unit.astype(np.int64) * len(KINDS) + kind
        offset = part.start
        return [
            (
                offset + np.flatnonzero(both == one),
                self._source_of_code[int(one) // len(KINDS)],
                self._kind(int(one) // len(KINDS), int(one) % len(KINDS)),
            )
            for one in np.unique(both)
        ]

    def rates(self, part: Rows, source: str, kind: int) -> Dated:
        """The rates of some rows of one currency and one kind."""
        if kind == SAME:
            size = self._days("end", part).size
            one = np.ones(size)
            return Dated(one, one, one, np.zeros(size, np.int64), np.zeros(size, np.int64))
        table = exchange.pair(source, self.target)
        if kind == DATE:
            return self._on(table, part, np.full_like(self._days("end", part), self.fixed_day))
        if kind == PUBLISHED:
            return self._when_published(table, part)
        self._require_past(part)
        if kind == END:
            return self._at_end(table, part)
        return self._over_window(table, part)

    def _at_end(self, table: exchange.Pair, part: Rows) -> Dated:
        """The rate on the last day; the range of rates where that day is one of several."""
        last = self._days("end", part)
        found = self._on(table, part, last)
        loose, limits = self._loose(part)
        if not loose.size:
            return found
        _, _, earliest, latest = limits
        self._require_covered(table, part, loose, earliest, latest)
        return _loosened(found, loose, *table.range(earliest, latest), earliest, latest)

    def _over_window(self, table: exchange.Pair, part: Rows) -> Dated:
        """The mean rate from the first to the last day."""
        first, last = self._days("start", part), self._days("end", part)
        loose, limits = self._loose(part)
        if not loose.size and np.array_equal(first, last):
            return self._on(table, part, last)
        every = np.arange(first.size)
        self._require_covered(table, part, every, first, last)
        base, quote = quoted(table.base, table.quote)
        usual = exchange.pair(base, quote)
        mean = usual.mean(first, last)
        found = Dated(mean, mean, mean, first, last)
        if loose.size:
            self._require_covered(table, part, loose, limits[0], limits[3])
            low, high = _means_within(usual, *limits)
            found = _loosened(found, loose, low, high, limits[0], limits[3])
        return found if base == table.base else _turned(found)

    def _when_published(self, table: exchange.Pair, part: Rows) -> Dated:
        """The rate on the day of publication; of a range the middle day, and the rates in it."""
        first, last = self._days("published_from", part), self._days("published", part)
        unknown = (self._column("published", part) == _NAT) | (
            self._column("published_from", part) == _NAT
        )
        if unknown.any():
            bad = self._places(part)[unknown]
            raise WindowError(
                f"the day of publication is not known: {rows.listed(self.frame, bad)}",
                mend="fill published_from and published, or say which rate: rate='average', 'end' "
                "or a day",
                rows=rows.offending(self.frame, bad),
            )
        if np.array_equal(first, last):
            return self._on(table, part, last)
        middle = self._on(table, part, (first + last) // 2)
        every = np.arange(first.size)
        self._require_covered(table, part, every, first, last)
        return Dated(middle.rate, *table.range(first, last), first, last)

    def _on(self, table: exchange.Pair, part: Rows, day: Integers) -> Dated:
        rate = table.on(day)
        missing = np.isnan(rate)
        if missing.any():
            self._refuse_days(table, part, np.flatnonzero(missing), day[missing])
        return Dated(rate, rate, rate, day, day)

    def _loose(self, part: Rows) -> tuple[Places, tuple[Integers, Integers, Integers, Integers]]:
        """Rows (counted in the part) whose days are not exactly known, and between which they lie.

        No figure covers days after the one on which it became public.
        """
        loose = np.flatnonzero(self._precision_codes[part] != 0)
        if not loose.size:
            none = np.zeros(0, dtype=np.int64)
            return loose, (none, none, none, none)
        some = self.frame.iloc[self._places(part)[loose]]
        opened_from, opened = rows.openings(some)
        limits = window.limits(some, opened_from=opened_from, opened=opened)
        first, until, since, last = (day.astype("M8[D]").astype(np.int64) for day in limits)
        # Ends within one period leave no day that every window holds.
        since = np.where(until >= since, first, since)
        published = rows.days(some, "published").astype("M8[D]").astype(np.int64)
        capped = np.where(published != _NAT, np.maximum(np.minimum(last, published), since), last)
        return loose, (first, until, since, capped)

    def _require_current_prices(self) -> None:
        """Money at the prices of another day took the rates of that day, if any."""
        odd = set(rows.present(self.frame, "prices")) - {"current", "none"}
        if not odd or self.fixed_day is not None:
            return
        bad = self.frame["prices"].isin(sorted(odd)).to_numpy() & ~self._is_target()
        if bad.any():
            raise BasisError(
                f"money at {min(odd)} prices has no rate of its own days: "
                f"{rows.listed(self.frame, bad)}",
                mend="convert first and deflate() then, or give the day whose rate is meant, "
                "rate='2015-06-30'",
                rows=rows.offending(self.frame, bad),
            )

    def _require_kinds(self) -> None:
        """Under `auto`, the catalogue must say what kind of money an indicator is."""
        if self.rule != "auto":
            return
        unknown = [
            code for code in rows.present(self.frame, "indicator") if code not in self._known_kinds
        ]
        if not unknown:
            return
        bad = self.frame["indicator"].isin(unknown).to_numpy() & ~self._is_target()
        if bad.any():
            raise BasisError(
                f"indicators() does not say which rate {unknown[0]} takes: "
                f"{rows.listed(self.frame, bad)}",
                mend="say it: rate='average' for an actual flow, 'end' for a stock, 'published' "
                "for money registered, contracted or planned",
                rows=rows.offending(self.frame, bad),
            )

    def _require_past(self, part: Rows) -> None:
        """A window that ends after its figure was printed was never lived through."""
        last, published = self._column("end", part), self._column("published", part)
        early = last > published
        if early.any():
            early &= published != _NAT
        if early.any():
            bad = self._places(part)[early]
            raise WindowError(
                f"the window ends after the figure was published: {rows.listed(self.frame, bad)}, "
                f"published by {rows.days(self.frame, 'published')[bad[0]].astype('M8[D]')}",
                mend="an expected or planned figure takes the rate of its publication: "
                "rate='published'",
                rows=rows.offending(self.frame, bad),
            )

    def _require_covered(
        self, table: exchange.Pair, part: Rows, which: Places, first: Integers, last: Integers
    ) -> None:
        backwards = (first > last) & (last != _NO_DAY)
        if backwards.any():
            bad = self._places(part)[which[backwards]]
            raise WindowError(
                f"the window ends before it starts: {rows.listed(self.frame, bad)}",
                mend="swap the two days",
                rows=rows.offending(self.frame, bad),
            )
        covered = table.covers(first, last)
        if not covered.all():
            at = np.flatnonzero(~covered)
            self._refuse_days(
                table, part, which[at], _without(table, int(first[at[0]]), int(last[at[0]]))
            )

    def _refuse_days(self, table: exchange.Pair, part: Rows, which: Places, days: Integers) -> None:
        bad = self._places(part)[which]
        if (days == _NO_DAY).any():
            raise WindowError(
                f"no day is given: {rows.listed(self.frame, bad)}",
                mend="fill start and end, or give the day whose rate is meant, rate='2018-08-15'",
                rows=rows.offending(self.frame, bad),
            )
        error = table.error(np.unique(days), rows.offending(self.frame, bad))
        raise ExchangeRateError(
            f"{rows.listed(self.frame, bad)}: {str(error).partition('. Mend')[0]}",
            mend="leave these rows out, or give a day that has a rate: rate='2018-08-15'",
            rows=error.rows,
        )

    def _is_target(self) -> npt.NDArray[np.bool_]:
        same = [unit for unit, source in self.sources.items() if source == self.target]
        return self.frame["unit"].isin(same).to_numpy()

    def _kind(self, unit_code: int, kind: int) -> int:
        return SAME if self._source_of_code[unit_code] == self.target else kind

    def _kinds_of(self, part: slice) -> int | npt.NDArray[np.int64]:
        """The kind of rate of each row of a part; one number where all are alike."""
        if self.fixed_day is not None:
            return DATE
        if self.rule != "auto":
            return _MODES[str(self.rule)]
        indicator, measure = self._indicator_codes[part], self._measure_codes[part]
        expected = self._status_codes[part] == _EXPECTED
        if _alike(indicator) and _alike(measure) and _alike(expected):
            one = self._kind_table[int(indicator[0]), int(measure[0])]
            return PUBLISHED if expected[0] else int(one)
        return np.where(expected, PUBLISHED, self._kind_table[indicator, measure]).astype(np.int64)

    @cached_property
    def _known_kinds(self) -> dict[str, str]:
        listed = catalog.indicators()
        kinds = dict(zip(listed["indicator"], listed["currency_rate"].astype("str"), strict=True))
        return {code: kind for code, kind in kinds.items() if kind in _MODES}

    @cached_property
    def _kind_table(self) -> npt.NDArray[np.int64]:
        """Kind of rate by indicator and measure; a stock of a flow's money is a stock."""
        measures = [str(code) for code in self.frame["measure"].cat.categories]
        codes = [str(code) for code in self.frame["indicator"].cat.categories]
        return np.array(
            [
                [_fitting(self._known_kinds.get(code, "end"), measure) for measure in measures]
                for code in codes
            ],
            dtype=np.int64,
        )

    @cached_property
    def _source_of_code(self) -> list[str]:
        return [self.sources.get(str(unit), "") for unit in self.frame["unit"].cat.categories]

    @cached_property
    def _unit_codes(self) -> npt.NDArray[np.integer]:
        return rows.codes(self.frame, "unit")

    @cached_property
    def _indicator_codes(self) -> npt.NDArray[np.integer]:
        return rows.codes(self.frame, "indicator")

    @cached_property
    def _measure_codes(self) -> npt.NDArray[np.integer]:
        return rows.codes(self.frame, "measure")

    @cached_property
    def _status_codes(self) -> npt.NDArray[np.integer]:
        return rows.codes(self.frame, "status")

    @cached_property
    def _precision_codes(self) -> npt.NDArray[np.integer]:
        return rows.codes(self.frame, "precision")

    @cached_property
    def _stamps(self) -> dict[str, Integers]:
        """The columns of days in microseconds, as stored."""
        names = ("start", "end", "published_from", "published")
        return {name: rows.days(self.frame, name).view(np.int64) for name in names}

    def _places(self, part: Rows) -> Places:
        """Rows of a part as places in the frame."""
        return np.arange(part.start, part.stop) if isinstance(part, slice) else part

    def _column(self, name: str, part: Rows) -> Integers:
        """Days of a part in microseconds, as stored."""
        return self._stamps[name][part]

    def _days(self, name: str, part: Rows) -> Integers:
        """Days of a part since 1970."""
        return self._column(name, part) // _DAY


def _without(table: exchange.Pair, first: int, last: int) -> Integers:
    """The days of one window that have no rate: its ends, or else those between."""
    ends = np.array([first, last], dtype=np.int64)
    if np.isnan(table.on(ends)).any():
        return ends[np.isnan(table.on(ends))]
    every = np.arange(first, last + 1)
    return every[np.isnan(table.on(every))]


def _require_rule(rule: Rule) -> None:
    """A word of the list or one day."""
    if isinstance(rule, str) and (rule == "auto" or rule in _MODES):
        return
    try:
        _, _, precision = window.period_of(rule)
    except WindowError:
        precision = ""
    if precision != "day":
        said = repr(shorten(rule)) if isinstance(rule, str) else shorten(repr(rule))
        raise ExchangeRateError(
            f"unknown rate {said}",
            mend="take 'auto', 'average', 'end', 'published' or a day, '2018-08-15'",
        )


def _fitting(kind: str, measure: str) -> int:
    """The kind of rate for a measure: indicators() speaks of an indicator's own level."""
    if kind == "average" and measure == "stock":
        return END
    if kind == "end" and measure in ("flow", "cumulative"):
        return AVERAGE
    return _MODES[kind]


def _alike(codes: npt.NDArray[np.generic]) -> bool:
    """Whether all are the same."""
    return bool((codes == codes[0]).all())


def _turned(dated: Dated) -> Dated:
    """The same rates the other way round: units of base for one quote."""
    return Dated(1 / dated.rate, 1 / dated.highest, 1 / dated.lowest, dated.first, dated.last)


def _loosened(
    found: Dated, loose: Places, low: Floats, high: Floats, first: Integers, last: Integers
) -> Dated:
    """Some rows with a range of rates and of days, which holds the rate as stored."""
    lowest, highest = found.lowest.copy(), found.highest.copy()
    since, until = found.first.copy(), found.last.copy()
    lowest[loose] = np.minimum(found.rate[loose], low)
    highest[loose] = np.maximum(found.rate[loose], high)
    since[loose], until[loose] = first, last
    return Dated(found.rate, lowest, highest, since, until)


def _means_within(
    table: exchange.Pair, first: Integers, until: Integers, since: Integers, last: Integers
) -> tuple[Floats, Floats]:
    """Least and greatest mean over any window that begins in first..until, ends in since..last.

    Every such window has the core until..since in it, where there is one. The rest moves the mean
    furthest where all its days are in and have the least (or greatest) rate of the whole.
    """
    low, high = table.range(first, last)
    total, core = table.total(np.minimum(until, since), since)
    _, number = table.total(first, last)
    rest, known = number - core, (until <= since) & (core > 0)
    mean = total / np.maximum(core, 1)
    least = (total + rest * low) / np.maximum(number, 1)
    most = (total + rest * high) / np.maximum(number, 1)
    return (
        np.where(known, np.minimum(least, mean), low),
        np.where(known, np.maximum(most, mean), high),
    )
