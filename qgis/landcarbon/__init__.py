"""The Processing toolbox of landcarbon for QGIS."""

from __future__ import annotations


def classFactory(iface):
    """QGIS calls this to load the plugin. Without a graphical interface, `iface` is None."""
    from .plugin import LandcarbonPlugin

    return LandcarbonPlugin()
