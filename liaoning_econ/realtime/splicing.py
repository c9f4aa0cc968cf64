"""Tables that mix vintages: where they pass from one benchmark to another, and what is on one.

References: Prados de la Escosura, L. (2016), Mismeasuring long-run growth: the bias from splicing
national accounts, Cliometrica 10(3), 251-275.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Final, cast

import numpy as np
import pandas as pd

from liaoning_econ import frames
from liaoning_econ.catalog.groups import PERIOD, SERIES, codes_of_groups
from liaoning_econ.catalog.known import newest_rows
from liaoning_econ.catalog.releases import codes_of_benchmarks
from liaoning_econ.convert import rows
from liaoning_econ.errors import VintageError, VintageWarning
from liaoning_econ.realtime.matching import Runs, pairs_of_period, releases_known, runs_of
from liaoning_econ.realtime.periods import in_short

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    from pandera.typing import DataFrame

    from liaoning_econ.convert.rows import Floats, Places
    from liaoning_econ.schemas import Observations, Splices

__all__ = ["consistent", "find_splices", "growth_on_one_benchmark"]

_EXPECTED: Final = "F"
_PERCENT: Final = "percent"
_FAR: Final = np.datetime64("1000-01-01", "us")
# An evidence names as many releases or periods.
_NAMED: Final = 3


def find_splices(obs: pd.DataFrame, *, known: pd.DataFrame | None = None) -> DataFrame[Splices]:
    """Find where tables pass from one benchmark to another.

    Each figure is given the benchmarks that it can rest on: the one that `vintages()` declares for
    its release and period, and those of the releases known that have the same figure, as far as its
    bounds, or its last printed digit, can tell. A table is then parted into as few runs as there
    can be, each of one benchmark. What was not revised fits several and is no splice.

    Parameters
    ----------
    obs
        Observations, any number of series and releases; `vintage` may be `unstated`, and so may
        `basis`, `prices` and `relative_to`. A series with one row a period is one table, whatever
        its releases; else each release is a table. What is expected or planned (status F) is left
        out.
    known
        Observations of several vintages to compare with; None: those of the catalogue.

    Returns
    -------
    DataFrame[Splices]
        One row a splice, by series, vintage and period: the first period that cannot rest on the
        benchmark before. `evidence` names the periods before it that fit both benchmarks.
        `printed` is the growth from the period before to it, and `consistent_lower` and
        `consistent_upper` are the least and the greatest growth of the same two periods in a
        release known that has both on one benchmark; NaN where there is none, where a figure is
        not positive, and of figures in percent.

    Raises
    ------
    SchemaError
        A column is missing or of another type, or a value is missing.
    WindowError
        A window lacks a day.
    VintageError
        Two rows of one series, release, source and period.

    Warns
    -----
    VintageWarning
        Figures of periods that are known, which no release known has: they decide nothing.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> found = find_splices(le.observations("gdp", "CN-LN", vintage="nbs-web-2020-05"))
    >>> found[["year", "benchmark_before", "benchmark_after"]].values.tolist()
    [[2018, 'census3', 'census4']]
    >>> found[["printed", "consistent_lower", "consistent_upper"]].round(2).values.tolist()
    [[0.43, 8.38, 9.08]]
    """
    frame = _happened(obs)
    official = releases_known(frame, known)
    runs = runs_of(frame, official)
    _refuse_doubles(frame, runs)
    _warn_strange(frame, runs)
    before, after = _joints(frame, runs)
    witness = _Witness(frame, official, runs)
    table = frame.iloc[after].reset_index(drop=True)
    told = growth_on_one_benchmark(frame, official, before, after)
    span = told.groupby("joint")["growth"].agg(["min", "max"]).reindex(range(len(after)))
    made = table.assign(
        year=table["end"].dt.year,
        end_before=frame["end"].to_numpy()[before],
        benchmark_before=[_named(runs, int(one)) for one in before],
        benchmark_after=[_named(runs, int(one)) for one in after],
        printed=_growth(frame, before, frame, after),
        consistent_lower=span["min"].to_numpy(dtype=np.float64),
        consistent_upper=span["max"].to_numpy(dtype=np.float64),
        marked=(table["status"] == "B").to_numpy(dtype=np.bool_),
        evidence=list(map(witness.of, before.tolist(), after.tolist())),
    )
    found = frames.conform(made, frames.SPLICES)
    by = codes_of_groups(found, (*SERIES, "vintage", "start", "end"))
    found = found.iloc[np.argsort(by, kind="stable")].reset_index(drop=True)
    return cast("DataFrame[Splices]", found)


def _happened(obs: pd.DataFrame) -> pd.DataFrame:
    """Typed rows with known windows, without what is only expected."""
    frame = rows.typed(obs)
    rows.require_windows(frame)
    return frame[(frame["status"] != _EXPECTED).to_numpy()].reset_index(drop=True)


def _refuse_doubles(frame: pd.DataFrame, runs: Runs) -> None:
    """One release cannot have two figures of one period and source."""
    window = codes_of_groups(frame, ("start", "end"))
    twice = pd.DataFrame({"table": runs.table, "window": window}).duplicated(keep=False).to_numpy()
    if twice.any():
        raise VintageError(
            f"two rows of one release, source and period: {rows.listed(frame, twice)}",
            mend="drop the repeated rows: obs.drop_duplicates()",
            rows=rows.offending(frame, twice),
        )


def _warn_strange(frame: pd.DataFrame, runs: Runs) -> None:
    """Figures that no release has; two levels below the public function's caller."""
    if runs.strange.any():
        warnings.warn(
            f"{int(runs.strange.sum()):,} figures are those of no release known and decide "
            f"nothing: {rows.listed(frame, runs.strange)}",
            VintageWarning,
            stacklevel=3,
        )


def _joints(frame: pd.DataFrame, runs: Runs) -> tuple[Places, Places]:
    """Neighbouring rows of one table that are of two runs: positions before and after."""
    order = runs.order
    one, two = order[:-1], order[1:]
    turns = np.flatnonzero((runs.table[one] == runs.table[two]) & (runs.run[one] != runs.run[two]))
    labels, stated = rows.codes(frame, "vintage"), runs.declared
    for number, place in enumerate(turns):
        # Where both benchmarks fit some figures, a change of release among them is the place.
        run = int(runs.run[two[place]])
        at = int(place)
        while at >= 0 and runs.table[one[at]] == runs.table[two[place]]:
            here, next_ = int(one[at]), int(two[at])
            if labels[here] != labels[next_] or stated[here] != stated[next_]:
                turns[number] = at
                break
            if not runs.may_be(here, run):
                break
            at -= 1
    return one[turns], two[turns]


def _named(runs: Runs, row: int) -> str:
    """The benchmark of a row's run: the declared one where it fits, else all that fit."""
    names = runs.names_of(int(runs.run[row]))
    stated = int(runs.declared[row])
    if stated >= 0 and runs.names[stated] in names:
        return runs.names[stated]
    return "; ".join(names)


class _Witness:
    """Tells how splices are known; what it needs of every row is made once."""

    def __init__(self, frame: pd.DataFrame, official: pd.DataFrame, runs: Runs) -> None:
        self._runs = runs
        self._labels = rows.texts(frame, "vintage")
        self._official = rows.texts(official, "vintage")
        self._days = rows.days(frame, "start"), rows.days(frame, "end")

    def of(self, before: int, after: int) -> str:
        """How the splice between two rows is known."""
        runs, told = self._runs, []
        both = runs.declared[[before, after]]
        if (both >= 0).all() and both[0] != both[1]:
            told.append("declared in vintages()")
        compared = [
            f"{self._period(row)} as in {_some(labels)}"
            for row in (before, after)
            if (labels := self._others(row))
        ]
        told += [", ".join(compared)] if compared else []
        sides = int(runs.run[before]), int(runs.run[after])
        old, new = (runs.rows_of(side) for side in sides)
        # What fits both counts as far as it stands beside the splice.
        open_ = [*_leading(runs, old[::-1], sides[1])[::-1], *_leading(runs, new, sides[0])]
        odd = [int(row) for row in (*old, *new) if runs.strange[row]]
        for which, words in ((open_, "fits both"), (odd, "in no release known")):
            told += [f"{words}: {_some([self._period(row) for row in which])}"] if which else []
        return "; ".join(told) or "two releases in one table"

    def _others(self, row: int) -> list[str]:
        """Other releases of a row's run that have its figure."""
        return sorted({*self._official[self._runs.releases_of(row)]} - {self._labels[row]})

    def _period(self, row: int) -> str:
        start, end = (pd.Timestamp(days[row]) for days in self._days)
        return in_short(start, end)


def _leading(runs: Runs, places: Places, other: int) -> Places:
    """The first of some rows, as far as another run's benchmark fits them as well."""
    both = (runs.fits[places] & runs.on[other]).any(axis=1)
    return places[: int(np.argmin(np.append(both, [False])))]


def _some(texts: Sequence[str]) -> str:
    more = f" and {len(texts) - _NAMED} more" if len(texts) > _NAMED else ""
    return f"{', '.join(texts[:_NAMED])}{more}"


def growth_on_one_benchmark(
    frame: pd.DataFrame, known: pd.DataFrame, before: Places, after: Places
) -> pd.DataFrame:
    """Growth between two periods in each release that has both on one benchmark.

    Parameters
    ----------
    frame
        Typed observations.
    known
        The releases known, typed.
    before, after
        Positions of the earlier and of the later period's row, shape (joints,) each.

    Returns
    -------
    pd.DataFrame
        One row a joint and release: `joint` its number, `vintage`, `benchmark`, `published` of the
        later figure, `growth` in percent.
    """
    two, later = pairs_of_period(frame.iloc[after].reset_index(drop=True), known)
    one, earlier = pairs_of_period(frame.iloc[before].reset_index(drop=True), known)
    asked, place = np.unique(np.concatenate([earlier, later]), return_inverse=True)
    known = known.iloc[asked].reset_index(drop=True)
    earlier, later = place[: one.size], place[one.size :]
    codes, names = codes_of_benchmarks(known)
    release = codes_of_groups(known, (*SERIES, "vintage", "source"))
    left = pd.DataFrame({"joint": one, "release": release[earlier], "earlier": earlier})
    right = pd.DataFrame({"joint": two, "release": release[later], "later": later})
    pairs = left.merge(right, on=["joint", "release"])
    first, last = (pairs[name].to_numpy(dtype=np.intp) for name in ("earlier", "later"))
    table = pd.DataFrame(
        {
            "joint": pairs["joint"].to_numpy(dtype=np.intp),
            "vintage": rows.texts(known, "vintage")[last],
            "benchmark": np.array([*names, ""], dtype=object)[codes[last]],
            "published": rows.days(known, "published")[last],
            "growth": _growth(known, first, known, last),
        }
    )
    keep = (codes[first] == codes[last]) & table["growth"].notna().to_numpy()
    return table.iloc[np.flatnonzero(keep)].reset_index(drop=True)


def _growth(old: pd.DataFrame, before: Places, new: pd.DataFrame, after: Places) -> Floats:
    """Change in percent from one figure to another; NaN where that says nothing."""
    one, two = rows.numbers(old, "value")[before], rows.numbers(new, "value")[after]
    says = (one > 0) & (two > 0) & np.isfinite(one) & np.isfinite(two)
    says &= rows.texts(new, "unit")[after] != _PERCENT
    growth = np.full(one.size, np.nan)
    np.divide(100 * (two - one), one, out=growth, where=says)
    return growth


def consistent(
    obs: pd.DataFrame,
    *,
    known: pd.DataFrame | None = None,
    order: Sequence[str] | None = None,
) -> DataFrame[Observations]:
    """Take the longest series on one basis: of each series the rows of one benchmark.

    Final and preliminary figures of one benchmark stand together. The longest is the one of most
    periods; of two as long, the one whose newest figure became public last, then the one that
    reaches the later period.

    Parameters
    ----------
    obs
        Observations, any number of series and releases. Rows of a release that `vintages()` does
        not know are held against the releases known, as in `find_splices`: each run of figures
        that one benchmark alone fits is of that benchmark; what cannot be told stays a benchmark
        of its own.
    known
        As in `find_splices`.
    order
        Keys of sources, the most trusted first. Of two rows of one period, benchmark and days of
        publication, that of the source named earlier answers. None: they may repeat a figure, but
        not contradict each other.

    Returns
    -------
    DataFrame[Observations]
        One row a series and period, ordered by series and period, on a plain index; of several
        releases of a period the newest, and one without a day of publication last. Every column as
        it was. What is expected or planned (status F) is left out.

    Raises
    ------
    SchemaError
        A column is missing or of another type, or a value is missing.
    WindowError
        A window lacks a day.
    VintageError
        Two rows of one period and benchmark have the same days of publication and different
        figures.

    Warns
    -----
    VintageWarning
        As `find_splices`.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> longest = consistent(le.observations("gdp", "CN-LN"))
    >>> longest["end"].dt.year.agg(["size", "min", "max"]).tolist()
    [32, 1992, 2023]
    """
    frame = _happened(obs)
    basis = _bases(frame, known)
    series = codes_of_groups(frame, SERIES)
    latest = rows.days(frame, "published")
    earliest = rows.days(frame, "published_from")
    # Without a day a row is older than any that has one.
    dated = frame.assign(
        basis_of=pd.Categorical(basis),
        published=np.where(np.isnat(latest), _FAR, latest),
        published_from=np.where(np.isnat(earliest) & np.isnat(latest), _FAR, earliest),
    )
    table = pd.DataFrame(
        {
            "series": series,
            "basis": basis,
            "period": codes_of_groups(frame, PERIOD),
            "published": dated["published"],
            "end": frame["end"],
        }
    )
    found = table.groupby(["series", "basis"], as_index=False).agg(
        periods=("period", "nunique"), published=("published", "max"), end=("end", "max")
    )
    by = found.sort_values(["series", "periods", "published", "end", "basis"])
    kept = by.groupby("series")["basis"].last()
    where = (kept.reindex(series).to_numpy() == basis).astype(np.bool_)
    picked = newest_rows(dated, PERIOD, ("published", "published_from"), where=where, order=order)
    chosen: pd.DataFrame = frame.iloc[picked].reset_index(drop=True)
    return cast("DataFrame[Observations]", chosen)


def _bases(frame: pd.DataFrame, known: pd.DataFrame | None) -> npt.NDArray[np.object_]:
    """Benchmark of each row, shape (rows,), of releases that are not known by comparing."""
    codes, names = codes_of_benchmarks(frame)
    basis = np.array([*names, ""], dtype=object)[codes]
    runs = runs_of(frame, releases_known(frame, known))
    _warn_strange(frame, runs)
    fitting = [runs.names_of(run) for run in range(len(runs.on))]
    only = np.array([*(names[0] if len(names) == 1 else "" for names in fitting), ""], dtype=object)
    told = only[runs.run]
    basis = np.where((runs.declared < 0) & (told != ""), told, basis)
    return cast("npt.NDArray[np.object_]", basis)
