"""Inline pictures: the page's colours, text alternatives, the same bytes each time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from liaoning_econ.report.charts import COLOURS, GREY, ONE, draw

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def _paint(axes: Axes) -> None:
    axes.plot([1, 2, 3], [3, 1, 2], color=ONE, label="one")
    axes.fill_between([1, 2, 3], [2, 0, 1], [4, 2, 3], color=GREY)
    axes.set_ylabel("yuan & more")
    axes.legend()


def _drawn(key: str = "k") -> str:
    return draw(key, _paint, title="<i>T</i>", description="D & d")


def test_the_same_figures_give_the_same_bytes() -> None:
    assert _drawn() == _drawn()


def test_a_picture_has_a_text_alternative_that_is_escaped() -> None:
    svg = _drawn()
    assert svg.startswith("<svg ")
    assert 'role="img" aria-labelledby="k-title k-desc"' in svg
    assert '<title id="k-title">&lt;i&gt;T&lt;/i&gt;</title>' in svg
    assert '<desc id="k-desc">D &amp; d</desc>' in svg


def test_colours_are_those_of_the_page_and_letters_its_own() -> None:
    svg = _drawn()
    assert not any(stand_in in svg for stand_in in COLOURS)
    assert "var(--c1)" in svg
    assert "font-family" not in svg
    assert not re.search(r"#[0-9a-f]{6}", svg)


def test_nothing_is_loaded_from_elsewhere_and_text_stays_text() -> None:
    svg = _drawn()
    assert "http" not in svg
    assert "<image" not in svg
    assert "yuan &amp; more" in svg
    for target in re.findall(r'(?:href="|url\()([^")]+)', svg):
        assert target.startswith("#k-")
        assert f'id="{target[1:]}"' in svg


def test_ids_of_two_pictures_do_not_meet() -> None:
    def ids(svg: str) -> set[str]:
        return set(re.findall(r'\sid="([^"]+)"', svg))

    assert ids(_drawn("a")).isdisjoint(ids(_drawn("b")))
