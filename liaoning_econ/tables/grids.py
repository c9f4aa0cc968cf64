"""Rows of cells out of a file: CSV in whatever encoding it has, XLS, XLSX."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable
from typing import Any

from liaoning_econ.errors import FileError
from liaoning_econ.files import decode, read_bytes

Cell = str | float | None

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_LARGEST_CELL = 1_000_000


def grid(path: str | os.PathLike[str]) -> list[list[Cell]]:
    """All rows of a file's first sheet; what it is is told by its bytes, not by its name.

    Parameters
    ----------
    path
        A CSV, XLS or XLSX file.

    Raises
    ------
    FileError
        The file is missing, empty, a web page, damaged, or of a kind whose reader is missing.
    """
    content = read_bytes(path)
    if content.startswith(_OLD_EXCEL):
        return _old_excel(content, path)
    if content.startswith(_ZIP):
        return _new_excel(content, path)
    if content.lstrip()[:200].lower().startswith((b"<!doctype html", b"<html", b"<table")):
        raise FileError(f"{path} is a web page", mend="download it again as CSV or Excel")
    return _csv(decode(content), path)


def _csv(text: str, path: str | os.PathLike[str]) -> list[list[Cell]]:
    previous = csv.field_size_limit(_LARGEST_CELL)
    try:
        # A site that saves with tabs calls it CSV as well.
        delimiter = "\t" if text.count("\t") > text.count(",") else ","
        return [list(row) for row in csv.reader(io.StringIO(text), delimiter=delimiter)]
    except csv.Error as error:
        raise FileError(
            f"{path} cannot be read as CSV: {error}", mend="look for a quote that is not closed"
        ) from error
    finally:
        csv.field_size_limit(previous)


def _old_excel(content: bytes, path: str | os.PathLike[str]) -> list[list[Cell]]:
    try:
        import xlrd
        from xlrd.biffh import XLRDError
        from xlrd.compdoc import CompDocError
    except ImportError as error:
        raise FileError(
            f"{path} is an XLS file, which the package xlrd reads",
            mend="pip install 'liaoning-econ[xls]', or download the table as CSV",
        ) from error
    try:
        sheet = xlrd.open_workbook(file_contents=content, logfile=io.StringIO()).sheet_by_index(0)
        return [_cells(sheet.row_values(number)) for number in range(sheet.nrows)]
    except (XLRDError, CompDocError, IndexError, ValueError) as error:
        raise FileError(f"{path} is a damaged XLS file: {error}", mend=_AGAIN) from error


def _new_excel(content: bytes, path: str | os.PathLike[str]) -> list[list[Cell]]:
    try:
        import zipfile

        import openpyxl  # type: ignore[import-untyped]
    except ImportError as error:
        raise FileError(
            f"{path} is an XLSX file, which the package openpyxl reads",
            mend="pip install openpyxl, or download the table as CSV",
        ) from error
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return [_cells(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    except (zipfile.BadZipFile, OSError, KeyError, IndexError, ValueError, TypeError) as error:
        raise FileError(f"{path} is a damaged XLSX file: {error}", mend=_AGAIN) from error


_AGAIN = "download it again, or as CSV"


def _cells(row: Iterable[Any]) -> list[Cell]:
    return [
        float(cell) if isinstance(cell, int | float) else None if cell is None else str(cell)
        for cell in row
    ]
