"""The installed program: where it is and whether it is new enough."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass

from . import settings
from .language import tr

NAME = "landcarbon"

# The first version that tells its progress to other programs.
OLDEST = (0, 1, 0)

# Seconds in which a program says its version.
PATIENCE = 20


class ProgramError(Exception):
    """The program is not there or cannot be used; the message says what to do."""


@dataclass(frozen=True)
class Program:
    """An executable file."""

    path: str

    @staticmethod
    def find() -> Program:
        """The program of the settings, or else of PATH.

        Raises ProgramError if there is none.
        """
        chosen = settings.program()
        if chosen:
            found = shutil.which(os.path.expanduser(chosen))
            if found is None:
                raise ProgramError(
                    tr(
                        "{path}, which the options name (Settings > Options > Processing > Providers > landcarbon), "
                        "is no program. Choose the file landcarbon there, or leave it empty to have it sought in PATH."
                    ).format(path=chosen)
                )
            return Program(found)
        found = shutil.which(NAME)
        if found is None:
            raise ProgramError(
                tr(
                    "The program landcarbon, which does the work, is not in PATH. Install it (README.md of landcarbon says how; "
                    "with Rust: cargo build --release), and if it is not in PATH then, name it in "
                    "Settings > Options > Processing > Providers > landcarbon."
                )
            )
        return Program(found)

    def verified(self) -> Program:
        """The program itself, if it is landcarbon and new enough.

        Raises ProgramError if it is not.
        """
        said = self._version()
        version = re.match(r"landcarbon (\d+)\.(\d+)\.(\d+)", said)
        if version is None:
            raise ProgramError(
                tr("{path} is not landcarbon: asked for its version, it says \"{said}\".").format(path=self.path, said=said[:200])
            )
        if tuple(int(number) for number in version.groups()) < OLDEST:
            raise ProgramError(
                tr("{path} is {said}; this plugin needs {oldest} or newer. Install a newer one.").format(
                    path=self.path, said=said, oldest=".".join(map(str, OLDEST))
                )
            )
        return self

    def _version(self) -> str:
        try:
            done = subprocess.run(
                [self.path, "--version"],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=PATIENCE,
                check=False,
                creationflags=hidden_window(),
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ProgramError(tr("{path} cannot be started: {reason}").format(path=self.path, reason=error)) from error
        text = done.stdout or done.stderr
        return text.decode("utf-8", "replace").strip()


def hidden_window() -> int:
    """What keeps Windows from opening a console for each process."""
    return getattr(subprocess, "CREATE_NO_WINDOW", 0)
