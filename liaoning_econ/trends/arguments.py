"""Arguments that are a share or a whole number, refused where they are not."""

from __future__ import annotations

from typing import cast

import numpy as np

from liaoning_econ.errors import TrendError, shorten

__all__ = ["require_share", "require_whole"]


def require_whole(number: object, what: str, least: int = 0, *, most: int | None = None) -> None:
    """Refuse what is no whole number, or too small or too large a one.

    Parameters
    ----------
    number
        What came.
    what
        The argument's name.
    least, most
        The least and the most that it may be; None: no most.

    Raises
    ------
    TrendError
        It is none.

    Examples
    --------
    >>> require_whole(2.5, "estimation")
    Traceback (most recent call last):
    liaoning_econ.errors.TrendError: estimation is 2.5. Mend: give a whole number, 0 or more
    """
    whole = isinstance(number, int | np.integer) and not isinstance(number, bool)
    if whole and least <= int(cast("int", number)) and not _beyond(cast("int", number), most):
        return
    span = f"{least} or more" if most is None else f"from {least} to {most:,}"
    raise TrendError(f"{what} is {shorten(str(number))}", mend=f"give a whole number, {span}")


def _beyond(number: int, most: int | None) -> bool:
    return most is not None and number > most


def require_share(confidence: float) -> None:
    """Refuse a confidence that is no share.

    Parameters
    ----------
    confidence
        Between 0 and 1.

    Raises
    ------
    TrendError
        It is not.

    Examples
    --------
    >>> require_share(95)
    Traceback (most recent call last):
    liaoning_econ.errors.TrendError: confidence is 95. Mend: give a share ... such as 0.95
    """
    if not 0 < confidence < 1:
        raise TrendError(
            f"confidence is {confidence:g}", mend="give a share between 0 and 1, such as 0.95"
        )
