"""Canonical unit strings, their products and ratios, and what turns one unit into another.

pint merges units of one dimension where there is more than a pair of them, in a registry that holds
these units and no others.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from liaoning_econ.errors import UnitError
from liaoning_econ.units.spellings import (
    ATOMS,
    COUNTED,
    CURRENCIES,
    SIZES,
    TIMES,
    aliases,
    folded,
    refuse,
)

if TYPE_CHECKING:
    import pint

__all__ = [
    "divide",
    "divide_exactly",
    "factor",
    "factor_exactly",
    "is_counted",
    "is_currency",
    "is_ratio",
    "is_time",
    "mend",
    "multiply",
    "multiply_exactly",
    "normalise",
]


def normalise(unit: str) -> str:
    """Return the canonical unit for any known spelling, English or Chinese.

    Parameters
    ----------
    unit
        "firms", "yuan", "%", "yuan per person", "元/人", ...

    Returns
    -------
    str
        The canonical unit: "firm", "CNY/person".

    Raises
    ------
    UnknownCodeError
        No such unit; the nearest spelling is offered.

    Examples
    --------
    >>> normalise("companies"), normalise("元"), normalise("yuan per person")
    ('firm', 'CNY', 'CNY/person')
    """
    if unit in ATOMS:
        return unit
    return _normalise(unit) if len(unit) <= 200 else refuse(unit)


@functools.lru_cache(maxsize=1024)
def _normalise(unit: str) -> str:
    """As `normalise`, remembered."""
    return _written(_exponents(unit))


def _exponents(unit: str) -> dict[str, int]:
    """Canonical atoms and their powers: "CNY/person" is {"CNY": 1, "person": -1}."""
    known = aliases()
    powers: dict[str, int] = {}
    sign, word = 1, ""
    for piece in [*_pieces(unit), "*"]:
        if piece not in ("*", "/"):
            word = piece
            continue
        atom = known.get(folded(word))
        if atom is None:
            refuse(word or unit)
        elif atom != "1":
            powers[atom] = powers.get(atom, 0) + sign
        sign, word = (-1 if piece == "/" else 1), ""
    return {atom: power for atom, power in powers.items() if power}


def _pieces(unit: str) -> list[str]:
    """Words and the signs between them; "per" and 每 are signs of division."""
    spaced = unit.replace("每", " / ").replace("/", " / ").replace("*", " * ").replace("×", " * ")
    pieces: list[str] = []
    for word in spaced.split():
        sign = "/" if word.casefold() == "per" else word
        if sign in ("/", "*") or not pieces or pieces[-1] in ("/", "*"):
            # "per cent" is one word, no division.
            pieces.append(sign)
        else:
            pieces[-1] = f"{pieces[-1]} {sign}"
        if pieces[-1].casefold() == "cent" and pieces[-2:-1] == ["/"]:
            pieces[-2:] = ["percent"]
            if len(pieces) > 1 and pieces[-2] not in ("/", "*"):
                pieces[-2:] = [f"{pieces[-2]} percent"]
    return pieces


def _written(powers: Mapping[str, int]) -> str:
    """The canonical string of atoms and powers, in alphabetical order."""
    above = [atom for atom in sorted(powers) for _ in range(max(powers[atom], 0))]
    below = [atom for atom in sorted(powers) for _ in range(max(-powers[atom], 0))]
    return "/".join(["*".join(above) or "1", *below])


def is_currency(unit: str) -> bool:
    """Whether the unit is plain money.

    Parameters
    ----------
    unit
        Any spelling of a unit.

    Returns
    -------
    bool

    Raises
    ------
    UnknownCodeError
        No such unit; the nearest spelling is offered.

    Examples
    --------
    >>> is_currency("CNY"), is_currency("CNY/person")
    (True, False)
    """
    return normalise(unit) in CURRENCIES


def is_counted(unit: str) -> bool:
    """Whether the unit is a kind of whole things counted: firms, persons, projects.

    Parameters
    ----------
    unit
        Any spelling of a unit.

    Returns
    -------
    bool

    Raises
    ------
    UnknownCodeError
        No such unit; the nearest spelling is offered.

    Examples
    --------
    >>> is_counted("firms"), is_counted("days")
    (True, False)
    """
    return normalise(unit) in COUNTED


def is_time(unit: str) -> bool:
    """Whether the unit is a length of time.

    Parameters
    ----------
    unit
        Any spelling of a unit.

    Returns
    -------
    bool

    Raises
    ------
    UnknownCodeError
        No such unit; the nearest spelling is offered.

    Examples
    --------
    >>> is_time("months"), is_time("firm/month")
    (True, False)
    """
    return normalise(unit) in TIMES


def is_ratio(unit: str) -> bool:
    """Whether the unit is one unit over another.

    Parameters
    ----------
    unit
        Any spelling of a unit.

    Returns
    -------
    bool

    Raises
    ------
    UnknownCodeError
        No such unit; the nearest spelling is offered.

    Examples
    --------
    >>> is_ratio("CNY/person"), is_ratio("percent")
    (True, False)
    """
    return "/" in normalise(unit)


def multiply(left: str, right: str) -> tuple[str, float]:
    """Return the canonical unit of a product, and the factor that goes with it.

    Parameters
    ----------
    left, right
        Any spellings of two units.

    Returns
    -------
    tuple of str and float
        The unit of the product, and what the product of the figures is multiplied with.

    Raises
    ------
    UnknownCodeError
        No such unit; the nearest spelling is offered.

    Examples
    --------
    >>> multiply("firm/month", "year")
    ('firm', 12.0)
    """
    unit, exact = multiply_exactly(left, right)
    return unit, float(exact)


def divide(left: str, right: str) -> tuple[str, float]:
    """Return the canonical unit of a ratio, and the factor that goes with it.

    Parameters
    ----------
    left, right
        Any spellings of two units.

    Returns
    -------
    tuple of str and float
        The unit of the ratio, and what the ratio of the figures is multiplied with.

    Raises
    ------
    UnknownCodeError
        No such unit; the nearest spelling is offered.

    Examples
    --------
    >>> divide("CNY", "person")
    ('CNY/person', 1.0)
    """
    unit, exact = divide_exactly(left, right)
    return unit, float(exact)


def multiply_exactly(left: str, right: str) -> tuple[str, Fraction]:
    """As `multiply`, the factor as an exact fraction.

    Parameters
    ----------
    left, right
        Any spellings of two units.

    Returns
    -------
    tuple of str and Fraction
        The unit of the product, and its factor.

    Raises
    ------
    UnknownCodeError
        No such unit; the nearest spelling is offered.

    Examples
    --------
    >>> multiply_exactly("firm/year", "month")
    ('firm', Fraction(1, 12))
    """
    return _combined(normalise(left), normalise(right), 1)


def divide_exactly(left: str, right: str) -> tuple[str, Fraction]:
    """As `divide`, the factor as an exact fraction.

    Parameters
    ----------
    left, right
        Any spellings of two units.

    Returns
    -------
    tuple of str and Fraction
        The unit of the ratio, and its factor.

    Raises
    ------
    UnknownCodeError
        No such unit; the nearest spelling is offered.

    Examples
    --------
    >>> divide_exactly("month", "year")
    ('1', Fraction(1, 12))
    """
    return _combined(normalise(left), normalise(right), -1)


@functools.lru_cache(maxsize=1024)
def _combined(left: str, right: str, sign: int) -> tuple[str, Fraction]:
    """The product of `left` and `right` to the power `sign`, both canonical."""
    powers = _exponents(left)
    for atom, power in _exponents(right).items():
        powers[atom] = powers.get(atom, 0) + sign * power
    powers = {atom: power for atom, power in powers.items() if power}
    exact = Fraction(1)
    dimensions = [_dimension(atom) for atom in powers]
    if len(set(dimensions)) < len(dimensions):
        powers, exact = _reduced(powers)
    # Percent stands alone or over a unit; next to another unit it is a hundredth.
    share = powers.get("percent", 0)
    beside = any(power > 0 for atom, power in powers.items() if atom != "percent")
    if share and (share != 1 or beside):
        exact *= Fraction(1, 100) ** share
        del powers["percent"]
    return _written(powers), exact


def _dimension(atom: str) -> str:
    """The dimension of an atom: its own, unless it shares one."""
    return SIZES[atom][0] if atom in SIZES else atom


def _reduced(powers: Mapping[str, int]) -> tuple[dict[str, int], Fraction]:
    """Merge atoms of one dimension (month and year): a single pair here, more by pint."""
    alike = [atom for atom in powers if [*map(_dimension, powers)].count(_dimension(atom)) > 1]
    if len(alike) == 2:
        kept, other = alike
        merged = {**powers, kept: powers[kept] + powers[other]}
        exact = (SIZES[other][1] / SIZES[kept][1]) ** merged.pop(other)
        return {atom: power for atom, power in merged.items() if power}, exact
    registry = _registry()
    product = registry.Quantity(Fraction(1), registry.UnitsContainer(dict(powers)))
    reduced = product.to_reduced_units()
    left = {str(atom): int(str(power)) for atom, power in reduced.unit_items()}
    return left, Fraction(reduced.magnitude)


@functools.cache
def _registry() -> pint.UnitRegistry[Fraction]:
    """pint's registry with the units of this module alone, in exact fractions."""
    import pint

    # pint's own annotations know no registry without a file and no exact numbers.
    make: Any = pint.UnitRegistry
    registry: pint.UnitRegistry[Fraction] = make(None, non_int_type=Fraction)
    for atom in sorted(ATOMS - {"1"}):
        if atom not in SIZES:
            registry.define(f"{atom} = [{atom}]")
    registry.define("percent = [share]")
    bases = {dimension: atom for atom, (dimension, size) in SIZES.items() if size == 1}
    for atom, (dimension, size) in SIZES.items():
        if size == 1 and dimension != "number":
            registry.define(f"{atom} = [{dimension}]")
    for atom, (dimension, size) in SIZES.items():
        if size != 1 and dimension != "number":
            registry.define(f"{atom} = {size.numerator} / {size.denominator} * {bases[dimension]}")
    return registry


def factor(source: str, target: str) -> float:
    """Return what a figure in `source` is multiplied with to be in `target`.

    Parameters
    ----------
    source, target
        Any spellings of two units.

    Returns
    -------
    float
        The factor, rounded once.

    Raises
    ------
    UnitError
        The two measure different things; both are named, with what would mend it.
    UnknownCodeError
        One of the two is no unit.

    Examples
    --------
    >>> factor("year", "month"), factor("percent", "1")
    (12.0, 0.01)
    """
    return float(factor_exactly(source, target))


def factor_exactly(source: str, target: str) -> Fraction:
    """As `factor`, as an exact fraction.

    Parameters
    ----------
    source, target
        Any spellings of two units.

    Returns
    -------
    Fraction
        The factor.

    Raises
    ------
    UnitError
        The two measure different things; both are named, with what would mend it.
    UnknownCodeError
        No such unit; the nearest spelling is offered.

    Examples
    --------
    >>> factor_exactly("month", "year")
    Fraction(1, 12)
    """
    return _factor(normalise(source), normalise(target))


@functools.lru_cache(maxsize=1024)
def _factor(source: str, target: str) -> Fraction:
    """As `factor_exactly`, both canonical."""
    if source == target:
        return Fraction(1)
    unit, exact = _combined(source, target, -1)
    if unit == "percent":
        return exact / 100
    if unit != "1":
        raise UnitError(f"{source} and {target} do not fit", mend=mend(source, target))
    return exact


def mend(source: str, target: str) -> str:
    """Say what would bring `source` and `target` together.

    Parameters
    ----------
    source, target
        Two canonical units that do not fit.

    Returns
    -------
    str
        For the `mend` of an error.

    Examples
    --------
    >>> mend("CNY", "CNY/person")
    "divide the CNY by a quantity in person, or pass per='person'"
    """
    pair = {source, target}
    if pair <= CURRENCIES:
        return (
            f"bring both to one currency: to_currency(observations, {target!r}), or multiply by a "
            f'rate, Quantity(rate, "{target}/{source}")'
        )
    if "percent" in pair and pair & {"percentage_point", "basis_point"}:
        return (
            "a share in percent changes by percentage points, a level grows by percent: give both "
            'in percent (a share of 39 percent up 2 points is Quantity(39 + 2, "percent")), or '
            "multiply the level by the growth"
        )
    above, *below = source.split("/")
    if below and above == target:
        return f"multiply the {source} by a quantity in {'*'.join(below)}"
    above, *below = target.split("/")
    if below and above == source:
        return f"divide the {source} by a quantity in {'*'.join(below)}, or pass per={below[0]!r}"
    return f"they measure different things: set {source} beside {source}, or form a ratio with /"
