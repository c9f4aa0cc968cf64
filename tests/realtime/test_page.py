"""The page on vintages: every number in its prose is one that its own cells compute."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_CELL = re.compile(r"```\{code-cell\} ipython3\n(.*?)```", flags=re.DOTALL)


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "vintages.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def place(page: str) -> dict[str, Any]:
    """What the cells leave behind, run from top to bottom; their own checks are among them."""
    found: dict[str, Any] = {}
    for cell in _CELL.findall(page):
        lines = [line for line in cell.splitlines() if not line.startswith(("%", ":tags:"))]
        exec("\n".join(lines), found)
    return found


def numbers_of(page: str) -> set[str]:
    """The numbers in the prose: no code, no days, no years."""
    prose = re.sub(r"\A---\n.*?\n---\n", "", page, flags=re.DOTALL)
    prose = re.sub(r"```.*?```|`[^`]*`", "", prose, flags=re.DOTALL)
    prose = re.sub(rf"\b\d{{1,2}}\s(?:{_MONTHS})\s\d{{4}}\b", "", prose)
    found = re.findall(r"(?<![\w.])[-+]?\d[\d,]*(?:\.\d+)?(?:th)?", prose)
    every = {number.rstrip(",") for number in found}
    return {number for number in every if not re.fullmatch(r"(?:199|20[012])\d", number)}


def test_the_numbers_of_the_prose_are_those_of_the_cells(page: str, place: dict[str, Any]) -> None:
    assert numbers_of(page) == set(place["numbers_told"])


def test_the_readme_tells_the_same(root: Path, place: dict[str, Any]) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    (told,) = re.findall(r"\[What was known when\].*?\.\n", readme, flags=re.DOTALL)
    assert numbers_of(told) == {"23", "0.84", "31"} <= set(place["numbers_told"])


def test_numbers_are_found_in_prose_and_nowhere_else() -> None:
    page = (
        "---\na: 1\n---\nOn 15 August 2018 it fell 22.4, in 2016,\n`x 7` by -2,500.5\n```\n8\n```\n"
    )
    assert numbers_of(page) == {"22.4", "-2,500.5"}


@pytest.mark.parametrize(
    "words",
    ["-23.0", "-22.40", "+0.90", "+0.84", "-2.5", "+0.43", "+8.38", "+9.08", "announcement-2016"],
)
def test_the_story_is_told(page: str, words: str) -> None:
    assert f"**{words}**" in page or f"`{words}`" in page
