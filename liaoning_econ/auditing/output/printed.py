"""Findings as a person reads them: by severity, each with its rows, their pages and the mend."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from liaoning_econ.auditing.output.cited import (
    Found,
    about,
    audited_of,
    figure_of,
    found_in,
    name_of,
    page_of,
    sentence,
)
from liaoning_econ.auditing.ruling import SEVERITIES
from liaoning_econ.auditing.run import SHIPPED
from liaoning_econ.auditing.words import joined

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console, RenderableType
    from rich.table import Table

    from liaoning_econ.auditing.audited import Audited

__all__ = ["as_text", "counted"]

# Rows of one finding that are shown; the other outputs have them all.
MOST: Final = 6
_HEADINGS: Final = {
    "error": ("ERRORS", "as they are printed, these cannot be true"),
    "warning": ("WARNINGS", "these hardly fit, or fit only if something unstated is so"),
    "info": ("NOTES", "these cannot be decided, or only need to be known"),
}
_STYLES: Final = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}
_COUNTS: Final = {"error": "error", "warning": "warning", "info": "note"}


def counted(findings: pd.DataFrame, obs: pd.DataFrame) -> str:
    """How many findings there are: "2 errors and 1 note; 3 rules could not look".

    Parameters
    ----------
    findings
        As `audit` gives them.
    obs
        What was audited.
    """
    audited = audited_of(obs)
    every = found_in(findings)
    blind = sum(bool(_lacking(one, audited)) for one in every)
    have = {one: sum(each.severity == one for each in every) for one in SEVERITIES}
    have["info"] -= blind
    told = [
        f"{number:,} {_COUNTS[one]}{'' if number == 1 else 's'}"
        for one, number in have.items()
        if number
    ]
    unseen = f"; {blind} rule{'' if blind == 1 else 's'} could not look" if blind else ""
    return f"{joined(told or ['nothing found'])}{unseen}"


def as_text(
    findings: pd.DataFrame,
    obs: pd.DataFrame,
    *,
    width: int = 80,
    colour: bool = False,
    lines: Sequence[int] | None = None,
) -> str:
    """The findings as a text, grouped by severity.

    Parameters
    ----------
    findings
        As `audit` gives them.
    obs
        What was audited.
    width
        Cells of a line.
    colour
        Whether to mark the text with the colours of a terminal.
    lines
        The line of its file on which each row begins; rows without a claim's code are named by it.

    Returns
    -------
    str
        Empty where nothing was found.
    """
    from rich.console import Console

    told = io.StringIO()
    console = Console(
        file=told, width=width, force_terminal=colour, no_color=not colour, legacy_windows=False,
        highlight=False, emoji=False, markup=False,
    )  # fmt: skip
    audited = audited_of(obs)
    every = found_in(findings)
    blind = [one for one in every if _lacking(one, audited)]
    for severity in SEVERITIES:
        group = [one for one in every if one.severity == severity and one not in blind]
        if group:
            _print_heading(console, severity)
        for one in group:
            console.print(_titled(one))
            console.print(_body(one, audited, lines))
    if blind:
        console.print(*_blind(blind, audited), sep="\n")
    return "\n".join(line.rstrip() for line in told.getvalue().splitlines()).strip("\n")


def _print_heading(console: Console, severity: str) -> None:
    from rich.text import Text

    name, meaning = _HEADINGS[severity]
    console.print(Text.assemble((name, _STYLES[severity]), f": {meaning}"))
    console.print()


def _titled(one: Found) -> RenderableType:
    from rich.text import Text

    names = {each.code: each.name for each in SHIPPED}
    return Text.assemble((one.rule, _STYLES[one.severity]), "  ", (names.get(one.rule, ""), "bold"))


def _body(one: Found, audited: Audited, lines: Sequence[int] | None) -> RenderableType:
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    shown = one.rows[:MOST]
    topics = {audited.text(row, "claim") and about(audited, row) for row in shown}
    # A message that names its claims alone is told with what they count, once where it is one.
    untold = [topic for topic in topics if topic and topic not in one.message]
    shared = len(topics) == 1 and bool(untold)
    parts: list[RenderableType] = [
        Text(f"{untold[0]}: {sentence(one.message)}" if shared else sentence(one.message))
    ]
    if one.rows:
        table = _rows(one, audited, lines, each=bool(untold) and not shared)
        parts.append(Padding(table, (0, 0, 0, 2)))
    if one.mend:
        parts.append(Text.assemble(("Mend: ", "bold"), sentence(one.mend)))
    return Padding(Group(*parts), (0, 0, 1, 2))


def _rows(one: Found, audited: Audited, lines: Sequence[int] | None, *, each: bool) -> Table:
    """The rows, each with what it counts if asked, beside their pages; one of several said once."""
    from rich.table import Table

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(ratio=2, overflow="fold")
    table.add_column(ratio=3, overflow="fold")
    above = None
    for row in one.rows[:MOST]:
        page = page_of(audited, row)
        words = "same page" if page == above else page
        topic = f"; {about(audited, row)}" if each else ""
        table.add_row(name_of(audited, row, lines), f"{figure_of(audited, row)}{topic}", words)
        above = page
    more = len(one.rows) - MOST
    if more > 0:
        table.add_row("...", f"and {more:,} more", "")
    return table


def _lacking(one: Found, audited: Audited) -> tuple[str, ...]:
    """The columns for want of which the rule could not look."""
    if one.rows or one.severity != "info":
        return ()
    needs = next((each.needs for each in SHIPPED if each.code == one.rule), ())
    return tuple(column for column in needs if not audited.has(column))


def _blind(blind: list[Found], audited: Audited) -> Iterator[RenderableType]:
    """One line for all rules that lack the same columns."""
    from rich.padding import Padding
    from rich.text import Text

    by_columns: dict[tuple[str, ...], list[str]] = {}
    for one in blind:
        by_columns.setdefault(_lacking(one, audited), []).append(one.rule)
    yield Text.assemble(("NOT LOOKED AT", "bold"), ": for want of columns")
    for columns, rules in by_columns.items():
        yield Padding(Text(f"{joined(rules)}: no {joined(list(columns))}"), (0, 0, 0, 2))
