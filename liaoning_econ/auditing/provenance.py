"""Provenance: source, date, unit and basis (LE6xx)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from liaoning_econ.auditing.ruling import Rule

__all__ = ["RULES"]

RULES: Final[tuple[Rule, ...]] = ()
