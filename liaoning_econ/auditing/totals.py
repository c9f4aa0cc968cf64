"""Parts and wholes: of a sum, of a set, of a window, of a region (LE106 to LE110)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from liaoning_econ.auditing.evidence import (
    REVISION,
    actual,
    alike,
    bounds,
    cut,
    hashes,
    judged,
    told,
)
from liaoning_econ.auditing.inside import nothing_left_for_the_rest, part_of_window_exceeds_whole
from liaoning_econ.auditing.nesting import adding
from liaoning_econ.auditing.parts import (
    COMPOSED,
    SUBSETS,
    areas,
    at_most,
    can_hold,
    first_of,
    named,
    one_window,
    summed,
    total,
)
from liaoning_econ.auditing.ruling import Finding, Rule, Unworded, rule

if TYPE_CHECKING:
    from liaoning_econ.auditing.audited import Audited, Floats, Rows
    from liaoning_econ.auditing.ruling import Severity

__all__ = ["RULES"]

_FIGURES: Final = ("indicator", "region", "start", "end", "precision", "measure", "unit")
_BOUNDS: Final = ("value", "lower", "upper")
_NEEDS: Final = (*_FIGURES, *_BOUNDS)
_KEY: Final = ("start", "end", "measure", "unit", "basis", "prices", "vintage")
_PAGE: Final = ("source", "document")


@rule(
    "LE106",
    "parts-exceed-whole",
    severity="error",
    needs=_NEEDS,
    bound="the bounds of parts and whole; 0.5 percent between publications",
    mend="ask whether the part is counted in the whole, and on the same day",
)
def parts_exceed_whole(audited: Audited) -> Iterator[Finding]:
    """A part, or parts of one kind together, exceed the whole that they are said to be of."""
    parts, wholes = _linked(audited)
    over = audited.number("lower")[parts] > audited.number("upper")[wholes]
    alone: set[int] = set()
    for part, whole in _pairs(parts[over], wholes[over]):
        if can_hold(audited, part, whole) is False:
            continue
        finding = at_most(audited, (part,), bounds(audited, part), whole)
        if finding is not None:
            alone.add(whole)
            yield _worded(audited, finding, "is a part of")
    for whole, every in _assembled(parts, wholes).items():
        kinds = _of_one_kind(audited, every, whole)
        if whole in alone or len(kinds) < 2 or _complete(audited, kinds, whole):
            continue
        finding = at_most(audited, kinds, summed(audited, kinds), whole)
        if finding is not None:
            yield _worded(audited, finding, "are parts of")


def _pairs(ones: Rows, others: Rows) -> Iterator[tuple[int, int]]:
    yield from ((int(one), int(other)) for one, other in zip(ones, others, strict=True))


def _linked(audited: Audited) -> tuple[Rows, Rows]:
    """Parts and wholes that a document links, shape (links,) each."""
    if not audited.has("relation"):
        return np.array([], dtype=np.intp), np.array([], dtype=np.intp)
    mask = actual(audited)
    parts = np.flatnonzero(audited.among("relation", "part_of") & mask & (audited.related >= 0))
    parts = parts[mask[audited.related[parts]]]
    return parts, audited.related[parts]


def _assembled(parts: Rows, wholes: Rows) -> dict[int, list[int]]:
    """The parts of each whole that has two or more."""
    found: dict[int, list[int]] = defaultdict(list)
    for part, whole in _pairs(parts, wholes):
        found[whole].append(part)
    return {whole: every for whole, every in found.items() if len(every) > 1}


def _of_one_kind(audited: Audited, parts: list[int], whole: int) -> list[int]:
    """Parts that cannot overlap: of one indicator, in places beside each other, over one window."""
    found: dict[str, int] = {}
    for part in parts:
        first = next(iter(found.values()), part)
        if (
            can_hold(audited, part, whole) is not False
            and alike(audited, part, whole, "indicator")
            and audited.text(part, "region") != audited.text(whole, "region")
            and audited.record.parents.get(audited.text(part, "region"))
            == audited.record.parents.get(audited.text(first, "region"))
            and audited.window_of(part) == audited.window_of(first)
        ):
            found.setdefault(audited.text(part, "region"), part)
    return list(found.values())


def _complete(audited: Audited, parts: list[int], whole: int) -> bool:
    """Whether parts are all that a whole is made of."""
    regions = {audited.text(part, "region") for part in parts}
    concepts = {audited.text(part, "indicator") for part in parts}
    here, what = audited.text(whole, "region"), audited.text(whole, "indicator")
    if regions == {here}:
        return concepts == set(COMPOSED.get(what, ())) and len(parts) == len(concepts)
    return (
        concepts == {what} and regions == set(areas().get(here, ())) and len(parts) == len(regions)
    )


def _worded(audited: Audited, finding: Finding, verb: str) -> Finding:
    """A finding of parts that exceed a whole, in words."""
    parts, whole = finding.rows[:-1], finding.rows[-1]
    together = f", {total(audited, parts)} together," if len(parts) > 1 else ""
    return Finding(
        finding.rows,
        f"{named(audited, parts)}{together} {verb} {audited.label(whole)}, which has only "
        f"{told(audited, whole)}.",
        found=total(audited, parts),
        expected=f"at most {audited.figure(whole)}",
        severity=finding.severity,
    )


@rule(
    "LE107",
    "parts-do-not-add-up",
    severity="error",
    needs=_NEEDS,
    bound="the bounds of the parts, summed, and of the whole, which may be cut off (warning); 0.5 "
    "percent where they came out on different days",
    mend="ask which of the parts, or the whole, is of another day or another count",
)
def parts_do_not_add_up(audited: Audited) -> Iterator[Unworded]:
    """Parts that are all there is do not add up to the whole."""
    seen: set[int] = set()
    for whole, every in _assembled(*_linked(audited)).items():
        by_kind = {
            (audited.text(part, "indicator"), audited.text(part, "region")): part for part in every
        }
        parts = list(by_kind.values())
        fits = all(can_hold(audited, part, whole) is not False for part in parts)
        if fits and _complete(audited, parts, whole) and one_window(audited, [*parts, whole]):
            seen.add(whole)
            yield from _added(audited, parts, whole)
    for whole, parts in (*_composed(audited), *_of_places(audited)):
        if whole not in seen:
            seen.add(whole)
            yield from _added(audited, parts, whole)


def _composed(audited: Audited) -> Iterator[tuple[int, list[int]]]:
    """Wholes of one page and key whose kinds, all of them, do not add up: candidates."""
    keys = hashes(audited, "region", *(name for name in (*_KEY, *_PAGE) if audited.has(name)))
    for whole, kinds in COMPOSED.items():
        if {whole, *kinds} <= set(audited.codes("indicator")[1]):
            wanted = _once(keys, _dated(audited, whole))
            among = [_dated(audited, kind) for kind in kinds]
            yield from _unequal(audited, wanted, [first_of(keys, keys[wanted], each)
                                                  for each in among])  # fmt: skip


def _dated(audited: Audited, *indicators: str) -> Rows:
    """Levels of some indicators with known windows."""
    mask = audited.among("indicator", *indicators) & actual(audited)
    mask &= audited.among("measure", "flow", "cumulative", "stock")
    mask &= ~(np.isnat(audited.days("start")) | np.isnat(audited.days("end")))
    return np.flatnonzero(mask)


def _once(keys: Rows, rows: Rows) -> Rows:
    """The first row of each key: one contradiction is one finding."""
    return rows[np.sort(np.unique(keys[rows], return_index=True)[1])]


def _of_places(audited: Audited) -> Iterator[tuple[int, list[int]]]:
    """Wholes of one page and key whose places, all of them, do not add up: candidates."""
    numbers, texts = audited.codes("region")
    codes = {text: number for number, text in enumerate(texts)}
    columns = [name for name in (*_KEY, *_PAGE) if audited.has(name)]
    rows = _dated(audited, *adding("regions"))
    keys = hashes(audited, "indicator", *columns)
    for place, members in areas().items():
        if not {place, *members} <= set(codes):
            continue
        # The rows of a place are known by their region: the key has what else they share.
        wanted = _once(keys, rows[numbers[rows] == codes[place]])
        among = [
            first_of(keys, keys[wanted], rows[numbers[rows] == codes[member]]) for member in members
        ]
        yield from _unequal(audited, wanted, among)


def _unequal(audited: Audited, wholes: Rows, parts: list[Rows]) -> Iterator[tuple[int, list[int]]]:
    """Wholes with all of their parts, where the bounds of the sum miss the whole's."""
    held = np.all([each >= 0 for each in parts], axis=0)
    wholes, parts = wholes[held], [each[held] for each in parts]
    lower, upper = audited.number("lower"), audited.number("upper")
    low, high = (_added_up([bound[each] for each in parts]) for bound in (lower, upper))
    gap = np.maximum(low - upper[wholes], lower[wholes] - high)
    missed = gap > 0
    if audited.has("published"):
        # What one page has of two days is two publications: the later one has revised a little.
        days = audited.days("published")
        revised = np.any([days[each] != days[wholes] for each in parts], axis=0)
        revised &= ~np.isnat(days[wholes])
        most = np.maximum(np.abs(high), np.abs(upper[wholes]))
        missed &= ~revised | (gap >= REVISION * most)
    for place in np.flatnonzero(missed):
        yield int(wholes[place]), [int(each[place]) for each in parts]


def _added_up(columns: list[Floats]) -> Floats:
    return np.asarray(np.sum(columns, axis=0), dtype=np.float64)


def _added(audited: Audited, parts: list[int], whole: int) -> Iterator[Unworded]:
    """Parts summed, against the whole."""
    made = summed(audited, parts)
    words = [audited.literal(part) for part in parts]
    wide = sum(low for low, _ in words), sum(high for _, high in words)
    held = bounds(audited, whole)
    # Sums of many decimals miss by the last bit of a float.
    slack = 1e-12 * max(abs(held[0]), abs(held[1]))
    severity = judged(
        audited,
        (*parts, whole),
        (made, (held[0] - slack, held[1] + slack)),
        (wide, cut(audited, whole)),
        unstated=any(alike(audited, part, whole, "basis") is None for part in parts),
    )
    if severity is not None:
        told_of = partial(_unequal_in_words, audited, parts, whole, severity)
        yield Unworded((*parts, whole), severity, told_of)


def _unequal_in_words(
    audited: Audited, parts: list[int], whole: int, severity: Severity
) -> Finding:
    """A finding of parts that do not add up, in words."""
    together = total(audited, parts)
    return Finding(
        (*parts, whole),
        f"{named(audited, parts)} are all that {audited.label(whole)} is made of and add up "
        f"to {together}, not to {told(audited, whole)}.",
        found=audited.figure(whole),
        expected=together,
        severity=severity,
    )


@rule(
    "LE108",
    "subset-exceeds-set",
    severity="error",
    needs=_NEEDS,
    bound="the bounds of both; 0.5 percent between publications",
    mend="ask whether the two count on the same day and by the same register",
)
def subset_exceeds_set(audited: Audited) -> Iterator[Unworded]:
    """More foreign firms than firms, more in a part of a place than in all of it."""
    seen: set[tuple[int, int]] = set()
    for subset, whole in _over(audited):
        if (subset, whole) in seen or audited.related[subset] == whole:
            continue
        seen.add((subset, whole))
        finding = at_most(audited, (subset,), bounds(audited, subset), whole)
        if finding is not None and finding.severity is not None:
            words = partial(_worded, audited, finding, "can be no more than")
            yield Unworded(finding.rows, finding.severity, words)


def _over(audited: Audited) -> Iterator[tuple[int, int]]:
    """Rows that exceed what holds them: on one page, else on any; the basis stated, else open."""
    columns = ["region", *(name for name in _KEY if name not in ("basis", "vintage"))]
    columns = [name for name in columns if audited.has(name)]
    page = [name for name in (*_PAGE, "vintage") if audited.has(name)]
    stated = ["basis"] if audited.has("basis") else []
    passes = [(*columns, *stated, *page), (*columns, *stated), tuple(columns)]
    keys = _Keys(audited)
    known = set(audited.codes("indicator")[1])
    for part, whole in SUBSETS:
        if {part, whole} <= known:
            inner, outer = _dated(audited, part), _dated(audited, whole)
            yield from _exceeding(audited, inner, outer, ((keys(one), keys(one)) for one in passes))
    numbers, texts = audited.codes("region")
    around = _parents(audited, texts)[numbers]
    outer = _dated(audited, *adding("regions"))
    inner = outer[around[outer] >= 0]
    outer = outer[np.isin(numbers[outer], around)]
    if len(inner):
        every = (("indicator", *one) for one in passes)
        pairs = ((keys(one), hashes(audited, *one, region=around)) for one in every)
        yield from _exceeding(audited, inner, outer, pairs)


class _Keys:
    """Keys of the rows by some columns, made once."""

    def __init__(self, audited: Audited) -> None:
        self._audited = audited
        self._made: dict[tuple[str, ...], Rows] = {}

    def __call__(self, columns: tuple[str, ...]) -> Rows:
        if columns not in self._made:
            self._made[columns] = hashes(self._audited, *columns)
        return self._made[columns]


def _parents(audited: Audited, texts: list[str]) -> Rows:
    """For each region's code the code of the place around it; -2 where the frame lacks it."""
    codes = {text: number for number, text in enumerate(texts)}
    parents = [codes.get(audited.record.parents.get(text, ""), -2) for text in texts]
    return np.array([*parents, -2], dtype=np.intp)


def _exceeding(
    audited: Audited, inner: Rows, outer: Rows, passes: Iterable[tuple[Rows, Rows]]
) -> Iterator[tuple[int, int]]:
    """Rows greater than the first that holds them, by keys and wanted keys, the closest first."""
    lower, upper = audited.number("lower"), audited.number("upper")
    for keys, wanted in passes:
        if not len(inner):
            return
        found = first_of(keys, wanted[inner], outer)
        over = (found >= 0) & (lower[inner] > upper[np.maximum(found, 0)])
        for one, other in _pairs(inner[over], found[over]):
            if one != other and alike(audited, one, other, "basis", "prices") is not False:
                yield one, other
        inner = inner[found < 0]


RULES: Final[tuple[Rule, ...]] = (
    parts_exceed_whole,
    parts_do_not_add_up,
    subset_exceeds_set,
    part_of_window_exceeds_whole,
    nothing_left_for_the_rest,
)
