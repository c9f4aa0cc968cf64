"""The small tables: places, concepts, releases, sources, events; and the codes in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from liaoning_econ import frames
from liaoning_econ.catalog import record
from liaoning_econ.errors import UnknownCodeError

if TYPE_CHECKING:
    from pandera.typing import DataFrame

    from liaoning_econ.schemas import Causes, Events, Indicators, Regions, Sources, Vintages

__all__ = ["causes", "codes", "events", "indicators", "regions", "sources", "vintages"]


def regions(level: str | None = None) -> DataFrame[Regions]:
    """Places: one code one perimeter.

    Parameters
    ----------
    level
        country, group, province, prefecture, district, zone, zone_area or zone_group; None for all.

    Returns
    -------
    DataFrame[Regions]
        A new copy, ordered by level and code.

    Raises
    ------
    UnknownCodeError
        The level is not known.
    CatalogError
        The shipped file is missing or damaged.

    Examples
    --------
    >>> zones = regions("zone").set_index("region")
    >>> float(zones.loc["CN-LN-FTZ", "area_km2"])
    119.89
    """
    found = record.table("regions.csv", frames.REGIONS)
    if level is not None:
        levels = found["level"].astype("str")
        if level not in set(levels):
            raise UnknownCodeError(
                "level", level, set(levels), mend=f"there are {', '.join(sorted(set(levels)))}"
            )
        found = record.tidied(found[levels == level], frames.REGIONS)
    return cast("DataFrame[Regions]", found)


def indicators() -> DataFrame[Indicators]:
    """Concepts: what is measured, in which unit, and how it adds up.

    Returns
    -------
    DataFrame[Indicators]
        A new copy, ordered by code.

    Raises
    ------
    CatalogError
        The shipped file is missing or damaged.

    Examples
    --------
    >>> indicators().set_index("indicator").loc["capital_registered", "currency_rate"]
    'published'
    """
    return cast("DataFrame[Indicators]", record.table("indicators.csv", frames.INDICATORS))


def vintages() -> DataFrame[Vintages]:
    """Releases: to which benchmark each belongs, for which periods, and why it differs.

    Returns
    -------
    DataFrame[Vintages]
        A new copy, ordered by topic, label and first period.

    Raises
    ------
    CatalogError
        The shipped file is missing or damaged.

    Examples
    --------
    >>> table = vintages()
    >>> table[table["vintage"] == "nbs-web-2020-05"]["benchmark"].tolist()
    ['census3', 'census4', 'census4']
    """
    return cast("DataFrame[Vintages]", record.table("vintages.csv", frames.VINTAGES))


def causes() -> DataFrame[Causes]:
    """Why figures were revised: by topic, region, periods and benchmark.

    Returns
    -------
    DataFrame[Causes]
        A new copy; of two rows that fit a revision the lower one holds.

    Raises
    ------
    CatalogError
        The shipped file is missing or damaged.

    Examples
    --------
    >>> causes().set_index("benchmark").loc["census5", "cause"]
    'census'
    """
    return cast("DataFrame[Causes]", record.table("causes.csv", frames.CAUSES))


def sources() -> DataFrame[Sources]:
    """Where each figure comes from.

    Returns
    -------
    DataFrame[Sources]
        A new copy, ordered by key.

    Raises
    ------
    CatalogError
        The shipped file is missing or damaged.

    Examples
    --------
    >>> sources().set_index("source").loc["straitstimes-2018-08", "publisher"]
    'The Straits Times'
    """
    return cast("DataFrame[Sources]", record.table("sources.csv", frames.SOURCES))


def events(kind: str | None = None) -> DataFrame[Events]:
    """Dated events.

    Parameters
    ----------
    kind
        ftz, northeast, data_quality, fx, us_tariffs, sanctions, dprk_diplomacy or dprk_trade; None
        for all.

    Returns
    -------
    DataFrame[Events]
        A new copy, ordered by first day.

    Raises
    ------
    UnknownCodeError
        The kind is not known.
    CatalogError
        The shipped file is missing or damaged.

    Examples
    --------
    >>> events("data_quality")["event"].tolist()
    ['E07', 'E22']
    """
    found = record.table("events.csv", frames.EVENTS)
    if kind is not None:
        kinds = found["kind"].astype("str")
        if kind not in set(kinds):
            raise UnknownCodeError(
                "kind of event", kind, set(kinds), mend=f"there are {', '.join(sorted(set(kinds)))}"
            )
        found = record.tidied(found[kinds == kind], frames.EVENTS)
    return cast("DataFrame[Events]", found)


def codes(kind: str) -> frozenset[str]:
    """Return the codes that the catalogue knows of one kind.

    Parameters
    ----------
    kind
        region, indicator, unit, vintage, source or basis.

    Returns
    -------
    frozenset of str
        "unstated" is among the vintages and the bases.

    Raises
    ------
    UnknownCodeError
        The kind is not known.

    Examples
    --------
    >>> "CN-LN-FTZ" in codes("region")
    True
    """
    unstated = {"unstated"}
    if kind == "region":
        return frozenset(regions()["region"])
    if kind == "indicator":
        return frozenset(indicators()["indicator"])
    if kind == "vintage":
        return frozenset(vintages()["vintage"]) | unstated
    if kind == "source":
        return frozenset(sources()["source"])
    if kind == "basis":
        lists = indicators()["basis"].str.split(";")
        return frozenset(basis for each in lists for basis in each) | unstated
    if kind == "unit":
        from liaoning_econ import units

        return frozenset(indicators()["unit"].astype("str")) | units.COUNTED | units.CURRENCIES
    known = ["region", "indicator", "unit", "vintage", "source", "basis"]
    raise UnknownCodeError("kind of code", kind, known, mend=f"there are {', '.join(known)}")
