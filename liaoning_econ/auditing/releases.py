"""Vintages: growth across two of them, levels already revised, figures quoted too early (LE3xx)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from liaoning_econ import catalog, frames
from liaoning_econ.auditing.beside import NEEDS, beside, bundles, present, printed_on
from liaoning_econ.auditing.evidence import REVISION, actual, apart, bounds, hashes, subject, told
from liaoning_econ.auditing.growths import year_on_year
from liaoning_econ.auditing.ruling import Finding, Unworded, rule
from liaoning_econ.auditing.words import amount, days_in_words, joined
from liaoning_econ.catalog.groups import SERIES, codes_of_groups
from liaoning_econ.realtime.matching import UNSTATED, undoubled
from liaoning_econ.realtime.splicing import growth_on_one_benchmark

if TYPE_CHECKING:
    from liaoning_econ.auditing.audited import Audited, Mask, Rows
    from liaoning_econ.auditing.beside import Beside
    from liaoning_econ.auditing.ruling import Rule, Severity

__all__ = ["RULES", "of_levels", "of_splices", "release", "several"]

_LEVELS: Final = ("flow", "stock")
_YEAR: Final = np.timedelta64(366, "D")
_SHOWN: Final = 3
_TERMS: Final = {"current": ", nominal", "comparable": ", real"}


def of_levels(audited: Audited) -> Beside:
    """The rows beside the record: levels, growth as announced, nominal growth of one benchmark."""
    official = audited.record.figures(present(audited, "indicator"))
    asking = np.flatnonzero(_nominal(audited))
    if len(asking):
        grown = year_on_year(_asked_for(audited, asking), spliced=False)
        official = frames.stack([official, grown], frames.OBSERVATIONS)
    return beside(audited, official)


def of_splices(audited: Audited) -> Beside:
    """Rows of nominal growth beside the growth that two benchmarks give when read together."""
    asking = _nominal(audited)
    if not asking.any():
        return beside(audited, frames.empty(frames.OBSERVATIONS), asking)
    levels = _asked_for(audited, np.flatnonzero(asking))
    return beside(audited, year_on_year(levels, spliced=True), asking)


def _asked_for(audited: Audited, rows: Rows) -> pd.DataFrame:
    """The record's figures of the things and places that some rows speak of."""
    wanted = {}
    for column in ("indicator", "region"):
        numbers, texts = audited.codes(column)
        wanted[column] = [texts[code] for code in np.unique(numbers[rows]) if code >= 0]
    figures = audited.record.figures(wanted["indicator"])
    return figures[figures["region"].isin(wanted["region"]).to_numpy()].reset_index(drop=True)


def _nominal(audited: Audited) -> Mask:
    """Rows of growth that may be nominal, of things that the record has levels of, (rows,)."""
    asking = audited.among("measure", "growth")
    if not asking.any():
        return asking
    asking &= audited.among("indicator", *audited.record.levels)
    if audited.has("prices"):
        asking &= audited.among("prices", "current") | audited.unstated("prices")
    return asking


def release(found: Beside, official: int) -> str:
    """A release's figure: "2.34 trillion yuan (nbs-web-2020-05)"."""
    names = ("value", "unit", "vintage", "measure", "prices")
    value, unit, label, measure, prices = (found.column(name)[official] for name in names)
    if measure != "growth":
        return f"{amount(float(value), str(unit))} ({label})"
    # Growth worked out from levels has more digits than anybody prints.
    terms = _TERMS.get(str(prices), "")
    return f"{amount(round(float(value), 2), str(unit))}{terms} ({label})"


def several(message: str, rows: int) -> str:
    """The message of the first of several rows that have the same trouble."""
    if rows == 1:
        return message
    return f"{message}; it is the first of {rows:,} figures of this source of which that is so"


@dataclass(frozen=True, eq=False)
class _Joint:
    """Two neighbouring rows that rest on two benchmarks."""

    before: int
    after: int
    growth: float
    consistent: tuple[float, str] | None
    together: bool

    @property
    def gap(self) -> float:
        """How far the growth is off, as a share of the level; infinite where it is not known."""
        if self.consistent is None:
            return float("inf")
        return abs((1 + self.growth / 100) / (1 + self.consistent[0] / 100) - 1)


@rule(
    "LE301",
    "growth-across-benchmarks",
    severity="error",
    needs=("indicator", "region", "start", "end", "measure", "unit", "value", "vintage"),
    bound="0.5 percent of the level, below which the joint does not show",
    mend="take both periods from one benchmark, or mark the later row as a break (status B)",
)
def growth_across_benchmarks(audited: Audited) -> Iterator[Finding | Unworded]:
    """Growth read off two neighbours that rest on different benchmarks."""
    joints = _joints(audited)
    for joint in joints:
        if joint.together:
            grave = _severity(joint, one_publication=True)
            yield Unworded((joint.before, joint.after), grave, partial(_spliced, audited, joint))
    several_pages = [joint for joint in joints if not joint.together]
    columns = [name for name in ("indicator", "vintage", "source", "end") if audited.has(name)]
    keys = hashes(audited, *columns)
    collected: dict[int, list[_Joint]] = {}
    for joint in several_pages:
        collected.setdefault(int(keys[joint.after]), []).append(joint)
    for same in collected.values():
        grave = _severity(_by_gap(same)[0], one_publication=False)
        rows = tuple(row for one in same for row in (one.before, one.after))
        yield Unworded(rows, grave, partial(_collected, audited, same))
    if audited.has(*NEEDS):
        yield from _stated(audited)


def _joints(audited: Audited) -> list[_Joint]:
    """Neighbours in one series whose benchmarks differ and that no status B tells apart."""
    part, tracks = _tracks(audited)
    if not len(part):
        return []
    benchmarks = catalog.benchmarks(
        audited.frame[["vintage", "indicator", "measure", "start", "end"]].iloc[part]
    )
    start, end = audited.days("start")[part], audited.days("end")[part]
    order = np.lexsort((end, tracks))
    one, two = order[:-1], order[1:]
    next_day = start[two] - end[one] == np.timedelta64(1, "D")
    stock = audited.among("measure", "stock")[part][two]
    next_day |= stock & (end[two] > end[one]) & (end[two] - end[one] <= _YEAR)
    turns = (tracks[one] == tracks[two]) & (benchmarks[one] != benchmarks[two]) & next_day
    if audited.has("status"):
        turns &= ~audited.among("status", "B")[part][two]
    values = audited.number("value")[part]
    turns &= (values[one] > 0) & (values[two] > 0)
    one, two = one[turns], two[turns]
    if not len(one):
        return []
    consistent = _consistent(audited, part[one], part[two], benchmarks[two])
    growth = 100 * (values[two] / values[one] - 1)
    together = _one_publication(audited, part[one], part[two])
    pairs = part[one].tolist(), part[two].tolist()
    every = zip(*pairs, growth.tolist(), consistent, together.tolist(), strict=True)
    return [_Joint(*joint) for joint in every]


def _tracks(audited: Audited) -> tuple[Rows, Rows]:
    """Rows that somebody may read as one series, and the series of each."""
    table = audited.record.releases
    kinds = table.groupby(["vintage", "topic"])["benchmark"].nunique()
    mixed = sorted(set(kinds.index[kinds > 1].get_level_values("vintage")))
    usable = actual(audited) & audited.among("measure", *_LEVELS)
    usable &= ~(np.isnat(audited.days("start")) | np.isnat(audited.days("end")))
    inside = usable & audited.among("vintage", *mixed)
    single = usable & audited.among("vintage", *set(table["vintage"]))
    single &= _several_labels(audited, np.flatnonzero(single))
    part = np.flatnonzero(inside | single)
    # Several releases, where each period has one row; else what one label has, or one source of it.
    columns = [name for name in (*SERIES, "document") if audited.has(name)]
    labels = [name for name in ("vintage", "source", "end") if audited.has(name)]
    rows = audited.frame[[*columns, *labels]].iloc[part]
    series = codes_of_groups(rows, columns)
    labelled = codes_of_groups(rows, [*columns, "vintage"]) + len(part)
    if not audited.has("source"):
        return part, np.where(single[part], series, labelled)
    sources = codes_of_groups(rows, [*columns, "vintage", "source"]) + 2 * len(part)
    once = undoubled(labelled - len(part), codes_of_groups(rows, [*columns, "vintage", "end"]))
    return part, np.where(single[part], series, np.where(once, labelled, sources))


def _several_labels(audited: Audited, rows: Rows) -> Mask:
    """Rows of series that have several releases and one row a period, shape (rows,)."""
    known = audited.codes("vintage")[0]
    answer = np.zeros(len(audited), dtype=np.bool_)
    if not len(rows) or (known[rows] == known[rows[0]]).all():
        return answer
    columns = [name for name in SERIES if audited.has(name)]
    series = pd.factorize(hashes(audited, *columns, rows=rows))[0]
    answer[rows] = undoubled(series, hashes(audited, *columns, "start", "end", rows=rows))
    return answer


def _consistent(
    audited: Audited, before: Rows, after: Rows, benchmarks: np.ndarray
) -> list[tuple[float, str] | None]:
    """Growth between the same periods inside one benchmark, best that of the later row, and whose.

    The first release of the later row's benchmark answers; without one, the newest of any.
    """
    rows = np.concatenate([before, after])
    codes = {
        name: pd.Categorical(
            audited.frame[name].iloc[rows] if audited.has(name) else [UNSTATED] * len(rows)
        )
        for name in SERIES
    }
    pairs = pd.DataFrame(codes | {name: audited.days(name)[rows] for name in ("start", "end")})
    first, second = np.split(np.arange(len(pairs)), 2)
    found = growth_on_one_benchmark(pairs, _asked_for(audited, after), first, second)
    found = found.sort_values("published", kind="stable")
    own = found[found["benchmark"].to_numpy() == benchmarks[found["joint"].to_numpy()]]
    best = pd.concat([own.drop_duplicates("joint"), found.iloc[::-1]]).drop_duplicates("joint")
    told = zip(best["growth"], best["vintage"], strict=True)
    answers = dict(zip(best["joint"], told, strict=True))
    return [answers.get(joint) for joint in range(len(after))]


def _one_publication(audited: Audited, one: Rows, two: Rows) -> Mask:
    """Whether both rows stand in one table of one day, not in a collection of first figures."""
    same = np.ones(len(one), dtype=np.bool_)
    for column in ("source", "document", "vintage"):
        if audited.has(column):
            codes = audited.codes(column)[0]
            same &= codes[one] == codes[two]
    if audited.has("published"):
        days = audited.days("published")
        same &= (days[one] == days[two]) | (np.isnat(days[one]) & np.isnat(days[two]))
    return same & ~(_first_figures(audited, one) & _first_figures(audited, two))


def _first_figures(audited: Audited, rows: Rows) -> Mask:
    """Rows of releases that are the first figure of their period, shape (len(rows),)."""
    keys = hashes(audited, "vintage", "indicator", "measure", "start", "end", rows=rows)
    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    kinds = [_release(audited, row).get("kind") == "first" for row in rows[first].tolist()]
    return np.array(kinds, dtype=np.bool_)[which]


def _severity(joint: _Joint, *, one_publication: bool) -> Severity:
    """A joint that does not show is a revision; an unknown one is no error yet."""
    if joint.gap < REVISION:
        return "info"
    return "error" if one_publication and joint.consistent is not None else "warning"


def _sides(audited: Audited, joint: _Joint) -> str:
    """The two periods and what each rests on."""
    rows = joint.before, joint.after
    return " beside ".join(f"{audited.window_of(row)} ({_reason(audited, row)})" for row in rows)


def _reason(audited: Audited, row: int) -> str:
    """What a row's release rests on, as the catalogue says."""
    return _release(audited, row).get("reason", audited.text(row, "vintage"))


def _release(audited: Audited, row: int) -> dict[str, str]:
    """What is known of a row's release in its period; empty where it is not known."""
    label = audited.text(row, "vintage")
    topic = catalog.topic_of(audited.text(row, "indicator"), audited.text(row, "measure"))
    start, end = audited.days("start")[row], audited.days("end")[row]
    for first, last, kind, reason in audited.record.spans.get((label, topic), ()):
        if first <= start and end <= last:
            return {"kind": kind, "reason": reason}
    return {}


def _spliced(audited: Audited, joint: _Joint) -> Finding:
    """The finding of one region of one publication."""
    label = audited.text(joint.after, "vintage")
    lead = (
        f"{subject(audited, joint.after)}: {label} prints {_sides(audited, joint)}; read together "
        f"they change by {joint.growth:+.2f} percent"
    )
    if joint.consistent is None:
        return Finding(
            (joint.before, joint.after),
            f"{lead}, and the record has no release with both on one footing",
            found=f"{joint.growth:+.2f} %",
            severity=_severity(joint, one_publication=True),
        )
    rate, whose = joint.consistent
    return Finding(
        (joint.before, joint.after),
        f"{lead}, on one footing (in {whose}) by {rate:+.2f} percent",
        found=f"{joint.growth:+.2f} %",
        expected=f"{rate:+.2f} % ({whose})",
        mend=f"take both periods from {whose}, or mark the later row as a break (status B)",
        severity=_severity(joint, one_publication=True),
    )


def _by_gap(joints: list[_Joint]) -> list[_Joint]:
    """Joints whose consistent growth is known, the worst first; all where none is."""
    return sorted((one for one in joints if one.consistent), key=lambda one: -one.gap) or joints


def _collected(audited: Audited, joints: list[_Joint]) -> Finding:
    """The finding of a label that collects figures of several publications."""
    known = _by_gap(joints)
    worst = known[0]
    names = [
        f"{subject(audited, one.after).rpartition(', ')[2]} {one.growth:+.2f} percent"
        + (f" for {one.consistent[0]:+.2f}" if one.consistent else "")
        for one in known[:_SHOWN]
    ]
    label = audited.text(worst.after, "vintage")
    more = f" and {len(joints) - _SHOWN} more" if len(joints) > _SHOWN else ""
    what = subject(audited, worst.after).partition(", ")[0]
    return Finding(
        tuple(row for one in joints for row in (one.before, one.after)),
        f"{what}: the label {label} sets {_sides(audited, worst)}; read together and, where it is "
        f"known, on one footing, that gives {joined(names)}{more}",
        found=f"{worst.growth:+.2f} %",
        expected="" if worst.consistent is None else f"{worst.consistent[0]:+.2f} %",
        severity=_severity(worst, one_publication=False),
    )


def _stated(audited: Audited) -> Iterator[Finding]:
    """Growth that somebody states and that only two benchmarks read together give."""
    spliced = audited.once(of_splices)
    if not len(spliced.rows):
        return
    levels = audited.once(of_levels)
    fits = set(levels.rows[levels.verdicts["any"]].tolist())
    for place in np.flatnonzero(spliced.verdicts["known"]).tolist():
        row = int(spliced.rows[place])
        if row in fits:
            continue
        official = next(one for one in spliced.releases(place) if spliced.meets(place, one))
        pair = spliced.official.iloc[official]
        known = _known_growth(levels, row)
        yield Finding(
            (row,),
            f"{audited.label(row)}: {told(audited, row)} for {subject(audited, row)}, "
            f"{audited.window_of(row)}, is what {pair['before']} for the year before and "
            f"{pair['vintage']} for this one give when read together; they rest on different "
            f"benchmarks{known and f', and on one footing it is {known}'}",
            found=audited.figure(row),
            expected=known,
            severity="warning" if spliced.unstated(place) else "error",
        )


def _known_growth(levels: Beside, row: int) -> str:
    """The nominal growth of a row's period inside one benchmark, as known then where it was."""
    places = np.flatnonzero(levels.rows == row).tolist()
    for place in places:
        prices = levels.column("prices")
        nominal = [one for one in levels.releases(place) if prices[one] == "current"]
        then = [one for one in nominal if levels.out(place, one)]
        if nominal:
            return release(levels, (then or nominal)[-1])
    return ""


@rule(
    "LE302",
    "already-revised",
    severity="warning",
    needs=NEEDS,
    bound="the bounds of the figure and of the releases; under 0.5 percent it is info",
    mend="take the newest release of the day, or say which older one it is",
)
def already_revised(audited: Audited) -> Iterator[Finding]:
    """A level that a newer release had replaced on the day of the quotation."""
    found = audited.once(of_levels)
    told_by = found.verdicts
    revised = found.dated & told_by["known"] & ~told_by["current"] & (found.newest >= 0)
    revised &= audited.among("measure", *_LEVELS)[found.rows]
    places = np.flatnonzero(revised)
    for bundle in bundles(audited, found.rows[places]):
        yield _revised(audited, found, [int(places[one]) for one in bundle])


def _revised(audited: Audited, found: Beside, places: list[int]) -> Finding:
    """The finding, told of the first row."""
    place = places[0]
    row, newest = int(found.rows[place]), int(found.newest[place])
    old = [one for one in found.releases(place) if found.meets(place, one)]
    fits = [one for one in old if found.out(place, one)][-1]
    now = found.official.iloc[newest]
    gap = apart(bounds(audited, row), found.span(newest))
    message = (
        f"{audited.label(row)}: {told(audited, row)} for {subject(audited, row)}, "
        f"{audited.window_of(row)}, is the figure of {found.column('vintage')[fits]}; "
        f"printed {printed_on(audited, row)}, it had been replaced by {release(found, newest)}, "
        f"out {_out(now)}"
    )
    return Finding(
        tuple(int(found.rows[one]) for one in places),
        several(message, len(places)),
        found=f"{audited.figure(row)} ({found.column('vintage')[fits]})",
        expected=release(found, newest),
        mend=f"take {release(found, newest)}, or say that it is the older figure",
        severity="info" if gap < REVISION else "warning",
    )


@rule(
    "LE303",
    "quoted-before-published",
    severity="warning",
    needs=NEEDS,
    bound="the bounds of the figure and of the releases",
    mend="check the day of the page, and ask where the figure comes from",
)
def quoted_before_published(audited: Audited) -> Iterator[Finding]:
    """A figure that agrees only with a release that was not out on the day of the quotation."""
    found = audited.once(of_levels)
    told_by = found.verdicts
    early = found.dated & told_by["later"] & ~told_by["known"]
    # A figure of days that were not over yet is another matter (LE603).
    early &= audited.days("published")[found.rows] >= audited.days("end")[found.rows]
    places = np.flatnonzero(early)
    for bundle in bundles(audited, found.rows[places]):
        yield _early(audited, found, [int(places[one]) for one in bundle])


def _early(audited: Audited, found: Beside, places: list[int]) -> Finding:
    """The finding, told of the first row."""
    place = places[0]
    row = int(found.rows[place])
    releases = found.releases(place)
    fits = next(one for one in releases if found.meets(place, one) and not found.out(place, one))
    out = [one for one in releases if found.out(place, one)]
    since = pd.Timestamp(found.official["published_from"].iloc[fits])
    known = (
        f"what was out then says {joined(_distinct(found, out))}"
        if out
        else "the record has no release of that time"
    )
    message = (
        f"{audited.label(row)}: {told(audited, row)} for {subject(audited, row)}, "
        f"{audited.window_of(row)}, was printed {printed_on(audited, row)} and agrees with "
        f"{found.column('vintage')[fits]}, which came out on {_said(since)} at the "
        f"earliest; {known}"
    )
    return Finding(
        tuple(int(found.rows[one]) for one in places),
        several(message, len(places)),
        found=audited.figure(row),
        expected=joined(_distinct(found, out)) if out else "",
        severity="warning" if out else "info",
    )


def _distinct(found: Beside, releases: list[int]) -> list[str]:
    """The figures of releases, each once, with the first label that has it."""
    told_once = {found.column("value")[one]: release(found, one) for one in releases[::-1]}
    return list(told_once.values())[::-1]


def _said(day: pd.Timestamp) -> str:
    return days_in_words(day, day, "day")


def _out(one: pd.Series) -> str:
    """When a release came out: on a day, or by one."""
    earliest, latest = one["published_from"], one["published"]
    if pd.isna(latest):
        return "on an unstated day"
    return f"{'on' if earliest == latest else 'by'} {_said(pd.Timestamp(latest))}"


RULES: Final[tuple[Rule, ...]] = (
    growth_across_benchmarks,
    already_revised,
    quoted_before_published,
)
