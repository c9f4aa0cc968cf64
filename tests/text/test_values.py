"""Figures of sentences as newspapers print them, worked out by hand; and numbers that are none."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from liaoning_econ.text import read_text

KNOWN = Path(__file__).resolve().parent.parent / "known"
FIGURE = re.compile(
    r" +(?P<surface>.+) = (?P<value>\S+) (?P<unit>\S+) (?P<lower>\S+) (?P<upper>\S+) "
    r"(?P<qualifier>\S+)"
)


class Label(NamedTuple):
    """A figure as it was labelled."""

    surface: str
    value: float
    unit: str
    lower: float
    upper: float
    qualifier: str


def labelled(name: str) -> list[tuple[str, list[Label]]]:
    """The sentences of a file and their figures."""
    sentences: list[tuple[str, list[Label]]] = []
    for line in (KNOWN / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if not line.startswith(" "):
            sentences.append((line, []))
            continue
        found = FIGURE.fullmatch(line)
        assert found is not None, line
        value, lower, upper = (float(found[end]) for end in ("value", "lower", "upper"))
        label = Label(found["surface"], value, found["unit"], lower, upper, found["qualifier"])
        sentences[-1][1].append(label)
    return sentences


def read(text: str) -> list[Label]:
    """What the reader finds."""
    claims = read_text(text, published="2020-08-11")
    return [Label(*row) for row in claims[list(Label._fields)].itertuples(index=False)]


@pytest.mark.parametrize(
    ("text", "figures"), [*labelled("figures_zh.txt"), *labelled("figures_en.txt")]
)
def test_every_figure_of_a_sentence_is_read_as_by_hand(text: str, figures: list[Label]) -> None:
    found = read(text)
    assert [(one.surface, one.unit, one.qualifier) for one in found] == [
        (one.surface, one.unit, one.qualifier) for one in figures
    ]
    for one, other in zip(found, figures, strict=True):
        assert one[1:2] + one[3:5] == pytest.approx(other[1:2] + other[3:5], rel=1e-9)


@pytest.mark.parametrize("text", [text for text, _ in labelled("no_figures.txt")])
def test_numbers_that_measure_nothing_are_no_figures(text: str) -> None:
    assert read(text) == []
