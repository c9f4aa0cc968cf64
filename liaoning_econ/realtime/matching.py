"""On which benchmark each figure can rest: as `vintages()` says, or as releases that it equals do.

A figure equals that of a release where their bounds have a value in common; one without bounds is
taken as printed to a last digit that is not 0, the finest of its table or else its own. The rows of
one table, by periods, are parted into runs: a run is as long as one benchmark fits all of its
figures, and the next begins with the first figure that none of them fits. Parting from the left
like this gives the fewest runs there can be. A figure that several benchmarks fit decides nothing,
and one that no release has neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from liaoning_econ import frames
from liaoning_econ.catalog.groups import SERIES, codes_of_groups
from liaoning_econ.catalog.releases import codes_of_benchmarks
from liaoning_econ.catalog.series import held, observations_of
from liaoning_econ.convert import rows
from liaoning_econ.realtime.ordering import declared
from liaoning_econ.realtime.periods import lengths

if TYPE_CHECKING:
    import numpy.typing as npt

    from liaoning_econ.convert.rows import Floats, Mask, Places

    Sets = npt.NDArray[np.uint64]

__all__ = [
    "UNSTATED",
    "Runs",
    "pairs_of_period",
    "releases_known",
    "runs_of",
    "tables_of",
    "undoubled",
]

UNSTATED: Final = "unstated"
# A figure that is expected or planned is no release of what happened.
_EXPECTED: Final = "F"
_SAME: Final = ("indicator", "region", "measure", "unit")
# Known and different is another thing; one that is not stated is the same until it is known.
_OPEN: Final = ("basis", "prices", "relative_to")
_WORD: Final = 64
# Digits of a float that a decimal of so many digits always comes through.
_DIGITS: Final = 14


@dataclass(frozen=True, slots=True)
class Runs:
    """The rows of tables, parted into runs of one benchmark.

    Attributes
    ----------
    order : ndarray of intp
        Positions in the frame, shape (rows,): by table, and by period inside one.
    table, run : ndarray of intp
        The table and the run of each row, in the frame's order, shape (rows,). The runs of one
        table follow each other.
    fits : ndarray of uint64
        Shape (rows, words): bit b is set where a row can rest on the benchmark b; none is set
        where nothing is known of its figure.
    opens : ndarray of intp
        Where each run begins in `order`, and where the last one ends, shape (runs + 1,).
    on : ndarray of uint64
        Shape (runs, words): the benchmarks that fit a whole run.
    names : list of str
        The benchmarks.
    declared : ndarray of intp
        The benchmark that `vintages()` gives each row, -1 where it has none, shape (rows,).
    strange : ndarray of bool
        Rows whose period is known and whose figure no release has, shape (rows,).
    row, official, code : ndarray of intp
        Pairs of a row and a row of the releases known that has its figure, by row, and the
        benchmark of each pair, a place in `names`.
    """

    order: Places
    table: Places
    run: Places
    fits: Sets
    opens: Places
    on: Sets
    names: list[str]
    declared: Places
    strange: Mask
    row: Places
    official: Places
    code: Places

    def rows_of(self, run: int) -> Places:
        """The rows of a run, by period."""
        return self.order[self.opens[run] : self.opens[run + 1]]

    def releases_of(self, row: int) -> Places:
        """Rows of the releases known that have a row's figure, on a benchmark of its run."""
        first, last = np.searchsorted(self.row, [row, row + 1])
        on = self.on[self.run[row]]
        keep = [place for place in range(first, last) if _holds(on, int(self.code[place]))]
        return self.official[keep]

    def names_of(self, run: int) -> list[str]:
        """The benchmarks that fit a run, in the order of their names."""
        return sorted(name for place, name in enumerate(self.names) if _holds(self.on[run], place))

    def may_be(self, row: int, run: int) -> bool:
        """Whether a row can be of a run."""
        return not self.fits[row].any() or bool((self.fits[row] & self.on[run]).any())


def releases_known(frame: pd.DataFrame, known: pd.DataFrame | None) -> pd.DataFrame:
    """The releases that figures are held against.

    Parameters
    ----------
    frame
        Typed observations.
    known
        Observations of several vintages; None for those of the catalogue.

    Returns
    -------
    pd.DataFrame
        Typed; without plans, and without rows that do not say their vintage.

    Raises
    ------
    SchemaError
        `known` is none of Observations.
    WindowError
        One of its windows lacks a day.
    """
    if known is None:
        found = _shipped(frame)
    else:
        found = rows.typed(known, "known")
        rows.require_windows(found, what="known")
    keep = (rows.texts(found, "status") != _EXPECTED) & (rows.texts(found, "vintage") != UNSTATED)
    return found if keep.all() else found[keep].reset_index(drop=True)


def _shipped(frame: pd.DataFrame) -> pd.DataFrame:
    """What the catalogue has of a frame's indicators and regions."""
    indicators, measures = (set(rows.present(frame, name)) for name in ("indicator", "measure"))
    regions = set(rows.present(frame, "region"))
    files = [
        one.file
        for one in held()
        if any(name in indicators and kind in measures for name, kind in one.pairs)
    ]
    return frames.stack([observations_of(file, regions) for file in files], frames.OBSERVATIONS)


def pairs_of_period(frame: pd.DataFrame, known: pd.DataFrame) -> tuple[Places, Places]:
    """Rows, and releases of the same thing, place and period.

    Parameters
    ----------
    frame, known
        Typed observations. A basis, prices or a reference that is `unstated` is any.

    Returns
    -------
    row, official : ndarray of intp
        Positions, shape (pairs,) each, by row.
    """
    columns = [
        [*(rows.texts(one, name) for name in _SAME), rows.days(one, "start"), rows.days(one, "end")]
        for one in (frame, known)
    ]
    _, left, right = rows.find(*columns)
    by_key = np.argsort(right, kind="stable")
    first = np.searchsorted(right[by_key], left, side="left")
    count = np.searchsorted(right[by_key], left, side="right") - first
    row = np.repeat(np.arange(len(frame)), count)
    within = np.arange(row.size) - np.repeat(np.cumsum(count) - count, count)
    official = by_key[np.repeat(first, count) + within]
    same = np.ones(row.size, dtype=np.bool_)
    for name in _OPEN:
        one, two = rows.texts(frame, name)[row], rows.texts(known, name)[official]
        same &= (one == two) | (one == UNSTATED) | (two == UNSTATED)
    return row[same], official[same]


def runs_of(frame: pd.DataFrame, known: pd.DataFrame) -> Runs:
    """Part the rows of each table into runs of one benchmark.

    Parameters
    ----------
    frame
        Typed observations whose windows are known.
    known
        The releases known, typed.

    Returns
    -------
    Runs
    """
    found = _fitting(frame, known)
    table = found.table
    order = np.lexsort((rows.days(frame, "start"), rows.days(frame, "end"), table))
    run, on = _parted(table[order], found.fits[order])
    opens = np.searchsorted(run, np.arange(len(on) + 1)).astype(np.intp)
    own = np.empty_like(run)
    own[order] = run
    return Runs(order=order, run=own, opens=opens, on=on, **found._asdict())


class _Fitting(NamedTuple):
    """What `Runs` says of single rows."""

    table: Places
    fits: Sets
    names: list[str]
    declared: Places
    strange: Mask
    row: Places
    official: Places
    code: Places


def _fitting(frame: pd.DataFrame, known: pd.DataFrame) -> _Fitting:
    """The benchmarks that each row can rest on."""
    table, said = tables_of(frame), declared(frame)
    benchmarks, names = codes_of_benchmarks(known)
    place = {name: number for number, name in enumerate(names)}
    own = np.array([place.setdefault(name, len(place)) for name in said.benchmarks], dtype=np.intp)
    stated = np.where(said.benchmark >= 0, np.append(own, -1)[said.benchmark], -1)
    row, official = pairs_of_period(frame, known)
    present = _marked(len(frame), row)
    labels = rows.texts(frame, "vintage")
    named = labels[row] == rows.texts(known, "vintage")[official]
    meets = _meet(frame, known, row, official, table)
    # A figure that is not the one that its own release has belongs to another.
    held_to, kept_to = (_marked(len(frame), row[which]) for which in (named, named & meets))
    trusted = (stated >= 0) & ~(held_to & ~kept_to)
    row, official = row[meets], official[meets]
    code = benchmarks[official]
    # A release that neither the catalogue nor any figure knows is a benchmark of its own.
    release = codes_of_groups(frame, (*SERIES, "vintage"))
    met = _marked(int(release.max(initial=-1)) + 1, release[row])[release]
    # Of `known`'s own releases each is one benchmark, even where others have its figures too.
    alone = (stated < 0) & (~met | np.isin(labels, rows.present(known, "vintage")))
    lone = [place.setdefault(str(label), len(place)) for label in labels[alone]]
    fits = _sets(
        len(frame),
        len(place),
        np.concatenate([row, np.flatnonzero(trusted), np.flatnonzero(alone)]),
        np.concatenate([code, stated[trusted], np.array(lone, dtype=np.intp)]),
    )
    strange = present & ~fits.any(axis=1)
    return _Fitting(table, fits, list(place), stated, strange, row, official, code)


def tables_of(frame: pd.DataFrame) -> Places:
    """Which rows somebody may read as one series.

    Parameters
    ----------
    frame
        Typed observations whose windows are known.

    Returns
    -------
    ndarray of intp
        Shape (rows,): a number for each table. A series in which each period has one row is a
        table, whatever its releases; else each release is one, or each source of a release. Windows
        of unlike length never stand in one.
    """
    length = lengths(frame)
    series, release, source = (
        pd.factorize(codes_of_groups(frame, columns) * 100_000 + length)[0]
        for columns in (SERIES, (*SERIES, "vintage"), (*SERIES, "vintage", "source"))
    )
    window = codes_of_groups(frame, ("start", "end"))
    size = max(len(frame), 1)
    whole, single = undoubled(series, window), undoubled(release, window)
    chosen = np.where(whole, series, np.where(single, release + size, source + 2 * size))
    return pd.factorize(chosen)[0].astype(np.intp)


def undoubled(group: Places, window: Places) -> Mask:
    """Rows of groups in which each window has one row, shape (rows,)."""
    if not group.size:
        return np.zeros(0, dtype=np.bool_)
    again = pd.DataFrame({"group": group, "window": window}).duplicated().to_numpy()
    return ~_marked(int(group.max()) + 1, group[again])[group]


def _marked(size: int, places: Places) -> Mask:
    mask = np.zeros(size, dtype=np.bool_)
    mask[places] = True
    return mask


def _meet(
    frame: pd.DataFrame, known: pd.DataFrame, row: Places, official: Places, table: Places
) -> Mask:
    """Whether the two figures of each pair have a value in common.

    A figure without bounds is taken as printed to the finest digit of its table, and where no
    release has it so, to its own last digit that is not 0: a table may have been put together.
    """
    lower, upper = rows.numbers(frame, "lower"), rows.numbers(frame, "upper")
    low, high = rows.numbers(known, "lower")[official], rows.numbers(known, "upper")[official]
    own = np.zeros(len(frame))
    exact = np.unique(row)
    exact = exact[lower[exact] == upper[exact]]
    own[exact] = _half_steps(lower[exact])
    finest = np.full(int(table.max(initial=-1)) + 1, np.inf)
    told = exact[own[exact] > 0]
    np.minimum.at(finest, table[told], own[told])
    shared = np.minimum(own, finest[table])
    meets, coarse = (
        (lower[row] - half[row] <= high) & (low <= upper[row] + half[row]) for half in (shared, own)
    )
    without = ~_marked(len(frame), row[meets])[row]
    found: Mask = meets | (coarse & without)
    return found


def _half_steps(values: Floats) -> Floats:
    """Half of the last digit of each number that is not 0: 23409.2 gives 0.05."""
    told = [f"{value:.{_DIGITS}e}".partition("e") for value in values.tolist()]
    powers = [int(power) - len(digits.partition(".")[2].rstrip("0")) for digits, _, power in told]
    steps = np.array([5.0 * 10.0 ** (power - 1) for power in powers], dtype=np.float64)
    return np.where(values == 0, 0.0, steps)


def _sets(size: int, bits: int, row: Places, code: Places) -> Sets:
    """Rows of bits, shape (size, words)."""
    sets = np.zeros((size, max(-(-bits // _WORD), 1)), dtype=np.uint64)
    code = code.astype(np.intp)
    bit = np.left_shift(np.uint64(1), (code % _WORD).astype(np.uint64))
    np.bitwise_or.at(sets, (row, code // _WORD), bit)
    return sets


def _holds(words: Sets, bit: int) -> bool:
    return bool(words[bit // _WORD] >> np.uint64(bit % _WORD) & np.uint64(1))


def _parted(table: Places, fits: Sets) -> tuple[Places, Sets]:
    """The run of each row, and what fits each run; rows by table and period."""
    if not table.size:
        return np.zeros(0, dtype=np.intp), fits
    every = np.uint64(2**_WORD - 1)
    open_sets = fits.copy()
    open_sets[np.flatnonzero(fits.max(axis=1) == 0)] = every
    opens = np.flatnonzero(np.append(True, table[1:] != table[:-1]))
    begins = _marked(len(table), opens)
    mixed = ~np.bitwise_and.reduceat(open_sets, opens, axis=0).any(axis=1)
    ends = np.append(opens[1:], len(table))
    # Most tables rest on one benchmark: the others are gone through row by row.
    for first, last in zip(opens[mixed].tolist(), ends[mixed].tolist(), strict=True):
        left = open_sets[first]
        for at in range(first + 1, last):
            both = left & open_sets[at]
            begins[at] = not both.any()
            left = open_sets[at] if begins[at] else both
    run = np.cumsum(begins) - 1
    on = np.bitwise_and.reduceat(open_sets, np.flatnonzero(begins), axis=0)
    # A run of which nothing is known rests on nothing that has a name.
    on[(on == every).all(axis=1)] = 0
    return run.astype(np.intp), on
