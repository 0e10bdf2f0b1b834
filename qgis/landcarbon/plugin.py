"""The plugin, which only registers a provider of algorithms."""

from __future__ import annotations

from qgis.core import QgsApplication

from .provider import LandcarbonProvider


class LandcarbonPlugin:
    """Registers the provider in Processing, and removes it again."""

    def __init__(self) -> None:
        self.provider: LandcarbonProvider | None = None

    def initProcessing(self) -> None:
        """Called by QGIS, and by qgis_process, which has no graphical interface."""
        self.provider = LandcarbonProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self) -> None:
        self.initProcessing()

    def unload(self) -> None:
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
