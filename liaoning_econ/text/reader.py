"""An article's text to Claims, and why columns of them stayed open."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, cast

import numpy as np
import pandas as pd

from liaoning_econ import window
from liaoning_econ.errors import LiaoningEconError, TextError, shorten
from liaoning_econ.text.languages import only
from liaoning_econ.text.reading import Reading
from liaoning_econ.text.rows import claims_frame, reasons_frame

if TYPE_CHECKING:
    from pandera.typing import DataFrame

    from liaoning_econ.schemas import Claims
    from liaoning_econ.text.claim import Claim

__all__ = ["read_text", "reasons", "with_reasons"]

_LANGUAGES: Final = (None, "en", "zh")


def read_text(
    text: str,
    *,
    published: object = None,
    language: str | None = None,
    document: str | None = None,
) -> DataFrame[Claims]:
    """Read the figures out of a text, English, Chinese or both.

    Parameters
    ----------
    text
        The article. Line ends of every kind count as newlines before places are counted.
    published
        The day on which it appeared, from which "last year" counts: a day, "2018-08", or a pair
        of the earliest and the latest possible day. None leaves such windows open.
    language
        "en" or "zh" reads what is written in that language alone; None reads both.
    document
        The name under which the claims stand; "text" where none is given.

    Returns
    -------
    DataFrame[Claims]
        One row a figure, in the order of the text; `text[span_start:span_end] == surface`.
        Indicator and region are "unknown" where the words do not settle them.

    Raises
    ------
    TextError
        The text is no text, the language is not known, or the day cannot be read.

    Examples
    --------
    >>> claims = read_text("It drew nearly 30,000 new companies.")
    >>> claims[["surface", "qualifier", "lower", "upper", "unit"]]
      surface qualifier    lower    upper  unit
    0  30,000    nearly  27000.0  30000.0  firm
    """
    plain, claims, days = _read(text, published, language)
    return cast("DataFrame[Claims]", claims_frame(plain, claims, days, document or "text"))


def reasons(
    text: str,
    *,
    published: object = None,
    language: str | None = None,
    document: str | None = None,
) -> pd.DataFrame:
    """Say why indicator, region, unit or window of a text's claims stayed open.

    Parameters
    ----------
    text, published, language, document
        As `read_text` takes them.

    Returns
    -------
    pd.DataFrame
        document, claim, column and reason, one row a column that stayed open: indicator, region,
        unit or window (start and end). The claims are those of `read_text`.

    Raises
    ------
    TextError
        As `read_text` raises it.

    Examples
    --------
    >>> found = reasons("Cargo rose 5 percent last year.")
    >>> dict(zip(found["column"], found["reason"], strict=True))["window"]
    "'last year' needs published"
    """
    return reasons_frame(_read(text, published, language)[1], document or "text")


def with_reasons(
    text: str,
    *,
    published: object = None,
    language: str | None = None,
    document: str | None = None,
) -> tuple[DataFrame[Claims], pd.DataFrame]:
    """Return what `read_text` and `reasons` return, from one pass.

    Parameters
    ----------
    text, published, language, document
        As `read_text` takes them.
    """
    plain, claims, days = _read(text, published, language)
    name = document or "text"
    frame = claims_frame(plain, claims, days, name)
    return cast("DataFrame[Claims]", frame), reasons_frame(claims, name)


def _read(
    text: str, published: object, language: str | None
) -> tuple[str, list[Claim], tuple[dt.date | None, dt.date | None]]:
    """The one pass: the text with plain line ends, its claims, and the days of publication."""
    if not isinstance(text, str):
        raise TextError(f"an article is text, not {type(text).__name__}", mend="pass a str")
    if language not in _LANGUAGES:
        raise TextError(f"unknown language {shorten(str(language))!r}", mend="pass en, zh or None")
    days = _published(published)
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return plain, Reading(only(plain, language), days[1]).claims(), days


def _published(day: object) -> tuple[dt.date | None, dt.date | None]:
    """Earliest and latest day of publication."""
    if day is None or day is pd.NaT:
        return None, None
    if isinstance(day, (tuple, list)):
        if len(day) != 2:
            raise TextError("published has not two ends", mend="pass (earliest, latest)")
        first, last = _published(day[0])[0], _published(day[1])[1]
        if first is not None and last is not None and last < first:
            raise TextError("published ends before it starts", mend="swap the two days")
        return first, last
    if isinstance(day, (dt.datetime, np.datetime64, pd.Timestamp)):
        stamp = pd.Timestamp(day)
        return stamp.date(), stamp.date()
    if isinstance(day, dt.date):
        return day, day
    try:
        start, end, _ = window.period(str(day))
    except LiaoningEconError as error:
        raise TextError(
            f"published {shorten(repr(day))} is no day", mend='write "2018-08-11" or "2018-08"'
        ) from error
    return start.date(), end.date()
