"""Audit the sentences that the reader is scored on, to look for false alarms.

    python tools/audit_texts.py

Each sentence that may be looked at (not held out) is read by `read_text` and audited by itself,
without the rules on provenance: a sentence has no source. Every finding is printed with its
sentence, to be judged by hand. It takes a few minutes.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections import Counter
from pathlib import Path

import liaoning_econ as le

SENTENCES = Path(__file__).parent.parent / "tests" / "text" / "evaluation"


def main() -> int:
    """Print what is found, and how much of it there is."""
    texts = figures = 0
    count: Counter[tuple[str, str]] = Counter()
    for path in sorted(SENTENCES.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            each = json.loads(line)
            if each["split"] == "held_out":
                continue
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                claims = le.read_text(each["text"], published=each.get("published"))
            texts, figures = texts + 1, figures + len(claims)
            for found in le.audit(claims, ignore=["LE6"]).itertuples():
                count[str(found.severity), str(found.rule)] += 1
                told = f"{each['id']} {found.rule} {found.severity}: {found.message}"
                sys.stdout.write(f"{told}\n  {each['text']}\n")
    told = ", ".join(
        f"{many} {rule} {severity}" for (severity, rule), many in sorted(count.items())
    )
    sys.stdout.write(f"{figures} figures in {texts} texts, {count.total()} findings: {told}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
