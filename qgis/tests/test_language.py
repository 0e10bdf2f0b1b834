"""English and Chinese."""

from __future__ import annotations

import ast
import re
import string
import unittest
from pathlib import Path

import support
from qgis.core import QgsProcessingParameterEnum

SOURCES = support.ROOT / "qgis" / "landcarbon"
CHARACTERS = re.compile("[\u4e00-\u9fff]")

# Attributes of classes and modules that hold texts.
NAMED = {"TITLE", "OUTPUT_TITLE", "STEPS"}


def texts() -> set[str]:
    """Every text that the sources hand to `tr`, itself or by a parameter."""
    found = set()
    for path in SOURCES.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for candidate in candidates(node):
                if isinstance(candidate, ast.Constant) and candidate.value:
                    found.add(candidate.value)
    return found


def candidates(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr":
        return node.args[:1]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "add":
        return node.args[1:2]
    if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in NAMED:
        is_many = isinstance(node.value, ast.Tuple)
        # The constants of parameters' names are in capitals, too.
        return node.value.elts if is_many else [] if getattr(node.value, "value", "").isupper() else [node.value]
    return []


def fields(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


class Languages(unittest.TestCase):
    def setUp(self) -> None:
        support.start()

    def test_every_text_has_its_chinese_and_no_other_has(self) -> None:
        from landcarbon_toolbox.chinese import CHINESE

        self.assertGreater(len(CHINESE), 100)
        self.assertEqual(texts(), set(CHINESE))
        for english, chinese in CHINESE.items():
            self.assertTrue(CHARACTERS.search(chinese), chinese)
            self.assertEqual(fields(english), fields(chinese), english)

    def test_help_and_labels_are_in_the_language_of_qgis(self) -> None:
        for locale, is_chinese in (("zh_CN", True), ("zh_TW", True), ("en_GB", False), ("de_DE", False)):
            with support.locale(locale):
                algorithms = support.provider().algorithms()
                self.assertEqual({algorithm.name() for algorithm in algorithms}, {"tally", "transition", "assessment", "run"})
                for algorithm in algorithms:
                    shown = [algorithm.displayName(), algorithm.shortHelpString()]
                    for parameter in algorithm.parameterDefinitions():
                        shown.append(parameter.description())
                        if parameter.help():
                            shown.append(parameter.help())
                        if isinstance(parameter, QgsProcessingParameterEnum) and not parameter.usesStaticStrings():
                            shown += parameter.options()
                    for text in shown:
                        self.assertEqual(bool(CHARACTERS.search(text)), is_chinese, text)

    def test_help_is_there_in_both_languages(self) -> None:
        names = {path.name for path in (SOURCES / "help").iterdir()}
        algorithms = [algorithm.name() for algorithm in support.provider().algorithms()]
        self.assertEqual(names, {f"{name}.{language}.html" for name in algorithms for language in ("en", "zh")})

    def test_errors_are_in_the_language_of_qgis(self) -> None:
        parameters = {"ZONES": support.CITIES, "ZONE_ID": "adcode", "RASTERS": [str(support.JIANGXI / "landuse-2010.tif")]}
        with support.locale("zh_CN"):
            said = support.refusal("tally", {**parameters, "LABELS": "a,b", "OUTPUT": str(Path("none.csv"))})
        self.assertEqual(said, "有 1 个栅格和 2 个标签；请按顺序为每个栅格给出一个，以逗号分隔。")


if __name__ == "__main__":
    unittest.main()
