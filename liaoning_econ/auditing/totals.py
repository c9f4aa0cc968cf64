"""Parts and wholes: of a sum, of a set, of a window, of a region (LE106 to LE110)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from liaoning_econ.auditing.ruling import Rule

__all__ = ["RULES"]

RULES: Final[tuple[Rule, ...]] = ()
