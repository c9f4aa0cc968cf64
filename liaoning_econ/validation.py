"""The declarations of the frames, run in numpy: fast on millions of rows, errors that name the row.

`check` holds a frame against everything that `frames` declares and against the rules below;
`light` looks at dtypes and codes alone, for the functions that take Observations many times over.
Codes are checked once a category, keys as one whole number a row (mixed radix), so that the cost
is linear and small.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from liaoning_econ import units
from liaoning_econ.errors import SchemaError, UnknownCodeError, nearest, shorten
from liaoning_econ.frames import CLAIMS, DATETIME, FRAMES, OBSERVATIONS, Column, Frame

__all__ = ["Rule", "check", "coerce", "currency_of", "light", "one_currency", "rules_of"]

ROWS_KEPT = 1_000
LONGEST_CODE = 200

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Rule:
    """A rule over whole rows: it concerns every frame that has its columns.

    Attributes
    ----------
    name
        What must hold, as it is printed.
    columns
        The columns that it reads; the last is the one that a message shows first.
    broken
        From the frame to a mask of shape (rows,), True where the rule is broken.
    mend
        What would mend it.
    """

    name: str
    columns: tuple[str, ...]
    broken: Callable[[pd.DataFrame], Mask]
    mend: str


def _numbers(frame: pd.DataFrame, column: str) -> NDArray[np.float64]:
    return frame[column].to_numpy(dtype=np.float64, na_value=np.nan)


def _not_ordered(first: str, second: str) -> Callable[[pd.DataFrame], Mask]:
    """Mask of rows where `first` is above `second`; missing values break nothing here."""

    def broken(frame: pd.DataFrame) -> Mask:
        if frame[first].dtype.kind == "M":
            left, right = frame[first].to_numpy(), frame[second].to_numpy()
        else:
            left, right = _numbers(frame, first), _numbers(frame, second)
        return np.asarray(left > right, dtype=np.bool_)

    return broken


def _infinite(frame: pd.DataFrame) -> Mask:
    return np.isinf(_numbers(frame, "value"))


def _no_rate(frame: pd.DataFrame) -> Mask:
    rate = _numbers(frame, "rate")
    return np.isinf(rate) | (rate <= 0)


def _stock_with_length(frame: pd.DataFrame) -> Mask:
    stock = (frame["measure"] == "stock").to_numpy()
    start, end = frame["start"].to_numpy(), frame["end"].to_numpy()
    return np.asarray(stock & (start != end) & ~(np.isnat(start) & np.isnat(end)), dtype=np.bool_)


RULES: tuple[Rule, ...] = (
    Rule("value is finite", ("value",), _infinite, "an open end belongs into lower or upper"),
    Rule(
        "lower <= value",
        ("value", "lower"),
        _not_ordered("lower", "value"),
        "swap or correct the bounds; for an exact figure lower and upper are the value",
    ),
    Rule(
        "value <= upper",
        ("value", "upper"),
        _not_ordered("value", "upper"),
        "swap or correct the bounds; for an exact figure lower and upper are the value",
    ),
    Rule(
        "start <= end",
        ("start", "end"),
        _not_ordered("start", "end"),
        "swap start and end, or correct one of them",
    ),
    Rule(
        "a stock has one day: start == end",
        ("measure", "start", "end"),
        _stock_with_length,
        "set start to end, or give the measure that it is (flow, cumulative, ...)",
    ),
    Rule(
        "published_from <= published",
        ("published_from", "published"),
        _not_ordered("published_from", "published"),
        "swap the two days, or correct one of them",
    ),
    Rule(
        "opened_from <= opened",
        ("opened_from", "opened"),
        _not_ordered("opened_from", "opened"),
        "swap the two days, or correct one of them",
    ),
    Rule("rate is above 0 and finite", ("rate",), _no_rate, "correct the rate"),
    Rule(
        "date_used <= date",
        ("date", "date_used"),
        _not_ordered("date_used", "date"),
        "a rate of a later day was not known yet: take the last one before",
    ),
    Rule(
        "span_start <= span_end",
        ("span_start", "span_end"),
        _not_ordered("span_start", "span_end"),
        "count both from the start of the text, in code points",
    ),
)


def rules_of(declaration: Frame) -> list[Rule]:
    """The rules over rows that concern a frame.

    Parameters
    ----------
    declaration
        The frame's declaration.

    Examples
    --------
    >>> from liaoning_econ.frames import VINTAGES
    >>> [rule.name for rule in rules_of(VINTAGES)]
    ['start <= end', 'published_from <= published']
    """
    return [rule for rule in RULES if all(name in declaration.by_name for name in rule.columns)]


@dataclass(frozen=True)
class _Breach:
    """Rows that break one rule: what a message and `rows` are made of."""

    rule: str
    columns: tuple[str, ...]
    positions: NDArray[np.intp]
    mend: str
    found: str = ""


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
        A code is not among `known`.

    Examples
    --------
    >>> from liaoning_econ.frames import OBSERVATIONS, empty
    >>> check(empty(OBSERVATIONS), OBSERVATIONS)
    >>> check(empty(OBSERVATIONS).drop(columns="unit"), OBSERVATIONS)
    Traceback (most recent call last):
    liaoning_econ.errors.SchemaError: frame lacks the column 'unit'. Mend: add it, ...
    """
    _columns_in_order(frame, declaration, what)
    _dtypes(frame, declaration, what)
    breaches = list(_breaches(frame, declaration))
    if breaches:
        raise _schema_error(frame, breaches, what)
    if known is not None:
        _known_codes(frame, known, what)
    same = _same_key(frame, declaration)
    if same is not None:
        first, second = (int(place) for place in same.positions[:2])
        raise SchemaError(
            f"{what}: rows {first} and {second} have one key, "
            f"{_cells(frame, first, same.columns)} ({_rows_in_words(same.positions)})",
            mend=same.mend,
            rows=_offending(frame, [same]),
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
    _missing_columns(frame, declaration, what)
    for column in declaration.columns:
        values = frame[column.name]
        if not _kind_fits(values, column):
            raise _dtype_error(values, column, what)
        if column.categories is not None and values.dtype != column.categories:
            outside = _outside_list(values, column)
            if outside is not None:
                raise _schema_error(frame, [outside], what)


def coerce(frame: pd.DataFrame, declaration: Frame, *, what: str = "frame") -> pd.DataFrame:
    """Bring text codes to categories and days to microseconds; nothing else is changed.

    Parameters
    ----------
    frame
        Any index, any columns; it is not changed.
    declaration
        One of `frames.FRAMES`.
    what
        How the message names the frame.

    Returns
    -------
    pd.DataFrame
        The same columns in the same order, on a plain RangeIndex.

    Raises
    ------
    SchemaError
        A column cannot be read as its kind.

    Examples
    --------
    >>> from liaoning_econ.frames import SOURCES
    >>> coerce(pd.DataFrame({"language": ["en", "zh"]}), SOURCES).dtypes["language"].name
    'category'
    """
    columns = [
        _coerced(frame.iloc[:, place], declaration.by_name.get(str(name)), what)
        for place, name in enumerate(frame.columns)
    ]
    plain = pd.concat([column.reset_index(drop=True) for column in columns], axis=1)
    plain.columns = frame.columns
    return plain


def _coerced(values: pd.Series, column: Column | None, what: str) -> pd.Series:
    if column is None or values.dtype == column.dtype:
        return values
    try:
        if column.kind == "category":
            return _as_codes(values, column)
        if column.kind == "datetime":
            return _as_days(values, column, what)
        if column.kind == "str" and values.dtype == object and _all_text(values):
            return values.astype("str")
        if column.kind in {"float", "int"} and values.dtype.kind in "iuf":
            return values.astype(cast("Any", column.dtype))
    except (ValueError, TypeError, OverflowError) as error:
        raise _dtype_error(values, column, what) from error
    return values


def _as_codes(values: pd.Series, column: Column) -> pd.Series:
    """Text as a category; codes outside a closed list stay, for the check to name them."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        codes = values
    elif pd.api.types.is_string_dtype(values.dtype) or _all_text(values):
        codes = values.astype("category")
    else:
        return values
    closed = column.categories
    if closed is not None and set(codes.cat.categories) <= set(closed.categories):
        return codes.astype(closed)
    return codes


def _as_days(values: pd.Series, column: Column, what: str) -> pd.Series:
    if values.isna().all():
        return pd.Series(pd.NaT, index=values.index, dtype=DATETIME)
    return (
        _without_zone(values, column, what).astype("datetime64[us]")
        if values.dtype.kind == "M"
        else values
    )


def _without_zone(values: pd.Series, column: Column, what: str) -> pd.Series:
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        raise SchemaError(
            f"{what}: column {column.name!r} has days with a time zone ({values.dtype.tz})",
            mend=f"frame[{column.name!r}].dt.tz_localize(None)",
        )
    return values


def _all_text(values: pd.Series) -> bool:
    return pd.api.types.infer_dtype(values, skipna=True) in {"string", "empty"}


def _missing_columns(frame: pd.DataFrame, declaration: Frame, what: str) -> None:
    """Missing columns, with the misspelt ones found among the columns that nobody asked for."""
    have = [str(name) for name in frame.columns]
    missing = [name for name in declaration.names if name not in have]
    if not missing:
        return
    spare = [name for name in have if name not in declaration.by_name]
    near = {name: found for name in missing if (found := nearest(name, spare))}
    renames = ", ".join(f"{found!r}: {name!r}" for name, found in near.items())
    mend = f"frame.rename(columns={{{renames}}})" if near else ""
    if len(near) < len(missing):
        which = "it" if len(missing) == 1 else "them"
        mend += f"{'; ' if mend else ''}add {which}, or build the frame with from_table()"
    listed = ", ".join(repr(name) for name in missing)
    raise SchemaError(
        f"{what} lacks the column{'s' if len(missing) > 1 else ''} {listed}", mend=mend
    )


def _columns_in_order(frame: pd.DataFrame, declaration: Frame, what: str) -> None:
    _missing_columns(frame, declaration, what)
    have = [str(name) for name in frame.columns]
    if have == declaration.names:
        return
    twice = sorted({name for name in have if have.count(name) > 1})
    if twice:
        raise SchemaError(f"{what} has the column {twice[0]!r} twice", mend="drop one of the two")
    extra = [name for name in have if name not in declaration.by_name]
    found = (
        f"has columns that {declaration.name} does not have: {extra}"
        if extra
        else "has its columns in another order"
    )
    raise SchemaError(f"{what} {found}", mend=f"frame[{declaration.names}]")


def _kind_fits(values: pd.Series, column: Column) -> bool:
    """Whether a function can read the column as its kind; what `light` asks."""
    dtype = values.dtype
    if column.kind in {"category", "str"}:
        return (
            isinstance(dtype, pd.CategoricalDtype)
            or pd.api.types.is_string_dtype(dtype)
            or (dtype == np.dtype(object) and _all_text(values))
        )
    kinds = {"datetime": "M", "float": "fiu", "int": "iu" + "f" * column.nullable, "bool": "b"}
    return dtype.kind in kinds[column.kind] and not isinstance(dtype, pd.DatetimeTZDtype)


def _dtypes(frame: pd.DataFrame, declaration: Frame, what: str) -> None:
    """Exactly the declared dtype; an open code list may have any categories."""
    for column in declaration.columns:
        values = frame[column.name]
        if column.kind == "category":
            fits = isinstance(values.dtype, pd.CategoricalDtype)
        else:
            fits = values.dtype == column.dtype
        if not fits:
            raise _dtype_error(values, column, what)


def _dtype_error(values: pd.Series, column: Column, what: str) -> SchemaError:
    """The first cell that is not of the kind, or the dtype where every cell would do."""
    position = _first_odd(values, column)
    if position is None:
        return SchemaError(
            f"{what}: column {column.name!r} is {values.dtype}, not {_dtype_name(column)}",
            mend=f"frame[{column.name!r}].astype({_dtype_name(column)!r})",
        )
    odd = values.iloc[[position]].to_frame().reset_index(drop=True)
    odd.insert(0, "row", position)
    odd.insert(1, "rule", f"{column.name} is {column.kind}")
    return SchemaError(
        f"{what}, row {position}, column {column.name!r}: "
        f"{shorten(str(values.iloc[position]))!r} is not a {_KIND_WORD[column.kind]}",
        mend="correct the cell, or leave the row out",
        rows=odd,
    )


_KIND_WORD = {
    "category": "code",
    "datetime": "day",
    "float": "number",
    "int": "whole number",
    "str": "text",
    "bool": "true or false",
}


def _dtype_name(column: Column) -> str:
    return "category" if column.kind == "category" else str(column.dtype)


def _first_odd(values: pd.Series, column: Column) -> int | None:
    """Position of the first cell that cannot be read as the column's kind."""
    if values.dtype != np.dtype(object) and not pd.api.types.is_string_dtype(values.dtype):
        return None
    if column.kind in {"float", "int"}:
        read = pd.to_numeric(values, errors="coerce")
    elif column.kind == "datetime":
        read = pd.to_datetime(values, errors="coerce", format="ISO8601")
    else:
        read = values.where(np.asarray([isinstance(cell, str) for cell in values]))
    odd = np.flatnonzero(read.isna().to_numpy() & values.notna().to_numpy())
    return int(odd[0]) if len(odd) else None


def _breaches(frame: pd.DataFrame, declaration: Frame) -> Iterator[_Breach]:
    for column in declaration.columns:
        yield from _column_breaches(frame[column.name], column, declaration)
    for rule in rules_of(declaration):
        positions = np.flatnonzero(rule.broken(frame))
        if len(positions):
            yield _Breach(rule.name, rule.columns, positions, rule.mend)


def _column_breaches(values: pd.Series, column: Column, declaration: Frame) -> Iterator[_Breach]:
    name = column.name
    if not column.nullable:
        missing = np.flatnonzero(values.isna().to_numpy())
        if len(missing):
            yield _Breach(
                f"{name} is never missing",
                (name,),
                missing,
                f"fill the cell, or leave the row out: frame.dropna(subset=[{name!r}])",
            )
    if column.categories is not None:
        outside = _outside_list(values, column)
        if outside is not None:
            yield outside
    elif column.kind == "category":
        yield from _code_breaches(values, column, filled=declaration in (OBSERVATIONS, CLAIMS))
    elif column.pattern is not None:
        matches = re.compile(column.pattern).fullmatch
        odd = np.flatnonzero([matches(text) is None for text in values.dropna()])
        if len(odd):
            yield _pattern_breach(column, odd)


def _outside_list(values: pd.Series, column: Column) -> _Breach | None:
    if column.categories is None:
        return None
    outside = (~values.isin(column.categories.categories) & values.notna()).to_numpy()
    positions = np.flatnonzero(outside)
    if not len(positions):
        return None
    listed = [str(code) for code in column.categories.categories]
    near = nearest(str(values.iloc[positions[0]]), listed)
    offer = f"did you mean {near!r}? " if near else ""
    mend = f"{offer}one of {', '.join(listed)}"
    return _Breach(f"{column.name} is in its code list", (column.name,), positions, mend)


def _code_breaches(values: pd.Series, column: Column, *, filled: bool) -> Iterator[_Breach]:
    """Form of the codes, looked at once a category, then the rows that have an odd one."""
    pattern = re.compile(column.pattern) if column.pattern is not None else None
    codes = [str(code) for code in values.cat.categories]
    rules = {
        "blank": (
            [filled and (not code or code != code.strip()) for code in codes],
            f"{column.name} is not empty and has no blanks around it",
            "give the code; 'none' or 'unstated' where there is none",
        ),
        "long": (
            [len(code) > LONGEST_CODE for code in codes],
            f"{column.name} has at most {LONGEST_CODE} characters",
            "a code is short: look for a quote that is not closed",
        ),
    }
    for odd, rule, mend in rules.values():
        if any(odd):
            positions = _rows_with(values, np.asarray(odd, dtype=np.bool_))
            if len(positions):
                yield _Breach(rule, (column.name,), positions, mend)
                return
    if pattern is not None:
        odd = [pattern.fullmatch(code) is None for code in codes]
        positions = _rows_with(values, np.asarray(odd, dtype=np.bool_))
        if len(positions):
            yield _pattern_breach(column, positions)


def _pattern_breach(column: Column, positions: NDArray[np.intp]) -> _Breach:
    return _Breach(
        f"{column.name} matches {column.pattern}",
        (column.name,),
        positions,
        f"write it as a code: {column.description}",
    )


def _rows_with(values: pd.Series, odd: Mask) -> NDArray[np.intp]:
    """Positions of the rows whose category is odd; an unused category offends nobody."""
    return np.flatnonzero(np.append(odd, False)[values.cat.codes.to_numpy()])


def _known_codes(frame: pd.DataFrame, known: Mapping[str, Collection[str]], what: str) -> None:
    for name, codes in known.items():
        values = frame[name]
        unknown = np.asarray([str(code) not in codes for code in values.cat.categories])
        positions = _rows_with(values, unknown)
        if len(positions):
            first = int(positions[0])
            raise UnknownCodeError(
                name,
                str(values.iloc[first]),
                codes,
                mend=f"({what}, row {first}, column {name!r}; {_rows_in_words(positions)})",
                rows=_offending(frame, [_Breach(f"{name} is known", (name,), positions, "")]),
            )


def _same_key(frame: pd.DataFrame, declaration: Frame) -> _Breach | None:
    """Rows whose key another row has: keys as whole numbers, mixed radix, packed when they fill."""
    if len(frame) < 2:
        return None
    number, size = np.zeros(len(frame), dtype=np.int64), 1
    for name in declaration.key:
        codes, count = _as_numbers(frame[name])
        if size > 1 and size * count >= 2**62:
            packed, distinct = pd.factorize(number)
            number, size = packed.astype(np.int64), len(distinct)
        number, size = number * count + codes, size * count
    same = pd.Series(number).duplicated(keep=False).to_numpy()
    if not same.any():
        return None
    # Twins stand together in the report, in the order of their first row.
    twins = np.flatnonzero(same)
    first_seen = pd.factorize(number[twins])[0]
    positions = twins[np.argsort(first_seen, kind="stable")]
    return _Breach(
        "no two rows have one key",
        declaration.key,
        positions,
        "drop the repeated rows, or tell them apart by vintage, source or basis",
    )


def _as_numbers(values: pd.Series) -> tuple[NDArray[np.int64], int]:
    """Codes 0 .. count - 1, one for each distinct value; missing has its own."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        codes = values.cat.codes.to_numpy().astype(np.int64)
        return codes + 1, len(values.cat.categories) + 1
    plain = values.to_numpy().view(np.int64) if values.dtype.kind == "M" else values
    codes, distinct = pd.factorize(plain, use_na_sentinel=False)
    return codes.astype(np.int64), max(len(distinct), 1)


def _schema_error(frame: pd.DataFrame, breaches: list[_Breach], what: str) -> SchemaError:
    first = breaches[0]
    row = int(first.positions[0])
    more = f"; {len(breaches) - 1} more rules are broken, see .rows" if len(breaches) > 1 else ""
    return SchemaError(
        f"{what}, row {row}, {_cells(frame, row, first.columns)}: breaks the rule "
        f"'{first.rule}' ({_rows_in_words(first.positions)}){more}",
        mend=first.mend,
        rows=_offending(frame, breaches),
    )


def _cells(frame: pd.DataFrame, row: int, columns: tuple[str, ...]) -> str:
    word = "column" if len(columns) == 1 else "columns"
    cells = ", ".join(f"{name} = {_cell(frame[name].iloc[row])}" for name in columns)
    return f"{word} {cells}"


def _cell(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return value.isoformat().removesuffix("T00:00:00")
    if isinstance(value, float):
        return repr(float(value))
    return repr(shorten(value)) if isinstance(value, str) else str(value)


def _rows_in_words(positions: NDArray[np.intp]) -> str:
    """Say which rows: '1 row', or '3 rows: 4, 7, 9', the first five of many."""
    if len(positions) == 1:
        return "1 row"
    listed = ", ".join(str(place) for place in positions[:5])
    return f"{len(positions):,} rows: {listed}{', …' if len(positions) > 5 else ''}"


def _offending(frame: pd.DataFrame, breaches: list[_Breach]) -> pd.DataFrame:
    """At most 1,000 offending rows, with their position and the rule in front."""
    parts = []
    for breach in breaches:
        positions = breach.positions[:ROWS_KEPT]
        part = frame.iloc[positions].reset_index(drop=True)
        part.insert(0, "row", positions)
        part.insert(1, "rule", breach.rule)
        parts.append(part)
    return pd.concat(parts, ignore_index=True).head(ROWS_KEPT)


_SERIES = (
    "indicator",
    "region",
    "measure",
    "basis",
    "prices",
    "relative_to",
    "vintage",
    "source",
)


def one_currency(frame: pd.DataFrame, *, what: str = "frame") -> None:
    """Refuse two currencies in one series.

    Parameters
    ----------
    frame
        Observations, shape (rows, columns).
    what
        How the message names the frame.

    Raises
    ------
    SchemaError
        Rows that differ in nothing but window and figure are in two currencies.

    Examples
    --------
    >>> from liaoning_econ.frames import OBSERVATIONS, empty
    >>> one_currency(empty(OBSERVATIONS))
    """
    listed = [str(unit) for unit in frame["unit"].cat.categories]
    money = [currency_of(unit) for unit in listed]
    if len({currency for currency in money if currency}) < 2:
        return
    currency = pd.Series(money, dtype=object).to_numpy()[frame["unit"].cat.codes.to_numpy()]
    keyed = frame[list(_SERIES)].assign(currency=currency).dropna(subset=["currency"])
    several = keyed.groupby(list(_SERIES), observed=True, sort=False)["currency"].nunique() > 1
    if not several.any():
        return
    series = dict(zip(_SERIES, several.index[int(several.to_numpy().argmax())], strict=True))
    same = np.logical_and.reduce(
        [(keyed[name] == code).to_numpy() for name, code in series.items()]
    )
    found = keyed[same].drop_duplicates("currency")
    rows = [int(row) for row in found.index]
    raise SchemaError(
        f"{what}: two currencies in one series ({series['indicator']}, {series['region']}): "
        f"{found['currency'].iloc[0]} in row {rows[0]}, {found['currency'].iloc[1]} in row "
        f"{rows[1]}",
        mend="bring each currency's rows to one with to_currency() first, or give each its source",
        rows=frame.iloc[rows],
    )


def currency_of(unit: str) -> str | None:
    """The currency in a unit, None where money plays no part.

    Parameters
    ----------
    unit
        A canonical unit.

    Examples
    --------
    >>> currency_of("CNY/person")
    'CNY'
    """
    return next((part for part in re.split(r"[/*]", unit) if units.is_currency(part)), None)


def declaration_named(name: str) -> Frame:
    """The declaration of a frame by its name.

    Parameters
    ----------
    name
        "Observations", "Claims", ...

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
