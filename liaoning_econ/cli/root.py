"""The command itself: its groups, and how it ends where something is wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any, Final, NoReturn

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

import liaoning_econ as le
from liaoning_econ.cli.printing import say
from liaoning_econ.errors import LiaoningEconError

__all__ = ["app", "data", "main", "schema"]

BAD_INPUT = 2
INTERRUPTED = 130
PIPE_CLOSED = 1  # as typer has it where the pipe closes inside a command


class _OneLine(TyperGroup):
    """A group whose errors are one line on stderr, never a traceback."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Any:
        """Run a command, and turn what it raises into a line and an exit code."""
        options["standalone_mode"] = False
        _speak_plainly()
        try:
            code = super().main(args, *rest, **options)
            sys.stdout.flush()
        except BrokenPipeError:
            _forget_output()
        except LiaoningEconError as error:
            _refuse(str(error))
        except TyperException as error:
            _refuse(_usage_trouble(error), error.exit_code)
        except OSError as error:
            _refuse(_file_trouble(error))
        except typer.Abort:
            _refuse("interrupted", INTERRUPTED)
        except Exception as error:
            if "LIAONING_ECON_DEBUG" in os.environ:
                raise
            _refuse(
                f"a mistake of liaoning-econ, not of yours: {type(error).__name__}: {error}. "
                "Set LIAONING_ECON_DEBUG=1 to see where",
                1,
            )
        sys.exit(code if isinstance(code, int) else 0)


def _speak_plainly() -> None:
    """Let a terminal that cannot show a character show its code, rather than end the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _forget_output() -> NoReturn:
    """End quietly: the reader has gone, so what is still unwritten goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(PIPE_CLOSED)


def _refuse(message: str, code: int = BAD_INPUT) -> NoReturn:
    """Say in one line on stderr what is wrong, and end."""
    say(f"liaoning-econ: {' '.join(message.split())}", sys.stderr)
    sys.exit(code)


def _usage_trouble(error: TyperException) -> str:
    message = error.format_message().replace("Value error, ", "").rstrip(".")
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "liaoning-econ"
    return f"{message}. See: {command} --help"


def _file_trouble(error: OSError) -> str:
    reason = error.strerror or str(error) or type(error).__name__
    return f"{error.filename}: {reason}" if error.filename else reason


app: Final[typer.Typer] = typer.Typer(
    name="liaoning-econ",
    cls=_OneLine,
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
data: Final[typer.Typer] = typer.Typer(invoke_without_command=True, rich_markup_mode=None)
schema: Final[typer.Typer] = typer.Typer(invoke_without_command=True, rich_markup_mode=None)
app.add_typer(data, name="data")
app.add_typer(schema, name="schema")


def _version(asked: bool) -> None:
    if asked:
        say(f"liaoning-econ {le.__version__}")
        raise typer.Exit


def _help_if_alone(context: typer.Context) -> None:
    """Print the help where no command is named."""
    if context.invoked_subcommand is None:
        say(context.get_help())
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    *,
    version: Annotated[  # noqa: ARG001  its callback has answered
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Check printed figures on China's provinces: bounds, windows, vintages, sources.

    \b
    Examples:
      liaoning-econ brief
      liaoning-econ audit --shipped ftz_claims
      liaoning-econ read article.txt --published 2018-08-11
      liaoning-econ data show gdp CN-LN --vintage latest
      liaoning-econ compare S12 S16 --per month
    """
    _help_if_alone(context)


@data.callback()
def _data(context: typer.Context) -> None:
    """Look at the shipped data."""
    _help_if_alone(context)


@schema.callback()
def _schema(context: typer.Context) -> None:
    """Write the schemas of the frames, for other languages."""
    _help_if_alone(context)


def main() -> None:
    """Run the command that the shell's arguments name."""
    app()
