"""The place of each region among its peers, period by period, as an interval where it is not sure.

A place is not sure where a peer's figure is missing (it may stand above or below) or where the
bounds of two figures overlap. Ties share the better place, as in sport: 1, 2, 2, 4.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Final, cast

import numpy as np
import pandas as pd

from liaoning_econ import catalog
from liaoning_econ.comparison.codes import codes, require_numbers
from liaoning_econ.comparison.pairing import label
from liaoning_econ.errors import (
    BasisError,
    ComparisonError,
    UnitError,
    VintageError,
    WindowError,
)
from liaoning_econ.frames import OBSERVATIONS, conform, constant
from liaoning_econ.validation import light

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pandera.typing import DataFrame

    from liaoning_econ.schemas import Observations

    Integers = NDArray[np.int64]

__all__ = ["rank"]

# What must agree before two regions stand in one list; the vintage is looked at apart.
_SERIES: Final = ["indicator", "start", "end", "measure", "basis", "prices", "relative_to"]
_SHOWN: Final = 5


def rank(
    obs: pd.DataFrame, *, ascending: bool = False, among: Collection[str] | None = None
) -> DataFrame[Observations]:
    """Place of each region within each period, 1 the largest.

    Parameters
    ----------
    obs
        Observations of regions of one level, any number of indicators, periods and whole
        vintages; each vintage is ranked by itself.
    ascending
        Whether the smallest is 1.
    among
        The regions that make the list full. None: the 31 provinces of the mainland for provinces,
        the cities of the same province for cities, otherwise the regions that `obs` has.

    Returns
    -------
    DataFrame[Observations]
        One row a row of `obs`, without the lists that hold a single region (a release for one
        province), which say nothing: measure rank, unit 1; value the place among the known figures,
        lower and upper the best and the worst place that the bounds and the missing regions
        allow. Prices and relative_to stay, so that ranks of levels and of growth differ; the
        publication days are those of the last figure that the list needs.

    Raises
    ------
    ComparisonError
        Regions of two levels in one list, two figures of a region, a region outside `among`, or a
        value that is missing.
    BasisError
        Every list holds a single region.
    WindowError
        A figure other than a duration without the days that it covers.
    UnitError
        Two units in one list.
    VintageError
        A list put together from vintages of different benchmarks.

    Examples
    --------
    >>> import pandas as pd
    >>> from liaoning_econ import from_table
    >>> growth = pd.DataFrame({"region": ["CN-LN", "CN-JL", "CN-HL"], "year": 2016,
    ...     "percent": [-2.5, 6.9, 6.1]})
    >>> obs = from_table(growth, indicator="gdp", measure="growth", unit="percent",
    ...     value="percent", prices="comparable", relative_to="previous_year")
    >>> rank(obs, among=["CN-LN", "CN-JL", "CN-HL"]).value.tolist()
    [3.0, 1.0, 2.0]
    >>> rank(obs, among=["CN-LN", "CN-JL", "CN-HL", "CN-NM"]).upper.tolist()
    [4.0, 2.0, 3.0]
    """
    light(obs, OBSERVATIONS)
    frame = conform(obs, OBSERVATIONS)
    require_numbers(frame, "the frame")
    if frame.empty:
        return cast("DataFrame[Observations]", frame)
    _windows_known(frame)
    periods = _numbered(frame, _SERIES)
    _one_unit(frame, periods)
    lists = _lists(frame, periods)
    _one_level(frame, lists)
    missing = _missing(frame, lists, among)
    frame, lists, missing = _with_peers(frame, lists, missing)
    value, best, worst = _places(frame, lists, missing, ascending=ascending)
    ranked = frame.assign(
        measure=constant("rank", len(frame)),
        unit=constant("1", len(frame)),
        value=value,
        lower=best,
        upper=worst,
        **_published(frame, lists),
    )
    return cast("DataFrame[Observations]", conform(ranked, OBSERVATIONS))


def _numbered(frame: pd.DataFrame, columns: list[str]) -> Integers:
    """One number for each combination, shape (rows,)."""
    grouped = frame.groupby(columns, sort=False, dropna=False, observed=True)
    return np.asarray(grouped.ngroup(), dtype=np.int64)


def _windows_known(frame: pd.DataFrame) -> None:
    """Refuse figures of unknown days, which cannot be of one period; a duration needs none."""
    nowhere = (frame["start"].isna() | frame["end"].isna()) & (frame["measure"] != "duration")
    if nowhere.any():
        row = int(np.flatnonzero(nowhere)[0])
        raise WindowError(
            f"the days of {label(frame, row)} are not known, row {row} "
            f"({int(nowhere.sum())} in all)",
            mend="fill start and end, or leave the rows out: obs.dropna(subset=['start', 'end'])",
            rows=frame[nowhere],
        )


def _with_peers(
    frame: pd.DataFrame, lists: Integers, missing: Integers
) -> tuple[pd.DataFrame, Integers, Integers]:
    """What is left without the lists of a single region, whose place among nobody says nothing."""
    peers = np.bincount(lists)[lists] > 1
    if peers.all():
        return frame, lists, missing
    if not peers.any():
        raise BasisError(
            f"no list has two regions: {label(frame)} stands alone",
            mend="pass the peers too, figures of one period, measure, basis and prices, such as "
            "observations('gdp', vintage='latest') for regions('province').region",
            rows=frame,
        )
    _, numbers = np.unique(lists[peers], return_inverse=True)
    return frame[peers].reset_index(drop=True), numbers.astype(np.int64), missing[peers]


def _one_unit(frame: pd.DataFrame, periods: Integers) -> None:
    """Refuse two units of one indicator in one period."""
    found = pd.DataFrame({"period": periods, "unit": codes(frame, "unit")}).drop_duplicates()
    twice = found[found.duplicated("period", keep=False)]
    if twice.empty:
        return
    mixed = twice.loc[twice["period"] == twice["period"].iloc[0], "unit"].tolist()
    raise UnitError(
        f"units {mixed} in one list",
        mend="bring all rows to one unit first, money by to_currency()",
        rows=frame[periods == twice["period"].iloc[0]],
    )


def _lists(frame: pd.DataFrame, periods: Integers) -> Integers:
    """The list that each row stands in: its period, and its vintage where several are whole.

    A period in which every region occurs once, from several vintages, is one list if they share a
    benchmark (final figures beside preliminary ones) and is refused if they do not.
    """
    vintages = _numbered(frame, ["vintage"])
    regions = _numbered(frame, ["region"])
    table = pd.DataFrame({"period": periods, "vintage": vintages, "region": regions})
    again = table.duplicated(["period", "region"], keep=False)
    whole = again.groupby(periods).transform("any").to_numpy()
    lists = _numbered(table.assign(vintage=np.where(whole, vintages, -1)), ["period", "vintage"])
    twice = pd.DataFrame({"list": lists, "region": regions}).duplicated(keep=False).to_numpy()
    if twice.any():
        row = int(np.flatnonzero(twice)[0])
        raise ComparisonError(
            f"several figures of {frame['region'].iloc[row]} in one list, "
            f"vintage {frame['vintage'].iloc[row]}",
            mend="leave one figure a region, period and vintage (one source)",
            rows=frame[twice],
        )
    _one_benchmark(frame, lists, vintages)
    return lists


def _one_benchmark(frame: pd.DataFrame, lists: Integers, vintages: Integers) -> None:
    """Refuse a list whose rows rest on different benchmarks."""
    pairs = pd.DataFrame({"list": lists, "vintage": vintages}).drop_duplicates()
    mixed = pairs.loc[pairs["list"].duplicated(keep=False), "list"].unique()
    if not len(mixed):
        return
    part = frame[np.isin(lists, mixed)]
    found = pd.DataFrame(
        {"list": lists[part.index.to_numpy()], "benchmark": catalog.benchmarks(part)},
        index=part.index,
    ).drop_duplicates()
    unlike = found.loc[found["list"].duplicated(keep=False)]
    if unlike.empty:
        return
    here = unlike.loc[unlike["list"] == unlike["list"].iloc[0], "benchmark"].tolist()
    raise VintageError(
        f"one list from the benchmarks {here}",
        mend="take all regions of one vintage, as observations(..., vintage='latest') does",
        rows=frame[lists == unlike["list"].iloc[0]],
    )


def _levels(regions: NDArray[np.object_]) -> pd.DataFrame:
    """Level and parent of each region; own regions have none."""
    table = catalog.regions().set_index("region")
    known = table.reindex(pd.Index(regions))
    return pd.DataFrame(
        {
            "region": regions,
            "level": known["level"].astype(object).fillna("").to_numpy(dtype=object),
            "parent": known["parent"].astype(object).fillna("").to_numpy(dtype=object),
        }
    )


def _one_level(frame: pd.DataFrame, lists: Integers) -> None:
    """Refuse a nation among its provinces."""
    place = _levels(codes(frame, "region"))
    stated = place["level"] != ""
    found = pd.DataFrame({"list": lists, "level": place["level"]})[stated].drop_duplicates()
    mixed = found[found["list"].duplicated(keep=False)]
    if mixed.empty:
        return
    here = lists == mixed["list"].iloc[0]
    names = mixed.loc[mixed["list"] == mixed["list"].iloc[0], "level"].tolist()
    raise ComparisonError(
        f"regions of different levels in one list: {', '.join(names)}",
        mend="take one level: obs[obs.region.isin(regions('province').region)]",
        rows=frame[here],
    )


def _missing(frame: pd.DataFrame, lists: Integers, among: Collection[str] | None) -> Integers:
    """How many regions each row's list lacks, shape (rows,)."""
    present = np.bincount(lists)
    regions = codes(frame, "region")
    if among is not None:
        outside = sorted(set(regions) - set(among))
        if outside:
            raise ComparisonError(
                f"{len(outside)} regions are outside among: {outside[:_SHOWN]}",
                mend="filter the frame first, or name them in among",
                rows=frame[np.isin(regions, outside)],
            )
        return np.asarray(len(set(among)) - present[lists], dtype=np.int64)
    classes, member, sizes = _classes(regions)
    here = pd.DataFrame({"list": lists, "class": classes, "member": member})
    found = here.groupby(["list", "class"])["member"].sum().reset_index()
    found["lacking"] = sizes[found["class"]] - found["member"]
    lacking = found.groupby("list")["lacking"].sum().reindex(range(len(present)), fill_value=0)
    return np.asarray(lacking.to_numpy()[lists], dtype=np.int64)


def _classes(
    regions: NDArray[np.object_],
) -> tuple[Integers, NDArray[np.bool_], Integers]:
    """Which full list each row's region belongs to, whether it counts there, and their sizes.

    Full lists are the mainland provinces, the cities of one province, and for other levels the
    regions that the frame has. A province outside the mainland does not count.
    """
    place = _levels(np.array(sorted(set(regions)), dtype=object))
    table = catalog.regions()
    level, mainland = table["level"].astype(str), table["mainland"].to_numpy()
    of_city = place["level"] == "prefecture"
    place["class"] = place["level"].where(~of_city, place["parent"])
    full = {"province": set(table.loc[(level == "province") & mainland, "region"])}
    for parent in place.loc[of_city, "parent"].unique():
        cities = (level == "prefecture") & (table["parent"].astype(str) == parent)
        full[parent] = set(table.loc[cities, "region"])
    names = place["class"].unique().tolist()
    sizes = place.groupby("class", sort=False)["region"].size()
    counts = np.array([len(full.get(name, ())) or sizes[name] for name in names], dtype=np.int64)
    place["member"] = [
        name not in full or region in full[name]
        for name, region in zip(place["class"], place["region"], strict=True)
    ]
    row = pd.Index(place["region"]).get_indexer(pd.Index(regions))
    number = pd.Index(names).get_indexer(pd.Index(place["class"]))[row].astype(np.int64)
    return number, place["member"].to_numpy(dtype=np.bool_)[row], counts


def _places(
    frame: pd.DataFrame, lists: Integers, missing: Integers, *, ascending: bool
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Place among the known, best and worst place, each of shape (rows,)."""
    numbers = frame[["lower", "value", "upper"]].to_numpy(dtype=np.float64)
    lower, middle, upper = (-numbers[:, ::-1] if ascending else numbers).T
    rows = len(frame)
    distinct, order = np.unique(np.concatenate([lower, middle, upper]), return_inverse=True)
    size = len(distinct)
    low, mid, high = (order[part * rows : (part + 1) * rows] for part in range(3))
    above = _above(lists, mid, mid, size)
    surely = _above(lists, low, high, size)
    # A figure whose own bounds are apart counts itself among those that may be above it.
    possibly = _above(lists, high, low, size) - (high > low)
    places = (above, surely, possibly + missing)
    value, best, worst = (np.asarray(1.0 + place, dtype=np.float64) for place in places)
    return value, best, worst


def _above(lists: Integers, figures: Integers, mark: Integers, size: int) -> Integers:
    """How many figures of its list stand above each row's mark."""
    keys = np.sort(lists * size + figures)
    ends = np.searchsorted(keys, (lists + 1) * size)
    return np.asarray(ends - np.searchsorted(keys, lists * size + mark, side="right"))


def _published(frame: pd.DataFrame, lists: Integers) -> dict[str, pd.Series]:
    """A list is known when its last figure is; not known when one day is not."""
    days = {}
    for column in ("published_from", "published"):
        last = frame[column].groupby(lists).transform("max")
        hidden = frame[column].isna().groupby(lists).transform("any")
        days[column] = last.mask(hidden)
    return days
