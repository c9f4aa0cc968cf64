"""Columns against what is declared of them: nothing missing, codes known, patterns matched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from liaoning_econ.errors import offer
from liaoning_econ.frames import CLAIMS, OBSERVATIONS, Column, Frame
from liaoning_econ.validation.reports import Breach
from liaoning_econ.validation.rules import rules_of

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

LONGEST_CODE = 200
# A blank, a sign or a bracket in front is a slip, or the formula of a spreadsheet.
_FIRST_SIGN = re.compile(r"\w")
_MICROSECONDS_A_DAY = 86_400_000_000


def breaches(frame: pd.DataFrame, declaration: Frame) -> Iterator[Breach]:
    """Whatever a frame of the right columns and dtypes breaks, in the order of its columns.

    Parameters
    ----------
    frame
        Shape (rows, columns).
    declaration
        One of `frames.FRAMES`.
    """
    for column in declaration.columns:
        yield from _column_breaches(frame[column.name], column, declaration)
    for rule in rules_of(declaration):
        positions = np.flatnonzero(rule.broken(frame))
        if len(positions):
            yield Breach(rule.name, rule.columns, positions, rule.mend)


def _column_breaches(values: pd.Series, column: Column, declaration: Frame) -> Iterator[Breach]:
    if not column.nullable:
        missing = np.flatnonzero(values.isna().to_numpy())
        if len(missing):
            yield Breach(
                f"{column.name} is never missing",
                (column.name,),
                missing,
                f"fill the cell, or leave the row out: frame.dropna(subset=[{column.name!r}])",
            )
    if column.categories is not None:
        outside = outside_list(values, column)
        if outside is not None:
            yield outside
    elif column.kind == "category":
        yield from _code_breaches(values, column, filled=declaration in {OBSERVATIONS, CLAIMS})
    elif column.kind == "datetime":
        yield from _time_of_day(values, column)
    elif column.pattern is not None:
        yield from _pattern_breaches(values.astype("category"), column)


def outside_list(values: pd.Series, column: Column) -> Breach | None:
    """Rows whose code is not in the column's closed list.

    Parameters
    ----------
    values
        Codes, as text or category.
    column
        Its declaration.
    """
    if column.categories is None or values.dtype == column.categories:
        return None
    positions = np.flatnonzero(
        (~values.isin(column.categories.categories) & values.notna()).to_numpy()
    )
    if not len(positions):
        return None
    listed = [str(code) for code in column.categories.categories]
    mend = offer(str(values.iloc[positions[0]]), listed, "one of")
    return Breach(f"{column.name} is in its code list", (column.name,), positions, mend)


def _code_breaches(values: pd.Series, column: Column, *, filled: bool) -> Iterator[Breach]:
    """Form of the codes, looked at once a category, then the rows that have an odd one."""
    codes = [str(code) for code in values.cat.categories]
    long = rows_with(values, [len(code) > LONGEST_CODE for code in codes])
    if len(long):
        yield Breach(
            f"{column.name} has at most {LONGEST_CODE} characters",
            (column.name,),
            long,
            "a code is short: look for a quote that is not closed",
        )
        return
    if column.pattern is not None:
        yield from _pattern_breaches(values, column)
    elif filled:
        odd = [not _FIRST_SIGN.match(code) or code != code.rstrip() for code in codes]
        positions = rows_with(values, odd)
        if len(positions):
            yield Breach(
                f"{column.name} begins with a letter or a digit and has no blanks around it",
                (column.name,),
                positions,
                "give the code; 'none' or 'unstated' where there is none",
            )


def _pattern_breaches(values: pd.Series, column: Column) -> Iterator[Breach]:
    matches = re.compile(column.pattern or "").fullmatch
    positions = rows_with(values, [matches(str(code)) is None for code in values.cat.categories])
    if len(positions):
        yield Breach(
            f"{column.name} matches {column.pattern}",
            (column.name,),
            positions,
            f"write it as a code: {column.description}",
        )


def _time_of_day(values: pd.Series, column: Column) -> Iterator[Breach]:
    days = values.to_numpy()
    part = days.astype(np.int64) % _MICROSECONDS_A_DAY
    positions = np.flatnonzero((part != 0) & ~np.isnat(days))
    if len(positions):
        yield Breach(
            f"{column.name} is a day, without a time of day",
            (column.name,),
            positions,
            f"frame[{column.name!r}].dt.normalize()",
        )


def rows_with(values: pd.Series, odd: Sequence[bool]) -> NDArray[np.intp]:
    """Positions of the rows whose category is odd; an unused category offends nobody.

    Parameters
    ----------
    values
        A category column.
    odd
        For each category whether it is odd.
    """
    if not any(odd):
        return np.empty(0, dtype=np.intp)
    # A missing cell has the code -1, which is the last.
    return np.flatnonzero(np.append(np.asarray(odd), False)[values.cat.codes.to_numpy()])
