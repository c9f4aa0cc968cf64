"""Vintages: growth across two of them, levels already revised, figures quoted too early (LE3xx)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from liaoning_econ.auditing.ruling import Rule

__all__ = ["RULES"]

RULES: Final[tuple[Rule, ...]] = ()
