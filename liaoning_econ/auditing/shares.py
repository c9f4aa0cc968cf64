"""Which part and which whole a share stands between (for LE103)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import numpy as np

from liaoning_econ import catalog
from liaoning_econ.auditing.evidence import actual, alike, apart, bounds, hashes, matches

if TYPE_CHECKING:
    from liaoning_econ.auditing.audited import Audited, Rows

__all__ = ["wholes_of"]

_KEY: Final = ("indicator", "region", "start", "end")
_LEVELS: Final = {"province": "province", "country": "country", "zone": "zone",
                  "city": "prefecture"}  # fmt: skip
_NEAR: Final = np.timedelta64(31, "D")


def wholes_of(audited: Audited) -> Iterator[tuple[int, int, int, int]]:
    """Share, part, whole, and the whole that the part is linked to, often the same.

    Parameters
    ----------
    audited
        The frame.
    """
    mask = actual(audited)
    parted = audited.among("measure", "share") & audited.among("unit", "percent") & mask
    shares = np.flatnonzero(parted)
    if not len(shares):
        return
    levels = np.flatnonzero(mask & audited.among("measure", "flow", "cumulative", "stock"))
    keys = hashes(audited, *_KEY)
    dated = ~(np.isnat(audited.days("start")) | np.isnat(audited.days("end")))
    parts = matches(keys, shares, levels[dated[levels]])
    around = _around(audited, shares, keys, levels[dated[levels]])
    linked = _parts_of(audited)
    for place, share in enumerate(int(row) for row in shares):
        own = [row for row in parts[place] if alike(audited, share, row, "basis") is not False]
        whole = int(audited.related[share])
        if whole >= 0 and audited.text(share, "relation") == "share_of":
            if audited.text(whole, "unit") != "percent":
                yield from _linked(audited, share, whole, own, linked)
            continue
        for row in own[:1]:
            for other in around[place]:
                if _comparable(audited, row, other):
                    yield share, row, other, other
                    break


def _comparable(audited: Audited, part: int, whole: int) -> bool:
    """Whether one row can be a part of another, by unit, measure, basis and prices."""
    return (
        part != whole
        and all(audited.text(part, name) == audited.text(whole, name)
                for name in ("unit", "measure"))
        and alike(audited, part, whole, "basis", "prices") is not False
    )  # fmt: skip


def _around(audited: Audited, shares: Rows, keys: np.ndarray, levels: Rows) -> list[list[int]]:
    """Rows of what each share is relative to: the place around its own, or another indicator."""
    known = catalog.regions().set_index("region")["level"].astype("str").to_dict()
    places = {text: code for code, text in enumerate(audited.codes("region")[1])}
    concepts = {text: code for code, text in enumerate(audited.codes("indicator")[1])}
    regions = audited.codes("region")[0].copy()
    indicators = audited.codes("indicator")[0].copy()
    if not audited.has("relative_to"):
        return [[] for _ in shares]
    for row in (int(row) for row in shares):
        what = audited.text(row, "relative_to")
        if what in _LEVELS:
            place: str | None = audited.text(row, "region")
            while place is not None and known.get(place) != _LEVELS[what]:
                place = audited.record.parents.get(place)
            # -2 is the code of no row.
            regions[row] = places.get(place or "", -2)
        else:
            indicators[row] = concepts.get(what, -2)
    wanted = hashes(audited, *_KEY, region=regions, indicator=indicators)
    return matches(keys, shares, levels, wanted=wanted)


def _parts_of(audited: Audited) -> Rows:
    """Rows that are linked to a whole as its part."""
    if not audited.has("relation"):
        return np.array([], dtype=np.intp)
    return np.flatnonzero(
        audited.among("relation", "part_of") & (audited.related >= 0) & actual(audited)
    )


def _linked(
    audited: Audited, share: int, whole: int, own: list[int], linked: Rows
) -> Iterator[tuple[int, int, int, int]]:
    """The part of a whole that the share is linked to: of its own key, else of an equal whole."""
    for part in own:
        if _comparable(audited, part, whole):
            yield share, part, whole, whole
            return
    if alike(audited, share, whole, "indicator") is not False:
        return
    regions = audited.codes("region")[0]
    near = linked[(regions[linked] == regions[share]) & (regions[linked] == regions[whole])]
    for part in (int(row) for row in near):
        same = int(audited.related[part])
        if (
            _concept(audited, part) == _concept(audited, share)
            and _concept(audited, same) == _concept(audited, whole)
            and audited.text(part, "unit") == audited.text(whole, "unit")
            and _at_one_time(audited, same, whole)
            and apart(bounds(audited, same), bounds(audited, whole)) == 0.0
            and alike(audited, part, whole, "basis") is not False
        ):
            yield share, part, whole, same
            return


def _concept(audited: Audited, row: int) -> str:
    """What is counted, whether on a day or since one: firms for new firms."""
    return audited.text(row, "indicator").replace("firms_new", "firms")


def _at_one_time(audited: Audited, one: int, other: int) -> bool:
    ends = audited.days("end")
    return bool(abs(ends[one] - ends[other]) <= _NEAR)
