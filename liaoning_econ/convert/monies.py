"""Currencies: which one a unit is in, how a code is spelt, which way round a pair is quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from liaoning_econ import units
from liaoning_econ.convert import rows
from liaoning_econ.errors import UnitError, shorten

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["currency", "money", "quoted", "require_money"]

# The order in which the market takes currencies as base; for the yuan as its trade system
# (CFETS) prints its central parity rates: yuan for one of those before it, units of the others
# for one yuan.
_BASES = ("EUR", "GBP", "AUD", "NZD", "USD", "CAD", "CHF", "SGD", "HKD", "JPY", "CNY")


def money(unit: str) -> str | None:
    """The currency of a unit that is money, plain or per something else; None for all others.

    Parameters
    ----------
    unit
        A canonical unit.

    Returns
    -------
    str or None
        An ISO 4217 code.

    Examples
    --------
    >>> money("CNY/person"), money("CNY/USD"), money("firm")
    ('CNY', None, None)
    """
    first, *rest = unit.split("/")
    above = [atom for atom in first.split("*") if units.is_currency(atom)]
    below = [atom for atom in rest if units.is_currency(atom)]
    return above[0] if len(above) == 1 and not below else None


def require_money(frame: pd.DataFrame) -> None:
    """Refuse rows that are not money.

    Parameters
    ----------
    frame
        Typed observations.

    Raises
    ------
    UnitError
        A row whose unit is no currency, plain or per something else.
    """
    present = rows.present(frame, "unit")
    none = [unit for unit in present if money(unit) is None]
    if none:
        bad = frame["unit"].isin(none).to_numpy()
        kept = sorted(set(present) - set(none))
        raise UnitError(
            f"not money, but {frame['unit'][bad].iloc[0]}: {rows.listed(frame, bad)}",
            mend=f"leave these rows out: obs[obs.unit.isin({kept})]"
            if kept
            else "pass rows whose unit is a currency, such as CNY",
            rows=rows.offending(frame, bad),
        )


def quoted(one: str, two: str) -> tuple[str, str]:
    """Which of two currencies is the base in the way the market quotes them.

    A mean rate depends on it: the mean of yuan for a dollar is not one over the mean of dollars
    for a yuan. One way for both directions also takes money there and back to what it was.

    Parameters
    ----------
    one, two
        ISO 4217 codes.

    Returns
    -------
    tuple of str
        Base and quote.

    Examples
    --------
    >>> quoted("CNY", "SGD"), quoted("CNY", "KRW")
    (('SGD', 'CNY'), ('CNY', 'KRW'))
    """
    place = {code: number for number, code in enumerate(_BASES)}
    first, second = sorted((one, two), key=lambda code: (place.get(code, len(place)), code))
    return first, second


def currency(code: str) -> str:
    """The ISO 4217 code of any known spelling.

    Parameters
    ----------
    code
        "CNY", "yuan", "元", ...

    Returns
    -------
    str
        The code.

    Raises
    ------
    UnitError
        `code` is a unit, but no money.
    UnknownCodeError
        No such unit; the nearest spelling is offered.

    Examples
    --------
    >>> currency("yuan")
    'CNY'
    """
    found = units.normalise(code)
    if not units.is_currency(found):
        raise UnitError(f"{shorten(code)!r} is no currency", mend="give one such as 'CNY' or 'USD'")
    return found
