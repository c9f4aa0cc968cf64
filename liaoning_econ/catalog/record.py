"""The shipped files: read with pyarrow, held to the manifest's hashes.

Each CSV file holds what differs from row to row; what is constant in a series (unit, scale, step
of the last digit printed, source, day of publication) is said once, in `manifest.json`.
"""

from __future__ import annotations

import functools
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from liaoning_econ.errors import CatalogError

if TYPE_CHECKING:
    import numpy.typing as npt

    from liaoning_econ.frames import Column, Frame

__all__ = [
    "DATA",
    "TYPES",
    "arrow",
    "category",
    "column_of",
    "dictionary",
    "manifest",
    "scaled",
    "table",
    "tidied",
]

DATA = Path(__file__).parent / "data"
_MEND = "reinstall liaoning-econ"
# The functions of pyarrow.compute are made at run time; type checkers do not see them.
_compute: Any = pc
_CODES = pa.dictionary(pa.int32(), pa.string())
TYPES = {
    "category": _CODES,
    "datetime": pa.timestamp("us"),
    "float": pa.float64(),
    "int": pa.int64(),
    "bool": pa.bool_(),
}


def manifest(directory: Path | None = None) -> dict[str, Any]:
    """Read the manifest of a data directory; None is the shipped one.

    Raises
    ------
    CatalogError
        It is missing or not the JSON that it should be.
    """
    return _manifest(directory or DATA)


@functools.cache
def _manifest(directory: Path) -> dict[str, Any]:
    """Read once a directory."""
    path = directory / "manifest.json"
    try:
        found = json.loads(path.read_bytes())
        found["files"]
    except OSError as error:
        raise CatalogError(f"{path} cannot be read: {error.strerror}", mend=_MEND) from error
    except (ValueError, KeyError, TypeError) as error:
        raise CatalogError(f"{path} is damaged: {error}", mend=_MEND) from error
    return cast("dict[str, Any]", found)


def arrow(name: str, types: dict[str, pa.DataType]) -> pa.Table:
    """Read one file of the record, after its hash was compared.

    Parameters
    ----------
    name
        The file's name in the manifest.
    types
        Arrow types of columns; a column that is not named is text.

    Raises
    ------
    CatalogError
        The file is missing, or its bytes are not those of the manifest.
    """
    path = DATA / name
    entry = manifest(DATA)["files"].get(name)
    if entry is None:
        raise CatalogError(f"{path} is not in the manifest", mend=_MEND)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CatalogError(f"{path} cannot be read: {error.strerror}", mend=_MEND) from error
    if hashlib.sha256(content).hexdigest() != entry["sha256"]:
        raise CatalogError(f"{path} is damaged: its SHA-256 is not the manifest's", mend=_MEND)
    header = content[: content.index(b"\n")].decode().strip().split(",")
    return pyarrow.csv.read_csv(
        pa.py_buffer(content),
        # One block, so that each column is one array with one dictionary.
        read_options=pyarrow.csv.ReadOptions(use_threads=False, block_size=len(content) + 1),
        parse_options=pyarrow.csv.ParseOptions(newlines_in_values=False),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types={column: types.get(column, pa.string()) for column in header},
            null_values=[""],
            strings_can_be_null=False,
        ),
    )


def dictionary(values: pa.ChunkedArray) -> tuple[npt.NDArray[np.intp], list[str]]:
    """Integer codes of a text column, and the texts that they stand for."""
    encoded = values.combine_chunks()
    if isinstance(encoded, pa.ChunkedArray):  # an empty column has no chunk
        return np.empty(0, dtype=np.intp), []
    if not pa.types.is_dictionary(encoded.type):
        encoded = encoded.dictionary_encode()
    codes = encoded.indices.to_numpy(zero_copy_only=False).astype(np.intp)
    return codes, encoded.dictionary.to_pylist()


def category(codes: npt.NDArray[np.intp], texts: list[str]) -> pd.Categorical:
    """A category column of the texts in use, each once, sorted."""
    names, places = np.unique(np.asarray(texts, dtype=object).astype(str), return_inverse=True)
    used, inverse = np.unique(places[codes], return_inverse=True)
    every = pd.Index([str(name) for name in names[used]], dtype="str")
    return cast("pd.Categorical", pd.Categorical.from_codes(inverse.tolist(), categories=every))


def scaled(values: pa.ChunkedArray, exponents: pa.Array | pa.Scalar) -> npt.NDArray[np.float64]:
    """Printed digits times a power of ten, correctly rounded.

    "28626.58" and 8 are joined to "28626.58e8" before the text becomes a number: a multiplication
    of floats would round twice.
    """
    text = _compute.binary_join_element_wise(
        values.cast(pa.string()), _compute.cast(exponents, pa.string()), "e"
    )
    # An unbounded end has no digits to shift.
    text = _compute.if_else(_compute.match_substring(text, "inf"), values.cast(pa.string()), text)
    # A copy: arrow lends its own memory, which nobody may write to.
    return np.array(_compute.cast(text, pa.float64()).to_numpy(), dtype=np.float64)


@functools.cache
def _table(name: str, declaration: Frame, directory: Path) -> pd.DataFrame:  # noqa: ARG001
    """Read once a directory; `directory` is the cache's key."""
    types = {column.name: TYPES.get(column.kind, pa.string()) for column in declaration.columns}
    read = arrow(name, types)
    return pd.DataFrame(
        {column.name: column_of(read[column.name], column) for column in declaration.columns}
    )


def table(name: str, declaration: Frame) -> pd.DataFrame:
    """A small file as a frame of its own declaration; each call gives a new copy."""
    return _table(name, declaration, DATA).copy()


def column_of(values: pa.ChunkedArray, column: Column) -> object:
    """One column of a file with the declared dtype."""
    if column.kind == "category":
        codes, texts = dictionary(values)
        found = category(codes, texts)
        return found if column.categories is None else found.astype(column.categories)
    if column.kind == "datetime":
        return values.to_numpy()
    if column.kind == "int":
        return pd.array(values.to_pylist(), dtype=cast("Any", column.dtype))
    return values.to_pandas()


def tidied(part: pd.DataFrame, declaration: Frame) -> pd.DataFrame:
    """Part of a frame: plain index, open category lists cut to the codes in use."""
    part = part.reset_index(drop=True)
    for column in declaration.columns:
        if column.kind == "category" and column.categories is None:
            part[column.name] = part[column.name].cat.remove_unused_categories()
    return part
