"""Windows inside windows, and areas inside places: what is larger, what is left (LE109, LE110)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from liaoning_econ.auditing.evidence import REVISION, alike, bounds, told
from liaoning_econ.auditing.nesting import Nesting, nesting
from liaoning_econ.auditing.parts import at_most, name_of, named, one_window, summed, total
from liaoning_econ.auditing.ruling import Finding, rule
from liaoning_econ.auditing.words import amount

if TYPE_CHECKING:
    from liaoning_econ.auditing.audited import Audited, Rows

__all__ = ["nothing_left_for_the_rest", "part_of_window_exceeds_whole"]

_NEEDS: Final = (
    "indicator", "region", "start", "end", "precision", "measure", "unit", "value", "lower",
    "upper",
)  # fmt: skip
# How many times slower the rest may be than the part.
_PACE: Final = 5.0
_MOST_ROWS: Final = 6
_YEAR: Final = 12.1
_MOST_SHARES: Final = 200


def _pairs(ones: Rows, others: Rows) -> Iterator[tuple[int, int]]:
    yield from ((int(one), int(other)) for one, other in zip(ones, others, strict=True))


@rule(
    "LE109",
    "part-of-window-exceeds-whole",
    severity="error",
    needs=_NEEDS,
    bound="the bounds of part and whole; 0.5 percent for each publication in a sum",
    mend="ask whether the figure is of this place, this window and this unit",
)
def part_of_window_exceeds_whole(audited: Audited) -> Iterator[Finding]:
    """A flow is larger than a longer flow, or a count since the opening, that holds its window."""
    sorted_ = audited.once(nesting)
    if sorted_ is None:
        return
    by_part: dict[int, list[int]] = defaultdict(list)
    sums = np.zeros(len(sorted_.rows))
    shown = np.zeros(len(sorted_.rows), dtype=np.intp)
    for wholes, parts in sorted_.pairs():
        np.add.at(sums, wholes, sorted_.lower[parts])
        over = (sorted_.lower[parts] > sorted_.upper[wholes]) & (shown[parts] < _MOST_ROWS)
        shown[parts[over]] += 1
        for whole, part in _pairs(wholes[over], parts[over]):
            by_part[int(sorted_.rows[part])].append(int(sorted_.rows[whole]))
    told_of: set[int] = set()
    for part, wholes_ in _fewest(by_part):
        told_of |= {part, *wholes_}
        yield from _too_large(audited, part, wholes_)
    # Inside a year, months and the months so far are revised: sums say little.
    more = np.flatnonzero((sums > sorted_.upper) & sorted_.own & (sorted_.months > _YEAR))
    yield from _sums(audited, sorted_, [int(place) for place in more], told_of)


def _fewest(by_part: dict[int, list[int]]) -> Iterator[tuple[int, list[int]]]:
    """Each contradiction once: the row in most of them first, with those that show it."""
    links: dict[int, set[int]] = defaultdict(set)
    for part, wholes in by_part.items():
        for whole in wholes:
            links[part].add(whole)
            links[whole].add(part)
    # A part that is in as many as a whole is named first: it is the shorter, and the larger.
    for row in sorted(links, key=lambda row: (-len(links[row]), row not in by_part, row)):
        others = sorted(links.pop(row, set()) & links.keys())
        if others:
            for other in others:
                links[other].discard(row)
            yield row, others


def _too_large(audited: Audited, row: int, others: list[int]) -> Iterator[Finding]:
    """A row against those that its window lies in, or those that lie in its own."""
    lower = audited.number("lower")
    is_part = lower[row] > audited.number("upper")[others[0]]
    first = min(others, key=lambda each: _length(audited, each))
    part, whole = (row, first) if is_part else (first, row)
    finding = at_most(audited, (part,), bounds(audited, part), whole)
    if finding is None:
        return
    rest = [other for other in others if other != first][: _MOST_ROWS - 2]
    again = f"; so it is against {named(audited, rest, window=True)}" if rest else ""
    yield Finding(
        (row, first, *rest),
        f"{named(audited, [part], window=True)} lies inside the window of "
        f"{named(audited, [whole], window=True)} and is larger{again}.",
        found=audited.figure(part),
        expected=f"at most {audited.figure(whole)}",
        mend=_whose(audited, part, whole),
        severity=finding.severity,
    )


def _length(audited: Audited, row: int) -> float:
    return float((audited.days("end")[row] - audited.days("start")[row]) / np.timedelta64(1, "D"))


def _whose(audited: Audited, part: int, whole: int) -> str | None:
    """Whether the figure may be that of the place around: a share of it tells how large that is."""
    around = audited.record.parents.get(audited.text(part, "region"))
    if around is None or audited.text(part, "region") != audited.text(whole, "region"):
        return None
    value = audited.number("value")
    for share in audited.once(_shares):
        if alike(audited, share, part, "indicator", "region") and one_window(
            audited, [share, whole]
        ):
            pace = value[whole] / value[share] * 100 / (_length(audited, whole) + 1)
            made = float(pace * (_length(audited, part) + 1))
            if made / 1.5 < value[part] < made * 1.5:
                return (
                    f"it is probably the figure of {name_of(around)}: {audited.label(whole)} is "
                    f"said to be {audited.figure(share)} of that ({audited.label(share)}), which "
                    f"makes about {amount(float(f'{made:.3g}'), audited.text(part, 'unit'))} in "
                    f"{audited.window_of(part)}"
                )
    return (
        f"it may be the figure of {name_of(around)}, given as that of a part of it: ask whose it is"
    )


def _shares(audited: Audited) -> list[int]:
    """Shares of the place around: the first few, of a frame that is full of them."""
    if not audited.has("relative_to"):
        return []
    mask = audited.among("measure", "share") & (audited.number("value") > 0)
    mask &= audited.among("relative_to", "province", "country", "zone")
    return audited.rows_where(mask)[:_MOST_SHARES]


def _sums(
    audited: Audited, sorted_: Nesting, places: list[int], told_of: set[int]
) -> Iterator[Finding]:
    """Wholes that windows inside them, none over another, exceed together."""
    found: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for place in places:
        whole = int(sorted_.rows[place])
        inner = [part for part in sorted_.parts_of(place) if sorted_.own[part]]
        parts = tuple(int(sorted_.rows[part]) for part in sorted_.greatest(inner))
        if (
            len(parts) > 1
            and not told_of & {whole, *parts}
            and _exceed(audited, parts, whole)
            and whole not in found[parts]
        ):
            found[parts].append(whole)
    for parts, wholes in found.items():
        if not wholes:
            continue
        finding = at_most(audited, parts, summed(audited, parts), wholes[0])
        if finding is not None:
            again = f", as {named(audited, wholes[1:])} does" if wholes[1:] else ""
            yield Finding(
                (*parts[:_MOST_ROWS], *wholes),
                f"{named(audited, parts, window=True)} lie inside the window of "
                f"{audited.label(wholes[0])} ({audited.window_of(wholes[0])}) and make "
                f"{total(audited, parts)}, but it has {told(audited, wholes[0])}{again}.",
                found=total(audited, parts),
                expected=f"at most {audited.figure(wholes[0])}",
                severity=finding.severity,
            )


def _exceed(audited: Audited, parts: Sequence[int], whole: int) -> bool:
    """Whether windows beside each other make more than a whole, revisions apart."""
    pages = len({_page(audited, row) for row in (*parts, whole)})
    # What one publication adds up, a later one has revised.
    slack = 1 + (REVISION * pages if pages > 1 else 0.0)
    return bool(summed(audited, parts)[0] > audited.number("upper")[whole] * slack)


def _page(audited: Audited, row: int) -> tuple[str, ...]:
    return tuple(audited.text(row, column) for column in ("source", "document"))


@rule(
    "LE110",
    "nothing-left-for-the-rest",
    severity="warning",
    needs=_NEEDS,
    bound="the rest runs at less than a fifth of the part's pace, over half a year or more",
    mend="ask whether both figures count the same money or firms, and since which day",
)
def nothing_left_for_the_rest(audited: Audited) -> Iterator[Finding]:
    """A part of a window, or of a place, leaves almost nothing for the rest of it."""
    sorted_ = audited.once(nesting)
    if sorted_ is None:
        return
    found: dict[int, list[int]] = defaultdict(list)
    shown = np.zeros(len(sorted_.rows), dtype=np.intp)
    for wholes, parts in sorted_.pairs():
        length, whole_length = sorted_.months[parts], sorted_.months[wholes]
        rest = sorted_.upper[wholes] - sorted_.lower[parts]
        slow = sorted_.lower[parts] / length > _PACE * rest / np.maximum(whole_length - length, 1)
        slow &= (rest >= 0) & (whole_length - length >= 6) & (length >= 3)
        # The rush of the first weeks is no pace.
        slow &= (length >= whole_length / 10) & (shown[parts] < _MOST_ROWS)
        shown[parts[slow]] += 1
        for whole, part in _pairs(wholes[slow], parts[slow]):
            found[int(part)].append(int(whole))
    told_of: set[int] = set()
    for part, wholes_ in sorted(found.items(), key=lambda item: -len(item[1])):
        rows = {int(sorted_.rows[each]) for each in (part, *wholes_)}
        finding = None if told_of & rows else _left(audited, sorted_, part, wholes_)
        if finding is not None:
            told_of |= rows
            yield finding


def _left(audited: Audited, sorted_: Nesting, part: int, wholes: list[int]) -> Finding | None:
    """What a part, and the windows beside it, leave of a whole; None where it is exceeded."""
    whole = min(wholes, key=lambda each: sorted_.upper[each])
    beside = [
        each
        for each in sorted_.parts_of(whole)
        if sorted_.end[each] < sorted_.start[part] or sorted_.start[each] > sorted_.end[part]
    ]
    places = [part, *sorted_.greatest(beside)]
    parts, held = [int(sorted_.rows[each]) for each in places], int(sorted_.rows[whole])
    if _exceed(audited, parts, held):
        return None
    others = [int(sorted_.rows[each]) for each in wholes if each != whole][:3]
    again = f"; {named(audited, others, window=True)} leaves little more" if others else ""
    value = audited.number("value")
    rest = max(float(value[held] - sum(value[parts])), 0.0)
    left = amount(float(f"{rest:.3g}"), audited.text(held, "unit"))
    months = float(sorted_.months[whole] - sum(sorted_.months[each] for each in places))
    areas_ = "" if sorted_.own[part] else ", and for the other areas in all of its time"
    return Finding(
        (*parts, held, *others),
        f"{named(audited, parts, window=True, place=True)} "
        f"{'leave' if parts[1:] else 'leaves'} {left} of "
        f"{named(audited, [held], window=True, place=True)}: that is all for the {months:.0f} "
        f"months that are not in {'them' if parts[1:] else 'it'}{areas_}{again}.",
        found=left,
        expected="a rest in keeping with the pace of the part",
        severity="warning",
    )
