"""What several test files share."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import matplotlib as mpl
import pytest

# No window, and no deadline: a busy machine is no reason to fail.
mpl.use("agg")
hypothesis.settings.register_profile("tests", deadline=None)
hypothesis.settings.load_profile("tests")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder that pyproject.toml stands in."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def known() -> Path:
    """The folder of published figures."""
    return Path(__file__).resolve().parent / "known"


@pytest.fixture(scope="session")
def articles() -> Path:
    """The folder of the two source articles, which are copyrighted and do not ship."""
    folder = os.environ.get("LIAONING_ECON_ARTICLES")
    if not folder:
        pytest.skip("the articles do not ship; LIAONING_ECON_ARTICLES names their folder")
    return Path(folder)
