"""`check`, `light` and what they ask in which order."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import numpy as np

from liaoning_econ import units
from liaoning_econ.errors import LiaoningEconError, SchemaError, UnknownCodeError
from liaoning_econ.frames import CLAIMS, FRAMES, OBSERVATIONS, Frame
from liaoning_econ.validation.breaches import breaches, outside_list, rows_with
from liaoning_econ.validation.columns import (
    columns_in_order,
    dtype_error,
    dtypes_as_declared,
    kind_fits,
    missing_columns,
)
from liaoning_econ.validation.reports import Breach, cells, offending, rows_in_words, schema_error
from liaoning_econ.validation.series import same_key

if TYPE_CHECKING:
    import pandas as pd


def check(
    frame: pd.DataFrame,
    declaration: Frame,
    *,
    what: str = "frame",
    known: Mapping[str, Collection[str]] | None = None,
) -> None:
    """Hold a frame against its declaration and the rules over rows.

    Parameters
    ----------
    frame
        Shape (rows, columns); any index, which is not looked at.
    declaration
        One of `frames.FRAMES`.
    what
        How the message names the frame ("the table", a file's name).
    known
        For some columns the codes that exist; a code outside raises `UnknownCodeError` with the
        nearest one. None: any code of the right form.

    Raises
    ------
    SchemaError
        A column is missing, misspelt, out of order or of another dtype; a value is missing, lies
        outside its code list or breaks its pattern; a rule over rows is broken; two rows have one
        key. `rows` keeps the first 1,000 offending rows, with `row` (zero-based position) and
        `rule` in front.
    UnknownCodeError
        A unit is not known or not in its canonical spelling, or a code is not among `known`.

    Examples
    --------
    >>> from liaoning_econ.frames import OBSERVATIONS, empty
    >>> check(empty(OBSERVATIONS), OBSERVATIONS)
    >>> check(empty(OBSERVATIONS).drop(columns="unit"), OBSERVATIONS)
    Traceback (most recent call last):
    liaoning_econ.errors.SchemaError: frame lacks the column 'unit'. Mend: add it, ...
    """
    columns_in_order(frame, declaration, what)
    dtypes_as_declared(frame, declaration, what)
    found = list(breaches(frame, declaration))
    if found:
        raise schema_error(frame, found, what)
    if declaration in {OBSERVATIONS, CLAIMS}:
        _known_units(frame, what)
    if known is not None:
        _known_codes(frame, known, what)
    same = same_key(frame, declaration)
    if same is not None:
        first, second = (int(place) for place in same.positions[:2])
        said = tuple(
            name
            for name in same.columns
            if str(frame[name].iloc[first]) not in {"none", "unstated"}
        )
        raise SchemaError(
            f"{what}: rows {first} and {second} have one key, "
            f"{cells(frame, first, said)} ({rows_in_words(same.positions)})",
            mend=same.mend,
            rows=offending(frame, [same]),
        )


def light(frame: pd.DataFrame, declaration: Frame, *, what: str = "frame") -> None:
    """Hold only columns, dtypes and closed code lists; any order, extra columns, text for codes.

    Parameters
    ----------
    frame
        Shape (rows, columns); any index.
    declaration
        One of `frames.FRAMES`.
    what
        How the message names the frame.

    Raises
    ------
    SchemaError
        A column is missing or misspelt, has a dtype that its kind cannot have, or holds a code
        outside its closed list.

    Examples
    --------
    >>> from liaoning_econ.frames import OBSERVATIONS, empty
    >>> light(empty(OBSERVATIONS).assign(note="mine"), OBSERVATIONS)
    """
    missing_columns(frame, declaration, what=what)
    for column in declaration.columns:
        values = frame[column.name]
        if not kind_fits(values, column):
            raise dtype_error(values, column, what)
        if column.categories is not None and values.dtype != column.categories:
            outside = outside_list(values, column)
            if outside is not None:
                raise schema_error(frame, [outside], what)


def _known_units(frame: pd.DataFrame, what: str) -> None:
    """Units that the algebra knows, spelt as it spells them."""
    for number, code in enumerate(frame["unit"].cat.categories):
        row = _first_row(frame["unit"], number)
        if row is None:
            continue
        where = f"{what}, row {row}, column 'unit'"
        try:
            canonical = units.normalise(str(code))
        except LiaoningEconError as error:
            error.args = (f"{where}: {error}",)
            error.rows = frame.iloc[[row]]
            raise
        if canonical != code:
            raise UnknownCodeError(
                "unit",
                str(code),
                [canonical],
                mend=f"({where}) write {canonical!r}",
                rows=frame.iloc[[row]],
            )


def _first_row(values: pd.Series, number: int) -> int | None:
    """The first row that has a category."""
    rows = np.flatnonzero(values.cat.codes.to_numpy() == number)
    return int(rows[0]) if len(rows) else None


def _known_codes(frame: pd.DataFrame, known: Mapping[str, Collection[str]], what: str) -> None:
    for name, codes in known.items():
        values = frame[name]
        unknown = [str(code) not in codes for code in values.cat.categories]
        positions = rows_with(values, unknown)
        if len(positions):
            first = int(positions[0])
            raise UnknownCodeError(
                name,
                str(values.iloc[first]),
                codes,
                mend=f"({what}, row {first}, column {name!r}; {rows_in_words(positions)})",
                rows=offending(frame, [Breach(f"{name} is known", (name,), positions, "")]),
            )


def declaration_named(name: str) -> Frame:
    """The declaration of a frame by its name.

    Parameters
    ----------
    name
        "Observations", "Claims", ...

    Returns
    -------
    Frame
        Its declaration.

    Raises
    ------
    KeyError
        No frame has the name.

    Examples
    --------
    >>> declaration_named("Rates").key
    ('base', 'quote', 'date', 'kind')
    """
    return {frame.name: frame for frame in FRAMES}[name]
