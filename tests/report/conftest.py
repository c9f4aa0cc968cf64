"""What the tests of the brief's parts share."""

from __future__ import annotations

import pytest

from liaoning_econ.report.context import Context


@pytest.fixture(scope="session")
def context() -> Context:
    """The shipped claims with the shipped record."""
    return Context.of(None, None)
