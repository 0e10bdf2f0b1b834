"""What stands in the README and in the example is run as it stands there."""

import re
import subprocess
import sys

import pandas
import pytest
from conftest import ROOT


def run(*arguments):
    command = [sys.executable, "-W", "ignore::landcarbon.DataWarning", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def stripped(text):
    return [line.rstrip() for line in text.strip().splitlines()]


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_the_readme_prints_what_it_shows(readme):
    text = (ROOT / readme).read_text(encoding="utf-8")
    (found,) = re.findall(r"```python\n(.*?)```\n\n```\n(.*?)```", text, re.DOTALL)
    script, shown = found
    assert len([line for line in script.splitlines() if line]) <= 10
    assert stripped(run("-c", script)) == stripped(shown)


def test_the_readme_shows_the_programs_table_1(program, tmp_path):
    program.out("run", ROOT / "fixtures/jiangxi/project.toml", "--out", tmp_path)
    table = pandas.read_csv(tmp_path / "tables/table-1.csv", encoding="utf-8-sig", index_col=0)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for label, row in table.iloc[:6].iterrows():
        (shown,) = re.findall(rf"^{label.split()[0].lower()} +(.*)$", text, re.MULTILINE)
        table_row = [row[f"Area {year} (ha)"] for year in (2010, 2015, 2020)]
        table_row += [row["Share of classified area 2020 (%)"]]
        table_row += [row["Change 2010 to 2020 (ha)"], row["Change 2010 to 2020 (%)"]]
        assert [float(number) for number in shown.split()] == [float(number) for number in table_row]


def test_the_example_runs(tmp_path):
    out = tmp_path / "out"
    printed = run("crates/landcarbon-python/examples/jiangxi.py", str(out))
    assert "carbon-sink" in printed and "jiangxi.qgz" in printed
    assert (out / "layers/jiangxi.gpkg").is_file()
