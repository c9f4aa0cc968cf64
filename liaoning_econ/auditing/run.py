"""Run the rules over a frame: every finding is a row, and a rule that breaks is a finding too."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, cast

import pandas as pd

from liaoning_econ import frames
from liaoning_econ.auditing import (
    arithmetic,
    likeness,
    official,
    provenance,
    releases,
    runs,
    totals,
)
from liaoning_econ.auditing.audited import Audited
from liaoning_econ.auditing.record import Record
from liaoning_econ.auditing.ruling import SEVERITIES, Finding, Rule, Unworded
from liaoning_econ.errors import AuditError, SchemaError, nearest, shorten

if TYPE_CHECKING:
    from pandera.typing import DataFrame

    from liaoning_econ.schemas import Findings

__all__ = ["SHIPPED", "audit", "rules"]

FAMILIES: Final = (arithmetic, totals, runs, releases, likeness, official, provenance)
# A rule that finds more than this tells so many, and counts the rest.
MOST: Final = 1000
SHIPPED: Final[tuple[Rule, ...]] = tuple(
    sorted((each for family in FAMILIES for each in family.RULES), key=lambda each: each.code)
)


def rules() -> pd.DataFrame:
    """The rules that ship.

    Returns
    -------
    pd.DataFrame
        One row a rule, in order of code: `code, name, severity, needs, bound, mend, about`.

    Examples
    --------
    >>> rules().set_index("code").loc["LE201", "name"]
    'cumulative-falls'
    """
    return pd.DataFrame(
        {
            "code": [each.code for each in SHIPPED],
            "name": [each.name for each in SHIPPED],
            "severity": [each.severity for each in SHIPPED],
            "needs": [", ".join(each.needs) for each in SHIPPED],
            "bound": [each.bound for each in SHIPPED],
            "mend": [each.mend for each in SHIPPED],
            "about": [each.about for each in SHIPPED],
        }
    )


def audit(
    obs: pd.DataFrame,
    *,
    against: pd.DataFrame | Sequence[object] | None = None,
    ignore: Collection[str] = (),
    extra: Sequence[Rule] = (),
) -> DataFrame[Findings]:
    """Find the figures that cannot be true.

    Parameters
    ----------
    obs
        Observations or Claims, shape (rows, columns), on any index. A column that a rule needs and
        the frame lacks silences that rule, and one finding says so.
    against
        The record to hold them against. None: the catalogue that ships; a frame of Observations
        replaces it; an empty sequence: none.
    ignore
        Codes of rules to leave out, or their first letters and digits ("LE6": a whole family).
    extra
        Rules of your own, made by `auditing.rule`.

    Returns
    -------
    DataFrame[Findings]
        `rule, severity, rows, found, expected, message, mend`, errors first, then by rule and row.
        `rows` are zero-based positions in `obs`, separated by a comma. A rule that finds more than
        1,000 times gives the first 1,000, the gravest first and then by row, and one more finding
        without rows that counts the rest ("and 12,345 more of LE107"), as grave as the gravest of
        them.

    Raises
    ------
    AuditError
        A code in `ignore` fits no rule, two rules have one code, or `against` is no frame.
    SchemaError
        `obs` is not a frame.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> zone = le.claims("ftz_claims")
    >>> fell = le.audit(zone[zone["claim"].isin(["F025", "F032"])].reset_index(drop=True))
    >>> fell[fell["rule"] == "LE201"]["severity"].tolist()
    ['warning']
    """
    if not isinstance(obs, pd.DataFrame):
        raise SchemaError(
            f"audit needs a frame, not {type(obs).__name__}", mend="pass Observations or Claims"
        )
    wanted = _without(_distinct((*SHIPPED, *extra)), ignore)
    audited = Audited(obs, Record(against))
    found = [(each, finding) for each in wanted for finding in _found(each, audited)]
    return cast("DataFrame[Findings]", _frame(found))


def _distinct(every: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rules, each of its own code."""
    codes = [each.code for each in every]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise AuditError(
            f"two rules have the code {twice[0]}", mend="give your rule letters of its own"
        )
    return every


def _without(every: tuple[Rule, ...], ignore: Collection[str]) -> list[Rule]:
    """The rules whose code does not begin with what is to be ignored."""
    if isinstance(ignore, str):
        ignore = (ignore,)
    codes = [each.code for each in every]
    for left_out in ignore:
        if not left_out or not any(code.startswith(left_out) for code in codes):
            near = nearest(left_out, codes)
            raise AuditError(
                f"no rule has the code {shorten(left_out)!r}",
                mend=f"did you mean {near}?" if near else "rules() lists the codes",
            )
    return [each for each in every if not each.code.startswith(tuple(ignore) or ("\0",))]


def _found(each: Rule, audited: Audited) -> Iterator[Finding]:
    """What a rule finds, in order, or one finding that says why it could not look."""
    missing = [column for column in each.needs if not audited.has(column)]
    if missing:
        yield Finding(
            (),
            f"{each.code} ({each.name}) could not look: the frame lacks {', '.join(missing)}",
            mend=f"add the column, or ignore {each.code}",
            severity="info",
        )
        return
    if not len(audited):
        return
    found: list[Finding | Unworded] = []
    # A rule that breaks hides neither what others find nor what it had found itself.
    try:
        for one in each.check(audited):
            found.append(one)  # noqa: PERF402 - what came before a failure is kept
    except Exception as error:  # noqa: BLE001
        found.append(_failed(each, error))
    found.sort(key=lambda one: (_gravity(each, one), one.rows))
    try:
        for one in found[:MOST]:
            yield one.words() if isinstance(one, Unworded) else one
    except Exception as error:  # noqa: BLE001
        yield _failed(each, error)
    if len(found) > MOST:
        yield Finding(
            (),
            f"and {len(found) - MOST:,} more of {each.code}",
            mend="audit a part of the rows, or mend what is told and audit again",
            severity=SEVERITIES[_gravity(each, found[MOST])],
        )


def _failed(each: Rule, error: Exception) -> Finding:
    """The finding of a rule that fell over."""
    return Finding(
        (),
        f"{each.code} ({each.name}) failed: {type(error).__name__}: {error}",
        mend=f"mend the rule or the rows that it fell over, or ignore {each.code}",
        severity="error",
    )


def _gravity(each: Rule, one: Finding | Unworded) -> int:
    """The place of a finding's severity, the gravest first."""
    return SEVERITIES.index(one.severity or each.severity)


def _frame(found: Iterable[tuple[Rule, Finding]]) -> pd.DataFrame:
    """The findings as a frame: errors first. Those of one rule come in their order."""
    ordered = sorted(found, key=lambda pair: (_gravity(*pair), pair[0].code))
    columns: dict[str, list[str]] = {
        "rule": [each.code for each, _ in ordered],
        "severity": [finding.severity or each.severity for each, finding in ordered],
        "rows": [",".join(str(row) for row in finding.rows) for _, finding in ordered],
        "found": [finding.found for _, finding in ordered],
        "expected": [finding.expected for _, finding in ordered],
        "message": [finding.message for _, finding in ordered],
        "mend": [each.mend if finding.mend is None else finding.mend for each, finding in ordered],
    }
    # Where nothing is found the codes are still texts, which a frame of empty lists forgets.
    return frames.from_lists(columns, frames.FINDINGS)
