"""The frames' schemas as Frictionless Table Schema, for R, Julia, spreadsheets and validators.

Each file describes the CSV that `write` makes: https://specs.frictionlessdata.io/table-schema/,
version 1; an open bound is inf, which the standard reads in capitals and small letters. What it
has no word for (lower <= value) stands in properties of our own.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from liaoning_econ.errors import FileError
from liaoning_econ.files import write_text_atomically
from liaoning_econ.frames import FRAMES, Column, Frame
from liaoning_econ.validation import rules_of

__all__ = ["export", "table_schema"]

_TYPES = {
    "category": "string",
    "str": "string",
    "datetime": "date",
    "float": "number",
    "int": "integer",
    "bool": "boolean",
}


def table_schema(frame: Frame) -> dict[str, Any]:
    """Describe a frame as Frictionless Table Schema.

    Parameters
    ----------
    frame
        One of `frames.FRAMES`.

    Returns
    -------
    dict
        The schema, ready for JSON: fields with type, description and constraints, the primary key
        where none of its columns can be empty, and the rules over rows in words.

    Examples
    --------
    >>> from liaoning_econ.frames import RATES
    >>> table_schema(RATES)["fields"][4]["type"]
    'number'
    """
    key = list(frame.key)
    schema: dict[str, Any] = {
        "name": _file_name(frame),
        "title": frame.title,
        "fields": [_field(column) for column in frame.columns],
        "missingValues": [""],
    }
    if not any(frame.by_name[name].nullable for name in key):
        schema["primaryKey"] = key
    schema["liaoning_econ:key"] = key
    schema["liaoning_econ:rules"] = [rule.name for rule in rules_of(frame)]
    return schema


def export(directory: str | os.PathLike[str] = "schemas") -> list[Path]:
    """Write one JSON file a frame.

    Parameters
    ----------
    directory
        Where the files go; it is made where it is not there.

    Returns
    -------
    list of pathlib.Path
        The files, in the frames' order.

    Raises
    ------
    FileError
        The directory cannot be made or written to.

    Examples
    --------
    >>> import tempfile
    >>> [path.name for path in export(tempfile.mkdtemp())][:2]
    ['observations.json', 'claims.json']
    """
    place = Path(directory)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(
            f"{place} cannot be made a directory: {error.strerror or error}",
            mend="choose another path",
        ) from error
    return [
        write_text_atomically(
            place / f"{_file_name(frame)}.json",
            json.dumps(table_schema(frame), ensure_ascii=False, indent=2) + "\n",
        )
        for frame in FRAMES
    ]


def _file_name(frame: Frame) -> str:
    return frame.name.lower()


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.kind],
        "description": column.description,
    }
    constraints: dict[str, Any] = {}
    # A text may be empty and is not missing; a code is always there.
    if not column.nullable and column.kind != "str":
        constraints["required"] = True
    if column.categories is not None:
        constraints["enum"] = [str(code) for code in column.categories.categories]
    if column.pattern is not None:
        constraints["pattern"] = column.pattern
    if constraints:
        field["constraints"] = constraints
    return field
