"""What a rule of the audit is: a plain function with a code, and the findings that it yields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from liaoning_econ.errors import AuditError

if TYPE_CHECKING:
    from liaoning_econ.auditing.audited import Audited

__all__ = ["SEVERITIES", "Check", "Finding", "Rule", "Severity", "Unworded", "rule"]

Severity: TypeAlias = Literal["error", "warning", "info"]
SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
CODE: Final = re.compile(r"[A-Z]{2}[0-9]{3}")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that cannot be true, or that cannot be decided.

    Attributes
    ----------
    rows
        Zero-based positions in the frame that was audited; empty where no single row is at fault.
    message
        The finding in a sentence, with the figures in it.
    found, expected
        What the rows say, and what would be consistent; may be empty.
    mend
        What would mend it; None: the rule's own mend.
    severity
        None: the rule's own severity.

    Examples
    --------
    >>> Finding((3, 5), "F004 falls below F006", severity="warning").rows
    (3, 5)
    """

    rows: tuple[int, ...]
    message: str
    found: str = ""
    expected: str = ""
    mend: str | None = None
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Unworded:
    """A finding whose words are made only if it is told: of very many, most are only counted.

    Attributes
    ----------
    rows
        As in the finding.
    severity
        As in the finding.
    words
        Makes the finding.
    """

    rows: tuple[int, ...]
    severity: Severity
    words: Callable[[], Finding]


Check: TypeAlias = Callable[["Audited"], Iterable[Finding | Unworded]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule: what it needs, how sure it is, and the function that looks.

    Attributes
    ----------
    code
        Two letters and three digits, LE203; a user's own rules take letters of their own.
    name
        Kebab-case, "cumulative-falls".
    severity
        error, warning or info: the most that a finding of it can be.
    needs
        Columns without which the rule cannot look.
    bound
        The tolerance that it uses, in words.
    mend
        What usually mends a finding.
    about
        What it finds, the first line of the function's docstring.
    check
        The function.

    Examples
    --------
    >>> from liaoning_econ.auditing.run import SHIPPED
    >>> SHIPPED[0].code, SHIPPED[0].name
    ('LE101', 'implied-exchange-rate')
    """

    code: str
    name: str
    severity: Severity
    needs: tuple[str, ...]
    bound: str
    mend: str
    about: str
    check: Check

    def __call__(self, audited: Audited) -> Iterator[Finding]:
        """Look at a frame, and put every finding in words."""
        for one in self.check(audited):
            yield one.words() if isinstance(one, Unworded) else one


def rule(
    code: str, name: str, *, severity: Severity, needs: tuple[str, ...], bound: str, mend: str
) -> Callable[[Check], Rule]:
    """Make a rule of a function that takes an `Audited` frame and yields each `Finding`.

    Parameters
    ----------
    code
        Two capital letters and three digits.
    name
        Kebab-case.
    severity
        The most that a finding can be: error, warning or info.
    needs
        Columns without which the rule cannot look; where one is missing, the audit says so once.
    bound
        The tolerance, in words.
    mend
        What usually mends a finding.

    Returns
    -------
    callable
        A decorator that gives a `Rule`. The function's docstring says what it finds.

    Raises
    ------
    AuditError
        The code, the severity or the docstring is not as described.

    Examples
    --------
    >>> @rule("MY001", "round-thousands", severity="info", needs=("value", "unit"),
    ...       bound="none", mend="ask for the exact count")
    ... def round_thousands(audited):
    ...     '''A count of firms that is a whole number of thousands.'''
    ...     counts = audited.among("unit", "firm") & (audited.number("value") % 1000 == 0)
    ...     for row in audited.rows_where(counts):
    ...         yield Finding((row,), f"{audited.label(row)}: {audited.figure(row)} is round")
    >>> round_thousands.code, round_thousands.about
    ('MY001', 'A count of firms that is a whole number of thousands.')
    """
    if not CODE.fullmatch(code):
        raise AuditError(
            f"{code!r} is no code of a rule", mend="two capital letters and three digits, 'MY001'"
        )
    if severity not in SEVERITIES:
        raise AuditError(
            f"{code}: severity {severity!r} is not known", mend="take error, warning or info"
        )

    def made(check: Check) -> Rule:
        about = (check.__doc__ or "").strip().partition("\n")[0]
        if not about:
            raise AuditError(
                f"{code} ({name}) does not say what it finds",
                mend="give the function a docstring of one line",
            )
        return Rule(code, name, severity, needs, bound, mend, about, check)

    return made
