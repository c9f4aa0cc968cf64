"""Random texts through the scanner and through the reader: figures or a TextError, nothing else.

`tests/text/fuzzing.py` makes the texts and says what must hold. The run is cut into blocks; block n
of a seed is always the same texts. After each block the counts go to a file, and the same command
goes on from there. What breaks, or takes more than ten seconds, is written to `tests/text/corpus`,
which the tests read.

    python benchmarks/fuzz_text.py [--cases 10000000] [--read 100000] [--seed 1] [--jobs 2]
        [--progress build/fuzz_text.json]
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from liaoning_econ.errors import TextError  # noqa: E402 - after the path
from tests.text import fuzzing  # noqa: E402

SECONDS = 10.0
BLOCKS = {"scan": 5_000, "read": 100}
KEPT = 40


class Block(NamedTuple):
    """What a block of texts gave."""

    cases: int
    figures: int
    refused: int
    seconds: float
    broken: list[tuple[str, str]]


@contextlib.contextmanager
def limit(seconds: float) -> Iterator[None]:
    """Raise TimeoutError after so much processor time, where the system can."""
    if not hasattr(signal, "setitimer"):  # pragma: no cover - Windows
        yield
        return
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def late(*_: object) -> None:
    raise TimeoutError(f"over {SECONDS:.0f} s")


def block(number: int, *, kind: str, seed: int) -> Block:
    """Run one block."""
    if hasattr(signal, "SIGVTALRM"):
        signal.signal(signal.SIGVTALRM, late)
    check = fuzzing.scan if kind == "scan" else fuzzing.read
    figures = refused = 0
    broken: list[tuple[str, str]] = []
    begun = time.process_time()
    for text in fuzzing.cases(f"{kind} {seed} {number}", BLOCKS[kind]):
        try:
            with limit(SECONDS):
                figures += check(text)
        except TextError:
            refused += 1
        except Exception as error:  # noqa: BLE001 - any other error is what is looked for
            broken.append((text, f"{type(error).__name__}: {error}"))
    return Block(BLOCKS[kind], figures, refused, time.process_time() - begun, broken)


def keep(text: str, reason: str) -> None:
    """Write what broke to the corpus."""
    fuzzing.CORPUS.mkdir(exist_ok=True)
    content = text.encode("utf-8", errors="surrogatepass")
    name = hashlib.sha256(content).hexdigest()[:12]
    (fuzzing.CORPUS / f"{name}.txt").write_bytes(content)
    print(f"{name}: {reason[:300]}: {ascii(text)[:300]}", flush=True)


def load(path: Path, seed: int) -> dict[str, dict[str, float]]:
    """The counts of an earlier run with the same seed; zeros where there is none."""
    zeros = dict.fromkeys(("blocks", "cases", "figures", "refused", "seconds", "broken"), 0.0)
    counts = {kind: dict(zeros) for kind in BLOCKS}
    if not path.exists():
        return counts
    saved = json.loads(path.read_text(encoding="utf-8"))
    if saved["seed"] != seed:
        raise SystemExit(f"{path} is of seed {saved['seed']}: name another file")
    return counts | saved["counts"]


def save(path: Path, seed: int, counts: dict[str, dict[str, float]]) -> None:
    """Write the counts beside, then put them into place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps({"seed": seed, "counts": counts}, indent=1), encoding="utf-8")
    beside.replace(path)


def run(kind: str, wanted: int, options: argparse.Namespace, counts: dict[str, float]) -> None:
    """Run the blocks that are missing; the counts are those of whole blocks, in order."""
    blocks = range(int(counts["blocks"]), -(-wanted // BLOCKS[kind]))
    work = partial(block, kind=kind, seed=options.seed)
    begun, shown = time.monotonic(), time.monotonic()
    with multiprocessing.get_context("spawn").Pool(options.jobs) as pool:
        for done in pool.imap(work, blocks):
            counts["blocks"] += 1
            counts["broken"] += len(done.broken)
            for name in ("cases", "figures", "refused", "seconds"):
                counts[name] += getattr(done, name)
            for text, reason in done.broken:
                keep(text, reason)
            save(options.progress, options.seed, options.counts)
            if time.monotonic() - shown > 60:
                shown = time.monotonic()
                print(f"{kind}: {counts['cases']:,.0f} cases, {shown - begun:.0f} s", flush=True)
            if counts["broken"] > KEPT:
                raise SystemExit(f"more than {KEPT} broke: mend these first")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000_000)
    parser.add_argument("--read", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--progress", type=Path)
    options = parser.parse_args()
    options.progress = options.progress or ROOT / "build" / f"fuzz_text_{options.seed}.json"
    options.counts = load(options.progress, options.seed)
    for kind, wanted in (("scan", options.cases), ("read", options.read)):
        run(kind, wanted, options, options.counts[kind])
    broken = 0
    for kind, counts in options.counts.items():
        broken += int(counts["broken"])
        print(
            f"{kind}: {counts['cases']:,.0f} cases, {counts['figures']:,.0f} figures,"
            f" {counts['refused']:,.0f} refused, {counts['broken']:.0f} broke,"
            f" {counts['seconds']:,.0f} processor s"
        )
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
