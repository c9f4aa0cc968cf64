"""Which region holds which: the nearest one of a list."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from liaoning_econ import catalog

__all__ = ["around", "holder"]


def holder(code: str, candidates: Collection[str], *, itself: bool) -> str:
    """The candidate that is a region, or nearest holds it; empty where none does.

    Parameters
    ----------
    code
        The region.
    candidates
        Codes to choose from. A region that the catalogue does not have takes the only one.
    itself
        Whether the region itself goes before those that hold it.

    Returns
    -------
    str
        A code of `candidates`, or empty.

    Examples
    --------
    >>> holder("CN-LN", ["CN", "CN-NE"], itself=True), holder("CN", ["CN-LN"], itself=True)
    ('CN-NE', '')
    """
    own = [code] if code in candidates else []
    above = [one for one in around(code) if one in candidates]
    found = own + above if itself else above + own
    if found:
        return found[0]
    strange = code not in _known() and len(candidates) == 1
    return next(iter(candidates)) if strange else ""


def around(code: str) -> list[str]:
    """The regions that hold a region, nearest first, groups before parents.

    Parameters
    ----------
    code
        A region.

    Returns
    -------
    list of str
        Codes; empty for a region that the catalogue does not have.

    Examples
    --------
    >>> around("CN-LN-DALIAN")
    ['CN-LN', 'CN-NE', 'CN-NE-PLAN', 'CN']
    """
    above = _above()
    found: list[str] = []
    ahead = [code]
    while ahead:
        new = [one for one in above.get(ahead.pop(0), ()) if one not in found]
        found += new
        ahead += new
    return found


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """The regions that the catalogue has."""
    return catalog.codes("region")


@lru_cache(maxsize=1)
def _above() -> dict[str, list[str]]:
    """The groups and the parent of each region."""
    table = catalog.regions()
    above: dict[str, list[str]] = {}
    for group, members in zip(table["region"], table["members"], strict=True):
        for member in filter(None, members.split(";")):
            above.setdefault(member, []).append(str(group))
    for region, parent in zip(table["region"], table["parent"], strict=True):
        if parent:
            above.setdefault(str(region), []).append(str(parent))
    return above
