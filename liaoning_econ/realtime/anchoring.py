"""What two frames must be before they can be linked: one basis each, like series, one anchor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from liaoning_econ.catalog.groups import PERIOD, SERIES, codes_of_groups
from liaoning_econ.catalog.releases import codes_of_benchmarks
from liaoning_econ.convert import rows
from liaoning_econ.errors import BasisError, LiaoningEconError, UnitError, VintageError, WindowError
from liaoning_econ.realtime.periods import days_apart, lengths
from liaoning_econ.realtime.requirements import require_finite

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from liaoning_econ.convert.rows import Mask, Places

__all__ = [
    "Anchors",
    "Pair",
    "anchors_of",
    "one_basis",
    "paired",
    "require_levels",
    "require_rates",
]

_LEVELS: Final = ("flow", "stock", "cumulative", "index", "price")
# Days from the first to the last of a year; a stock stands on one day.
_A_YEAR: Final = (0, 364, 365)


@dataclass(frozen=True, slots=True)
class Pair:
    """Series of two frames that belong together.

    `old` and `new` are the series of each row, numbered alike, shape (rows,); `names` are the
    benchmarks of each series, old and new.
    """

    old: Places
    new: Places
    names: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Anchors:
    """Rows of the anchor, one a series, and the day on which it ends."""

    old: Places
    new: Places
    ends: npt.NDArray[np.datetime64]


def one_basis(obs: pd.DataFrame, what: str) -> pd.DataFrame:
    """Typed rows, one a period and series, each series on one benchmark and of one length."""
    frame = rows.typed(obs, what)
    rows.require_windows(frame, what=what)
    if frame.empty:
        raise VintageError(f"{what} has no rows", mend="pass at least the figure of the anchor")
    require_finite(frame, what, "leave these rows out")
    period = codes_of_groups(frame, PERIOD)
    twice = pd.Series(period).duplicated(keep=False).to_numpy()
    if twice.any():
        raise VintageError(
            f"{what} has several rows of one period: {rows.listed(frame, twice)}",
            mend=f"take one release, or what is on one basis: consistent({what})",
            rows=rows.offending(frame, twice),
        )
    series = codes_of_groups(frame, SERIES)
    codes, names = codes_of_benchmarks(frame)
    mixed = _unlike_in(series, codes)
    if mixed.any():
        here = series == series[np.flatnonzero(mixed)[0]]
        found = sorted({names[code] for code in codes[here]})
        raise VintageError(
            f"{what} mixes the benchmarks {', '.join(found)}: {rows.listed(frame, mixed)}",
            mend=f"take what is on one basis: consistent({what})",
            rows=rows.offending(frame, mixed),
        )
    uneven = _unlike_in(series, lengths(frame))
    if uneven.any():
        raise WindowError(
            f"{what} has windows of unlike length in one series: {rows.listed(frame, uneven)}",
            mend="link years with years and quarters with quarters",
            rows=rows.offending(frame, uneven),
        )
    return frame


def _unlike_in(group: Places, codes: Places) -> Mask:
    """Rows whose code is not that of the first row of their group, shape (rows,)."""
    _, first, which = np.unique(group, return_index=True, return_inverse=True)
    unlike: Mask = codes[first][which] != codes
    return unlike


def require_levels(frame: pd.DataFrame, what: str) -> None:
    """Refuse what a ratio of two bases says nothing of: rates, shares, ranks."""
    odd = ~np.isin(rows.texts(frame, "measure"), _LEVELS)
    if odd.any():
        measure = frame["measure"].iloc[int(np.flatnonzero(odd)[0])]
        mend = "link levels"
        if what == "old" and measure == "growth":
            mend = "method='growth' chains growth rates, of old alone"
        raise BasisError(
            f"{what}: {measure} is no level: {rows.listed(frame, odd)}",
            mend=mend,
            rows=rows.offending(frame, odd),
        )


def paired(old: pd.DataFrame, new: pd.DataFrame, columns: Sequence[str]) -> Pair:
    """Number the series of two frames alike; refuse one that only one side has."""
    sides = [[rows.texts(one, name) for name in columns] for one in (old, new)]
    there, left, right = rows.find(*sides)
    back, _, _ = rows.find(sides[1], sides[0])
    for frame, other, found, what in ((old, new, there, "old"), (new, old, back, "new")):
        lone = found < 0
        if lone.any():
            raise _unlike(frame, other, lone, what, columns)
    _, numbers = np.unique(np.concatenate([left, right]), return_inverse=True)
    pair = numbers[: len(old)], numbers[len(old) :]
    own = []
    for frame, series, what in ((old, pair[0], "old"), (new, pair[1], "new")):
        if _unlike_in(series, codes_of_groups(frame, SERIES)).any():
            bad = _unlike_in(series, codes_of_groups(frame, SERIES))
            raise BasisError(
                f"{what} has several series of one indicator, region and basis: "
                f"{rows.listed(frame, bad)}",
                mend="pass one of them",
                rows=rows.offending(frame, bad),
            )
        codes, names = codes_of_benchmarks(frame)
        _, first = np.unique(series, return_index=True)
        own.append([names[code] for code in codes[first]])
    return Pair(*pair, list(zip(*own, strict=True)))


def _unlike(
    frame: pd.DataFrame, other: pd.DataFrame, lone: Mask, what: str, columns: Sequence[str]
) -> BasisError | UnitError:
    """The error of a series that only one side has: what differs, or that it is missing."""
    place = int(np.flatnonzero(lone)[0])
    row, side = frame.iloc[place], "new" if what == "old" else "old"
    same = np.ones(len(other), dtype=np.bool_)
    for name in ("indicator", "region"):
        same &= rows.texts(other, name) == str(row[name])
    bad = rows.offending(frame, lone)
    if not same.any():
        return BasisError(
            f"{side} has no {row['indicator']} of {row['region']}, which {what} has",
            mend=f"leave it out of {what}, or add it to {side}",
            rows=bad,
        )
    peer = other.iloc[int(np.flatnonzero(same)[0])]
    differing = [name for name in columns if str(row[name]) != str(peer[name])]
    told = ", ".join(f"{name} {row[name]} and {peer[name]}" for name in differing)
    error = UnitError if "unit" in differing else BasisError
    return error(
        f"{row['indicator']} of {row['region']} has in {what} and in {side} {told}",
        mend="bring both to one unit first" if error is UnitError else "link like with like",
        rows=bad,
    )


def require_rates(old: pd.DataFrame, new: pd.DataFrame, pair: Pair) -> None:
    """Growth rates in percent, of the period before, at prices that the levels can take."""
    _, first = np.unique(pair.new, return_index=True)
    level = rows.texts(new, "prices")[first][pair.old]
    own, before = rows.texts(old, "prices"), rows.texts(old, "relative_to")
    real = np.array([text.startswith("constant") for text in level], dtype=np.bool_)
    unlike = (own != level) & ~((own == "comparable") & real)
    single = days_apart(old) == 0
    # The month before a day is no period of its own; a quarter's year before is not the one before.
    chained = ((before == "previous_period") & ~single) | (
        (before == "previous_year") & np.isin(days_apart(old), _A_YEAR)
    )
    refusals: tuple[tuple[Mask, type[LiaoningEconError], str, str], ...] = (
        (
            rows.texts(old, "unit") != "percent",
            UnitError,
            "growth in another unit than percent",
            "pass growth rates in percent",
        ),
        (
            unlike,
            BasisError,
            "growth and level at unlike prices",
            "real growth carries levels at constant prices, nominal growth those at current prices",
        ),
        (
            ~chained,
            BasisError,
            "growth that is not over the period before",
            "chain rates over the period before; of a year, over the year before",
        ),
        (
            rows.numbers(old, "lower") <= -100,
            VintageError,
            "growth that is, or may be, -100 percent or below",
            "no level can be carried back over it: link at a later period",
        ),
    )
    for bad, error, told, mend in refusals:
        if bad.any():
            raise error(
                f"old: {told}: {rows.listed(old, bad)}", mend=mend, rows=rows.offending(old, bad)
            )


def anchors_of(
    old: pd.DataFrame, new: pd.DataFrame, pair: Pair, at: tuple[pd.Timestamp, pd.Timestamp]
) -> Anchors:
    """The rows of the anchor: one a series on each side, of the same days, none of them zero."""
    told = f"{at[0]:%Y-%m-%d} to {at[1]:%Y-%m-%d}" if at[0] != at[1] else f"{at[0]:%Y-%m-%d}"
    found = []
    for frame, series, what in ((old, pair.old, "old"), (new, pair.new, "new")):
        inside = (frame["start"] >= at[0]).to_numpy() & (frame["end"] <= at[1]).to_numpy()
        places = np.flatnonzero(inside)
        count = np.bincount(series[places], minlength=len(pair.names))
        if (count != 1).any():
            here = int(np.flatnonzero(count != 1)[0])
            row = int(np.flatnonzero(series == here)[0])
            many = f"{count[here]} figures" if count[here] else "no figure"
            raise VintageError(
                f"{what} has {many} inside {told} of {frame['indicator'].iloc[row]} of "
                f"{frame['region'].iloc[row]}",
                mend=_common(old, new, pair, here),
                rows=frame[series == here].iloc[: rows.MOST_ROWS],
            )
        found.append(places[np.argsort(series[places])])
    one, two = found
    unlike = rows.days(old, "end")[one] != rows.days(new, "end")[two]
    unlike |= rows.days(old, "start")[one] != rows.days(new, "start")[two]
    if unlike.any():
        raise WindowError(
            f"old and new have unlike windows inside {told}: {rows.listed(new, two[unlike])}",
            mend=_common(old, new, pair, int(np.flatnonzero(unlike)[0])),
            rows=rows.offending(new, two[unlike]),
        )
    return Anchors(one, two, rows.days(new, "end")[two])


def _common(old: pd.DataFrame, new: pd.DataFrame, pair: Pair, series: int) -> str:
    """Which periods both sides of a series have, as a mend."""
    ends = [
        set(rows.days(frame, "end")[own == series].tolist())
        for frame, own in ((old, pair.old), (new, pair.new))
    ]
    both = sorted(ends[0] & ends[1])
    if not both:
        return "the two have no period in common: nothing can be linked"
    return f"both have periods that end from {both[0]:%Y-%m-%d} to {both[-1]:%Y-%m-%d}"
