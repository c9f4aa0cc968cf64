"""Random texts, and those that broke once: figures or a TextError, nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaoning_econ.errors import TextError
from liaoning_econ.text.scanner import Found, scan_text
from tests.text import fuzzing

CORPUS = sorted(fuzzing.CORPUS.glob("*.txt"))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_what_broke_once_is_read(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", errors="surrogatepass")
    fuzzing.scan(text)
    fuzzing.read(text)


def test_the_corpus_is_there() -> None:
    assert CORPUS


@pytest.mark.parametrize("kind", dict.fromkeys(fuzzing.KINDS), ids=lambda kind: kind.__name__)
@settings(max_examples=300)
@given(seed=st.integers(0, 2**64))
def test_every_kind_of_text_is_scanned(kind: fuzzing.Kind, seed: int) -> None:
    fuzzing.scan(fuzzing.one(kind, seed))


@settings(max_examples=60)
@given(seed=st.integers(0, 2**64))
def test_every_kind_of_text_is_read(seed: int) -> None:
    for text in fuzzing.cases(str(seed), 2):
        fuzzing.read(text)


@settings(max_examples=300)
@given(text=st.text(st.characters(), max_size=60))
def test_any_text_is_scanned(text: str) -> None:
    fuzzing.scan(text)


@settings(max_examples=60)
@given(pieces=st.lists(st.sampled_from(fuzzing.PIECES) | st.text(max_size=4), max_size=6))
def test_any_mixture_of_pieces_is_read(pieces: list[str]) -> None:
    fuzzing.read("".join(pieces))


@settings(max_examples=300)
@given(content=st.binary(max_size=60), errors=st.sampled_from(("replace", "surrogateescape")))
def test_any_bytes_are_scanned(content: bytes, errors: str) -> None:
    fuzzing.scan(content.decode("utf-8", errors=errors))


def test_the_same_seed_gives_the_same_texts() -> None:
    assert list(fuzzing.cases("1", 50)) == list(fuzzing.cases("1", 50))


def test_a_figure_in_the_wrong_place_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def shifted(text: str, folded: str) -> list[Found]:
        return [found._replace(end=len(text) + 1) for found in scan_text(text, folded)]

    monkeypatch.setattr(fuzzing, "scan_text", shifted)
    with pytest.raises(AssertionError, match="places"):
        fuzzing.scan("nearly 30,000 firms")


def test_a_text_that_is_no_text_is_refused() -> None:
    with pytest.raises(TextError, match="an article is text, not bytes"):
        fuzzing.read(b"30,000 firms")  # type: ignore[arg-type]
