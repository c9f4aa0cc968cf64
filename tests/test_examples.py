"""Every example that a reader can see gives what is printed beside it: docstrings and README."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import liaoning_econ as le

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.IGNORE_EXCEPTION_DETAIL
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(le.__path__, prefix="liaoning_econ.")
    if not module.name.endswith("__main__")
)


@pytest.fixture(autouse=True)
def _a_plain_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Files that an example writes go to an empty folder; tables are as wide as a page."""
    monkeypatch.chdir(tmp_path)
    with pd.option_context("display.width", 100, "display.max_columns", None):
        yield


@pytest.mark.parametrize("name", ["liaoning_econ", *MODULES])
def test_docstrings(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name), optionflags=FLAGS)
    assert result.failed == 0


def test_readme(root: Path) -> None:
    result = doctest.testfile(
        str(root / "README.md"), module_relative=False, optionflags=FLAGS, encoding="utf-8"
    )
    assert result.attempted > 0
    assert result.failed == 0
