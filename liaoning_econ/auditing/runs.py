"""One series over time: what falls, jumps, stands still or is printed twice (LE2xx)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from liaoning_econ.auditing.ruling import Rule

__all__ = ["RULES"]

RULES: Final[tuple[Rule, ...]] = ()
