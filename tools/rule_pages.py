"""Write the page of each rule of the audit: python tools/rule_pages.py.

What a page says of a rule stands in `docs/rules/cases`, one file a family; code, severity, bound
and mend come from `rules()`, and the output of each case from running it. With --check nothing is
written, and a page that is not what it would be is an error.
"""

from __future__ import annotations

import contextlib
import io
import sys
import tomllib
from pathlib import Path

import liaoning_econ as le

RULES = Path(__file__).parent.parent / "docs" / "rules"
FAMILIES = {
    "arithmetic": "Arithmetic inside a text or a page",
    "totals": "Parts and wholes",
    "runs": "A series over time",
    "releases": "Vintages",
    "likeness": "Like with like",
    "official": "Against the record",
    "provenance": "Provenance",
}
FIELDS = {"finds", "decides", "fires", "quiet"}

INDEX = """\
# The rules

One page a rule: what it finds and why that matters, how it decides, a case in which it fires, and
two that look like it and are left alone. [The audit](../audit.md) says how to run them, how to
leave one out, and how to add your own.

{tables}
## What the examples use

The code on these pages runs as it stands after this, which takes claims that ship and changes a
cell where a case has to be made by hand:

```{{literalinclude}} examples.py
:language: python
:start-at: "CLAIMS ="
```

It needs `import textwrap`, `import pandas as pd` and `import liaoning_econ as le`.

```{{toctree}}
:hidden:

{toctree}
```
"""

PAGE = """\
# {code}: {name}

{about}

{finds}

| | |
| --- | --- |
| most it can be | {severity} |
| needs the columns | {needs} |
| bound | {bound} |
| usual mend | {mend} |

## How it decides

{decides}

## A case in which it fires

What `rows`, `but`, `linked` and `say` do stands under
[what the examples use](index.md#what-the-examples-use).

{fires}

## Two near misses

{first}

{second}

## Leave it out

```python
le.audit(frame, ignore=["{code}"])
```

```console
liaoning-econ audit my_claims.csv --ignore {code}
```
"""


def load() -> dict[str, dict[str, dict[str, object]]]:
    """What the files of cases say: family, code, fields."""
    return {
        family: tomllib.loads((RULES / "cases" / f"{family}.toml").read_text(encoding="utf-8"))
        for family in FAMILIES
    }


def pages() -> dict[str, str]:
    """Every page by the name of its file."""
    table = {str(each["code"]): each for each in le.rules().to_dict("records")}
    told = load()
    named = [code for family in told.values() for code in family]
    if sorted(named) != sorted(table):
        raise SystemExit(
            f"rules without a page, or pages without a rule: {set(named) ^ set(table)}"
        )
    made = {
        f"{code}.md": _page(table[code], fields)
        for family in told.values()
        for code, fields in sorted(family.items())
    }
    return {"index.md": _index(table, told), **made}


def _index(table: dict[str, dict], told: dict[str, dict]) -> str:
    tables = []
    for family, title in FAMILIES.items():
        lines = [
            f"## {title}",
            "",
            "| code | name | what it finds | at most |",
            "| --- | --- | --- | --- |",
        ]
        for code in sorted(told[family]):
            each = table[code]
            lines.append(
                f"| [{code}]({code}.md) | {each['name']} | {each['about']} | {each['severity']} |"
            )
        tables.append("\n".join(lines) + "\n")
    return INDEX.format(tables="\n".join(tables), toctree="\n".join(sorted(table)))


def _page(each: dict, fields: dict) -> str:
    code = str(each["code"])
    if set(fields) != FIELDS or len(fields["quiet"]) != 2:
        raise SystemExit(f"{code} needs {', '.join(sorted(FIELDS))}, and two cases that are quiet")
    fires, *quiet = (fields["fires"], *fields["quiet"])
    return PAGE.format(
        code=code,
        name=each["name"],
        about=f"*{each['about']}*",
        finds=fields["finds"].strip(),
        severity=each["severity"],
        needs=", ".join(f"`{name}`" for name in str(each["needs"]).split(", ")),
        bound=_cell(each["bound"]),
        mend=_cell(each["mend"]),
        decides=fields["decides"].strip(),
        fires=case_of(code, fires, fires=True),
        first=case_of(code, quiet[0], fires=False),
        second=case_of(code, quiet[1], fires=False),
    )


def _cell(text: object) -> str:
    return str(text).replace("|", "\\|")


def case_of(code: str, case: dict, *, fires: bool) -> str:
    """A case in words, its code, and what it prints: something, or nothing."""
    source = case["code"].strip()
    printed = run(source)
    if bool(printed) != fires:
        raise SystemExit(f"{code} should {'fire' if fires else 'be quiet'}:\n{source}\n{printed}")
    answer = f"```text\n{printed}\n```" if fires else "It prints nothing."
    return f"{case['says'].strip()}\n\n```python\n{source}\n```\n\n{answer}"


def run(source: str) -> str:
    """What a case prints."""
    place: dict[str, object] = {}
    for code in ((RULES / "examples.py").read_text(encoding="utf-8"), source):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, "a case", "exec"), place)  # noqa: S102 - our own documentation
    return out.getvalue().rstrip()


def main(arguments: list[str]) -> int:
    """Write the pages, or compare them."""
    wanted = pages()
    there = {path.name: path.read_text(encoding="utf-8") for path in RULES.glob("*.md")}
    stale = sorted(
        name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name)
    )
    if "--check" in arguments:
        sys.stderr.writelines(f"docs/rules/{name} is stale\n" for name in stale)
        return 1 if stale else 0
    for name in stale:
        if name in wanted:
            (RULES / name).write_text(wanted[name], encoding="utf-8")
        else:
            (RULES / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
