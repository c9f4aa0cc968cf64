"""One figure of a text, with what has been found out of it so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from liaoning_econ.text.changes import Change
    from liaoning_econ.text.scanner import Found
    from liaoning_econ.text.windows import Window

__all__ = ["Claim"]


@dataclass(slots=True)
class Claim:
    """One figure on its way to a row."""

    found: Found
    unit: str
    value: float
    lower: float
    upper: float
    change: Change
    measure: str
    indicator: str
    region: str
    days: Window
    paragraph: int
    sentence: tuple[int, int]
    clause: tuple[int, int]
    plan: bool
    speaker: str
    reasons: dict[str, str] = field(default_factory=dict)
    basis: str = "unstated"
    related: int = -1
    relation: str = "none"
