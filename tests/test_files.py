"""A file is replaced whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from liaoning_econ.errors import FileError
from liaoning_econ.files import (
    decode,
    encoding_of,
    read_bytes,
    replace_file,
    sha256,
    write_text_atomically,
)


class HalfwayError(Exception):
    """What a writer raises when it has written half of its file."""


def write_half(path: Path, error: BaseException) -> None:
    """Begin to write a file, and fail."""
    with replace_file(path) as beside:
        beside.write_text("half of the new")
        raise error


def only(path: Path) -> list[str]:
    """What stands in the file's directory."""
    return sorted(entry.name for entry in path.parent.iterdir())


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "brief.html"
    assert write_text_atomically(path, "first\r\n") == path
    assert path.read_bytes() == b"first\r\n"
    write_text_atomically(path, "second")
    assert path.read_text() == "second"
    assert only(path) == ["brief.html"]


def test_a_writer_that_fails_half_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "brief.html"
    path.write_text("the old one")
    with pytest.raises(HalfwayError):
        write_half(path, HalfwayError())
    assert path.read_text() == "the old one"
    assert only(path) == ["brief.html"]


def test_a_writer_that_fails_half_way_makes_no_file_where_none_was(tmp_path: Path) -> None:
    path = tmp_path / "brief.html"
    with pytest.raises(KeyboardInterrupt):
        write_half(path, KeyboardInterrupt())
    assert only(path) == []


def test_a_full_disk_is_said_and_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "brief.html"
    path.write_text("the old one")
    with pytest.raises(FileError, match=r"brief\.html could not be written: No space.*as it was"):
        write_half(path, OSError(28, "No space left on device"))
    assert path.read_text() == "the old one"
    assert only(path) == ["brief.html"]


def test_an_error_of_the_library_passes_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"^no figures$"):
        write_half(tmp_path / "x.csv", FileError("no figures"))


def test_the_new_file_stands_beside_the_target_with_its_ending(tmp_path: Path) -> None:
    with replace_file(tmp_path / "figures.parquet") as beside:
        assert beside.parent == tmp_path
        assert beside.suffix == ".parquet"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_text("old")
    link.symlink_to(target)
    write_text_atomically(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_permissions_are_the_old_files_or_the_usual_ones(tmp_path: Path) -> None:
    path = tmp_path / "brief.html"
    usual = os.umask(0o022)
    try:
        write_text_atomically(path, "first")
    finally:
        os.umask(usual)
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    path.chmod(0o600)
    write_text_atomically(path, "second")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_directory_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"No such file.* Mend: make the directory .*none"):
        write_text_atomically(tmp_path / "none" / "brief.html", "")


def test_a_directory_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"is a directory\. Mend: name a file in it"):
        write_text_atomically(tmp_path, "")
    with pytest.raises(FileError, match="Is a directory"):
        read_bytes(tmp_path)


def test_sha256_of_abc(tmp_path: Path) -> None:
    """FIPS 180-4, example of SHA-256 for the message "abc"."""
    path = write_text_atomically(tmp_path / "abc", "abc")
    assert sha256(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    with pytest.raises(FileError, match=r"none could not be read.* Mend: check the path"):
        sha256(tmp_path / "none")


def test_a_file_without_bytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "none.csv"
    path.touch()
    with pytest.raises(FileError, match=r"is empty \(0 bytes\)"):
        read_bytes(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"])
def test_the_encoding_of_a_text_is_told_by_its_bytes(encoding: str) -> None:
    content = "地区,2017年\n辽宁省,23409.24\n".encode(encoding)
    assert encoding_of(content) == encoding
    assert decode(content).endswith("辽宁省,23409.24\n")
    assert decode(content).startswith("地区")


def test_what_is_no_text_of_ours_is_called_latin() -> None:
    assert encoding_of(b"caf\xe9 \xff\xff\xff") == "latin-1"
