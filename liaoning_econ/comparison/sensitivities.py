"""Every combination of defensible choices, and which of them turns the verdict."""

from __future__ import annotations

import html
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from liaoning_econ.comparison.codes import codes, is_claim
from liaoning_econ.comparison.pairing import label
from liaoning_econ.comparison.pairs import OPTIONS, compare, require_options
from liaoning_econ.comparison.wording import span_text
from liaoning_econ.errors import (
    BasisError,
    ComparisonError,
    ExchangeRateError,
    LiaoningEconError,
    UnitError,
    VintageError,
    WindowError,
    offer,
    shorten,
)
from liaoning_econ.quantities import Quantity

__all__ = ["Sensitivity", "sensitivity"]

SIDES: Final = ("left", "right")
CHOICES: Final = (*SIDES, "vintage", *OPTIONS)
REFUSED: Final = "refused"
VERDICTS: Final = pd.CategoricalDtype(["always", "depends", "never", REFUSED])
# What a comparison answers to figures that are unlike; anything else is a mistake of the caller.
_REFUSALS: Final = (
    BasisError,
    ComparisonError,
    ExchangeRateError,
    UnitError,
    VintageError,
    WindowError,
)
_ROWS_SHOWN: Final = 20

Figures = pd.DataFrame | Quantity


@dataclass(frozen=True, eq=False, repr=False)
class Sensitivity:
    """The verdict under every combination of choices.

    Attributes
    ----------
    table : pd.DataFrame
        As `to_frame()`.
    choices : tuple of str
        The names of the choices, which are columns of `table`.
    turning : pd.DataFrame
        One row a choice, the most decisive first: choice; turned, in how many pairs of
        combinations that differ in this choice alone the verdict differs; of, how many such pairs
        there are; example, the first of them in words (empty where the choice never turns it).

    Examples
    --------
    >>> import liaoning_econ as le
    >>> found = sensitivity(le.quantity("30,000 firms"), le.quantity("nearly 30,000 firms"),
    ...     {"reading": ["pragmatic", "literal"]})
    >>> len(found), found.choices
    (2, ('reading',))
    """

    table: pd.DataFrame
    choices: tuple[str, ...]
    turning: pd.DataFrame

    def __len__(self) -> int:
        return len(self.table)

    @property
    def decisive(self) -> tuple[str, ...]:
        """The choices that turn the verdict, the most decisive first."""
        return tuple(self.turning.loc[self.turning["turned"] > 0, "choice"])

    @property
    def sentence(self) -> str:
        """How often the left is larger, and which choice turns that."""
        counts = self.table["verdict"].value_counts()
        answered = [verdict for verdict in VERDICTS.categories if verdict != REFUSED]
        found = ", ".join(
            f"{verdict} in {counts[verdict]}" for verdict in answered if counts.get(verdict, 0)
        )
        refused = int(counts.get(REFUSED, 0))
        tail = f"; {refused} are refused as unlike" if refused else ""
        said = f"Of {len(self)} combinations the left is larger {found}{tail}."
        turns = self.turning.loc[self.turning["turned"] > 0, "example"].tolist()
        return f"{said} " + (
            f"What turns it: {'; '.join(turns)}." if turns else "No choice turns it."
        )

    def to_frame(self) -> pd.DataFrame:
        """One row a combination, and a pair where the sides have several.

        Returns
        -------
        pd.DataFrame
            A column for each choice (the label of the option), pair (only where there are
            several), ratio, lower, upper (NaN where there is none), unit, verdict (always,
            depends, never, refused) and refused, the reason of a refusal, empty otherwise.
        """
        return self.table.copy()

    def __repr__(self) -> str:
        shown = self.table.drop(columns="refused").head(_ROWS_SHOWN).to_string(index=False)
        more = f"\n... and {len(self) - _ROWS_SHOWN} more" if len(self) > _ROWS_SHOWN else ""
        return f"{self.sentence}\n{shown}{more}"

    def _repr_html_(self) -> str:
        """The sentence and the table as HTML; every text is escaped."""
        rows = self.table.head(_ROWS_SHOWN).to_html(escape=True, index=False)
        return f"<div>\n<p>{html.escape(self.sentence)}</p>\n{rows}\n</div>"


def sensitivity(
    left: Figures,
    right: Figures,
    over: Mapping[str, Mapping[str, Any] | Sequence[Any]],
    **options: Any,
) -> Sensitivity:
    """Compare under every combination of defensible choices.

    Parameters
    ----------
    left, right
        As for `compare`.
    over
        For each choice its options: a list, or a dictionary of labels and options. A choice is an
        argument of `compare` (reading, rate, per, currency, per_capita, population, ...), "left"
        or "right" (other figures in the place of that side) or "vintage" (the rows of official
        figures that are taken; claims stay).
    **options
        Arguments of `compare` that are the same in every combination.

    Returns
    -------
    Sensitivity
        A combination that sets unlike things side by side is a row with the reason, not an error.

    Raises
    ------
    ComparisonError
        An unknown choice, a choice without options or given twice, a value that `compare` does
        not know.
    LiaoningEconError
        Every combination is refused; the first refusal is raised.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> firms = le.Quantity(30, "firm", 27, 30)
    >>> result = sensitivity(firms, le.Quantity(20, "firm"),
    ...     over={"right": {"article": le.Quantity(20, "firm"), "zone": le.Quantity(28, "firm")}})
    >>> result.to_frame().verdict.tolist()
    ['always', 'depends']
    >>> result.decisive
    ('right',)
    """
    named = {choice: _labelled(choice, found) for choice, found in _known(over, options).items()}
    rows: list[pd.DataFrame] = []
    errors: list[LiaoningEconError] = []
    for labels in itertools.product(*named.values()):
        picked = {choice: named[choice][name] for choice, name in zip(named, labels, strict=True)}
        shown = dict(zip(named, labels, strict=True))
        try:
            answer = _one(left, right, picked, options)
        except _REFUSALS as error:
            errors.append(error)
            answer = _refused(error)
        rows.append(pd.DataFrame({**shown, **answer}))
    if len(errors) == len(rows):
        raise errors[0]
    table = _table(rows)
    return Sensitivity(table, tuple(named), _turning(table, list(named)))


def _known(
    over: Mapping[str, Mapping[str, Any] | Sequence[Any]], options: Mapping[str, object]
) -> Mapping[str, Mapping[str, Any] | Sequence[Any]]:
    """Refuse choices and options that `compare` does not have."""
    for name in [*over, *options]:
        known = CHOICES if name in over else OPTIONS
        if name not in known:
            raise ComparisonError(
                f"unknown {'choice' if name in over else 'option'} {shorten(name)!r}",
                mend=offer(name, known, "take some of"),
            )
    twice = [name for name in over if name in options]
    if twice or not over:
        raise ComparisonError(
            f"{', '.join(twice)}: both a choice and an option" if twice else "no choice is given",
            mend="leave it out of the options" if twice else 'as in over={"reading": [...]}',
        )
    return over


def _labelled(choice: str, found: Mapping[str, Any] | Sequence[Any]) -> dict[str, Any]:
    """The options of a choice by their labels."""
    if isinstance(found, Mapping):
        named = {str(name): option for name, option in found.items()}
    elif isinstance(found, str | pd.DataFrame) or not isinstance(found, Sequence):
        named = {_label(found): found}
    else:
        named = {_label(option): option for option in found}
        if len(named) < len(found):
            raise ComparisonError(
                f"two options of {choice} have one label: {[_label(option) for option in found]}",
                mend="give a dictionary of labels and options",
            )
    if not named:
        raise ComparisonError(f"{choice} has no options", mend="give at least one")
    return named


def _label(option: object) -> str:
    """What a table calls an option that came without a label."""
    if isinstance(option, pd.DataFrame):
        return label(option) if len(option) else "no rows"
    return "none" if option is None else str(option)


def _one(
    left: Figures, right: Figures, picked: Mapping[str, Any], options: Mapping[str, Any]
) -> dict[str, Any]:
    """The columns of one combination."""
    sides = [picked.get("left", left), picked.get("right", right)]
    if "vintage" in picked:
        sides = [
            _of_vintage(side, name, picked["vintage"])
            for side, name in zip(sides, SIDES, strict=True)
        ]
    chosen = {name: option for name, option in picked.items() if name in OPTIONS}
    merged = {**options, **chosen}
    require_options(**merged)
    found = compare(sides[0], sides[1], **merged).table
    return {
        "pair": np.arange(len(found)),
        "left_region": found["left_region"],
        "right_region": found["right_region"],
        "ratio": found["ratio"],
        "lower": found["ratio_lower"],
        "upper": found["ratio_upper"],
        "unit": found["unit"],
        "verdict": found["verdict"].astype(str),
        "refused": "",
    }


def _of_vintage(figures: Figures, side: str, vintage: str) -> Figures:
    """The rows of a vintage; a claim and a bare figure have none."""
    if not isinstance(figures, pd.DataFrame) or "vintage" not in figures.columns:
        return figures
    kept = figures[(codes(figures, "vintage") == vintage) | is_claim(figures)]
    if kept.empty:
        raise VintageError(
            f"the {side} side has no rows of vintage {shorten(str(vintage))!r}",
            mend="pass a frame with every vintage that is to be tried",
        )
    return pd.DataFrame(kept)


def _refused(error: LiaoningEconError) -> dict[str, Any]:
    """The columns of a combination that is no comparison."""
    nothing = {"left_region": "", "right_region": "", "unit": ""}
    numbers = {"ratio": np.nan, "lower": np.nan, "upper": np.nan}
    return {"pair": [0], **nothing, **numbers, "verdict": REFUSED, "refused": str(error)}


def _table(rows: list[pd.DataFrame]) -> pd.DataFrame:
    """All combinations, without the columns of pairs where there is only one."""
    table = pd.concat(rows, ignore_index=True)
    table["verdict"] = table["verdict"].astype(VERDICTS)
    if (table["pair"] == 0).all():
        table = table.drop(columns=["pair", "left_region", "right_region"])
    return table


def _turning(table: pd.DataFrame, choices: list[str]) -> pd.DataFrame:
    """How often a change of one choice alone changes the verdict."""
    answered = table[table["verdict"] != REFUSED]
    found = [(choice, *_turns(answered, choice, choices)) for choice in choices]
    turning = pd.DataFrame(found, columns=["choice", "turned", "of", "example"])
    share = turning["turned"] / turning["of"].clip(lower=1)
    return turning.loc[share.sort_values(ascending=False, kind="stable").index].reset_index(
        drop=True
    )


def _turns(table: pd.DataFrame, choice: str, choices: list[str]) -> tuple[int, int, str]:
    """Turned, of and the first example of a choice."""
    held = [name for name in [*choices, "pair"] if name != choice and name in table.columns]
    turned, of, example = 0, 0, ""
    for part in _parts(table, held):
        size = len(part)
        same = part["verdict"].value_counts()
        alike = int((same * (same - 1) // 2).sum())
        of += size * (size - 1) // 2
        turned += size * (size - 1) // 2 - alike
        if not example and same.max() < size:
            example = _example(part, choice, [name for name in held if name != "pair"])
    return turned, of, example


def _parts(table: pd.DataFrame, held: list[str]) -> Iterator[pd.DataFrame]:
    """The combinations that differ in one choice alone."""
    if not held:
        yield table
        return
    for _, part in table.groupby(held, sort=False, observed=True):
        yield part


def _example(part: pd.DataFrame, choice: str, held: list[str]) -> str:
    """The first two combinations of a part whose verdicts differ, in words."""
    first = part.iloc[0]
    other = part[part["verdict"] != first["verdict"]].iloc[0]
    told = [f"{row[choice]} gives {row['verdict']} ({_ratio(row)})" for row in (first, other)]
    where = ", ".join(f"{name} {first[name]}" for name in held)
    return f"{choice} {told[0]}, {told[1]}" + (f", with {where}" if where else "")


def _ratio(row: pd.Series) -> str:
    """The ratio of a combination, as its bounds."""
    if np.isnan(row["ratio"]):
        return "no ratio"
    ends = span_text(row["ratio"], row["lower"], row["upper"])
    bounds = ends.partition("(")[2].rstrip(")")
    return f"{bounds or ends} times"
