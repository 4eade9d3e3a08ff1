"""Matrices that put one space of a PDF into another (ISO 32000-1, 8.3.4). Pure."""

from __future__ import annotations

__all__ = ["IDENTITY", "Matrix", "is_straight", "moved", "product"]

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f: (x, y) goes to (a x + c y + e, b x + d y + f)."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_NOTHING = 1e-6
"""Of the largest of four numbers: what rounding leaves of one that is meant to be 0."""


def product(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does what `first` does, and after it what `then` does."""
    if then is IDENTITY:
        return first
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a point goes."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def is_straight(matrix: Matrix) -> bool:
    """Whether upright rectangles stay upright: a matrix that turns by quarters, if at all."""
    a, b, c, d, _, _ = matrix
    nothing = _NOTHING * max(abs(a), abs(b), abs(c), abs(d))
    return max(abs(b), abs(c)) <= nothing or max(abs(a), abs(d)) <= nothing
