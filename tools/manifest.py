"""Bring hashes and row counts of the catalogue's manifest up to date: python tools/manifest.py.

Run it after a file under `liaoning_econ/catalog/data` was changed. What the manifest says of the
series is left as it is; with --check nothing is written and a difference is an error.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

DATA = Path(__file__).parent.parent / "liaoning_econ" / "catalog" / "data"


def recount(directory: Path) -> str:
    """Return the manifest's text with the hashes and row counts of the files as they are."""
    found = json.loads((directory / "manifest.json").read_bytes())
    files = {path.name for path in directory.glob("*.csv")}
    for name in sorted(files - set(found["files"])):
        raise SystemExit(f"{name} has no entry in manifest.json: say what it holds")
    for name, entry in found["files"].items():
        content = (directory / name).read_bytes()
        entry["sha256"] = hashlib.sha256(content).hexdigest()
        entry["rows"] = content.count(b"\n") - 1
    return _lay_out(found) + "\n"


def _lay_out(value: object, indent: int = 0) -> str:
    """JSON with one line for each series, so that a changed series is one changed line."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict) or not any(isinstance(v, dict) for v in value.values()):
        return flat
    pad = "  " * (indent + 1)
    lines = [f"{pad}{json.dumps(key)}: {_lay_out(item, indent + 1)}" for key, item in value.items()]
    return "{\n" + ",\n".join(lines) + "\n" + "  " * indent + "}"


def main(arguments: list[str]) -> int:
    """Write the manifest, or with --check compare it."""
    path = DATA / "manifest.json"
    fresh = recount(DATA)
    if path.read_text(encoding="utf-8") == fresh:
        return 0
    if "--check" in arguments:
        sys.stderr.write("manifest.json is not up to date: run python tools/manifest.py\n")
        return 1
    path.write_text(fresh, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
