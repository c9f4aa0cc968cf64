"""What all pandera classes have in common: made of a declaration, checked in full."""

from __future__ import annotations

from typing import Any, Self

import pandas as pd
import pandera.pandas as pa
from pandera.typing import DataFrame

from liaoning_econ.frames import DATETIME, Frame
from liaoning_econ.validation import check, coerce, declaration_named, rules_of

__all__ = ["Declared", "field"]


def field(frame: Frame, name: str) -> Any:
    """Column's field, from its declaration."""
    column = frame.by_name[name]
    options: dict[str, Any] = {"nullable": column.nullable, "description": column.description}
    if column.categories is not None:
        options["isin"] = list(column.categories.categories)
    if column.pattern is not None:
        options["str_matches"] = rf"^(?:{column.pattern})\Z"
    return pa.Field(**options)


class Declared(pa.DataFrameModel):
    """What all frames have in common: the declaration of their name, checked in full."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Strict and in order, with the declaration's key."""
        key = list(cls.declaration().key)
        told = {"name": cls.__name__, "strict": True, "ordered": True, "unique": key}
        # pandera collects the class of this name; an assignment would be one more public type.
        setattr(cls, "Config", type("Config", (cls.Config,), told))  # noqa: B010
        super().__init_subclass__(**kwargs)  # type: ignore[no-untyped-call]

    @classmethod
    def declaration(cls) -> Frame:
        """The declaration that the class is made from."""
        return declaration_named(cls.__name__)

    @classmethod
    def validate(  # pyright: ignore[reportIncompatibleMethodOverride]
        cls,
        check_obj: pd.DataFrame,
        head: int | None = None,
        tail: int | None = None,
        sample: int | None = None,
        random_state: int | None = None,
        lazy: bool = False,
        inplace: bool = False,
    ) -> DataFrame[Self]:
        """Check everything; text codes become categories, days become microseconds.

        Parameters
        ----------
        check_obj
            The frame, on any index; it is never changed.
        head, tail, sample, random_state, lazy
            As in pandera, for its own checks; the declared rules are held on every row.
        inplace
            Has no effect: the result is always a new frame.

        Returns
        -------
        DataFrame
            The same rows on a plain RangeIndex, every column in its declared dtype.

        Raises
        ------
        SchemaError
            Names row, column, value and rule; `rows` keeps the offending rows.

        Examples
        --------
        >>> from liaoning_econ.schemas import Sources
        >>> Sources.validate(pd.DataFrame({"source": ["mine"]}))
        Traceback (most recent call last):
        liaoning_econ.errors.SchemaError: Sources lacks the columns 'publisher', 'title', ...
        """
        del inplace
        declaration = cls.declaration()
        typed = coerce(check_obj, declaration, what=declaration.name)
        check(typed, declaration, what=declaration.name)
        return super().validate(
            typed, head=head, tail=tail, sample=sample, random_state=random_state, lazy=lazy
        )

    # `error`, not `name`: pandera forgets a check's name once the first of several classes has it.
    @pa.dataframe_check(error="days are in microseconds")
    @classmethod
    def _days_in_microseconds(cls, frame: pd.DataFrame) -> bool:
        """Held here, because pandera takes every unit of time for the same."""
        return all(frame[name].dtype == DATETIME for name in frame if frame[name].dtype.kind == "M")

    @pa.dataframe_check(error="rules over rows")
    @classmethod
    def _rules_over_rows(cls, frame: pd.DataFrame) -> bool:
        return not any(rule.broken(frame).any() for rule in rules_of(cls.declaration()))
