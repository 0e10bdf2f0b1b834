"""Opens a folder of results in QGIS, without a screen, and compares it with what it should show.

    check.py OUT PICTURES

OUT holds NAME.qgz, layers/ and report.html, and levels/LEVEL/ with the same where the project has levels. Every map theme and every layout is drawn into the folder PICTURES.
Prints what is wrong, a line each, and ends with status 1 if anything is.
"""

import functools
import json
import os
import re
import sqlite3
import sys
import zipfile
from collections import Counter
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# GDAL complains that it cannot add a position to each picture.
os.environ.setdefault("CPL_LOG", os.devnull)

from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsCoordinateTransform,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsGeometry,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsRasterLayer,
    QgsReadWriteContext,
    QgsRenderContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize, Qt  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402
from qgis.PyQt.QtXml import QDomDocument  # noqa: E402

# Groups of uncertainty, scenarios, zonings and analyses, in both languages.
GROUPS = {
    "uncertainty": ("Uncertainty", "不确定性"),
    "scenarios": ("Scenarios", "情景"),
    "zonings": ("Zonings", "分区"),
    "analysis": ("Analysis", "分析"),
}

# With more zones than these, names have no leader lines.
MOST_LED = 60

# How the names of layers of centres of gravity end.
CENTRES = ("_centres", "_ellipses")

problems = []

# Stands for the class of a zone that is drawn as having no value.
HATCHED = "hatched"

# The choropleth that has the classes of a field, and the prefix of their properties there.
CHOROPLETHS = {
    "emissions_t": ("emissions", ""),
    "budget_t": ("budget", ""),
    "functional_zone": ("zones", ""),
    "ecc": ("coefficients", "ecc_"),
    "esc": ("coefficients", "esc_"),
    "intensity_t_per_1e4_yuan": ("coefficients", "intensity_"),
}


def problem(text):
    problems.append(text)


def field_of(renderer):
    """The field by which a renderer classifies, by itself or in an expression."""
    attribute = renderer.classAttribute()
    quoted = re.search(r'"([^"]+)"', attribute)
    return quoted[1] if quoted else attribute


def is_hatched(symbol):
    return any(part.layerType() == "LinePatternFill" for part in symbol.symbolLayers())


def drawn_classes(layer):
    """The label that the renderer gives each zone, or HATCHED, by the zone's id."""
    renderer = layer.renderer().clone()
    context = QgsRenderContext()
    context.expressionContext().appendScopes(
        QgsExpressionContextUtils.globalProjectLayerScopes(layer)
    )
    renderer.startRender(context, layer.fields())
    labels = {}
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        keys = renderer.legendKeysForFeature(feature, context)
        items = {item.ruleKey(): item.label() for item in renderer.legendSymbolItems()}
        found = [items[key] for key in keys if key in items]
        label = found[0] if len(found) == 1 else None
        symbol = renderer.symbolForFeature(feature, context)
        labels[str(feature["zone"])] = HATCHED if symbol and is_hatched(symbol) else label
    renderer.stopRender(context)
    return labels


def check_fields(layer, name):
    aliased = ("zone", "name", "year", "emissions_t")
    for field in layer.fields():
        if field.name() in aliased and field.alias() in ("", field.name()):
            problem(f"{name}: the field {field.name()} has no alias")


def check_map_tip(layer, name):
    tip = layer.mapTipTemplate()
    if not tip:
        problem(f"{name}: no map tip")
        return
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    feature = next(layer.getFeatures())
    context.setFeature(feature)
    shown = QgsExpression.replaceExpressionText(tip, context)
    if "[%" in shown or str(feature["name"]).split("&")[0].split("<")[0] not in shown:
        problem(f"{name}: the map tip reads {shown!r}")


def check_labels(layer, name):
    if not layer.labelsEnabled() or layer.labeling() is None:
        problem(f"{name}: no labels")
    elif layer.labeling().settings().fieldName != "name":
        problem(f"{name}: labels show {layer.labeling().settings().fieldName}, not the zone's name")


def check_vector(layer, name):
    check_fields(layer, name)
    check_map_tip(layer, name)
    check_labels(layer, name)


@functools.cache
def levels_of(out):
    """The title, the folder and the number of zones of each level by its name, as the manifest has them."""
    path = out / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    named = {level["name"]: level for level in manifest.get("project", {}).get("level", [])}
    return {
        level["name"]: (
            named[level["name"]].get("title") or level["name"],
            out / level["folder"],
            level["zones"],
        )
        for level in manifest.get("levels", [])
    }


def folder_of(out, level):
    """Where the results of a level are."""
    return levels_of(out)[level][1] if level else out


def parts_of_id(layer):
    """The level (empty if the project has none), the field and the year of a layer of zones in the project."""
    found = re.fullmatch(r"(?:(.+)_)?zones_(.+)_(\d+)", layer.id())
    return (found[1] or "", found[2], found[3]) if found else None


def is_of_centres(layer):
    """Whether a layer of the project shows centres of gravity or ellipses."""
    return not parts_of_id(layer) and any(f"{end}_" in f"_{layer.id()}" for end in CENTRES)


def parts_of_table(table, name, out):
    """The level (empty if the project has none) and the year of a layer of the GeoPackage NAME."""
    level, year = table.removeprefix(f"{name}_").rpartition("_")[::2]
    if level not in (levels_of(out) or [""]):
        problem(f"{name}: the layer {table} is of no level")
        return "", year
    return level, year


@functools.cache
def report(out):
    """The data of the report, and which of its languages the layers have: 0 English, 1 Chinese."""
    path = out / "report.html"
    if not path.exists():
        return None, 0
    page = path.read_text(encoding="utf-8")
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    return json.loads(data[1]), int('<html lang="zh' in page)


def supplement_themes(out, year):
    """The report's themes of what was found beyond the assessment, by field, that have a map of a year."""
    data, _ = report(out)
    if data is None or int(year) not in data["years"]:
        return {}
    place = data["years"].index(int(year))
    themes = [theme for theme in data["themes"] if "group" in theme and theme["years"][place]]
    return {theme["quantity"]: (theme, theme["years"][place]) for theme in themes}


def in_report(out, field, year):
    """Class labels by zone, and counts by label, as the report has them of a field of a supplement."""
    found = supplement_themes(out, year).get(field)
    if found is None:
        return None
    data, language = report(out)
    classes = found[1]["classes"]
    names = [entry["label"][language] for entry in classes]
    places = zip(data["ids"], found[1]["of"])
    labels = {zone: names[place] if place >= 0 else None for zone, place in places}
    return labels, {name: entry["count"] for name, entry in zip(names, classes)}


@functools.cache
def collection_of(path):
    """The choropleth of a file."""
    return json.loads(path.read_text(encoding="utf-8"))


def published(out, field, year):
    """Class labels by zone, and counts by label, as the choropleth of a field and year has them, or the report."""
    if field not in CHOROPLETHS:
        return in_report(out, field, year)
    stem, prefix = CHOROPLETHS[field]
    path = out / "layers" / f"{stem}-{year}.geojson"
    if not path.exists():
        return None
    collection = collection_of(path)
    labels = {
        str(feature["properties"]["zone"]): feature["properties"][f"{prefix}class_label"]
        for feature in collection["features"]
    }
    legend = next(
        entry for entry in collection["legend"] if entry["class_property"] == f"{prefix}class"
    )
    return labels, {entry["label"]: entry["count"] for entry in legend["classes"]}


def check_classes(layer, name, field, year, out):
    """Every zone is drawn in its class or hatched, and as many in each class as are published."""
    drawn = drawn_classes(layer)
    lost = [zone for zone, label in drawn.items() if label is None]
    if lost:
        problem(f"{name}: {len(lost)} zones are not drawn, such as {lost[0]}")
    expected = published(out, field, year)
    if expected is None:
        return
    labels, counts = expected
    for zone, label in labels.items():
        shown = HATCHED if label is None else label
        if drawn.get(zone) != shown:
            problem(f"{name}: zone {zone} is drawn as {drawn.get(zone)!r}; its class is {label!r}")
    found = Counter(label for label in drawn.values() if label != HATCHED)
    if {label: count for label, count in counts.items() if count} != dict(found):
        problem(f"{name}: {dict(found)} zones are drawn in the classes, {counts} published")


def check_archive(path):
    """Paths in the project are relative, and the files are there."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if names != [f"{path.stem}.qgs"]:
            problem(f"{path.name} holds {names}")
            return
        root = ElementTree.fromstring(archive.read(names[0]))
    for element in root.iter("datasource"):
        source = (element.text or "").split("|")[0]
        if not source.startswith("."):
            problem(f"{path.name}: the path {source} is not relative")
        elif not (path.parent / source).exists():
            problem(f"{path.name}: the path {source} leads to no file")


def check_groups(project, path, out):
    """Layers stand in a group a level, in it in one a year, and in it in one of what was found beyond the assessment."""
    root = project.layerTreeRoot()
    for level, (title, folder, zones) in levels_of(out).items():
        group = root.findGroup(title)
        if group is None:
            problem(f"{path.name}: no group {title}")
            continue
        check_years(group, f"{level}_", path, folder)
        of_level = [node.layer() for node in group.findLayers()]
        of_zones = [layer for layer in of_level if not is_of_centres(layer)]
        wrong = [layer.id() for layer in of_zones if layer.featureCount() != zones]
        if wrong:
            problem(f"{path.name}: {', '.join(wrong)} have not the {zones} zones of {level}")
        loose = [
            layer.id() for layer in project.mapLayers().values()
            if layer.id().startswith(f"{level}_zones_") and layer not in of_level
            and layer.renderer().type() != "invertedPolygonRenderer"
        ]
        if loose:
            problem(f"{path.name}: {', '.join(loose)} are not in the group {title}")
    if not levels_of(out):
        check_years(root, "", path, out)


def check_years(root, prefix, path, out):
    """Topics stand in a group of their year, and what was found beyond the assessment in a group within, named in the project's language."""
    data, language = report(out)
    for year in data["years"] if data else []:
        of_year = root.findGroup(str(year))
        topics = of_year.findLayerIds() if of_year else []
        for field in CHOROPLETHS:
            if f"{prefix}zones_{field}_{year}" not in topics:
                problem(f"{path.name}: no layer of {field} in the group {year}")
        for field, (theme, _) in supplement_themes(out, year).items():
            name = GROUPS[theme["group"]][language]
            group = of_year and of_year.findGroup(name)
            layers = group.findLayerIds() if group else []
            if f"{prefix}zones_{field}_{year}" not in layers:
                problem(f"{path.name}: no layer of {field} in the group {year}/{name}")


def check_project(path, out):
    check_archive(path)
    project = QgsProject.instance()
    if not project.read(str(path)):
        problem(f"{path.name}: QGIS does not open it: {project.error()}")
        return
    if not project.crs().isValid():
        problem(f"{path.name}: the project has no valid CRS")
    for layer in project.mapLayers().values():
        name = f"{path.name}: {layer.id()}"
        if not layer.isValid():
            problem(f"{name} is not valid: {layer.source()}")
            continue
        if not layer.crs().isValid():
            problem(f"{name} has no valid CRS")
        if isinstance(layer, QgsVectorLayer):
            kind = layer.renderer().type()
            if kind == "invertedPolygonRenderer":
                continue
            if is_of_centres(layer):
                check_centres(layer, name)
                check_year_colours(layer, name)
                continue
            check_vector(layer, name)
            if kind != "singleSymbol":
                level, _, year = parts_of_id(layer)
                folder = folder_of(out, level)
                check_classes(layer, name, field_of(layer.renderer()), year, folder)
        elif isinstance(layer, QgsRasterLayer):
            if layer.renderer().type() != "paletted" or not layer.renderer().classes():
                problem(f"{name} has no classes")
    check_groups(project, path, out)
    visible = [node for node in project.layerTreeRoot().findLayers() if node.isVisible()]
    if not visible:
        problem(f"{path.name}: no layer is visible when it opens")
    return project


def note_of(out):
    """The status of the data, with what is downscaled, as the layers have it."""
    data, language = report(out)
    note = data["note"] if data else None
    return note[language] if isinstance(note, list) else note


def check_note(path, table, out):
    """The description of a layer has the status of the data, with what is downscaled."""
    note = note_of(out)
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as geopackage:
        query = "SELECT description FROM gpkg_contents WHERE table_name = ?"
        found = geopackage.execute(query, (table,)).fetchone()[0]
    if note and found != note and not (table.endswith(CENTRES) and found.startswith(f"{note}; ")):
        problem(f"{path.name}: {table} is described as {found!r}, not {note!r}")


def check_centres(layer, name):
    """Centres and ellipses have shapes."""
    for feature in layer.getFeatures():
        if feature.geometry().isEmpty():
            problem(f"{name}: {feature['name']} of {feature['year']} has no shape")


def check_year_colours(layer, name):
    """The features are those of one quantity, each drawn in the category of its year; fields have aliases."""
    for field in layer.fields():
        if field.name() != "fid" and not field.alias():
            problem(f"{name}: the field {field.name()} has no alias")
    features = list(layer.getFeatures())
    if len({feature["quantity"] for feature in features}) != 1:
        problem(f"{name} has {len(features)} features, not those of one quantity")
    found = {str(category.value()): category.label() for category in layer.renderer().categories()}
    for feature in features:
        if found.get(str(feature["year"])) != str(feature["year"]):
            problem(f"{name}: {feature['year']} is in none of the categories {found}")


def check_geopackage(path, out):
    """Every layer opens styled; every style loads by its name and shows its classes."""
    whole = QgsVectorLayer(str(path), path.stem, "ogr")
    names = [entry.split("!!::!!")[1] for entry in whole.dataProvider().subLayers()]
    for table in names:
        if table == "layer_styles":
            continue
        level, year = parts_of_table(table, path.stem, out)
        folder = folder_of(out, level)
        check_note(path, table, folder)
        source = f"{path}|layername={table}"
        layer = QgsVectorLayer(source, table, "ogr")
        if not layer.isValid():
            problem(f"{path.name}: the layer {table} is not valid")
            continue
        if table.endswith(CENTRES):
            check_centres(layer, f"{path.name}: {table}")
            continue
        if layer.renderer().type() == "singleSymbol":
            problem(f"{path.name}: {table} opens without its default style")
        check_vector(layer, f"{path.name}: {table}")
        for field in layer.fields():
            if field.name() != "fid" and not field.alias():
                problem(f"{path.name}: {table}: the field {field.name()} has no alias")
        number, ids, titles, _, error = layer.listStylesInDatabase()
        if number < 6:
            problem(f"{path.name}: {table} has {number} styles: {titles} {error}")
        fields = set()
        for style, title in zip(ids[:number], titles[:number]):
            qml, error = layer.getStyleFromDatabase(style)
            name = f"{path.name}: {table}, style {title}"
            document = QDomDocument()
            if not qml or not document.setContent(qml)[0]:
                problem(f"{name}: it is no XML: {error}")
                continue
            loaded, error = layer.importNamedStyle(document)
            if not loaded:
                problem(f"{name}: it does not load: {error}")
                continue
            check_vector(layer, name)
            field = field_of(layer.renderer())
            fields.add(field)
            check_classes(layer, name, field, year, folder)
        mapped = supplement_themes(folder, year)
        missing = (set(CHOROPLETHS) | set(mapped)) - fields
        if missing:
            problem(f"{path.name}: {table} has no style of {', '.join(sorted(missing))}")


def check_geojson(path, out):
    layer = QgsVectorLayer(str(path), path.stem, "ogr")
    if not layer.isValid():
        problem(f"{path.name} is not valid")
        return
    if not path.with_suffix(".qml").exists() or layer.renderer().type() != "categorizedSymbol":
        problem(f"{path.name} opens without its style")
        return
    check_vector(layer, path.name)
    stem, year = path.stem.rsplit("-", 1)
    attribute = field_of(layer.renderer()).removesuffix("class")
    for field, choropleth in CHOROPLETHS.items():
        if choropleth == (stem, attribute):
            check_classes(layer, path.name, field, year, out)


def is_blank(image):
    first = image.pixel(0, 0)
    step = max(1, image.width() // 97)
    rows = range(0, image.height(), step)
    return all(image.pixel(x, y) == first for y in rows for x in range(0, image.width(), step))


def check_places(project, results, theme):
    """A name without a leader line lies inside its zone, so that it cannot be read as the name of another."""
    for label in results.allLabels():
        layer = project.mapLayer(label.layerID)
        if layer.featureCount() <= MOST_LED:
            continue
        feature = layer.getFeature(label.featureId)
        middle = QgsGeometry.fromPointXY(label.labelRect.center())
        middle.transform(QgsCoordinateTransform(project.crs(), layer.crs(), project))
        if not feature.geometry().contains(middle):
            problem(f"the map theme {theme}: the name of {feature['name']} stands outside of its zone")


def naming_of(layers):
    """What the names of zones on a map follow from: which zones, and how they are named."""
    naming = []
    for layer in layers:
        if isinstance(layer, QgsVectorLayer) and layer.labelsEnabled():
            document = QDomDocument()
            document.appendChild(layer.labeling().save(document, QgsReadWriteContext()))
            parts = parts_of_id(layer)
            naming.append((parts[0] if parts else layer.id(), document.toString()))
    return tuple(naming)


def draw_themes(project, pictures, share):
    """Draws the map themes of a share. Names, which take QGIS the longest, once for each way in which zones are named."""
    extent = project.viewSettings().defaultViewExtent()
    themes = project.mapThemeCollection()
    named = set()
    for theme in themes.mapThemes()[share[0] :: share[1]]:
        layers = themes.mapThemeVisibleLayers(theme)
        if not layers:
            problem(f"the map theme {theme} shows nothing")
            continue
        settings = QgsMapSettings()
        naming = naming_of(layers)
        settings.setFlag(QgsMapSettings.DrawLabeling, naming not in named)
        named.add(naming)
        settings.setLayers(layers)
        settings.setLayerStyleOverrides(themes.mapThemeStyleOverrides(theme))
        settings.setDestinationCrs(project.crs())
        settings.setTransformContext(project.transformContext())
        settings.setBackgroundColor(QColor("white"))
        settings.setExtent(extent)
        settings.setOutputSize(QSize(700, round(700 * extent.height() / extent.width())))
        job = QgsMapRendererParallelJob(settings)
        job.start()
        job.waitForFinished()
        image = job.renderedImage()
        for error in job.errors():
            problem(f"the map theme {theme}: {error.message}")
        if is_blank(image):
            problem(f"the map theme {theme} is drawn blank")
        if settings.testFlag(QgsMapSettings.DrawLabeling):
            check_places(project, job.takeLabelingResults(), theme)
        image.save(str(pictures / f"theme {theme}.png".replace("/", "-")))


def check_legend(legend, layout, project, out):
    """Each class has the number of zones in it, a number for each map of the layout."""
    themes = project.mapThemeCollection()
    maps = [item for item in layout.items() if isinstance(item, QgsLayoutItemMap)]
    maps = [item for item in maps if not item.atlasDriven()] or maps
    shown = [themes.mapThemeVisibleLayers(item.followVisibilityPresetName()) for item in maps]
    shown = [layer for layers in shown for layer in layers]
    for node in legend.model().rootGroup().findLayers():
        nodes = legend.model().layerLegendNodes(node)
        texts = [entry.data(Qt.DisplayRole) for entry in nodes]
        if not isinstance(node.layer(), QgsVectorLayer):
            if not texts:
                problem(f"the layout {layout.name()} has an empty legend")
            continue
        level, field, _ = parts_of_id(node.layer())
        parts = [parts_of_id(layer) for layer in shown if isinstance(layer, QgsVectorLayer)]
        years = sorted(part[2] for part in parts if part and part[:2] == (level, field))
        found = [published(folder_of(out, level), field, year) for year in years]
        if any(entry is None for entry in found) or not found:
            if any(not re.search(r" \([\d, ]+\)$", text) for text in texts):
                problem(f"the legend of the layout {layout.name()} counts no zones: {texts}")
            continue
        expected = [
            f"{label} ({', '.join(str(counts[label]) for _, counts in found)})"
            for label in found[0][1]
        ]
        without = [sum(label is None for label in labels.values()) for labels, _ in found]
        if any(without):
            # Their name depends on the language.
            name = texts[-1].rsplit(" (", 1)[0]
            expected.append(f"{name} ({', '.join(map(str, without))})")
        if texts != expected:
            problem(f"the legend of the layout {layout.name()} has {texts}, not {expected}")


def check_status(layout, project, out):
    """A layout says what the status of its level's data is, and what of them is downscaled."""
    maps = [item for item in layout.items() if isinstance(item, QgsLayoutItemMap)]
    themes = project.mapThemeCollection()
    shown = [themes.mapThemeVisibleLayers(item.followVisibilityPresetName()) for item in maps]
    parts = [parts_of_id(layer) for layers in shown for layer in layers]
    texts = [item.text() for item in layout.items() if isinstance(item, QgsLayoutItemLabel)]
    for level in {part[0] for part in parts if part}:
        note = note_of(folder_of(out, level))
        if note and not any(note in text for text in texts):
            problem(f"the layout {layout.name()} does not say {note!r}")


def draw_layouts(project, pictures, out, share):
    themes = set(project.mapThemeCollection().mapThemes())
    layouts = project.layoutManager().printLayouts()
    if len(layouts) < 2:
        problem(f"there are {len(layouts)} layouts")
    for layout in layouts[share[0] :: share[1]]:
        for item in layout.items():
            preset = getattr(item, "followVisibilityPresetName", lambda: "")()
            if preset and preset not in themes:
                problem(f"the layout {layout.name()} asks for the map theme {preset}: there is none")
        check_status(layout, project, out)
        legends = [item for item in layout.items() if isinstance(item, QgsLayoutItemLegend)]
        if len(legends) != 1:
            problem(f"the layout {layout.name()} has {len(legends)} legends")
        for legend in legends:
            check_legend(legend, layout, project, out)
            legend.adjustBoxSize()
            page = layout.pageCollection().page(0).rect()
            box = legend.mapRectToScene(legend.rect())
            if not page.contains(box):
                problem(f"the legend of the layout {layout.name()} leaves the page: {box}")
        atlas = layout.atlas()
        pages = 2 if atlas.enabled() else 1
        if atlas.enabled():
            atlas.updateFeatures()
            if atlas.count() == 0:
                problem(f"the atlas {layout.name()} has no pages")
            atlas.beginRender()
        for page in range(pages):
            if atlas.enabled():
                atlas.seekTo(page)
            name = f"layout {layout.name()}{f' {page + 1}' if atlas.enabled() else ''}.png"
            settings = QgsLayoutExporter.ImageExportSettings()
            settings.dpi = 110
            settings.exportMetadata = False
            settings.generateWorldFile = False
            target = pictures / name.replace("/", "-")
            result = QgsLayoutExporter(layout).exportToImage(str(target), settings)
            if result != QgsLayoutExporter.Success:
                problem(f"the layout {layout.name()} cannot be drawn: {result}")
        if atlas.enabled():
            atlas.endRender()


def check_files(out):
    """Everything but the project."""
    geopackages = sorted(out.glob("layers/*.gpkg"))
    if len(geopackages) != 1:
        problem(f"{out} holds {len(geopackages)} GeoPackages, not one")
    for path in geopackages:
        check_geopackage(path, out)
    folders = [folder for _, folder, _ in levels_of(out).values()] or [out]
    for folder in folders:
        for path in sorted(folder.glob("layers/*.geojson")):
            check_geojson(path, folder)


def check(out, pictures, share):
    """Opens and draws one of several shares, which are drawn at the same time."""
    application = QgsApplication([], False)
    application.initQgis()
    projects = sorted(out.glob("*.qgz"))
    if share[0] == 0:
        check_files(out)
        if len(projects) != 1:
            problem(f"{out} holds {len(projects)} projects, not one")
    for path in projects:
        project = check_project(path, out)
        if project is not None:
            draw_themes(project, pictures, share)
            draw_layouts(project, pictures, out, share)
            project.clear()
    for text in problems:
        print(f"check-qgis: {text}", file=sys.stderr)
    sys.stdout.flush()
    sys.stderr.flush()
    # QGIS may crash while it shuts down; everything is printed by then.
    os._exit(1 if problems else 0)


def main():
    out, pictures = (Path(argument).resolve() for argument in sys.argv[1:3])
    pictures.mkdir(parents=True, exist_ok=True)
    shares = os.cpu_count() or 1
    children = []
    for share in range(shares):
        child = os.fork()
        if child == 0:
            check(out, pictures, (share, shares))
        children.append(child)
    statuses = [os.waitpid(child, 0)[1] for child in children]
    if any(statuses):
        sys.exit(f"check-qgis: {out} does not hold")
    print(f"check-qgis: all holds; the pictures are in {pictures}")


main()
