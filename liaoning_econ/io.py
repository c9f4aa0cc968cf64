"""Observations and Claims in files: CSV that a person can read in a diff, Parquet for many rows.

A file is checked in full when it is read, and replaced whole or not at all when it is written. Text
comes back as it was: a cell that begins with = is text here, and is written as it stands, so a
spreadsheet program that opens such a file should be told to import its cells as text.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np
import pandas as pd

from liaoning_econ import catalog
from liaoning_econ.errors import FileError, SchemaError, UnknownCodeError, misspelt, shorten
from liaoning_econ.files import encoding_of, read_bytes, replace_file
from liaoning_econ.frames import CLAIMS, DATETIME, OBSERVATIONS, Column, Frame, empty
from liaoning_econ.validation import (
    check,
    coerce,
    light,
    missing_columns,
    one_currency,
    published_after,
)

if TYPE_CHECKING:
    import pyarrow as pa
    from pandera.typing import DataFrame

    from liaoning_econ.schemas import Observations

__all__ = ["read", "read_columns", "write"]

_PARQUET = b"PAR1"
# What else tables come in, by first bytes and by ending, and how it is read.
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_OTHERS = {
    "a spreadsheet": (".xlsx", ".xls", ".xlsm", ".ods"),
    "JSON": (".json", ".jsonl", ".ndjson", ".geojson"),
}
_READERS = {
    "a spreadsheet": "from_nbs(path) for an export of the statistics office, else "
    "from_table(pandas.read_excel(path), indicator=..., unit=...)",
    "JSON": "from_table(pandas.read_json(path), indicator=..., unit=...)",
}
_LONGEST_CELL = 1_000_000
_SUFFIXES = {".csv": "csv", ".parquet": "parquet", ".pq": "parquet"}
# A claim may be about a place that nobody has named.
_UNNAMED = "unknown"


def read(
    path: str | os.PathLike[str],
    *,
    regions: Mapping[str, str] | pd.DataFrame | None = None,
    indicators: Collection[str] | None = None,
) -> DataFrame[Observations]:
    """Read Observations or Claims from a file, and check everything.

    Parameters
    ----------
    path
        CSV (UTF-8, commas, a header row, days as 2018-07-31, inf for an open bound) or Parquet;
        what it is is told by its bytes. Columns may stand in any order; others are left out.
    regions
        Places of your own beside the catalogue's, as in `from_table`.
    indicators
        Indicators of your own that look like a misspelling of one of the catalogue's. Others need
        not be named: an indicator or a vintage that the catalogue lacks is one of your own.

    Returns
    -------
    DataFrame[Observations]
        Claims where the file has their columns. Codes are categories, text comes as it stands.

    Raises
    ------
    FileError
        The file is missing, empty, damaged, in another encoding, or neither CSV nor Parquet; a
        spreadsheet goes through `from_nbs`, or through `pandas.read_excel` and `from_table`.
    SchemaError
        A column is missing or misspelt, a cell is no number or no day, bounds or days are the
        wrong way round, two rows have one key, or a series has two currencies (one region in yuan
        and another in dollars is no error: each is a series of its own).
    UnknownCodeError
        A region or a unit is not known, or an indicator is one letter away from a known one ("gpd",
        "firm_new"); the nearest is offered.
    WindowError
        A figure that is normal or provisional (status A or P) became public before its window
        ended. In Claims it may: what a text says of days to come need not call itself a plan.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from liaoning_econ.frames import OBSERVATIONS, empty
    >>> path = write(empty(OBSERVATIONS), pathlib.Path(tempfile.mkdtemp()) / "none.csv")
    >>> len(read(path))
    0
    """
    name = Path(path).name
    table = _table(path, _declaration_of_header)
    declaration = _declaration(table)
    frame = coerce(table[declaration.names], declaration, what=name)
    known = catalog.codes("region") | _codes(regions)
    if declaration is CLAIMS:
        known |= {_UNNAMED}
    check(frame, declaration, what=name, known={"region": known})
    _refuse_misspelt(frame, frozenset(indicators or ()), name)
    if declaration is OBSERVATIONS:
        one_currency(frame, what=name)
        published_after(frame, what=name)
    return cast("DataFrame[Observations]", frame)


def read_columns(
    path: str | os.PathLike[str], *, needed: Collection[str] = (), mend: str = ""
) -> pd.DataFrame:
    """Read the columns of Observations or Claims that a file has; the figures may be wrong.

    This is what an audit reads: it is to find the rows that `read` refuses.

    Parameters
    ----------
    path
        As in `read`; columns may be missing.
    needed
        Columns without which the file is refused, before a cell is read.
    mend
        What that refusal says would mend it.

    Returns
    -------
    pd.DataFrame
        The declared columns that are there, in the declared order and in their dtypes; it may have
        none. Rows stand as in the file.

    Raises
    ------
    FileError
        As in `read`.
    SchemaError
        A needed column is missing, a cell is no number or no day, or is outside a closed list
        of codes (measure, precision, status).

    Examples
    --------
    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "mine.csv"
    >>> mine = pd.DataFrame({"region": ["CN-LN"], "value": [4.2], "remark": ["none"]})
    >>> mine.to_csv(path, index=False)
    >>> read_columns(path).to_dict("records")
    [{'region': 'CN-LN', 'value': 4.2}]
    """
    name = Path(path).name

    def declared(names: list[str], _: str) -> Frame:
        there = _columns_there(names)
        missing = [column for column in needed if column not in there.by_name]
        if missing:
            raise SchemaError(f"{name} has no column {', '.join(missing)}", mend=mend)
        return there

    table = _table(path, declared)
    declaration = declared([str(column) for column in table.columns], name)
    if not declaration.columns:
        return pd.DataFrame(index=table.index)
    frame = coerce(table[declaration.names], declaration, what=name)
    light(frame, declaration, what=name)
    return frame


def _table(
    path: str | os.PathLike[str], declared: Callable[[list[str], str], Frame]
) -> pd.DataFrame:
    """A file's cells: those of CSV in the declared kinds, those of Parquet as they come."""
    content = read_bytes(path)
    name = Path(path).name
    if content.startswith(_PARQUET):
        return _from_parquet(content, name)
    if other := _other_kind(content, name):
        raise FileError(f"{path} is {other}; CSV and Parquet are read", mend=_READERS[other])
    if Path(path).suffix.lower() in {".parquet", ".pq"}:
        raise FileError(f"{path} is no Parquet file, or a damaged one", mend="write it again")
    return _from_csv(content, str(path), declared)


def _refuse_misspelt(frame: pd.DataFrame, own: frozenset[str], name: str) -> None:
    """Refuse an unknown indicator that is most likely a known one, misspelt."""
    known = catalog.codes("indicator")
    for number, code in enumerate(frame["indicator"].cat.categories):
        rows = np.flatnonzero(frame["indicator"].cat.codes.to_numpy() == number)
        if code in known or code in own or not len(rows):
            continue
        meant = misspelt(str(code), known)
        if meant is not None:
            raise UnknownCodeError(
                "indicator",
                str(code),
                [meant],
                mend=f"({name}, row {int(rows[0])}; {len(rows):,} in all) if {code!r} is one of "
                f"your own: read(path, indicators=[{str(code)!r}])",
                rows=frame.iloc[rows[:1_000]],
            )


def _other_kind(content: bytes, name: str) -> str | None:
    """What a file is that is neither CSV nor Parquet, from its first bytes or its ending."""
    if content.startswith(_SPREADSHEETS):
        return "a spreadsheet"
    if content[:100].removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"[")):
        return "JSON"
    ending = Path(name).suffix.lower()
    return next((kind for kind, endings in _OTHERS.items() if ending in endings), None)


def write(obs: pd.DataFrame, path: str | os.PathLike[str]) -> Path:
    """Write Observations or Claims to a file; what was there stays until the new one is complete.

    Parameters
    ----------
    obs
        Observations or Claims, on any index; columns beyond theirs are left out.
    path
        Ends in .csv, .parquet or .pq.

    Returns
    -------
    pathlib.Path
        The path.

    Raises
    ------
    FileError
        The ending is another, or the directory cannot be written to.
    SchemaError
        The frame could not be read back: a rule is broken.
    WindowError
        As `read`.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from liaoning_econ.frames import OBSERVATIONS, empty
    >>> write(empty(OBSERVATIONS), pathlib.Path(tempfile.mkdtemp()) / "none.parquet").name
    'none.parquet'
    """
    target = Path(path)
    kind = _SUFFIXES.get(target.suffix.lower())
    if kind is None:
        raise FileError(
            f"{target.name} ends in {target.suffix or 'nothing'}", mend="end it in .csv or .parquet"
        )
    declaration = _declaration(obs)
    plain = coerce(obs[declaration.names], declaration, what="obs")
    check(plain, declaration, what="obs")
    if declaration is OBSERVATIONS:
        one_currency(plain, what="obs")
        published_after(plain, what="obs")
    with replace_file(target) as beside:
        if kind == "parquet":
            _to_parquet(plain, beside)
        else:
            _to_csv(plain, beside)
    return target


def _declaration(table: pd.DataFrame) -> Frame:
    """Claims where the columns of a claim are there, else Observations."""
    declaration = CLAIMS if {"claim", "document"} <= set(map(str, table.columns)) else OBSERVATIONS
    missing_columns(table, declaration, what="the file")
    return declaration


def _codes(regions: Mapping[str, str] | pd.DataFrame | None) -> frozenset[str]:
    if regions is None:
        return frozenset()
    codes = regions["region"] if isinstance(regions, pd.DataFrame) else regions
    return frozenset(str(code) for code in codes)


def _to_csv(frame: pd.DataFrame, path: Path) -> None:
    """Shortest digits that come back as the same number, days without a time."""
    plain = frame.copy(deep=False)
    for column in frame.columns:
        if frame[column].dtype.kind == "M":
            plain[column] = frame[column].dt.strftime("%Y-%m-%d")
    # A carriage return alone ends a line for readers, and only all text can be quoted for it.
    returns = any(_has_return(frame[name]) for name in frame.columns)
    quoting: Literal[0, 2] = csv.QUOTE_NONNUMERIC if returns else csv.QUOTE_MINIMAL
    plain.to_csv(path, index=False, encoding="utf-8", lineterminator="\n", quoting=quoting)


def _has_return(values: pd.Series) -> bool:
    if isinstance(values.dtype, pd.CategoricalDtype):
        return any("\r" in str(code) for code in values.cat.categories)
    return values.dtype.kind not in "Mfiub" and any("\r" in str(text) for text in values)


def _to_parquet(frame: pd.DataFrame, path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.Table.from_pandas(frame, preserve_index=False), path)


def _from_parquet(content: bytes, name: str) -> pd.DataFrame:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        table = parquet.read_table(pa.py_buffer(content))
        return cast("pd.DataFrame", table.to_pandas(ignore_metadata=True))
    except (pa.ArrowException, OSError, ValueError) as error:
        raise FileError(
            f"{name} is a damaged Parquet file: {shorten(str(error), 120)}",
            mend="write or download it again; it may be cut off",
        ) from error


def _from_csv(
    content: bytes, path: str, declared: Callable[[list[str], str], Frame]
) -> pd.DataFrame:
    """A text file as a frame: every column read as its declared kind, cell by cell."""
    _refuse_other_encodings(content, path)
    table = _cells(content, path)
    declaration = declared(table.column_names, path)
    if table.num_rows == 0:
        return empty(declaration)
    name = Path(path).name
    return pd.DataFrame(
        {
            column.name: _typed(_texts(table, column.name, name), column, name)
            for column in declaration.columns
        }
    )


def _refuse_other_encodings(content: bytes, path: str) -> None:
    encoding = encoding_of(content)
    if encoding in {"utf-8", "utf-8-sig"} and b"\x00" not in content[:4096]:
        return
    if encoding == "utf-8":
        raise FileError(f"{path} is no text file", mend="CSV or Parquet")
    raise FileError(
        f"{path} is not in UTF-8; it seems to be in {encoding}",
        mend=f"text = path.read_text(encoding={encoding!r}), then "
        "path.write_text(text, encoding='utf-8')",
    )


def _cells(content: bytes, path: str) -> pa.Table:
    """All cells as text, each distinct one once."""
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    head = re.split(rb"\r\n|\n|\r", content[:100_000], maxsplit=1)[0]
    header = next(csv.reader([head.decode("utf-8-sig", errors="replace")]), [])
    if len(header) < 2:
        separator = next((mark for mark in ";\t|" if mark.encode() in head), "")
        raise FileError(
            f"{path} has one column" + (f"; its separator is {separator!r}" if separator else ""),
            mend="separate the columns with commas",
        )
    twice = [name for name in header if header.count(name) > 1]
    if twice:
        raise FileError(f"{path} has the column {twice[0]!r} twice", mend="rename one of the two")
    try:
        return arrow_csv.read_csv(
            pa.py_buffer(content),
            # One block: a cell of any length lies inside it.
            read_options=arrow_csv.ReadOptions(use_threads=False, block_size=len(content) + 1),
            parse_options=arrow_csv.ParseOptions(newlines_in_values=True),
            convert_options=arrow_csv.ConvertOptions(
                column_types={name: pa.dictionary(pa.int32(), pa.string()) for name in header},
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowException as error:
        raise FileError(
            f"{path} cannot be read as CSV: {shorten(str(error), 160)}",
            mend="look for a row with a comma too many, or for a quote that is not closed",
        ) from error


def _declaration_of_header(names: list[str], path: str) -> Frame:
    header = pd.DataFrame(columns=pd.Index([name.strip() for name in names]))
    declaration = CLAIMS if {"claim", "document"} <= set(header.columns) else OBSERVATIONS
    missing_columns(header, declaration, what=Path(path).name)
    return declaration


def _columns_there(names: list[str]) -> Frame:
    """What is declared of the columns that a file has; no two rows need differ."""
    have = {name.strip() for name in names}
    there = tuple(column for column in CLAIMS.columns if column.name in have)
    return Frame("Claims", CLAIMS.title, there, key=())


def _texts(table: pa.Table, name: str, file: str) -> pd.Categorical[Any]:
    """One column's cells as a category of texts; a cell of a megabyte is refused."""
    place = [column.strip() for column in table.column_names].index(name)
    chunk = table.column(place).combine_chunks()
    texts = chunk.dictionary.to_pylist()
    codes = chunk.indices.to_numpy(zero_copy_only=False)
    for number, text in enumerate(texts):
        if len(text) > _LONGEST_CELL:
            row = int(np.argmax(codes == number))
            raise FileError(
                f"{file}, row {row}, column {name!r}: a cell of {len(text):,} characters",
                mend="shorten it, or look for a quote that is not closed",
            )
    return pd.Categorical.from_codes(codes, dtype=cast("Any", pd.CategoricalDtype(texts)))


def _typed(cells: pd.Categorical[Any], column: Column, file: str) -> pd.Series:
    """Cells as their declared kind, converted once a distinct text."""
    texts = pd.Series(cells.categories, dtype="str")
    if column.kind == "category":
        return pd.Series(cells)
    if column.kind in {"float", "int"}:
        read = pd.to_numeric(texts.where(texts != ""), errors="coerce")
        values = read.to_numpy(dtype=np.float64, na_value=np.nan)
        _refuse_odd(cells, texts, np.isnan(values), column, file)
        numbers = pd.Series(values[cells.codes])
        return numbers if column.kind == "float" else _whole(numbers, cells, texts, column, file)
    if column.kind == "datetime":
        days = pd.to_datetime(texts.where(texts != ""), errors="coerce", format="%Y-%m-%d")
        _refuse_odd(cells, texts, days.isna().to_numpy(), column, file)
        return pd.Series(days.to_numpy().astype(DATETIME)[cells.codes])
    return pd.Series(texts.to_numpy()[cells.codes], dtype="str")


def _whole(
    numbers: pd.Series,
    cells: pd.Categorical[Any],
    texts: pd.Series,
    column: Column,
    file: str,
) -> pd.Series:
    whole = [text == "" or re.fullmatch(r"[+-]?\d{1,15}(?:\.0*)?", text) for text in texts]
    odd = np.asarray([not fits for fits in whole], dtype=np.bool_)
    _refuse_odd(cells, texts, odd, column, file)
    return numbers.astype("Int64")


def _refuse_odd(
    cells: pd.Categorical[Any],
    texts: pd.Series,
    odd: np.ndarray[Any, np.dtype[np.bool_]],
    column: Column,
    file: str,
) -> None:
    """Name the first cell that is filled and not of its kind; what is empty is left to `check`."""
    filled = odd & (texts != "").to_numpy()
    if not filled.any():
        return
    rows = np.flatnonzero(filled[cells.codes])
    kind = {"datetime": "a day (2018-07-31)", "float": "a number", "int": "a whole number"}
    text = str(texts.iloc[cells.codes[rows[0]]])
    found = pd.DataFrame({"row": rows[:1_000], "rule": f"{column.name} is {kind[column.kind]}"})
    found[column.name] = texts.to_numpy()[cells.codes[rows[:1_000]]]
    raise SchemaError(
        f"{file}, row {int(rows[0])}, column {column.name!r}: {shorten(text)!r} is not "
        f"{kind[column.kind]} ({len(rows):,} in all)",
        mend="correct the cell, or leave the row out",
        rows=found,
    )
