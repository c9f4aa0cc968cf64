"""Files on disk: replaced whole or not at all, and told apart by their hash.

Nothing that was there is overwritten before the new file is complete: the new one is written beside
it, flushed to the disk, and then put in its place in one step (POSIX rename).
"""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from liaoning_econ.errors import FileError

__all__ = [
    "decode",
    "encoding_of",
    "read_bytes",
    "replace_file",
    "sha256",
    "write_text_atomically",
]


@contextlib.contextmanager
def replace_file(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a path beside the target to write to; on success it takes the target's place.

    Parameters
    ----------
    path
        The file to write. Its directory must be there. A symbolic link stays one: the file that it
        points to is replaced.

    Yields
    ------
    Path
        An empty file in the same directory, with the target's suffix.

    Raises
    ------
    FileError
        The directory is missing or cannot be written to, or the target is a directory. Whatever
        the writer raises is passed on; the target is then as it was, and nothing is left beside it.

    Examples
    --------
    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "figures.csv"
    >>> with replace_file(target) as beside:
    ...     _ = beside.write_text("value")
    >>> target.read_text()
    'value'
    """
    target = Path(os.path.realpath(path))
    beside = _empty_beside(target)
    try:
        yield beside
        _flush(beside)
        _keep_mode(target, beside)
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise FileError(
            f"{target} could not be written: {error.strerror or error}",
            mend="the file is as it was; free the disk or choose another path",
        ) from error
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def write_text_atomically(path: str | os.PathLike[str], text: str) -> Path:
    """Write a text as UTF-8, whole or not at all.

    Parameters
    ----------
    path
        The file to write.
    text
        Its new contents; line ends are kept as they are.

    Returns
    -------
    Path
        The path that was written.

    Raises
    ------
    FileError
        As in `replace_file`.

    Examples
    --------
    >>> import tempfile
    >>> write_text_atomically(Path(tempfile.mkdtemp()) / "brief.html", "<p>").name
    'brief.html'
    """
    with replace_file(path) as beside:
        beside.write_text(text, encoding="utf-8", newline="")
    return Path(path)


def sha256(path: str | os.PathLike[str]) -> str:
    """SHA-256 of a file, in hexadecimal.

    Parameters
    ----------
    path
        The file to read.

    Returns
    -------
    str
        64 digits.

    Raises
    ------
    FileError
        The file is missing or cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> path = write_text_atomically(Path(tempfile.mkdtemp()) / "abc", "abc")
    >>> sha256(path)[:16]
    'ba7816bf8f01cfea'
    """
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _unreadable(path, error) from error


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """Contents of a file that is there and not empty.

    Parameters
    ----------
    path
        The file to read.

    Returns
    -------
    bytes
        Never empty.

    Raises
    ------
    FileError
        The file is missing, a directory, cannot be read, or has no bytes.

    Examples
    --------
    >>> import tempfile
    >>> read_bytes(write_text_atomically(Path(tempfile.mkdtemp()) / "abc", "abc"))
    b'abc'
    """
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error
    if not content:
        raise FileError(f"{path} is empty (0 bytes)", mend="write or download it again")
    return content


def encoding_of(content: bytes) -> str:
    """The encoding that a text seems to be in.

    Parameters
    ----------
    content
        The bytes of a file.

    Returns
    -------
    str
        "utf-8", "utf-8-sig" (with a mark in front), "utf-16", "utf-32", "gb18030" or, where
        nothing else fits, "latin-1".

    Examples
    --------
    >>> encoding_of("辽宁省".encode("gb18030")), encoding_of("辽宁省".encode())
    ('gb18030', 'utf-8')
    """
    # The mark of UTF-32 begins with that of UTF-16.
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    for encoding in ("utf-8", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(content: bytes) -> str:
    """Text of a file in whatever encoding it seems to be.

    Parameters
    ----------
    content
        The bytes of a file.

    Returns
    -------
    str
        Bytes that fit no letter become the replacement character.

    Examples
    --------
    >>> decode("辽宁省".encode("gb18030"))
    '辽宁省'
    """
    return content.decode(encoding_of(content), errors="replace")


def _unreadable(path: str | os.PathLike[str], error: OSError) -> FileError:
    return FileError(f"{path} could not be read: {error.strerror or error}", mend="check the path")


def _empty_beside(target: Path) -> Path:
    if target.is_dir():
        raise FileError(f"{target} is a directory", mend="name a file in it")
    try:
        handle, name = tempfile.mkstemp(
            prefix=f".{target.stem}-", suffix=target.suffix, dir=target.parent
        )
    except OSError as error:
        raise FileError(
            f"{target} could not be written: {error.strerror or error}",
            mend=f"make the directory {target.parent}, or choose another path",
        ) from error
    os.close(handle)
    return Path(name)


def _flush(path: Path) -> None:
    """Bring the contents to the disk, so that the name never points to a half-written file."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _keep_mode(target: Path, beside: Path) -> None:
    """Give the new file the old one's permissions, or those that a plain open() would have given.

    mkstemp makes files that their owner alone can read; a report is for others too.
    """
    if target.exists():
        mode = target.stat().st_mode & 0o777
    else:
        umask = os.umask(0)
        os.umask(umask)
        mode = 0o666 & ~umask
    beside.chmod(mode)
