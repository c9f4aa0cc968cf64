"""An article's file to Claims: its encoding first, then its figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from liaoning_econ.errors import TextError, shorten
from liaoning_econ.files import encoding_of, read_bytes
from liaoning_econ.text.reader import read_text

if TYPE_CHECKING:
    import os

    from pandera.typing import DataFrame

    from liaoning_econ.schemas import Claims

__all__ = ["decode", "read_article"]

_MARK: Final = "\ufeff"
_GB18030_MARK: Final = _MARK.encode("gb18030")
_UNMARKED: Final = ("gb18030", "latin-1")


def read_article(
    path: str | os.PathLike[str],
    *,
    published: object = None,
    language: str | None = None,
    document: str | None = None,
) -> DataFrame[Claims]:
    """Read the figures out of an article's file.

    Parameters
    ----------
    path
        A text file in UTF-8; a mark of UTF-8, UTF-16 or GB18030 at its beginning is understood.
    published, language
        As `read_text` takes them.
    document
        The name under which the claims stand; the file's name where none is given.

    Returns
    -------
    DataFrame[Claims]
        One row a figure; spans count in the decoded text with its line ends as newlines.

    Raises
    ------
    FileError
        There is no such file, it cannot be opened, or it is empty.
    TextError
        The bytes are no UTF-8 text; the message says how to convert the file.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "note.txt"
    >>> _ = file.write_text("Exports rose 4.9 percent.", encoding="utf-8")
    >>> read_article(file)["surface"].tolist()
    ['4.9 percent']
    """
    file = Path(path)
    text = decode(read_bytes(file), file.name)
    return read_text(text, published=published, language=language, document=document or file.name)


def decode(content: bytes, name: str) -> str:
    """Return the text of an article's bytes, without its mark of the encoding.

    Parameters
    ----------
    content
        The bytes.
    name
        The file's name, for the message.

    Raises
    ------
    TextError
        The bytes are no UTF-8 text, and no mark says what they are.

    Examples
    --------
    >>> decode("近3万户".encode("utf-16"), "note.txt")
    '近3万户'
    """
    encoding = encoding_of(content)
    known = encoding not in _UNMARKED or content.startswith(_GB18030_MARK)
    try:
        return content.decode(encoding if known else "utf-8").removeprefix(_MARK)
    except UnicodeDecodeError as error:
        guess = "UTF-16" if b"\0" in content[:200] else encoding.removesuffix("-sig").upper()
        told = encoding.removesuffix("-sig").upper() if known else "UTF-8"
        raise TextError(
            f"{shorten(name)} is no {told} text: byte {error.start} cannot be decoded "
            f"(it looks like {guess})",
            mend=f"convert it first: iconv -f {guess} -t UTF-8 {shorten(name)} > utf8.txt",
        ) from error
