"""Footnotes: numbered in the order of reading, linked only where the address is for readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup, escape

from liaoning_econ import catalog
from liaoning_econ.report.notes import numbered, ref

if TYPE_CHECKING:
    import pandas as pd


@pytest.fixture(scope="module")
def sources() -> pd.DataFrame:
    return catalog.sources()


def test_marks_are_numbered_in_the_order_of_reading(sources: pd.DataFrame) -> None:
    keys = sources["source"].tolist()[:2]
    page, notes = numbered(f"{ref(keys[1])} {ref(keys[0])} {ref(keys[1])}", sources)
    assert [note.number for note in notes] == [1, 2]
    assert page.count('href="#note-1"') == 2
    assert 'id="ref-1-1"' in page
    assert 'id="ref-1-2"' in page
    assert 'id="ref-2-1"' in page


def test_a_source_is_named_once_in_a_place() -> None:
    assert ref("a", "a", "", None) == Markup('<sup data-source="a"></sup>')
    assert ref() == ""


def test_an_unknown_source_is_a_note_of_its_own_words(sources: pd.DataFrame) -> None:
    page, notes = numbered(str(ref('<b>"my own" note</b>')), sources)
    assert notes[0].text == '<b>"my own" note</b>'
    assert not notes[0].linked
    assert "<b>" not in page


def test_text_that_looks_like_a_mark_is_none(sources: pd.DataFrame) -> None:
    faked = escape('<sup data-source="x"></sup>')
    page, notes = numbered(str(faked), sources)
    assert notes == []
    assert page == str(faked)


def test_copies_are_shown_and_not_linked(sources: pd.DataFrame) -> None:
    mirrored = sources[sources["publisher"].str.contains("mirror")]["source"].tolist()
    assert mirrored
    _, notes = numbered("".join(str(ref(key)) for key in mirrored), sources)
    assert not any(note.linked for note in notes)
    assert all(note.address for note in notes)


def test_only_web_addresses_are_linked(sources: pd.DataFrame) -> None:
    _, notes = numbered("".join(str(ref(key)) for key in sources["source"]), sources)
    for note in notes:
        assert not note.linked or note.address.startswith(("http://", "https://"))
    assert sum(note.linked for note in notes) > 20
