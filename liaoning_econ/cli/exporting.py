"""`schema export`: the frames for other languages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from liaoning_econ.cli.printing import say
from liaoning_econ.cli.root import schema

__all__ = ["export"]


@schema.command()
def export(
    directory: Annotated[Path, typer.Argument(help="Where the files go.")] = Path("schemas"),
) -> None:
    """Write the frames' schemas as Frictionless Table Schema, one JSON file a frame.

    \b
    Examples:
      liaoning-econ schema export
      liaoning-econ schema export build/schemas
    """
    from liaoning_econ import schema_files

    for path in schema_files.export(directory):
        say(str(path))
