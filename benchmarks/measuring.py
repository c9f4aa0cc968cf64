"""What the benchmarks share: times taken turn by turn, memory in a process of its own, a line."""

from __future__ import annotations

import gc
import platform
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import numpy as np


def best(runs: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The best processor seconds of each, turn by turn."""
    found = dict.fromkeys(runs, np.inf)
    for _ in range(rounds):
        for name, run in runs.items():
            gc.collect()
            began = time.process_time()
            result = run()
            found[name] = min(found[name], time.process_time() - began)
            del result
    return found


def processor() -> str:
    """The processor's name, where the system tells it."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def machine(*packages: str) -> str:
    """The machine and the versions that a table was made with."""
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    return f"{processor()}, Python {platform.python_version()}, {versions}"


def above_input(run: Callable[[], object]) -> tuple[float, float]:
    """Megabytes at their highest above what there was: resident, and asked for.

    Resident pages are looked at every millisecond; what numpy and Python ask for is traced in a
    run of its own, because tracing takes memory too. Call it in a process that does nothing else.
    """
    import psutil

    process = psutil.Process()
    gc.collect()
    before = process.memory_info().rss
    highest, done = [before], threading.Event()

    def look() -> None:
        while not done.wait(0.001):
            highest[0] = max(highest[0], process.memory_info().rss)

    watcher = threading.Thread(target=look)
    watcher.start()
    result = run()
    highest[0] = max(highest[0], process.memory_info().rss)
    done.set()
    watcher.join()
    del result
    gc.collect()
    tracemalloc.start()
    result = run()
    asked = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    del result
    return (highest[0] - before) / 1e6, asked / 1e6


def alone(script: str, *arguments: str) -> list[float]:
    """The numbers that a script prints on its last line, run in a process of its own."""
    answer = subprocess.run(
        [sys.executable, script, *arguments], check=True, capture_output=True, text=True
    )
    return [float(word) for word in answer.stdout.splitlines()[-1].split()]


def line(title: str, figures: str, found: float, bar: float, *, least: bool) -> bool:
    """Print one ratio beside its bar; True where it is met."""
    met = found >= bar if least else found <= bar
    word = "at least" if least else "at most"
    print(f"{title:44} {figures:58} bar {word} {bar:g}: {'met' if met else 'MISSED'}", flush=True)
    return met
