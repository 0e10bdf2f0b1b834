"""The folder into which an assessment writes its project."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from qgis.core import QgsProcessingException

from . import project_file
from .language import tr

PROJECT = "project.toml"

# All files that the plugin may write.
OWN = [PROJECT, "zones.gpkg"]


class ProjectFolder:
    """Contains the project and exported zones. After a failure or a cancellation the folder is as it was before."""

    def __init__(self, folder: Path, overwrite: bool) -> None:
        self.folder = folder
        self.overwrite = overwrite
        self.made: list[Path] = []
        self.earlier: Path | None = None

    @property
    def project(self) -> Path:
        return self.folder / PROJECT

    def __enter__(self) -> None:
        """Raises QgsProcessingException if the folder contains a foreign project, or one that must not be replaced."""
        there = [name for name in OWN if (self.folder / name).exists()]
        if there:
            self._refuse_others(there)
        self.made = [path for path in [self.folder, *self.folder.parents] if not path.exists()]
        self.folder.mkdir(parents=True, exist_ok=True)
        self.earlier = Path(tempfile.mkdtemp(prefix=".landcarbon-", dir=self.folder))
        for name in there:
            (self.folder / name).rename(self.earlier / name)

    def __exit__(self, kind, error, trace) -> None:
        if kind is not None:
            for name in OWN:
                (self.folder / name).unlink(missing_ok=True)
            for path in self.earlier.iterdir():
                path.rename(self.folder / path.name)
        shutil.rmtree(self.earlier, ignore_errors=True)
        if kind is not None:
            for path in self.made:
                if not any(path.iterdir()):
                    path.rmdir()

    def _refuse_others(self, there: list[str]) -> None:
        is_ours = self.project.exists() and self.project.read_text(encoding="utf-8", errors="replace").startswith(project_file.MARK)
        if not is_ours:
            raise QgsProcessingException(
                tr("{file} was not written by this algorithm and stays as it is; choose another folder.").format(file=self.folder / there[0])
            )
        if not self.overwrite:
            raise QgsProcessingException(
                tr("{folder} contains an earlier assessment; choose another folder, or allow it to be replaced (advanced parameters).").format(
                    folder=self.folder
                )
            )
