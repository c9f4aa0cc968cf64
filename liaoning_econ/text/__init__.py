"""From words to figures: phrases of English and Chinese, with what their wording allows."""

from __future__ import annotations

from liaoning_econ.text.phrase import Figure, quantity, read

__all__ = ["Figure", "quantity", "read"]
