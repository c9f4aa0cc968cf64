"""The regressors of a least squares fit, prepared once for any number of series.

min |y - X b| has the solution b = X+ y, with X+ = R^-1 Q' from the factors of X, whose columns are
first scaled by powers of two, so that nothing is rounded. Where the scaled columns are nearly
dependent, X+ is refined by Bjoerck's iteration of the augmented system

    r + X b = f,    X' r = g,

which for f = 0 and g = e_j has row j of X+ as r: what an approximate solution leaves over is worked
out in twice the digits of float64, and solved for with the same Q and R. Coefficients and residuals
are then sums in twice the digits too. The condition number chooses; where both ways apply they give
the same answer.

References: Bjoerck, A. (1967), Iterative refinement of linear least squares solutions I, BIT 7,
257-278. Bjoerck, A. (1996), Numerical Methods for Least Squares Problems, SIAM, section 2.9.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, NoReturn

import numpy as np

from liaoning_econ.errors import TrendError
from liaoning_econ.kernels import extended

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["Design"]

# Up to this condition number of the scaled columns float64 alone keeps its digits.
_EASY = 500.0
# A column of which the others leave no more than this share has no coefficient of its own.
_OWN_SHARE = 16 * float(np.finfo(np.float64).eps)
# A constant is among what the columns give when they leave no more of it.
_CONSTANT_LEFT = 1e-10
# Beyond it, a column's length may leave float64.
_LARGEST = 1e300
# The refinement ends at the first of these, and fails where it ends above the last.
_REFINED, _ROUNDS, _AT_WORST = 1e-28, 60, 1e-16


@dataclass(frozen=True, slots=True)
class Design:
    """Regressors and their pseudo-inverse: one for all series, or one a series.

    The shapes below are those of regressors that all series share; where each series has its own,
    every array has the series as its first axis.

    Attributes
    ----------
    columns : ndarray of float64
        The regressors over powers of two, shape (periods, k).
    exponents : ndarray of int
        Those powers, shape (k,): X is `ldexp(columns, exponents)`.
    inverse : ndarray of float64
        The pseudo-inverse of `columns`, shape (k, periods).
    rest : ndarray of float64
        What `inverse` rounds off, where `careful`; else zeros.
    careful : ndarray of bool
        Whether sums are worked in twice the digits; shape ().
    constant : ndarray of float64
        Coefficients of `columns` that give 1 throughout, zeros where none do; shape (k,).
    centred : ndarray of bool
        Whether the columns give a constant; shape ().

    Examples
    --------
    >>> year = np.array([2014.0, 2015.0, 2016.0, 2017.0])
    >>> design = Design.of(np.column_stack((np.ones(4), year - 2014)))
    >>> [bool(answer) for answer in (design.centred, design.careful)]
    [True, False]
    """

    columns: npt.NDArray[np.float64]
    exponents: npt.NDArray[np.intc]
    inverse: npt.NDArray[np.float64]
    rest: npt.NDArray[np.float64]
    careful: npt.NDArray[np.bool_]
    constant: npt.NDArray[np.float64]
    centred: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, X: npt.NDArray[np.float64], *, first: int = 0) -> Design:
        """Prepare regressors.

        Parameters
        ----------
        X
            Shape (periods, k) or (series, periods, k), the constant among the columns.
        first
            The number of the first series, for messages.

        Returns
        -------
        Design
            With everything that a fit of any series needs.

        Raises
        ------
        TrendError
            A number that is missing, infinite or beyond 1e300, or a column that those before it
            give, to within rounding.
        """
        _refuse_no_numbers(X, first)
        columns, exponents = _scaled(X)
        ortho, triangle = np.linalg.qr(columns)
        shares = _own_shares(columns, triangle)
        dependent = (shares <= _OWN_SHARE * X.shape[-1]).any(axis=-1)
        for at in np.argwhere(dependent):
            _refuse(shares[tuple(at)], first + int(at[0]) if at.size else None)
        spread = np.linalg.svd(triangle, compute_uv=False)
        inverse = np.linalg.solve(triangle, np.swapaxes(ortho, -1, -2))
        careful = spread[..., 0] > _EASY * spread[..., -1]
        rest = np.zeros_like(inverse)
        for at in np.argwhere(careful):
            place = tuple(at)
            refined = _refined(columns[place], ortho[place], triangle[place])
            if refined is None:
                _refuse(shares[place], first + int(at[0]) if at.size else None)
            inverse[place], rest[place] = refined
        nothing = np.zeros(X.shape[:-2] + X.shape[-1:])
        bare = cls(columns, exponents, inverse, rest, careful, nothing, np.zeros_like(careful))
        return bare._with_constant()

    def take(self, chosen: npt.NDArray[np.bool_]) -> Design:
        """Keep the regressors of some series.

        Parameters
        ----------
        chosen
            Shape (series,).

        Returns
        -------
        Design
            Itself where all series share their regressors.
        """
        if self.careful.ndim == 0:
            return self
        return Design(*(getattr(self, part.name)[chosen] for part in fields(self)))

    def fit(
        self, y: npt.NDArray[np.float64]
    ) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Fit every series.

        Parameters
        ----------
        y
            Shape (series, periods), finite, of a size whose squares float64 holds.

        Returns
        -------
        params : ndarray of float64
            Coefficients of `columns`, shape (series, k).
        residuals : ndarray of float64
            Shape (series, periods).
        """
        careful = np.broadcast_to(self.careful, y.shape[:1])
        # From its first figure on, a level of a billion costs no digit, and a constant series
        # leaves exactly nothing.
        level = np.where(self.centred, y[:, 0], 0.0)[:, None]
        if careful.all():
            params, residuals = _carefully(self, y, level)
        else:
            params, residuals = _fast(self, y - level)
            if careful.any():
                some = _carefully(self.take(careful), y[careful], level[careful])
                params[careful], residuals[careful] = some
        return params + level * self.constant, residuals

    def _with_constant(self) -> Design:
        """Find out which coefficients give a constant, if any do."""
        periods = self.columns.shape[-2]
        flat = (self.columns == self.columns[..., :1, :]).all(axis=-2)
        one = np.zeros_like(self.constant)
        np.put_along_axis(one, np.argmax(flat, axis=-1)[..., None], 1.0, axis=-1)
        value = np.where(flat, self.columns[..., 0, :], 1.0)
        params, left = self.fit(np.ones((*(self.careful.shape or (1,)), periods)))
        found = np.where(flat.any(axis=-1)[..., None], one / value, params.reshape(one.shape))
        given = (np.abs(left).max(axis=-1) < _CONSTANT_LEFT).reshape(self.careful.shape)
        centred = flat.any(axis=-1) | given
        return replace(self, constant=np.where(centred[..., None], found, 0.0), centred=centred)


def _fast(
    design: Design, y: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    params = _times(design.inverse, y)
    residuals = y - _times(design.columns, params)
    more = _times(design.inverse, residuals)
    return params + more, residuals - _times(design.columns, more)


def _carefully(
    design: Design, y: npt.NDArray[np.float64], level: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Coefficients and residuals of y - level, every sum in twice the digits."""
    moved, lost = extended.two_sum(y, -level)
    high, low = extended.dot(design.inverse, moved[:, None, :], lost[:, None, :])
    low += _times(design.rest, moved)
    given, more = extended.dot(design.columns, high[:, None, :], low[:, None, :])
    return high + low, extended.add(moved, lost, -given, -more)[0]


def _times(
    matrix: npt.NDArray[np.float64], vectors: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Each vector by the matrix that all share, or by its own."""
    if matrix.ndim == 2:
        return vectors @ matrix.T
    product: npt.NDArray[np.float64] = (matrix @ vectors[..., None])[..., 0]
    return product


def _scaled(
    X: npt.NDArray[np.float64],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.intc]]:
    """Columns of a length between a half and one, and the powers of two that they were over."""
    first = np.frexp(np.abs(X).max(axis=-2))[1]
    columns = np.ldexp(X, -first[..., None, :])
    second = np.frexp(np.linalg.norm(columns, axis=-2))[1]
    return np.ldexp(columns, -second[..., None, :]), first + second


def _refuse_no_numbers(X: npt.NDArray[np.float64], first: int) -> None:
    good = np.abs(X) <= _LARGEST
    if not good.all():
        place = tuple(int(number) for number in np.argwhere(~good)[0])
        whose = "X" if len(place) == 2 else f"X of series {first + place[0]}"
        raise TrendError(
            f"{X[place]} in {whose} at period {place[-2]} of column {place[-1]}, counted from 0",
            mend="leave that period or that column out for all series",
        )


def _own_shares(
    columns: npt.NDArray[np.float64], triangle: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """What the columns before it leave of each column, as a share of its length."""
    own = np.abs(np.diagonal(triangle, axis1=-2, axis2=-1))
    shares: npt.NDArray[np.float64] = own / np.maximum(np.linalg.norm(columns, axis=-2), 0.5)
    return shares


def _refuse(shares: npt.NDArray[np.float64], series: int | None) -> NoReturn:
    column = int(np.argmin(shares))
    whose = "X" if series is None else f"X of series {series}"
    given = "zero" if shares[column] == 0 and column == 0 else "what those before it give together"
    raise TrendError(
        f"column {column} of {whose}, counted from 0, is {given}, to within rounding",
        mend="leave it out; beside a constant, dummies are one fewer than their groups, and powers "
        "of the year are taken from a middle year on",
    )


def _refined(
    X: npt.NDArray[np.float64], ortho: npt.NDArray[np.float64], triangle: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]] | None:
    """The pseudo-inverse in two parts, or None where the columns are too near to dependent."""
    periods, k = X.shape
    row, row_low = np.zeros((k, periods)), np.zeros((k, periods))
    inner, inner_low = np.zeros((k, k)), np.zeros((k, k))
    unit: npt.NDArray[np.float64] = np.eye(k)
    size = last = np.inf
    for _ in range(_ROUNDS):
        given, more = extended.dot(X, inner[:, None, :], inner_low[:, None, :])
        f = -extended.add(given, more, row, row_low)[0]
        given, more = extended.dot(X.T, row[:, None, :], row_low[:, None, :])
        g = extended.add(unit, np.zeros_like(unit), -given, -more)[0]
        turned = ortho.T @ f.T - np.linalg.solve(triangle.T, g.T)
        step: npt.NDArray[np.float64] = (f.T - ortho @ turned).T
        row, row_low = extended.add(row, row_low, step, np.zeros_like(step))
        inner_step = np.asarray(np.linalg.solve(triangle, turned).T, dtype=np.float64)
        inner, inner_low = extended.add(inner, inner_low, inner_step, np.zeros_like(inner_step))
        size = float((np.abs(step).max(axis=1) / np.abs(row).max(axis=1)).max())
        if size < _REFINED or not size < last / 2:
            break
        last = size
    return (row, row_low) if min(size, last) < _AT_WORST else None
