"""Runs the program, and passes progress and messages to QGIS and a cancellation to the program."""

from __future__ import annotations

import json
import queue
import shlex
import subprocess
import threading
from typing import IO

from qgis.core import QgsProcessingException, QgsProcessingFeedback

from .language import tr
from .program import Program, ProgramError, hidden_window

# Seconds between two checks of the cancel button.
GLANCE = 0.1

# Seconds that a cancelled program has to remove unfinished results.
GRACE = 15

WARNING = "warning: "

# Names of steps, exactly as the program reports them.
STEPS = ("tallying", "crossing", "drawing the figures", "writing the results", "adding up the levels", "comparing neighbours")


class Execution:
    """One run of the program."""

    def __init__(self, program: Program, arguments: list[str], feedback: QgsProcessingFeedback, share: float = 1.0) -> None:
        """`share` is the part of the work that is the reading of rasters, from 0 to 1."""
        self.command = [program.path, *arguments, "--json-errors", "--json-progress", "--color=never"]
        self.feedback = feedback
        self.share = share
        self.errors: list[str] = []
        self.words: list[str] = []
        self.step = ""

    def run(self) -> None:
        """Runs the program to its end.

        Raises QgsProcessingException with the program's own sentences if it fails, or if the user cancels it.
        """
        self.feedback.pushCommandInfo(" ".join(map(shlex.quote, self.command)))
        try:
            process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                creationflags=hidden_window(),
            )
        except OSError as error:
            message = tr("{path} cannot be started: {reason}")
            raise QgsProcessingException(message.format(path=self.command[0], reason=error)) from error
        with process:
            try:
                cancelled = self._follow(process)
            except BaseException:
                process.kill()
                raise
        if process.returncode == 0:
            return
        if cancelled:
            raise QgsProcessingException(tr("Cancelled. Unfinished results were removed."))
        ended = tr("landcarbon ended with status {status}.").format(status=process.returncode)
        raise QgsProcessingException("\n".join(self.errors or self.words or [ended]))

    def _follow(self, process: subprocess.Popen) -> bool:
        """Passes on the messages of the process until it ends. Returns whether it was cancelled."""
        lines: queue.Queue[tuple[str, str] | None] = queue.Queue()
        streams = {"out": process.stdout, "err": process.stderr}
        for name, stream in streams.items():
            threading.Thread(target=_read, args=(name, stream, lines), daemon=True).start()
        cancelled = False
        last_resort = threading.Timer(GRACE, process.kill)
        last_resort.daemon = True
        silent = 0
        while silent < len(streams):
            if self.feedback.isCanceled() and not cancelled:
                cancelled = True
                process.terminate()
                last_resort.start()
            try:
                line = lines.get(timeout=GLANCE)
            except queue.Empty:
                continue
            if line is None:
                silent += 1
            else:
                self._hear(*line)
        process.wait()
        last_resort.cancel()
        return cancelled

    def _hear(self, stream: str, line: str) -> None:
        if stream == "out":
            self.feedback.pushConsoleInfo(line)
            return
        told = _json(line)
        if told is None:
            self._hear_words(line)
        elif "error" in told:
            self.errors += [told["error"], *(tr("because {cause}").format(cause=cause) for cause in told["causes"])]
        else:
            self._show(told)

    def _hear_words(self, line: str) -> None:
        if line.startswith(WARNING):
            self.feedback.pushWarning(line[len(WARNING) :])
        else:
            # Wrong usage and failures of the system are plain text, not JSON.
            self.words.append(line)
            self.feedback.pushInfo(line)

    def _show(self, told: dict) -> None:
        if told["step"] != self.step:
            self.step = told["step"]
            self.feedback.setProgressText(tr(self.step) if self.step in STEPS else self.step)
        if told.get("of"):
            self.feedback.setProgress(100 * self.share * told["done"] / told["of"])


def _read(name: str, stream: IO[bytes], lines: queue.Queue) -> None:
    for line in stream:
        lines.put((name, line.decode("utf-8", "replace").rstrip("\r\n")))
    lines.put(None)


def _json(line: str) -> dict | None:
    if not line.startswith("{"):
        return None
    try:
        return json.loads(line)
    except ValueError:
        return None


def answer(arguments: list[str]) -> str:
    """Runs the program and returns its standard output.

    Raises ProgramError if it fails.
    """
    program = Program.find().verified()
    done = subprocess.run(
        [program.path, *arguments], stdin=subprocess.DEVNULL, capture_output=True, check=False, creationflags=hidden_window()
    )
    if done.returncode != 0:
        raise ProgramError(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout.decode("utf-8")
