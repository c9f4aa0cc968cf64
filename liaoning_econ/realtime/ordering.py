"""The releases of each period in the order in which they were published.

Of two releases the earlier is the one whose latest possible day of publication comes first; where
the two are equal, the one whose earliest possible day does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

import numpy as np

from liaoning_econ import frames
from liaoning_econ.catalog import record, topic_of
from liaoning_econ.catalog.groups import PERIOD, codes_of_groups
from liaoning_econ.convert import rows
from liaoning_econ.errors import VintageError
from liaoning_econ.realtime.requirements import require_finite, with_days

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt
    import pandas as pd

__all__ = ["Declared", "Releases", "declared", "in_order"]

_FIRST: Final = ("first", "preliminary")
# A figure that is expected or planned is no release of what happened.
_EXPECTED: Final = "F"


@dataclass(frozen=True, slots=True)
class Releases:
    """Rows ordered by series, period and publication.

    Attributes
    ----------
    frame : pd.DataFrame
        The typed rows in the order in which they came, those without a day left out.
    places : ndarray of intp
        Positions in `frame`, shape (releases,): the releases of one period stand together.
    number : ndarray of intp
        Number of each release in its period, 1 the earliest, shape (releases,).
    firsts, lasts : ndarray of intp
        For each release, where in `places` the earliest and the latest of its period stand.
    """

    frame: pd.DataFrame
    places: npt.NDArray[np.intp]
    number: npt.NDArray[np.intp]
    firsts: npt.NDArray[np.intp]
    lasts: npt.NDArray[np.intp]


def in_order(
    obs: pd.DataFrame, *, order: Sequence[str] | None = None, what: str, stacklevel: int = 3
) -> Releases:
    """Order the releases of each period by the days on which they became public.

    Parameters
    ----------
    obs
        Observations; rows whose `published` is missing are left out, and a warning counts them.
        What is expected or planned (status F) is no release of what happened, and is left out.
    order
        Keys of sources, the most trusted first: of two releases of the same days that differ, that
        of the source named earlier counts as the later one. None: they are refused.
    what
        The function that asks, for the warning.
    stacklevel
        How far from here its caller is; 3 where the function that asks calls this one itself.

    Returns
    -------
    Releases

    Raises
    ------
    SchemaError
        A column is missing, has another type, or a value is missing.
    WindowError
        A window lacks a day.
    VintageError
        A figure is infinite, or two rows of one period have the same days of publication and
        different figures, and `order` does not say which of them counts.

    Warns
    -----
    VintageWarning
        Rows were left out because their day of publication is not known.
    """
    frame = rows.typed(obs)
    rows.require_windows(frame)
    require_finite(frame, "obs", "leave these rows out: no revision can be worked out from them")
    frame = frame[(frame["status"] != _EXPECTED).to_numpy()].reset_index(drop=True)
    frame = with_days(frame, what, stacklevel=stacklevel + 1)
    period = codes_of_groups(frame, PERIOD)
    days = rows.days(frame, "published")
    earliest = rows.days(frame, "published_from")
    earliest = np.where(np.isnat(earliest), days, earliest)
    trust = _trust(frame, order)
    # The label last, so that the order of the rows that came never matters.
    label = codes_of_groups(frame, ("vintage", "source"))
    places = np.lexsort((label, trust, earliest, days, period))
    ranked = period[places]
    opens = np.append(True, ranked[1:] != ranked[:-1]) if ranked.size else ranked.astype(bool)
    starts = np.flatnonzero(opens)
    group = np.cumsum(opens) - 1
    ends = np.append(starts[1:], ranked.size) - 1 if starts.size else starts
    found = Releases(
        frame,
        places,
        (np.arange(ranked.size) - starts[group] + 1).astype(np.intp),
        starts[group].astype(np.intp),
        ends[group].astype(np.intp),
    )
    _refuse_ties(found, days, earliest, trust)
    return found


def _trust(frame: pd.DataFrame, order: Sequence[str] | None) -> npt.NDArray[np.intp]:
    """Rank of each row's source, the most trusted last; those that are not named come before."""
    if order is None:
        return np.zeros(len(frame), dtype=np.intp)
    rank = {source: len(order) - place for place, source in enumerate(order)}
    table = [rank.get(str(code), 0) for code in frame["source"].cat.categories]
    ranks: npt.NDArray[np.intp] = np.array([*table, 0], dtype=np.intp)[rows.codes(frame, "source")]
    return ranks


def _refuse_ties(
    releases: Releases,
    days: npt.NDArray[np.datetime64],
    earliest: npt.NDArray[np.datetime64],
    trust: npt.NDArray[np.intp],
) -> None:
    """Two releases of the same days may repeat a figure, not contradict it."""
    later = np.flatnonzero(releases.number > 1)
    one, two = releases.places[later - 1], releases.places[later]
    values = rows.numbers(releases.frame, "value")
    clash = (values[one] != values[two]) & (days[one] == days[two])
    clash &= (earliest[one] == earliest[two]) & (trust[one] == trust[two])
    if clash.any():
        place = int(np.flatnonzero(clash)[0])
        before, after = (releases.frame.iloc[int(rank[place])] for rank in (one, two))
        pairs = np.column_stack((one[clash], two[clash])).ravel()
        raise VintageError(
            f"{rows.named(releases.frame, int(two[place]))} has two figures of the same days of "
            f"publication: {before['value']:g} ({before['vintage']}, {before['source']}) and "
            f"{after['value']:g} ({after['vintage']}, {after['source']})",
            mend="order=[...] names the sources, the most trusted first; or leave one out",
            rows=rows.offending(releases.frame, pairs),
        )


@dataclass(frozen=True, slots=True)
class Declared:
    """What `vintages()` says of each row: codes, -1 where it does not know the row's release.

    Attributes
    ----------
    topic : ndarray of intp
        Place in `topics`, shape (rows,); -1 for a topic without releases.
    benchmark, kind : ndarray of intp
        Places in `benchmarks` and `kinds`, shape (rows,).
    topics, benchmarks, kinds : list of str
        The codes that stand behind them.
    """

    topic: npt.NDArray[np.intp]
    benchmark: npt.NDArray[np.intp]
    kind: npt.NDArray[np.intp]
    topics: list[str]
    benchmarks: list[str]
    kinds: list[str]

    @property
    def later(self) -> npt.NDArray[np.bool_]:
        """Whether a release is known not to be its period's first, shape (rows,)."""
        other = np.array([kind not in _FIRST for kind in self.kinds] + [False])
        return cast("npt.NDArray[np.bool_]", other[self.kind])


def declared(frame: pd.DataFrame) -> Declared:
    """What `vintages()` says of the release of each row.

    Parameters
    ----------
    frame
        Typed observations.

    Returns
    -------
    Declared
    """
    table = record.table("vintages.csv", frames.VINTAGES)
    topics, benchmarks, kinds = (
        [str(code) for code in table[name].cat.categories]
        for name in ("topic", "benchmark", "kind")
    )
    topic = _topics_of(frame, topics)
    benchmark, kind = (np.full(len(frame), -1, dtype=np.intp) for _ in range(2))
    labels = {str(label): code for code, label in enumerate(frame["vintage"].cat.categories)}
    start, end = rows.days(frame, "start"), rows.days(frame, "end")
    vintage = rows.codes(frame, "vintage")
    held = {label: np.flatnonzero(vintage == labels[label]) for label in _both(table, labels)}
    for label, own, first, last, of, sort in zip(
        table["vintage"],
        table["topic"].cat.codes,
        table["start"].to_numpy(),
        table["end"].to_numpy(),
        table["benchmark"].cat.codes,
        table["kind"].cat.codes,
        strict=True,
    ):
        places = held.get(str(label))
        if places is None:
            continue
        inside = places[(topic[places] == own) & (start[places] >= first) & (end[places] <= last)]
        benchmark[inside], kind[inside] = of, sort
    return Declared(topic, benchmark, kind, topics, benchmarks, kinds)


def _both(table: pd.DataFrame, labels: dict[str, int]) -> Iterator[str]:
    """The releases that the catalogue and the frame both have."""
    return (label for label in table["vintage"].unique() if label in labels)


def _topics_of(frame: pd.DataFrame, topics: list[str]) -> npt.NDArray[np.intp]:
    """Topic of each row, by its indicator and measure."""
    indicators = [str(code) for code in frame["indicator"].cat.categories]
    measures = [str(code) for code in frame["measure"].cat.categories]
    place = {topic: number for number, topic in enumerate(topics)}
    table = np.array(
        [
            [place.get(topic_of(indicator, measure), -1) for measure in measures]
            for indicator in indicators
        ],
        dtype=np.intp,
    ).reshape(len(indicators), len(measures))
    found = table[rows.codes(frame, "indicator"), rows.codes(frame, "measure")]
    return cast("npt.NDArray[np.intp]", found)
