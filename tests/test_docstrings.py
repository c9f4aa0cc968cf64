"""What a user can import explains itself: parameters, result, errors, and an example that runs."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest

import liaoning_econ as le

# What `import liaoning_econ` offers, and what its modules do: le.units.factor. The rest of these
# is for the brief and the command line alone, which show what it does.
INNER = {"__main__", "cli", "plot", "report", "text"}
MODULES = [
    "liaoning_econ",
    *(
        f"liaoning_econ.{module.name}"
        for module in pkgutil.iter_modules(le.__path__)
        if module.name not in INNER
    ),
]


def public() -> Iterator[tuple[str, Any]]:
    """Functions and classes of the public modules, each once, under the name that users type."""
    seen = set()
    for name in MODULES:
        module = importlib.import_module(name)
        for own in getattr(module, "__all__", ()):
            value = getattr(module, own)
            here = str(getattr(value, "__module__", "")).startswith("liaoning_econ")
            kind = inspect.isclass(value) or inspect.isfunction(inspect.unwrap(value))
            if here and kind and value not in seen:
                seen.add(value)
                yield f"{name}.{own}", value


NAMES = dict(public())


def lacking(value: Any) -> list[str]:
    """The sections that a docstring should have and lacks."""
    text = inspect.getdoc(value) or ""
    there = set(re.findall(r"^(\w+)\n-{3,}$", text, re.MULTILINE))
    wanted = set() if is_error(value) else {"Examples"}
    if not inspect.isclass(value):
        signature = inspect.signature(value)
        wanted |= {"Parameters"} if signature.parameters else set()
        result = str(signature.return_annotation)
        wanted |= set() if result in ("None", "<class 'NoneType'>") else {"Returns"}
        raising = re.search(r"^ +raise ", inspect.getsource(inspect.unwrap(value)), re.MULTILINE)
        wanted |= {"Raises"} if raising else set()
    given = there | ({"Returns"} if "Yields" in there else set())
    return sorted(wanted - given)


def is_error(value: Any) -> bool:
    """Whether the sentence of a class says it all: an error is made by the library alone."""
    return inspect.isclass(value) and issubclass(value, Exception)


@pytest.mark.parametrize("name", NAMES)
def test_a_public_name_has_every_section_that_applies(name: str) -> None:
    assert lacking(NAMES[name]) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_is_explained(name: str) -> None:
    value = NAMES[name]
    if inspect.isclass(value):
        pytest.skip("the columns or attributes of a class stand where they are declared")
    text = inspect.getdoc(value) or ""
    section = re.search(
        r"^Parameters\n-+\n(.*?)(?=^\w+\n-{3,}$|\Z)", text, re.MULTILINE | re.DOTALL
    )
    lines = (section[1] if section else "").splitlines()
    told = {
        word.strip(" *")
        for line in lines
        if line and not line.startswith(" ")
        for word in line.partition(" : ")[0].split(",")
    }
    assert set(inspect.signature(value).parameters) - told == set()


def test_a_section_that_is_missing_is_found() -> None:
    def bare(one: int) -> int:
        """One more."""
        if one < 0:
            raise ValueError
        return one + 1

    assert lacking(bare) == ["Examples", "Parameters", "Raises", "Returns"]
