"""Finds the installed program, and verifies that it is new enough."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass

from . import settings
from .language import tr

NAME = "landcarbon"

# The first version with --json-progress.
OLDEST = (0, 1, 0)

# Seconds to wait for the answer to --version.
VERSION_TIMEOUT = 20


class ProgramError(Exception):
    """The program is missing or cannot be used; the message says what to do."""


@dataclass(frozen=True)
class Program:
    """An executable file."""

    path: str

    @staticmethod
    def find() -> Program:
        """Finds the program of the settings, or otherwise the one in PATH.

        Raises ProgramError if there is none.
        """
        chosen = settings.program()
        if chosen:
            found = shutil.which(os.path.expanduser(chosen))
            if found is None:
                raise ProgramError(
                    tr(
                        "{path}, which the options name (Settings > Options > Processing > Providers > landcarbon), "
                        "is not a program. Choose the file landcarbon there, or leave the option empty to search PATH."
                    ).format(path=chosen)
                )
            return Program(found)
        found = shutil.which(NAME)
        if found is None:
            raise ProgramError(
                tr(
                    "The program landcarbon, which does the work, is not in PATH. Install it (README.md of landcarbon says how; "
                    "with Rust: cargo build --release), and if it is still not in PATH, give its path in "
                    "Settings > Options > Processing > Providers > landcarbon."
                )
            )
        return Program(found)

    def verified(self) -> Program:
        """Returns this program if it is landcarbon and new enough.

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
                timeout=VERSION_TIMEOUT,
                check=False,
                creationflags=hidden_window(),
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ProgramError(tr("{path} cannot be started: {reason}").format(path=self.path, reason=error)) from error
        text = done.stdout or done.stderr
        return text.decode("utf-8", "replace").strip()


def hidden_window() -> int:
    """The flag that keeps Windows from opening a console for each process."""
    return getattr(subprocess, "CREATE_NO_WINDOW", 0)
