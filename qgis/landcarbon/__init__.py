"""The Processing toolbox of landcarbon for QGIS."""

from __future__ import annotations


def classFactory(iface):
    """What QGIS calls to load the plugin; without windows, `iface` is None."""
    from .plugin import LandcarbonPlugin

    return LandcarbonPlugin()
