"""What holds for the package as a whole: its names, its imports, its version."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
import tomllib
import types
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

import liaoning_econ as le

PACKAGE = Path(le.__file__).parent
# The floors of the house: each module stands only on those before it. `versions` names the data,
# so it stands on the catalogue and the exchange rates; `frames` declares what `schemas` checks.
FLOORS = (
    {"errors"},
    {"files", "frames", "units"},
    {"intervals", "window"},
    {"quantities"},
    {"validation", "kernels"},
    {"schemas"},
    {"schema_files"},
    {"catalog"},
    {"exchange", "tables", "text"},
    {"versions"},
    {"convert"},
    {"realtime"},
    {"comparison", "trends"},
    {"auditing"},
    {"io", "plot"},
    {"report"},
    {"cli"},
    {"__main__"},
)
HEAVY = ("pandera", "statsmodels", "matplotlib", "pint", "scipy", "jinja2", "typer", "sklearn")


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def submodules() -> list[str]:
    found = pkgutil.walk_packages([str(PACKAGE)], prefix="liaoning_econ.")
    return sorted(module.name for module in found if not module.name.endswith("__main__"))


def test_every_public_name_is_there_also_after_every_submodule_was_imported() -> None:
    listed = "; ".join(f"import {name}" for name in submodules())
    answer = run(
        f"import types, liaoning_econ as le\n{listed}\n"
        "for name in le.__all__:\n"
        "    value = getattr(le, name)\n"
        "    is_module = isinstance(value, types.ModuleType)\n"
        "    assert is_module == (name in {'auditing', 'plot', 'realtime', 'trends'}), name\n"
    )
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize("name", le.__all__)
def test_a_public_name_resolves_and_explains_itself(name: str) -> None:
    assert name in dir(le)
    if name != "__version__":
        assert getattr(le, name).__doc__


def test_no_module_has_the_name_of_a_public_function() -> None:
    modules = {name.split(".")[1] for name in submodules()}
    assert modules & set(le.__all__) == {"auditing", "plot", "realtime", "trends"}


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'liaoning_econ' has no attribute 'observation'"):
        getattr(le, "observation")  # noqa: B009  not a name that type checkers know


@pytest.mark.parametrize("use", ["", "le.observations('gdp', 'CN-LN')", "le.regions()"])
def test_what_is_heavy_is_loaded_when_it_is_needed(use: str) -> None:
    answer = run(
        f"import sys, liaoning_econ as le\n{use}\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    assert answer.stderr == ""
    assert answer.stdout.strip() == "[]"


def test_an_import_changes_nothing_global() -> None:
    answer = run(
        "import decimal, locale, warnings, numpy, pandas\n"
        "def state():\n"
        "    return (list(warnings.filters), numpy.geterr(), decimal.getcontext().prec,\n"
        "            locale.setlocale(locale.LC_ALL), pandas.options.display.max_rows)\n"
        "before = state()\n"
        "import liaoning_econ as le\n"
        "[getattr(le, name) for name in le.__all__ if name != 'plot']\n"
        "assert state() == before\n"
    )
    assert answer.returncode == 0, answer.stderr


def floor_of(module: str) -> int:
    return next(floor for floor, names in enumerate(FLOORS) if module in names)


def imports_of(source: str, *, package: str) -> Iterator[str]:
    """Submodules of the library that a source imports at run time, wherever it does so."""
    for node in running_code(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parent = ".".join(package.split(".")[: -node.level + 1 or None]) if node.level else ""
            base = ".".join(part for part in (parent, node.module) if part)
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def running_code(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node but those that only type checkers read."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        yield node
        yield from running_code(node)


def runs_up(source: str, module: str) -> list[str]:
    """The library's modules on the same or a higher floor that a source of `module` imports."""
    places = {name for floor in FLOORS for name in floor}
    here = floor_of(module)
    wanted = set()
    for name in imports_of(source, package=f"liaoning_econ.{module}"):
        root, _, rest = name.partition(".")
        target = rest.split(".")[0]
        if root == "liaoning_econ" and target in places and target != module:
            wanted.add(target)
    return sorted(target for target in wanted if floor_of(target) >= here)


def sources() -> list[tuple[str, Path]]:
    return [
        (path.relative_to(PACKAGE).parts[0].removesuffix(".py"), path)
        for path in sorted(PACKAGE.rglob("*.py"))
        if path != PACKAGE / "__init__.py"
    ]


def test_every_module_has_a_floor() -> None:
    assert {module for module, _ in sources()} <= {name for floor in FLOORS for name in floor}


@pytest.mark.parametrize(
    ("module", "path"), sources(), ids=lambda value: getattr(value, "stem", value)
)
def test_no_import_runs_up(module: str, path: Path) -> None:
    assert runs_up(path.read_text(encoding="utf-8"), module) == []


@pytest.mark.parametrize(
    "source",
    [
        "from liaoning_econ import report",
        "from liaoning_econ.report import brief",
        "import liaoning_econ.report.words",
        "def late():\n    from liaoning_econ.report import brief",
    ],
)
def test_an_import_that_runs_up_is_found(source: str) -> None:
    assert runs_up(source, "units") == ["report"]
    assert runs_up("if TYPE_CHECKING:\n    " + source.splitlines()[-1].strip(), "units") == []


def test_the_version_stands_in_one_place(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in project["project"]
    assert project["tool"]["hatch"]["version"]["path"] == "liaoning_econ/__init__.py"
    assert "\nversion:" not in (root / "CITATION.cff").read_text(encoding="utf-8")
    assert re.fullmatch(r"\d+\.\d+\.\d+(\.dev\d+)?", le.__version__)


def test_constraints_are_names_and_versions_alone(root: Path) -> None:
    lines = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[\w.]+", line)] == []


def test_constraints_cover_what_the_project_asks_for(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    # The peers of the extra `evaluate` are pinned there: they serve one table and no user.
    extras = {k: v for k, v in project["optional-dependencies"].items() if k != "evaluate"}
    asked = [*project["dependencies"], *chain(*extras.values())]
    lines = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    held = {normal(line.partition("==")[0]) for line in lines}
    names = {normal(re.split(r"[\[<>=]", requirement)[0]) for requirement in asked}
    assert names - held == set()


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_py_typed_ships() -> None:
    assert (PACKAGE / "py.typed").is_file()


def test_modules_have_docstrings() -> None:
    for name in submodules():
        assert importlib.import_module(name).__doc__, name


def test_the_reference_has_every_public_name(root: Path) -> None:
    page = (root / "docs" / "reference.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\.\. auto\w+:: (?:liaoning_econ\.)?(\w+)$", page, re.MULTILINE))
    by_module = {name for name in le.__all__ if name == "LiaoningEconError"}
    assert set(le.__all__) - named - by_module == {"__version__"}


def test_no_module_name_hides_a_function_of_its_package() -> None:
    hidden = []
    for name in submodules():
        package, _, own = name.rpartition(".")
        if not isinstance(getattr(importlib.import_module(package), own), types.ModuleType):
            hidden.append(name)
    assert hidden == []
