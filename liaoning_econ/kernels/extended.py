"""Sums of products to twice the digits of float64, the same on every machine.

A number is held as two floats, what it rounds to and the rest; both parts of a sum or a product of
floats are worked out exactly. `np.longdouble` would not do: it is float64 on Windows and on ARM.

References: Dekker, T. J. (1971), A floating-point technique for extending the available precision,
Numerische Mathematik 18, 224-242. Ogita, T., Rump, S. M. and Oishi, S. (2005), Accurate sum and dot
product, SIAM Journal on Scientific Computing 26(6), 1955-1988.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from liaoning_econ.intervals import two_product

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["add", "dot", "two_sum"]


def two_sum(
    one: npt.NDArray[np.float64], two: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """A sum rounded to float64 and what rounding left out, together exactly the sum.

    Parameters
    ----------
    one, two
        Terms, shapes that go together.

    Returns
    -------
    tuple of two arrays
        The sum as a float, and its error.

    Examples
    --------
    >>> [float(part[0]) for part in two_sum(np.array([1e16]), np.array([1.0]))]
    [1e+16, 1.0]
    """
    near = one + two
    back = near - one
    return near, (one - (near - back)) + (two - back)


def add(
    high: npt.NDArray[np.float64],
    low: npt.NDArray[np.float64],
    more: npt.NDArray[np.float64],
    rest: npt.NDArray[np.float64],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The sum of two numbers of two parts each.

    Parameters
    ----------
    high, low
        The first number: what it rounds to, and the rest.
    more, rest
        The second one; the shapes go together.

    Returns
    -------
    tuple of two arrays
        The sum: what it rounds to, and the rest.

    Examples
    --------
    >>> parts = (np.array([part]) for part in (1.0, 1e-17, -1.0, 1e-18))
    >>> [float(part[0]) for part in add(*parts)]
    [1.1e-17, 0.0]
    """
    near, error = two_sum(high, more)
    return two_sum(near, error + low + rest)


def dot(
    weights: npt.NDArray[np.float64],
    high: npt.NDArray[np.float64],
    low: npt.NDArray[np.float64] | None = None,
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Sums of products along the last axis, as good as if worked in twice the digits.

    Parameters
    ----------
    weights
        Floats, shape (..., n).
    high, low
        Numbers of two parts, a shape that goes together with it; no `low`: floats.

    Returns
    -------
    tuple of two arrays
        Shape (...): what each sum rounds to, and the rest.

    Examples
    --------
    >>> ones = np.ones(3)
    >>> float(dot(ones, np.array([1e16, 1.0, -1e16]))[0])
    1.0
    """
    terms, errors = two_product(weights, high)
    rest = errors.sum(axis=-1)
    if low is not None:
        rest += (weights * low).sum(axis=-1)
    while terms.shape[-1] > 1:
        half = terms.shape[-1] // 2
        near, error = two_sum(terms[..., :half], terms[..., half : 2 * half])
        rest += error.sum(axis=-1)
        terms = np.concatenate((near, terms[..., 2 * half :]), axis=-1)
    return two_sum(terms[..., 0], rest)
