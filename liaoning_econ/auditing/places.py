"""Which place is of what kind, and which lies inside which."""

from __future__ import annotations

from functools import cache

from liaoning_econ import catalog

__all__ = ["inside", "level_of"]


@cache
def _places() -> tuple[dict[str, str], dict[str, str], dict[str, frozenset[str]]]:
    """Level, parent and members of each place."""
    known = catalog.regions()
    names = [str(region) for region in known["region"]]
    levels = dict(zip(names, known["level"].astype("str"), strict=True))
    parents = dict(zip(names, known["parent"].astype("str"), strict=True))
    members = {
        name: frozenset(text.split(";"))
        for name, text in zip(names, known["members"].astype("str"), strict=True)
        if text
    }
    return levels, parents, members


def level_of(region: str) -> str:
    """The kind of a place: province, zone, ...; empty where the catalogue does not know it.

    Examples
    --------
    >>> level_of("CN-LN-FTZ")
    'zone'
    """
    return _places()[0].get(region, "")


def inside(part: str, whole: str) -> bool:
    """Whether a place lies inside another one, or is it.

    Parameters
    ----------
    part, whole
        Codes of regions.

    Examples
    --------
    >>> inside("CN-LN-FTZ-DALIAN", "CN-LN"), inside("CN-LN", "CN-NE"), inside("CN-LN", "CN-LN-FTZ")
    (True, True, False)
    """
    _, parents, members = _places()
    within = members.get(whole, frozenset())
    at = part
    while at:
        if at == whole or at in within:
            return True
        at = parents.get(at, "")
    own = members.get(part)
    return bool(own) and all(inside(member, whole) for member in own or ())
