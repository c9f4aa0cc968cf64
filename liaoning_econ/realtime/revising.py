"""By how much figures were revised: each release against another of the same period, and why.

With x_1 .. x_N the releases of a period in the order of their publication, release k is held
against the one before (x_k - x_(k-1), k = 2 .. N), against the first (x_k - x_1, k = 2 .. N) and
against the latest (x_N - x_k, k = 1 .. N - 1). A revision is the later figure less the earlier one.

Reference: Croushore, D. (2011), Frontiers of real-time data analysis, Journal of Economic
Literature 49(1), 72-100.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast

import numpy as np
import pandas as pd

from liaoning_econ import catalog, frames
from liaoning_econ.convert import rows
from liaoning_econ.errors import VintageError, VintageWarning, offer
from liaoning_econ.realtime.ordering import Releases, declared, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy.typing as npt
    from pandera.typing import DataFrame

    from liaoning_econ.realtime.ordering import Declared as Said
    from liaoning_econ.schemas import Revisions

__all__ = [
    "Missing",
    "Pairs",
    "comparisons",
    "first_known",
    "pairs_of",
    "revision_units",
    "revisions",
]

Missing: TypeAlias = Literal["drop", "refuse", "earliest"]
_AGAINST: Final = ("previous", "first", "latest")
_MISSING: Final = ("drop", "refuse", "earliest")


def revisions(
    obs: pd.DataFrame,
    *,
    against: str | Iterable[str] = _AGAINST,
    missing: Missing = "drop",
    order: Sequence[str] | None = None,
) -> DataFrame[Revisions]:
    """Each release of a period against the one before, the first and the latest.

    Releases are ordered by the latest, then by the earliest day on which they can have become
    public. A release that repeats a figure is a row with 0. The figures of a period add up: the
    earliest and all its revisions against the previous release give the latest.

    Parameters
    ----------
    obs
        Observations of any number of series; rows without a day of publication are left out with a
        warning.
    against
        previous, first, latest: one of them or several.
    missing
        What becomes of periods whose first release is known not to be among the rows, as
        `vintages()` calls their earliest one final or revised: "drop" gives them no row
        against the first, with a warning; "refuse" is an error;
        "earliest" takes the earliest that there is for the first. The earliest of a vintage that
        `vintages()` does not know is taken for the first.
    order
        Keys of sources, the most trusted first: of two releases of the same days with unlike
        figures, that of the source named earlier counts as the later one. None refuses them.

    Returns
    -------
    DataFrame[Revisions]
        One row a release and comparison, by series, period, comparison and release. `revision` is
        in `unit`, of growth rates and shares in percentage points; `percent` is 100 revision /
        abs(from_value), NaN where from_value is 0 and where `unit` is percent. `release` counts the
        releases among the rows that came.
        `cause` is unchanged where the figure is repeated; rounding where one figure has fewer
        digits and lies in the bounds of the other; census, admission or base_year where
        the benchmark changed, as the catalogue says; final where a final figure follows a first or
        preliminary one of the same benchmark; else unknown.

    Raises
    ------
    SchemaError, WindowError
        A column, a value or a day of a window is missing.
    VintageError
        Two releases of the same days with unlike figures; an infinite figure; with
        missing="refuse" a period without its first release; an argument that is not known.

    Warns
    -----
    VintageWarning
        Rows were left out for want of a day of publication, or periods for want of their first
        release.

    Examples
    --------
    >>> from liaoning_econ.catalog import observations
    >>> found = revisions(observations("gdp", "CN-LN", start="2014", end="2014"),
    ...                   against="previous")
    >>> found[["from_vintage", "to_vintage", "percent", "cause"]].round(1).values.tolist()[0]
    ['nbs-web-2018-12', 'nbs-web-2021', -30.0, 'admission']
    """
    wanted = comparisons(against)
    releases = in_order(obs, order=order, what="revisions")
    known = first_known(releases, missing, "revisions") if "first" in wanted else None
    parts = [pairs_of(releases, name, known if name == "first" else None) for name in wanted]
    return _table(releases, parts, wanted)


def comparisons(against: str | Iterable[str]) -> list[str]:
    """The comparisons asked for, each once, in the order previous, first, latest.

    Raises
    ------
    VintageError
        None is asked for, or one that is not known.
    """
    asked = [against] if isinstance(against, str) else list(against)
    for name in asked:
        if name not in _AGAINST:
            raise VintageError(f"against={name!r} is no comparison", mend=offer(name, _AGAINST))
    if not asked:
        raise VintageError("against names no comparison", mend=f"take one of {list(_AGAINST)}")
    return [name for name in _AGAINST if name in asked]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Two releases of one period each, as positions in the frame of the releases.

    Attributes
    ----------
    earlier, later : ndarray of intp
        Positions, shape (pairs,).
    release : ndarray of intp
        Number of the release that is held against another, shape (pairs,).
    """

    earlier: npt.NDArray[np.intp]
    later: npt.NDArray[np.intp]
    release: npt.NDArray[np.intp]


def pairs_of(
    releases: Releases, against: str | int, known: npt.NDArray[np.bool_] | None = None
) -> Pairs:
    """The pairs of releases of one comparison.

    Parameters
    ----------
    releases
        The releases in order.
    against
        previous, first, latest, or the number of the release that each earlier one is held against.
    known
        Whether a release's period takes part, shape (releases,); None: every one does.

    Returns
    -------
    Pairs
    """
    places, number = releases.places, releases.number
    if against == "latest":
        keep = np.arange(number.size) < releases.lasts
        other = releases.lasts
    elif isinstance(against, int):
        other = releases.firsts + against - 1
        keep = (number < against) & (other <= releases.lasts)
    else:
        keep = number > 1
        other = np.arange(number.size) - 1 if against == "previous" else releases.firsts
    if known is not None:
        keep &= known
    own, held_against = places[keep], places[other[keep]]
    if against in {"previous", "first"}:
        return Pairs(held_against, own, number[keep])
    return Pairs(own, held_against, number[keep])


def first_known(releases: Releases, missing: Missing, what: str) -> npt.NDArray[np.bool_] | None:
    """Whether the earliest release of each one's period is the first as far as is known.

    Parameters
    ----------
    releases
        The releases in order.
    missing
        drop, refuse or earliest.
    what
        The function that asks, for the warning.

    Returns
    -------
    ndarray of bool or None
        Shape (releases,); None where every period takes part.

    Raises
    ------
    VintageError
        `missing` is not known, or it is "refuse" and a period lacks its first release.

    Warns
    -----
    VintageWarning
        Periods are left out.
    """
    if missing not in _MISSING:
        raise VintageError(f"missing={missing!r} is not known", mend=offer(missing, _MISSING))
    if missing == "earliest":
        return None
    later = declared(releases.frame).later[releases.places]
    lacking = later & (releases.number == 1)
    if not lacking.any():
        return None
    places = releases.places[lacking]
    said = (
        f"the first release of {places.size:,} periods is not among the rows: "
        f"{rows.listed(releases.frame, places)}"
    )
    if missing == "refuse":
        raise VintageError(
            said,
            mend='missing="drop" leaves these periods out, "earliest" takes the earliest there is',
            rows=rows.offending(releases.frame, places),
        )
    warnings.warn(
        f'{said}; {what}() left these periods out, missing="earliest" takes the earliest there is',
        VintageWarning,
        stacklevel=3,
    )
    return ~later[releases.firsts]


def _table(releases: Releases, parts: list[Pairs], wanted: list[str]) -> DataFrame[Revisions]:
    """The rows of all comparisons, by series, period, comparison and release."""
    earlier, later, release = (
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("earlier", "later", "release")
    )
    which = np.repeat(np.arange(len(parts)), [part.release.size for part in parts])
    # Where a row's period stands in the order of series and periods.
    period = np.empty(len(releases.frame), dtype=np.intp)
    period[releases.places] = releases.firsts
    order = np.lexsort((release, which, period[earlier]))
    earlier, later, release, which = (part[order] for part in (earlier, later, release, which))
    frame = releases.frame
    before, after = (rows.numbers(frame, "value")[place] for place in (earlier, later))
    cause, reason = _causes(frame, earlier, later)
    percent = rows.texts(frame, "unit")[later] == "percent"
    made: dict[str, object] = {
        name: _taken(frame, name, later)
        for name in frames.REVISIONS.names
        if name in frames.OBSERVATIONS.by_name
    }
    made |= {
        "against": pd.Categorical.from_codes(which, categories=pd.Index(wanted)),
        "release": release.astype(np.int64),
        "from_vintage": _taken(frame, "vintage", earlier),
        "to_vintage": _taken(frame, "vintage", later),
        "from_published": rows.days(frame, "published")[earlier],
        "to_published": rows.days(frame, "published")[later],
        "from_value": before,
        "to_value": after,
        "revision": after - before,
        "revision_unit": revision_units(frame, later),
        "percent": _percent(before, after, percent),
        "cause": pd.Categorical.from_codes(cause, dtype=frames.CAUSE),
        "reason": reason,
    }
    table = pd.DataFrame({name: made[name] for name in frames.REVISIONS.names}, copy=False)
    return cast("DataFrame[Revisions]", frames.conform(table, frames.REVISIONS))


def _taken(frame: pd.DataFrame, name: str, places: npt.NDArray[np.intp]) -> object:
    """A column's values at some places; categories cut to those in use."""
    values = frame[name].array.take(places)
    return values.remove_unused_categories() if isinstance(values, pd.Categorical) else values


def revision_units(frame: pd.DataFrame, places: npt.NDArray[np.intp]) -> pd.Categorical[str]:
    """The unit of differences: percentage points between percents, else the figures' own."""
    told = {
        unit: "percentage_point" if unit == "percent" else unit
        for unit in rows.present(frame, "unit")
    }
    if not told:
        return frames.constant("1", 0)
    return rows.coded(frame, "unit", told).take(places).remove_unused_categories()


def _percent(
    before: npt.NDArray[np.float64],
    after: npt.NDArray[np.float64],
    points: npt.NDArray[np.bool_],
) -> npt.NDArray[np.float64]:
    """Revisions in percent of the size of the earlier figure, NaN where that says nothing."""
    share = np.full(before.size, np.nan)
    np.divide(100 * (after - before), np.abs(before), out=share, where=(before != 0) & ~points)
    return share


def _causes(
    frame: pd.DataFrame, earlier: npt.NDArray[np.intp], later: npt.NDArray[np.intp]
) -> tuple[npt.NDArray[np.intp], object]:
    """Cause of each revision as a place in the closed list, and the reason in words."""
    place = {str(code): number for number, code in enumerate(frames.CAUSE.categories)}
    said = declared(frame)
    words = ["", "final after preliminary"]
    cause = np.full(earlier.size, place["unknown"], dtype=np.intp)
    word = np.zeros(earlier.size, dtype=np.intp)
    same = (said.benchmark[earlier] == said.benchmark[later]) & (said.benchmark[later] >= 0)
    final = np.array([kind == "final" for kind in said.kinds] + [False])
    first = (said.kind >= 0) & ~said.later
    done = same & first[earlier] & final[said.kind[later]]
    cause[done], word[done] = place["final"], 1
    for fits, code, text in _said_causes(frame, said, earlier, later):
        cause[fits], word[fits] = place[code], len(words)
        words.append(text)
    rounded = _rounded(frame, earlier, later)
    cause[rounded], word[rounded] = place["rounding"], 0
    values = rows.numbers(frame, "value")
    repeated = values[earlier] == values[later]
    cause[repeated], word[repeated] = place["unchanged"], 0
    return cause, pd.array(words, dtype="str").take(word)


def _said_causes(
    frame: pd.DataFrame,
    said: Said,
    earlier: npt.NDArray[np.intp],
    later: npt.NDArray[np.intp],
) -> Iterator[tuple[npt.NDArray[np.bool_], str, str]]:
    """For each row of `causes()` the pairs of releases that it holds for, its cause and words."""
    table = catalog.causes()
    texts = {name: frames.plain_codes(table[name]).tolist() for name in table.columns}
    starts, ends = rows.days(frame, "start")[later], rows.days(frame, "end")[later]
    region = rows.texts(frame, "region")[later]
    for row, (first, last) in enumerate(
        zip(table["start"].to_numpy(), table["end"].to_numpy(), strict=True)
    ):
        one = {name: str(values[row]) for name, values in texts.items()}
        before = [said.benchmarks.index(code) for code in one["before"].split(";")]
        fits = said.benchmark[later] == said.benchmarks.index(one["benchmark"])
        fits &= np.isin(said.benchmark[earlier], before)
        fits &= said.topic[later] == said.topics.index(one["topic"])
        fits &= (starts >= first) & (ends <= last)
        if one["region"]:
            fits &= region == one["region"]
        event = f" (event {one['event']})" if one["event"] else ""
        yield fits, one["cause"], one["reason"] + event


def _rounded(
    frame: pd.DataFrame, earlier: npt.NDArray[np.intp], later: npt.NDArray[np.intp]
) -> npt.NDArray[np.bool_]:
    """Whether one figure is the other with fewer digits.

    It lies in the bounds of the other then, and these are one step of a last digit apart, a power
    of ten: bounds of "about" or of an open end are no digits.
    """
    value, lower, upper = (rows.numbers(frame, name) for name in ("value", "lower", "upper"))
    step = upper - lower
    fine, coarse = (
        np.where(step[earlier] < step[later], one, other)
        for one, other in ((earlier, later), (later, earlier))
    )
    inside = (lower[coarse] <= value[fine]) & (value[fine] <= upper[coarse])
    inside &= (step[fine] < step[coarse]) & np.isfinite(step[coarse])
    tens = np.log10(step[coarse], out=np.full(coarse.size, np.nan), where=inside)
    # The bounds of large figures are rounded themselves.
    return inside & (np.abs(tens - np.round(tens)) < 1e-3)
