"""How long the library takes to start, against what it cannot do without.

Each command runs in fresh processes, turn by turn with its yardstick, so that a busy spell of the
machine meets both. What is compared is processor time (user and system, the median), which other
programs disturb least; the time on the clock stands beside it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import liaoning_econ

GDP = Path(liaoning_econ.__file__).parent / "catalog" / "data" / "gdp.csv"
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Race:
    """A command and its yardstick; `bar` is the most that their ratio may be."""

    title: str
    command: list[str]
    yardstick: list[str]
    bar: float


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def races() -> list[Race]:
    read = f"import pandas, pyarrow.csv; pyarrow.csv.read_csv({str(GDP)!r}).to_pandas()"
    found = [
        Race(
            "import liaoning_econ / import pandas",
            python("import liaoning_econ"),
            python("import pandas"),
            1.1,
        ),
        Race(
            'observations("gdp", "CN-LN") / pandas reads the same file',
            python("import liaoning_econ as le; le.observations('gdp', 'CN-LN')"),
            python(read),
            1.3,
        ),
    ]
    if shutil.which("make") and (ROOT / ".venv" / ".runs").exists():
        inside = str(ROOT / ".venv" / "bin" / "python")
        libraries = "import pandas, pandera.pandas, matplotlib.pyplot"
        found.append(
            Race(
                "make brief / import pandas, pandera, matplotlib.pyplot",
                ["make", "--silent", "-C", str(ROOT), "brief"],
                [inside, "-c", libraries],
                2.5,
            )
        )
    return found


def seconds(command: list[str]) -> tuple[float, float]:
    """Processor time and clock time of one run, in seconds."""
    with tempfile.TemporaryFile() as nowhere:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=nowhere, stderr=nowhere)
        _, code, used = os.wait4(process.pid, 0)
        clock = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(code)
        if process.returncode != 0:
            nowhere.seek(0)
            raise SystemExit(f"{' '.join(command)} failed:\n{nowhere.read().decode()}")
    return used.ru_utime + used.ru_stime, clock


def run(race: Race, repeats: int) -> list[str]:
    """The row of a race."""
    for command in (race.command, race.yardstick):
        seconds(command)  # the files are now in memory and compiled, for both
    ours, theirs = [], []
    for _ in range(repeats):
        ours.append(seconds(race.command))
        theirs.append(seconds(race.yardstick))
    cpu, clock = (statistics.median(column) for column in zip(*ours, strict=True))
    cpu_bar, clock_bar = (statistics.median(column) for column in zip(*theirs, strict=True))
    ratio = cpu / cpu_bar
    return [
        race.title,
        f"{cpu:.3f} s",
        f"{cpu_bar:.3f} s",
        f"{ratio:.2f}",
        f"{clock / clock_bar:.2f}",
        f"{race.bar}",
        "met" if ratio <= race.bar else "MISSED",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=11)
    repeats = parser.parse_args().repeats
    heads = ["command / yardstick", "command", "yardstick", "ratio", "on the clock", "bar", ""]
    rows = [heads, *(run(race, repeats) for race in races())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))


if __name__ == "__main__":
    main()
