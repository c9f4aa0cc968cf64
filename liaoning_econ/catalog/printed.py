"""Figures that somebody printed, and where the words stand.

Documents: the two source articles, the zones' own claims, China's trade with North Korea, and
fragments on Liaoning's trade and foreign investment. Bounds follow from the digits as printed and
the qualifier by the one table in `quantities`; a test holds the file equal to it.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd
import pyarrow as pa

from liaoning_econ import frames
from liaoning_econ.catalog import record
from liaoning_econ.errors import UnknownCodeError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pandera.typing import DataFrame

    from liaoning_econ.schemas import Claims

__all__ = ["claims", "notes", "statements"]

FILE = "claims.csv"
_FIGURES = ("value", "lower", "upper")


def claims(document: str | Sequence[str] | None = None) -> DataFrame[Claims]:
    """Figures that a text or a page printed, as Claims.

    Parameters
    ----------
    document
        One of the documents or several; None for all.

    Returns
    -------
    DataFrame[Claims]
        One row a figure, ordered by document and claim. `surface` is empty where the text is not
        one of the two articles; `paragraph` and spans are missing there.

    Raises
    ------
    UnknownCodeError
        A document is not among those of the catalogue.
    CatalogError
        The shipped file is missing or damaged.

    Examples
    --------
    >>> article = claims("004_ed772e34f7e3be99.txt")
    >>> article.loc[article["claim"] == "S12", ["value", "lower", "upper", "unit"]]
         value    lower    upper  unit
    2  30000.0  27000.0  30000.0  firm
    """
    found = _of_documents(_read(record.DATA)[0], document, tidy=True)
    return cast("DataFrame[Claims]", found)


def notes(document: str | Sequence[str] | None = None) -> pd.DataFrame:
    """What a reader of each claim must know, and the title of its page.

    Parameters
    ----------
    document
        One of the documents or several; None for all.

    Returns
    -------
    pd.DataFrame
        Columns document, claim, note, title, in the order of `claims`.

    Raises
    ------
    UnknownCodeError
        A document is not among those of the catalogue.

    Examples
    --------
    >>> notes("ftz_claims").set_index("claim").loc["F033", "note"]
    'printed "84 wan hu"; a lost decimal point is likely (8.4 wan = 84,000)'
    """
    return _of_documents(_read(record.DATA)[1], document)


def statements(document: str | Sequence[str] | None = None) -> pd.DataFrame:
    """What the two articles say without a number: dates, plans, ranks, words.

    They are no Claims, which always have a value; some can be checked all the same ("consistently
    among the worst").

    Parameters
    ----------
    document
        One of the documents or several; None for all.

    Returns
    -------
    pd.DataFrame
        Columns claim, document, paragraph, region (several separated by a semicolon), indicator,
        kind (date, plan, rank, change, count, share, ordinal), words (at most four of the text),
        speaker, note.

    Raises
    ------
    UnknownCodeError
        A document is not among those of the catalogue.

    Examples
    --------
    >>> statements().set_index("claim").loc["S20", "words"]
    'weakened considerably'
    """
    return _of_documents(_statements(record.DATA), document)


@functools.cache
def _read(directory: Path) -> tuple[pd.DataFrame, pd.DataFrame]:  # noqa: ARG001 - the cache's key
    """All claims, and all notes."""
    columns = frames.CLAIMS.columns
    types = {column.name: record.TYPES.get(column.kind, pa.string()) for column in columns}
    types |= dict.fromkeys(_FIGURES, pa.string())
    rows = record.arrow(FILE, types)
    constants = record.manifest(record.DATA)["files"][FILE]["constants"]
    frame: dict[str, object] = {}
    for column in columns:
        if column.name in constants:
            frame[column.name] = frames.constant(constants[column.name], rows.num_rows)
        elif column.name in _FIGURES:
            frame[column.name] = record.scaled(
                rows[column.name].combine_chunks(), rows["scale"].combine_chunks()
            )
        else:
            frame[column.name] = record.column_of(rows[column.name], column)
    table = pd.DataFrame(frame)
    titles = record.table("sources.csv", frames.SOURCES).set_index("source")["title"]
    note = pd.DataFrame(
        {
            "document": frames.plain_codes(table["document"]),
            "claim": table["claim"],
            "note": rows["note"].to_pandas(),
            "title": titles.reindex(frames.plain_codes(table["source"])).to_numpy(),
        }
    )
    return table, note


@functools.cache
def _statements(directory: Path) -> pd.DataFrame:  # noqa: ARG001 - the cache's key
    """All statements."""
    found = record.arrow("statements.csv", {"paragraph": pa.int64()}).to_pandas()
    return cast("pd.DataFrame", found)


def _of_documents(
    table: pd.DataFrame, document: str | Sequence[str] | None, *, tidy: bool = False
) -> pd.DataFrame:
    """The rows of the documents, as a copy."""
    if document is None:
        return table.copy()
    wanted = [document] if isinstance(document, str) else list(document)
    every = _read(record.DATA)[0]["document"]
    for name in wanted:
        if name not in every.cat.categories:
            raise UnknownCodeError(
                "document",
                name,
                every.cat.categories,
                mend=f"there are {', '.join(every.cat.categories)}",
            )
    part = table[np.asarray(table["document"].isin(wanted))].reset_index(drop=True)
    return record.tidied(part, frames.CLAIMS) if tidy else part
