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

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
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


def examples_of(page: Path) -> doctest.DocTest:
    """Examples of a Markdown page, on the lines on which they stand."""
    kept, inside = [], False
    for line in page.read_text(encoding="utf-8").splitlines():
        fence = line.startswith("```")
        inside = line == "```pycon" if fence else inside
        kept.append(line if inside and not fence else "")
    text = "\n".join(kept) + "\n"
    return doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)


def test_readme(root: Path) -> None:
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    result = runner.run(examples_of(root / "README.md"))
    assert result.attempted > 10
    assert result.failed == 0


def test_an_example_that_is_wrong_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```pycon\n>>> 1 + 1\n3\n```\n\n>>> 1 + 1\n", encoding="utf-8")
    silent = doctest.DocTestRunner(optionflags=FLAGS).run(examples_of(page), out=lambda _: None)
    assert (silent.attempted, silent.failed) == (1, 1)
