"""The plugin: it has nothing but a provider of algorithms."""

from __future__ import annotations

from qgis.core import QgsApplication

from .provider import LandcarbonProvider


class LandcarbonPlugin:
    """Brings the provider into Processing and takes it out again."""

    def __init__(self) -> None:
        self.provider: LandcarbonProvider | None = None

    def initProcessing(self) -> None:
        """Called by QGIS and, without windows, by qgis_process."""
        self.provider = LandcarbonProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self) -> None:
        self.initProcessing()

    def unload(self) -> None:
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
