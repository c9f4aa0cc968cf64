"""A basis that nobody stated: compared all the same, and said in the steps and the verdict."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from liaoning_econ import catalog
from liaoning_econ.comparison.codes import codes, is_claim
from liaoning_econ.comparison.like_with_like import unstated_basis
from liaoning_econ.comparison.steps import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from numpy.typing import NDArray

    from liaoning_econ.comparison.pairing import Pairs

__all__ = ["unstated_steps", "unstated_texts"]


def unstated_steps(pairs: Pairs) -> Iterator[Step]:
    """A step for each side and claim whose basis is unstated, with what the catalogue notes.

    Parameters
    ----------
    pairs
        The pairs as they came.
    """
    for side, frame in pairs.sides():
        hidden = unstated_basis(frame)
        if not hidden.any():
            continue
        for note in dict.fromkeys(_notes(frame[hidden])):
            yield Step(side, "basis unstated", note or "the source does not say who counted what")


def unstated_texts(pairs: Pairs) -> NDArray[np.object_]:
    """What each pair leaves unstated, shape (pairs,); empty where both bases are stated.

    Parameters
    ----------
    pairs
        The pairs as they came.
    """
    texts = {side: np.full(len(pairs), "", dtype=object) for side in ("left", "right")}
    for side, frame in pairs.sides():
        hidden = unstated_basis(frame)
        if hidden.any():
            texts[side][hidden] = [f"is unstated{_brief(note)}" for note in _notes(frame[hidden])]
    left, right = texts["left"], texts["right"]
    one = np.where(left != "", "the basis of the left " + left, "")
    two = np.where(right != "", "the basis of the right " + right, "")
    between = np.where((one != "") & (two != ""), "; ", "")
    alike = (left != "") & (left == right)
    return np.asarray(
        np.where(alike, "the basis of both " + left, one + between + two), dtype=object
    )


def _brief(note: str) -> str:
    """The clause of a note that says what is likely, in brackets."""
    clauses = [clause.strip() for clause in re.split(r"[:;]", note)]
    likely = next((clause for clause in clauses if "likely" in clause), "")
    return f" ({likely})" if likely else ""


def _notes(frame: pd.DataFrame) -> list[str]:
    """What the catalogue notes on each claim; empty for other rows."""
    if not is_claim(frame).any() or "document" not in frame.columns:
        return [""] * len(frame)
    known = catalog.notes()
    table = dict(
        zip(zip(known["document"], known["claim"], strict=True), known["note"], strict=True)
    )
    keys = zip(codes(frame, "document"), codes(frame, "claim"), strict=True)
    return [str(table.get(key, "")) for key in keys]
