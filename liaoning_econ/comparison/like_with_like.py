"""What two figures must have in common before one is held against the other.

Each rule takes the pairs, refuses those that are unlike (the error names the difference and what
would mend it), and gives a `Step` for what it lets pass on trust: a basis that nobody stated, days
known only to the month, a planned figure beside an actual one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import pandas as pd

from liaoning_econ import catalog, units, window
from liaoning_econ.comparison.codes import codes, days, is_claim
from liaoning_econ.comparison.pairing import Pairs, label
from liaoning_econ.comparison.steps import Side, Step
from liaoning_econ.comparison.wording import day_text
from liaoning_econ.errors import (
    BasisError,
    LiaoningEconError,
    UnitError,
    VintageError,
    WindowError,
)
from liaoning_econ.validation import currency_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]
    Codes = NDArray[np.object_]

__all__ = ["ACROSS", "months_of", "require_like", "require_units", "unstated_basis"]

ACROSS: Final = ("basis", "indicator")
UNSTATED: Final = ("unstated", "unknown", "", "nan", "<NA>")
FLOWS: Final = ("flow", "cumulative")
CHANGES: Final = ("growth", "multiple")
# Months are exact for whole calendar months, so that only rounding is allowed for.
SAME_LENGTH: Final = 1e-6


def require_like(
    pairs: Pairs, *, per: str | None, across: Collection[str], aligned: bool, spread: bool
) -> Iterator[Step]:
    """Refuse unlike pairs, before anything is converted.

    Parameters
    ----------
    pairs
        Row i of the left beside row i of the right.
    per
        The unit of time that both sides are divided by, or None.
    across
        Columns of `ACROSS` that the caller compares across on purpose.
    aligned
        Whether the windows were matched by age.
    spread
        Whether both sides are divided by heads or by area, so that perimeters may differ.

    Yields
    ------
    Step
        What was let pass on trust.

    Raises
    ------
    BasisError, UnitError, WindowError, VintageError
        The first rule that a pair breaks; `rows` keeps the rows of both sides.
    """
    if not pairs.framed:
        bare: Literal["left", "right"] = "left" if pairs.bare_left else "right"
        yield Step(bare, "a bare quantity", "its window, basis and vintage are taken on trust")
        return
    yield from _measures(pairs, per)
    yield from _same_codes(pairs, "indicator", across)
    yield from _same_codes(pairs, "basis", across)
    yield from _same_codes(pairs, "prices", across)
    yield from _same_codes(pairs, "relative_to", across)
    if not aligned:
        yield from _windows(pairs, per)
    yield from _stock_days(pairs)
    yield from _vintages(pairs)
    if not spread:
        yield from _perimeters(pairs)
    yield from _statuses(pairs)


def _refuse(
    kind: Callable[..., LiaoningEconError],
    pairs: Pairs,
    where: Mask,
    difference: Callable[[int], str],
    mend: str,
) -> None:
    """Raise for the first pair that breaks a rule, if one does."""
    if where.any():
        raise _refusal(kind, pairs, where, difference, mend)


def _refusal(
    kind: Callable[..., LiaoningEconError],
    pairs: Pairs,
    where: Mask,
    difference: Callable[[int], str],
    mend: str,
) -> LiaoningEconError:
    """The error of the first pair that breaks a rule; the others are counted."""
    row, count = int(np.flatnonzero(where)[0]), int(where.sum())
    who = f" ({label(pairs.left, row)} beside {label(pairs.right, row)}"
    more = f"; {count} of {len(pairs)} pairs)" if count > 1 else ")"
    return kind(difference(row) + who + more, mend=mend, rows=pairs.broken(where))


def _measures(pairs: Pairs, per: str | None) -> Iterator[Step]:
    """A stock is a state, a flow needs a window, a share is neither.

    A rate over time, such as firms a day, stands beside a flow that is divided by its window.
    """
    left, right = codes(pairs.left, "measure"), codes(pairs.right, "measure")
    comparable = FLOWS if per is None else (*FLOWS, "rate")
    flows = np.isin(left, comparable) & np.isin(right, comparable)
    unlike = (left != right) & ~flows
    stock = unlike & ((left == "stock") | (right == "stock"))
    _refuse(
        BasisError,
        pairs,
        unlike,
        lambda row: f"{left[row]} beside {right[row]}",
        "a stock is a state on a day, a flow counts over a window: take two stocks or two flows, "
        "or the change between two stocks as a flow"
        if stock.any()
        else "take two figures of one measure, such as both in levels or both as growth()",
    )
    mixed = np.flatnonzero(flows & (left != right))
    if len(mixed):
        yield Step(
            "both",
            f"{left[mixed[0]]} beside {right[mixed[0]]}",
            "both count what is new over time; a cumulative one starts at the opening",
        )


_SAME_CODE_MENDS: Final = {
    "indicator": "take one indicator, part_of_whole by share_of(), or across=['indicator'] if the "
    "difference is itself the question",
    "basis": "take figures that were counted the same way, or across=['basis'] if the difference "
    "of counting is itself the question",
    "prices": "bring both to one kind of prices: deflate(observations, prices, base)",
    "relative_to": "take two figures relative to the same thing, or rebase(observations, base)",
}


def _same_codes(pairs: Pairs, column: str, across: Collection[str]) -> Iterator[Step]:
    """Both stated and different is refused; unstated on one side is said."""
    left, right = codes(pairs.left, column), codes(pairs.right, column)
    open_left, open_right = _unstated(left, column), _unstated(right, column)
    unlike = (left != right) & ~open_left & ~open_right
    if column not in across:
        _refuse(
            BasisError,
            pairs,
            unlike,
            lambda row: _difference(column, left[row], right[row]),
            _SAME_CODE_MENDS[column],
        )
    elif unlike.any():
        row = int(np.flatnonzero(unlike)[0])
        yield Step(
            "both", f"across {column}", f"{left[row]} on the left, {right[row]} on the right"
        )
    # The sentence speaks of an unstated basis, so that its step is made by `unstated_basis`.
    if column != "basis":
        for side, hidden in (("left", open_left), ("right", open_right)):
            if (hidden & (left != right)).any():
                yield Step("left" if side == "left" else "right", f"{column} unstated")


def _unstated(values: Codes, column: str) -> Mask:
    """Where the source does not say; prices "none" beside "current" is no statement either."""
    hidden = np.isin(values, UNSTATED)
    return hidden | (values == "none") if column == "prices" else hidden


def _difference(column: str, left: str, right: str) -> str:
    """How a difference of codes is named."""
    if column == "prices":
        real = {left, right} & {"current"} and left != right
        return f"{'nominal beside real: ' if real else ''}prices {left} and {right}"
    names = {"basis": "bases differ", "relative_to": "relative to different things"}
    return f"{names.get(column, f'{column}s differ')}: {left} and {right}"


def unstated_basis(frame: pd.DataFrame) -> Mask:
    """Where the source does not say who counted what, shape (rows,)."""
    return _unstated(codes(frame, "basis"), "basis")


def months_of(frame: pd.DataFrame) -> NDArray[np.float64]:
    """Length of the windows as stored, in calendar months, shape (rows,); NaN without a window."""
    start, end = days(frame, "start"), days(frame, "end")
    lengths = np.full(len(frame), np.nan)
    known = ~(np.isnat(start) | np.isnat(end))
    lengths[known] = window.months(start[known], end[known])
    return lengths


def _windows(pairs: Pairs, per: str | None) -> Iterator[Step]:
    """Flows and changes of unlike length are refused, unless both are divided by time."""
    measures = codes(pairs.left, "measure")
    flows, changes = np.isin(measures, FLOWS), np.isin(measures, CHANGES)
    left, right = months_of(pairs.left), months_of(pairs.right)
    unknown = (flows | changes) & (np.isnan(left) | np.isnan(right))
    _refuse(
        WindowError,
        pairs,
        unknown & (flows | (np.isnan(left) != np.isnan(right))),
        lambda row: f"the window of the {'left' if np.isnan(left[row]) else 'right'} is not known",
        "fill start and end; a flow says nothing without the days that it covers",
    )
    unlike = ~unknown & ~(np.abs(left - right) <= SAME_LENGTH)
    _refuse(
        WindowError,
        pairs,
        unlike & flows & (per is None),
        lambda row: _lengths(left[row], right[row]),
        'per="month" divides each figure by its window; align="age" takes windows of like length',
    )
    _refuse(
        WindowError,
        pairs,
        unlike & changes,
        lambda row: _lengths(left[row], right[row]),
        "take growth over windows of one length, such as growth(observations, 'annualised')",
    )
    yield from _windows_unstated(pairs)
    moved = _other_days(pairs) & (flows | changes) & ~unlike
    if moved.any():
        row = int(np.flatnonzero(moved)[0])
        yield Step(
            "both",
            "windows of one length on different days",
            f"{label(pairs.left, row)}; {label(pairs.right, row)}",
        )


def _windows_unstated(pairs: Pairs) -> Iterator[Step]:
    """A growth, share or rate of unknown days is said; a duration is its own window."""
    for side, frame in pairs.sides():
        missing = (frame["start"].isna() | frame["end"].isna()).to_numpy()
        dated = ~np.isin(codes(frame, "measure"), ("stock", "duration"))
        where = np.flatnonzero(missing & dated)
        if len(where):
            yield Step(
                side,
                "window unstated",
                f"the days of {label(frame, int(where[0]))} are "
                f"not known, {len(where)} of {len(frame)}",
            )


def _lengths(left: float, right: float) -> str:
    """Two lengths in months, with as many digits as tell them apart."""
    digits = next((d for d in (0, 1, 2) if round(left, d) != round(right, d)), 3)
    return f"windows of {left:.{digits}f} and {right:.{digits}f} months"


def _other_days(pairs: Pairs) -> Mask:
    """Where start or end differ, both being known."""
    different = np.zeros(len(pairs), dtype=np.bool_)
    for column in ("start", "end"):
        left, right = days(pairs.left, column), days(pairs.right, column)
        different |= (left != right) & ~np.isnat(left) & ~np.isnat(right)
    return different


def _stock_days(pairs: Pairs) -> Iterator[Step]:
    """Two stocks are of one day; days known only to the month or year may be one day."""
    stocks = codes(pairs.left, "measure") == "stock"
    other = _other_days(pairs) & stocks
    if other.any():
        earliest, latest = _day_limits(pairs.left), _day_limits(pairs.right)
        apart = (earliest[1] < latest[0]) | (latest[1] < earliest[0])
        _refuse(
            WindowError,
            pairs,
            other & apart,
            lambda row: (
                "stocks of different days: "
                + " and ".join(
                    day_text(side["end"].iloc[row]) for side in (pairs.left, pairs.right)
                )
            ),
            "take both stocks at one day, or growth() for the change from one to the other",
        )
        yield Step("both", "days that may be one", "one of them is only known to the month or year")
    for side, frame in pairs.sides():
        if (frame["end"].isna().to_numpy() & stocks).any():
            yield Step(side, "day unstated", "taken to be the day of the other side")


def _day_limits(frame: pd.DataFrame) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64]]:
    """Earliest and latest day that a stock can be of."""
    limits = window.limits(frame)
    return limits[2], limits[3]


def _vintages(pairs: Pairs) -> Iterator[Step]:
    """Official figures of two benchmarks differ by their revision, not by what they measure."""
    left, right = codes(pairs.left, "vintage"), codes(pairs.right, "vintage")
    official = ~is_claim(pairs.left) & ~is_claim(pairs.right)
    open_left, open_right = np.isin(left, UNSTATED), np.isin(right, UNSTATED)
    sides: tuple[tuple[Side, Mask], ...] = (
        ("left", open_left & ~open_right),
        ("right", open_right & ~open_left),
    )
    for side, hidden in sides:
        if (official & hidden).any():
            yield Step(side, "vintage unstated", "it may rest on another benchmark")
    official &= ~open_left & ~open_right
    if not official.any():
        return
    old, new = catalog.benchmarks(pairs.left), catalog.benchmarks(pairs.right)
    _refuse(
        VintageError,
        pairs,
        official & (old != new),
        lambda row: (
            f"vintages {left[row]} and {right[row]} rest on different benchmarks, "
            f"{old[row]} and {new[row]}"
        ),
        "take both sides of one vintage, as observations(..., vintage=...) does; for the "
        "difference between vintages use realtime.revisions()",
    )
    mixed = official & (left != right)
    if mixed.any():
        row = int(np.flatnonzero(mixed)[0])
        detail = f"{left[row]} and {right[row]}, both {old[row]}"
        yield Step("both", "two vintages of one benchmark", detail)


def _perimeters(pairs: Pairs) -> Iterator[Step]:
    """A zone beside a province is allowed where the figure adds up, and said."""
    left, right = codes(pairs.left, "region"), codes(pairs.right, "region")
    if (left == right).all():
        return
    level = catalog.regions().set_index("region")["level"].astype("str")
    left_level = pd.Series(left).map(level).fillna("unknown").to_numpy(dtype=object)
    right_level = pd.Series(right).map(level).fillna("unknown").to_numpy(dtype=object)
    unlike = (left_level != right_level) & np.isin(codes(pairs.left, "measure"), ["stock", *FLOWS])
    if unlike.any():
        row = int(np.flatnonzero(unlike)[0])
        yield Step(
            "both",
            "perimeters of different level",
            f"{left[row]} ({left_level[row]}) beside {right[row]} ({right_level[row]}); "
            "per_capita=True or per_km2=True takes size out",
        )


_STATUS_WORDS: Final = {
    "F": "planned or expected, not what happened",
    "U": "unreliable",
    "E": "computed or estimated",
    "P": "provisional",
    "B": "a break in its series",
}


def _statuses(pairs: Pairs) -> Iterator[Step]:
    """A plan beside a fact, or an unreliable figure, is said."""
    for side, frame in pairs.sides():
        found = codes(frame, "status")
        for code, words in _STATUS_WORDS.items():
            if (found == code).any():
                count = int((found == code).sum())
                which = words if count == len(frame) else f"{words}: {count} of {len(frame)}"
                yield Step(side, f"status {code}", which)


def require_units(
    pairs: Pairs, *, currency: str | None = None, per: str | None = None
) -> NDArray[np.float64]:
    """What the right side is multiplied with to be in the units of the left, shape (pairs,).

    Parameters
    ----------
    pairs
        Row beside row.
    currency, per
        The currency and the length of time that both sides will be brought to.

    Raises
    ------
    UnitError
        Firms beside persons, percent beside percentage points, two currencies.
    """
    left, right = codes(pairs.left, "unit"), codes(pairs.right, "unit")
    factors = np.ones(len(pairs))
    different = left != right
    if not different.any():
        return factors
    found = pd.DataFrame({"left": left, "right": right})[different].drop_duplicates()
    for first, second in found.itertuples(index=False):
        here = (left == first) & (right == second)
        factors[here] = _factor(pairs, here, first, second, currency, per)
    return factors


def _factor(
    pairs: Pairs, here: Mask, left: str, right: str, currency: str | None, per: str | None
) -> float:
    """The factor of one pair of units; what is converted afterwards passes."""
    if per is not None:
        left, right = _over_no_time(left), _over_no_time(right)
    left_money, right_money = currency_of(left), currency_of(right)
    if left_money != right_money and left_money and right_money:
        if currency is not None:
            left = left.replace(left_money, currency)
            right = right.replace(right_money, currency)
        else:
            _refuse(
                UnitError,
                pairs,
                here,
                lambda _: f"two currencies: {left} and {right}",
                f'currency="{left_money}" brings both sides to {left_money}',
            )
    try:
        return units.factor(right, left)
    except UnitError as error:
        cause = error
    mend = cause.mend
    if {left, right} == {"percent", "percentage_point"}:
        mend = (
            "a level of a share is in percent, its change in percentage points: take two levels "
            "or two changes"
        )
    raise _refusal(UnitError, pairs, here, lambda _: f"units differ: {left} and {right}", mend)


def _over_no_time(unit: str) -> str:
    """A unit without the length of time that it is for one of."""
    above, *below = unit.split("/")
    return "/".join([above, *(part for part in below if not units.is_time(part))])
