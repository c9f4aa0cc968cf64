"""How places lie in each other: the province of a city, the zone of a province."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, NamedTuple

from liaoning_econ import catalog
from liaoning_econ.text.names import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["FOREIGN", "Region", "known", "of_kind", "one_of", "zone_of"]

FOREIGN: Final = frozenset(("KP", "KR", "JP", "US", "SG", UNKNOWN))


class Region(NamedTuple):
    """What the catalogue says of a region."""

    level: str
    kind: str
    above: tuple[str, ...]


@functools.cache
def known() -> dict[str, Region]:
    """Regions with all that they lie in, nearest first."""
    frame = catalog.regions()
    codes = [str(code) for code in frame["region"]]
    parents = dict(zip(codes, map(str, frame["parent"]), strict=True))
    northeast = {"CN-LN", "CN-JL", "CN-HL"}
    table = {}
    rows = zip(codes, frame["level"], frame["admin_type"], strict=True)
    for code, level, kind in rows:
        above: list[str] = []
        higher = parents.get(code, "")
        while higher:
            above.append(higher)
            higher = parents.get(higher, "")
        if northeast & {code, *above}:
            above.append("CN-NE")
        table[code] = Region(str(level), str(kind), tuple(above))
    return table


def of_kind(code: str, wanted: str) -> str:
    """The place of a kind in which another lies; empty where it lies in none."""
    table = known()
    for one in (code, *table[code].above):
        region = table[one]
        municipality = region.kind == "municipality"
        if wanted == "named:province" and region.level == "province" and not municipality:
            return one
        if wanted == "named:city" and (region.level == "prefecture" or municipality):
            return one
        if wanted == "named:zone" and region.level == "zone":
            return one
        if wanted == "named:area" and region.level in ("zone_area", "zone"):
            return one
        if wanted == "named:country" and region.level == "country":
            return one
    if wanted == "named:city" and table[code].level == "zone_area":
        city = f"CN-{code.split('-')[1]}-{code.rsplit('-', 1)[1]}"
        return city if city in table else ""
    return ""


def zone_of(code: str) -> str:
    """The zone, or its area, that lies in a place; empty where none does."""
    table = known()
    area = f"{code.rpartition('-')[0]}-FTZ-{code.rsplit('-', 1)[-1]}"
    return next((zone for zone in (area, f"{code}-FTZ") if zone in table), "")


def one_of(codes: Sequence[str]) -> str:
    """Return the one place that codes name, the smallest of those in each other; empty for two.

    Parameters
    ----------
    codes
        Codes of the catalogue.

    Examples
    --------
    >>> one_of(["CN", "CN-LN", "CN-LN-FTZ"]), one_of(["CN-LN", "CN-JL"])
    ('CN-LN-FTZ', '')
    """
    table = known()
    named = set(codes)
    home = {code for code in named if code not in FOREIGN}
    around = {above for code in named if code in table for above in table[code].above}
    left = (home or named) - around
    return left.pop() if len(left) == 1 else ""
