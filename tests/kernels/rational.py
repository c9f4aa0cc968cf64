"""Least squares in fractions: slow, plain, and exact for the floats that come in."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def least_squares(y: Floats, X: Floats) -> tuple[Floats, Floats, Floats]:
    """Coefficients, standard errors and residuals, each rounded once (the errors a few times)."""
    rows = [[Fraction(float(cell)) for cell in row] for row in X]
    figures = [Fraction(float(figure)) for figure in y]
    columns = [list(column) for column in zip(*rows, strict=True)]
    k = len(columns)
    unit = [[Fraction(int(i == j)) for j in range(k)] for i in range(k)]
    normal = [[dot(one, other) for other in columns] for one in columns]
    inverse = solved([[*left, *right] for left, right in zip(normal, unit, strict=True)])
    moments = [dot(column, figures) for column in columns]
    params = [dot(row, moments) for row in inverse]
    residuals = [figure - dot(row, params) for row, figure in zip(rows, figures, strict=True)]
    variance = dot(residuals, residuals) / (len(y) - k)
    errors = [variance * inverse[i][i] for i in range(k)]
    return (
        np.array([float(param) for param in params]),
        np.sqrt(np.array([float(error) for error in errors])),
        np.array([float(residual) for residual in residuals]),
    )


def dot(one: Iterable[Fraction], other: Iterable[Fraction]) -> Fraction:
    return sum((left * right for left, right in zip(one, other, strict=True)), Fraction(0))


def solved(table: list[list[Fraction]]) -> list[list[Fraction]]:
    """The right half of a table after its left half was made the unit matrix (Gauss, Jordan)."""
    table = [list(row) for row in table]
    for place in range(len(table)):
        pivot = next(row for row in range(place, len(table)) if table[row][place])
        table[place], table[pivot] = table[pivot], table[place]
        leading = table[place][place]
        table[place] = [cell / leading for cell in table[place]]
        for row, cells in enumerate(table):
            if row != place and cells[place]:
                factor = cells[place]
                table[row] = [
                    cell - factor * top for cell, top in zip(cells, table[place], strict=True)
                ]
    return [row[len(table) :] for row in table]
