"""Figures for one head: a stock over the population of its day, a flow over the mean of its window.

The mean is that of the opening population (the day before the window) and the closing one (its
last day), as official statistics take it from figures of the year's end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from liaoning_econ import catalog, frames, intervals, units
from liaoning_econ.convert import rows
from liaoning_econ.errors import BasisError, UnitError, VintageError, WindowError

if TYPE_CHECKING:
    from pandera.typing import DataFrame

    from liaoning_econ.convert.rows import Places
    from liaoning_econ.schemas import Observations

_BASIS = "resident_year_end"
_DAY = np.timedelta64(1, "D")


def per_capita(
    obs: pd.DataFrame, population: pd.DataFrame | None = None
) -> DataFrame[Observations]:
    """Figures for one head of the population.

    Parameters
    ----------
    obs
        Observations of measure stock, flow or cumulative.
    population
        Observations in persons on the days that are needed, of one benchmark; of two releases of
        it the later holds. None: the catalogue's residents at year's end, as they were known:
        each row takes the benchmark of the latest release that was out when the row was
        published, and in it, for each day, the latest figure that was out by then; where none
        was, the first that came; a row without day of publication takes the latest. A group of
        provinces that makes up a whole macro-region is the sum of its members. `population_used`
        says which.

    Returns
    -------
    DataFrame[Observations]
        The same rows in the same order, unit "CNY/person"; a stock over the population of its
        day, a flow over the mean of those of the day before its start and of its end. Published
        when the row and the population were.

    Raises
    ------
    BasisError
        A row that is no level (a rate, a share), or a region without population.
    UnitError
        `population` is not in persons, or a row is.
    VintageError
        The population of a row's region and day in two benchmarks, or the opening and closing
        population in unlike ones.
    WindowError
        No population on a day that is needed.

    Examples
    --------
    >>> from liaoning_econ import catalog
    >>> gdp = catalog.observations("gdp", "CN-LN", vintage="nbs-web-2018-12", start="2017")
    >>> found = per_capita(gdp)
    >>> float(found.value[0].round()), str(found.unit[0])
    (53527.0, 'CNY/person')
    """
    frame = rows.typed(obs)
    heads = _heads(frame, population)
    value, lower, upper = (rows.numbers(frame, name) for name in ("value", "lower", "upper"))
    lower, upper = intervals.quotient(
        (lower, upper), (heads["lower"].to_numpy(), heads["upper"].to_numpy())
    )
    new_units = {code: units.divide(code, "person")[0] for code in rows.present(frame, "unit")}
    return rows.result(
        frame,
        value=intervals.hull(value / heads["value"].to_numpy(), (lower, upper)),
        lower=lower,
        upper=upper,
        unit=rows.coded(frame, "unit", new_units),
        **rows.both_out(
            frame, {name: rows.days(heads, name) for name in ("published_from", "published")}
        ),
    )


def population_used(obs: pd.DataFrame, population: pd.DataFrame | None = None) -> pd.DataFrame:
    """The population that `per_capita` divides each row by.

    Parameters
    ----------
    obs, population
        As in `per_capita`.

    Returns
    -------
    pd.DataFrame
        One row a row of `obs`: `value, lower, upper` (persons), `opening, closing` (the days;
        equal for a stock), `vintage, benchmark, source` (those of the closing population).

    Examples
    --------
    >>> from liaoning_econ import catalog
    >>> gdp = catalog.observations("gdp", "CN-LN", vintage="nbs-web-2018-12", start="2017")
    >>> population_used(gdp)[["value", "vintage", "benchmark"]].values.tolist()
    [[43733500.0, 'communique-2017', 'before_census2020']]
    """
    heads = _heads(rows.typed(obs), population)
    columns = ("value", "lower", "upper", "opening", "closing", "vintage", "benchmark", "source")
    return heads[list(columns)]


def _heads(frame: pd.DataFrame, population: pd.DataFrame | None) -> pd.DataFrame:
    """The population of each row, with where it comes from."""
    _require_levels(frame)
    table = _shipped(frame) if population is None else rows.typed(population, "population")
    table = _people(table)
    closing = rows.days(frame, "end")
    is_stock = (frame["measure"] == "stock").to_numpy()
    opening = np.where(is_stock, closing, rows.days(frame, "start") - _DAY)
    wanted = _benchmark_of(frame, table) if population is None else None
    first = _on_day(frame, table, opening, wanted)
    last = _on_day(frame, table, closing, wanted)
    _require_alike(frame, table, first, last)
    heads = {
        # Halves are exact, and so are sums of whole persons.
        name: (rows.numbers(table, name)[first] + rows.numbers(table, name)[last]) / 2
        for name in ("value", "lower", "upper")
    }
    days = {
        name: np.maximum(rows.days(table, name)[first], rows.days(table, name)[last])
        for name in ("published_from", "published")
    }
    said = {name: rows.texts(table, name)[last] for name in ("vintage", "source")}
    return pd.DataFrame(
        {
            **heads,
            **days,
            **said,
            "opening": opening,
            "closing": closing,
            "benchmark": table["benchmark"].to_numpy(dtype=object)[last],
        }
    )


def _require_levels(frame: pd.DataFrame) -> None:
    """Only amounts can be spread over heads."""
    bad = ~frame["measure"].isin(["stock", "flow", "cumulative"]).to_numpy()
    if bad.any():
        measure = str(frame["measure"].iloc[int(np.flatnonzero(bad)[0])])
        raise BasisError(
            f"a {measure} cannot be spread over heads: {rows.listed(frame, bad)}",
            mend="leave these rows out; for a rate, per_capita() comes before per()",
            rows=rows.offending(frame, bad),
        )
    bad = (frame["unit"] == "person").to_numpy()
    if bad.any():
        raise UnitError(
            f"persons for one person say nothing: {rows.listed(frame, bad)}",
            mend="leave these rows out, or take share_of() for a part of the population",
            rows=rows.offending(frame, bad),
        )


def _shipped(frame: pd.DataFrame) -> pd.DataFrame:
    """The catalogue's residents at year's end, with the sums of whole macro-regions."""
    people = rows.typed(catalog.observations("population", measure="stock"), "population")
    people = people[(people["basis"] == _BASIS).to_numpy()].reset_index(drop=True)
    missing = set(rows.present(frame, "region")) - set(rows.present(people, "region"))
    sums = [_sum_of_members(people, members, code) for code, members in _whole(missing).items()]
    return frames.stack([people, *sums], frames.OBSERVATIONS)


def _whole(codes: set[str]) -> dict[str, list[str]]:
    """The groups among some codes whose members are all provinces of a macro-region.

    A group may be wider than the members that have a code (the Northeast of the revitalisation
    plans has a part of Inner Mongolia in it): only these are known to be complete.
    """
    regions = catalog.regions()
    macro = regions["macro_region"].astype("str")
    found: dict[str, list[str]] = {}
    for code, members, name in zip(regions["region"], regions["members"], macro, strict=True):
        provinces = regions["region"][(macro == name) & (regions["level"] == "province")]
        if code in codes and members and set(members.split(";")) == set(provinces):
            found[str(code)] = members.split(";")
    return found


def _sum_of_members(people: pd.DataFrame, members: list[str], code: str) -> pd.DataFrame:
    """The members' populations added up, release by release, where all are there."""
    parts = people[people["region"].isin(members).to_numpy()]
    groups = parts.groupby(["vintage", "end"], observed=True, sort=False)
    added = groups[["value", "lower", "upper"]].sum()
    first = groups.head(1).reset_index(drop=True)
    for name in ("value", "lower", "upper"):
        first[name] = added[name].to_numpy()
    for name in ("published_from", "published"):
        first[name] = groups[name].max().to_numpy()
    first["region"] = frames.constant(code, len(first))
    return first[(groups["region"].nunique() == len(members)).to_numpy()]


def _people(table: pd.DataFrame) -> pd.DataFrame:
    """Populations with their benchmark, latest release last."""
    if set(rows.present(table, "unit")) - {"person"}:
        bad = (table["unit"] != "person").to_numpy()
        raise UnitError(
            f"population is not in persons: {rows.listed(table, bad)}",
            mend="give Observations in the unit person, from_table(..., unit='person')",
            rows=rows.offending(table, bad),
        )
    stocks = (table["measure"] == "stock").to_numpy()
    if not stocks.all():
        raise BasisError(
            f"population is no stock: {rows.listed(table, ~stocks)}",
            mend="leave these rows out: population[population.measure == 'stock']",
            rows=rows.offending(table, ~stocks),
        )
    ordered = table.sort_values("published", kind="stable", na_position="first")
    ordered = ordered.reset_index(drop=True)
    return ordered.assign(benchmark=catalog.benchmarks(ordered))


def _benchmark_of(frame: pd.DataFrame, table: pd.DataFrame) -> npt.NDArray[np.object_]:
    """The benchmark of the latest release that was out when each row was published."""
    out = table.groupby("benchmark", sort=False)["published"].min().sort_values(kind="stable")
    known = np.searchsorted(out.to_numpy(), rows.days(frame, "published"), side="right") - 1
    unknown = np.isnat(rows.days(frame, "published"))
    place = np.where(unknown, len(out) - 1, np.maximum(known, 0))
    return out.index.to_numpy(dtype=object)[place]


def _on_day(
    frame: pd.DataFrame,
    table: pd.DataFrame,
    day: npt.NDArray[np.datetime64],
    wanted: npt.NDArray[np.object_] | None,
) -> Places:
    """The row of the table that holds each region's population on a day."""
    region = rows.texts(frame, "region")
    _require_regions(frame, table, region)
    left: list[npt.ArrayLike] = [region, day]
    right: list[npt.ArrayLike] = [rows.texts(table, "region"), rows.days(table, "end")]
    if wanted is not None:
        left, right = [*left, wanted], [*right, table["benchmark"].to_numpy(dtype=object)]
    places, asked, keys = rows.find(left, right)
    missing = places < 0
    if missing.any():
        at = int(np.flatnonzero(missing)[0])
        raise WindowError(
            f"no population of {region[at]} on {str(day[at])[:10]}"
            f"{'' if wanted is None else f' in the releases {wanted[at]!r}'}: "
            f"{rows.listed(frame, missing)}",
            mend="pass population= with the days before each window's start and of its end",
            rows=rows.offending(frame, missing),
        )
    _require_one_benchmark(table, keys, asked)
    out = None if wanted is None else rows.days(frame, "published")
    return _latest_out(asked, out, keys, rows.days(table, "published"))


def _latest_out(
    asked: npt.NDArray[np.int64],
    when: npt.NDArray[np.datetime64] | None,
    keys: npt.NDArray[np.int64],
    published: npt.NDArray[np.datetime64],
) -> Places:
    """Of the rows with each key, ordered by publication, the last that was out; else the first.

    Every asked key is there; without `when`, and where it is unknown, all of them were out.
    """
    order = np.argsort(keys, kind="stable")
    first = np.searchsorted(keys[order], asked, side="left")
    last = np.searchsorted(keys[order], asked, side="right") - 1
    if when is None:
        return order[last]
    # One whole number a key and day: the place of the day among all days of publication.
    days = np.unique(published[~np.isnat(published)])
    rank = np.searchsorted(days, published[order], side="left") + 1
    rank[np.isnat(published[order])] = 0
    limit = np.where(np.isnat(when), len(days) + 1, np.searchsorted(days, when, side="right"))
    step = len(days) + 2
    found = np.searchsorted(keys[order] * step + rank, asked * step + limit, side="right") - 1
    return order[np.clip(found, first, last)]


def _require_regions(
    frame: pd.DataFrame, table: pd.DataFrame, region: npt.NDArray[np.object_]
) -> None:
    bad = ~np.isin(region.astype(str), rows.present(table, "region"))
    if bad.any():
        raise BasisError(
            f"no population of {region[int(np.flatnonzero(bad)[0])]}: {rows.listed(frame, bad)}",
            mend="pass population= with this region; that of a wider or narrower one is no measure",
            rows=rows.offending(frame, bad),
        )


def _require_one_benchmark(
    table: pd.DataFrame, keys: npt.NDArray[np.int64], asked: npt.NDArray[np.int64]
) -> None:
    """Two releases of one benchmark differ in digits, those of two in what they rest on."""
    used = np.isin(keys, asked)
    number = pd.Series(table["benchmark"].to_numpy(dtype=object)[used]).groupby(keys[used])
    several = number.nunique() > 1
    if several.any():
        key = several.index[several.to_numpy()][0]
        same = keys == key
        found = " and ".join(dict.fromkeys(table["benchmark"][same]))
        raise VintageError(
            f"one day's population on two benchmarks, {found}: {rows.listed(table, same)}",
            mend="keep one vintage: population[population.vintage == ...]",
            rows=rows.offending(table, same),
        )


def _require_alike(frame: pd.DataFrame, table: pd.DataFrame, first: Places, last: Places) -> None:
    """A mean over two benchmarks would hide the break between them."""
    benchmark = table["benchmark"].to_numpy(dtype=object)
    bad = benchmark[first] != benchmark[last]
    if bad.any():
        at = int(np.flatnonzero(bad)[0])
        raise VintageError(
            f"the opening population is on the benchmark {benchmark[first][at]}, the closing one "
            f"on {benchmark[last][at]}: {rows.listed(frame, bad)}",
            mend="pass population= with both days in one vintage",
            rows=rows.offending(frame, bad),
        )
