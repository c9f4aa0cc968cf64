"""An article's file to Claims: its encoding first, then its figures."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import TYPE_CHECKING

from liaoning_econ.errors import FileError, TextError, shorten
from liaoning_econ.text.reader import read_text

if TYPE_CHECKING:
    import os

    from pandera.typing import DataFrame

    from liaoning_econ.schemas import Claims

__all__ = ["read_article"]

_GB18030_BOM = b"\x84\x31\x95\x33"


def read_article(path: str | os.PathLike[str], *, published: object = None) -> DataFrame[Claims]:
    """Read the figures out of an article's file.

    Parameters
    ----------
    path
        A text file in UTF-8; a mark of UTF-8, UTF-16 or GB18030 at its beginning is understood.
    published
        As `read_text` takes it.

    Returns
    -------
    DataFrame[Claims]
        One row a figure; the document is the file's name, and spans count in the decoded text
        with its line ends as newlines.

    Raises
    ------
    FileError
        There is no such file, or it cannot be opened.
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
    try:
        content = file.read_bytes()
    except OSError as error:
        raise FileError(
            f"{file} cannot be read: {error.strerror}", mend="check the path and its rights"
        ) from error
    return read_text(decode(content, file.name), published=published, document=file.name)


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
    encoding = "utf-8-sig"
    if content.startswith(_GB18030_BOM):
        encoding, content = "gb18030", content[len(_GB18030_BOM) :]
    elif content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise TextError(
            f"{shorten(name)} is no {encoding.removesuffix('-sig').upper()} text: byte "
            f"{error.start} cannot be decoded{_guess(content)}",
            mend=f"convert it first: iconv -f {_encoding_of(content)} -t UTF-8 "
            f"{shorten(name)} > utf8.txt",
        ) from error


def _encoding_of(content: bytes) -> str:
    """The encoding that the bytes are most likely in."""
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return "LATIN1" if b"\0" not in content[:200] else "UTF-16"
    return "GB18030" if b"\0" not in content[:200] else "UTF-16"


def _guess(content: bytes) -> str:
    """What the bytes look like, for the message."""
    return f" (it looks like {_encoding_of(content)})"
