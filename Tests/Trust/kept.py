"""The files that Casus keeps for a person, as kill.py and full.py meet them: how each is written,
and how one sees that it is whole."""

import csv
import html.parser
import json
import os
import re
import sqlite3

# The two contents that take turns in a file: the letter that all its rows begin with, and how many.
VERSIONS = {"A": 30_000, "B": 20_000}
FORMATS = ["csv", "tsv", "json", "jsonl", "md", "sqlite", "casus"]
# What is not whole, whatever is wrong with it.
NOT_WHOLE = (AssertionError, ValueError, OSError, KeyError, IndexError, csv.Error, sqlite3.Error)


# MARK: - How a file is written

def rows(version):
    """A query that gives the rows of a version."""
    return f'range x from 1 to {VERSIONS[version]} step 1 | extend v = strcat("{version}", x)'


def saved_query(version):
    """A query whose text is long."""
    return f'print v = "{version * 10 * VERSIONS[version]}"'


def tables(place):
    """Writes the tables that a store is made of."""
    for version, count in VERSIONS.items():
        with open(f"{place.folder}/{version}.txt.csv", "w") as file:
            file.write("x,v\n" + "".join(f"{x},{version}{x}\n" for x in range(1, count + 1)))


def store_script(version, path):
    return f".load {version}.txt.csv as t\n.save {path}\n"


def export_script(version, path):
    return f".mode none\n{rows(version)}\n.export {path}\n"


def report_script(version, path):
    return f".once {path}\n{rows(version)} | take {VERSIONS[version] // 10}\n"


def query_script(version, path):
    name = os.path.basename(path)[:-len(".kql")]
    return f".mode none\n{saved_query(version)}\n.save-query {name}\n"


# MARK: - How one sees that it is whole

def version_of(values, divisor=1):
    """The version that all values of `v` are of."""
    version = values[0][0]
    count = VERSIONS[version] // divisor
    assert values == [f"{version}{x}" for x in range(1, count + 1)], f"{len(values)} rows"
    return version


def check_delimited(path, delimiter):
    with open(path, newline="") as file:
        text = file.read()
    assert text.endswith("\n"), "no line end at the end"
    return version_of([row["v"] for row in csv.DictReader(text.splitlines(), delimiter=delimiter)])


def check_json(path):
    with open(path) as file:
        return version_of([row["v"] for row in json.load(file)])


def check_lines(path):
    with open(path) as file:
        text = file.read()
    assert text.endswith("}\n"), "no line end at the end"
    return version_of([json.loads(line)["v"] for line in text.splitlines()])


def check_markdown(path):
    with open(path) as file:
        text = file.read()
    assert text.endswith("|\n"), "no line end at the end"
    return version_of([line.split("|")[2].strip() for line in text.splitlines()[2:]])


def check_sqlite(path):
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return version_of([v for v, in database.execute("SELECT v FROM result ORDER BY x")])
    finally:
        database.close()


def check_store(place, path, table):
    query = f"{table} | summarize n = count(), a = min(v), b = max(x) | project n, a, b"
    status, output, errors = place.run("", ["--no-init", "--format", "csv", "-c", query, path])
    assert status == 0, errors
    count, least, greatest = output.splitlines()[1].split(",")
    assert VERSIONS[least[0]] == int(count) == int(greatest), output
    return least[0]


class Page(html.parser.HTMLParser):
    """Counts the rows of a page, and sees whether its elements are closed."""

    def __init__(self):
        super().__init__()
        self.row_count = 0
        self.open = []
        self.text = ""

    def handle_starttag(self, tag, _):
        self.row_count += tag == "tr"
        if tag in ("html", "body", "table", "tbody", "tr"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in ("html", "body", "table", "tbody", "tr"):
            assert self.open.pop() == tag, f"</{tag}> closes another"

    def handle_data(self, data):
        self.text += data


def check_report(path):
    with open(path) as file:
        text = file.read()
    assert text.rstrip().endswith("</html>"), "the page is not closed"
    page = Page()
    page.feed(text)
    assert not page.open, f"not closed: {page.open}"
    version = re.search(r'strcat\("([AB])", x\)', page.text)[1]
    assert page.row_count == VERSIONS[version] // 10 + 1, f"{page.row_count} rows"
    return version


def check_query(path):
    with open(path) as file:
        text = file.read()
    version = text[len('print v = "')]
    assert text == saved_query(version) + "\n", f"{len(text)} characters"
    return version


def check_export(place, path):
    ending = path.rsplit(".", 1)[1]
    if ending == "casus":
        return check_store(place, path, "result")
    return {
        "csv": lambda: check_delimited(path, ","), "tsv": lambda: check_delimited(path, "\t"),
        "json": lambda: check_json(path), "jsonl": lambda: check_lines(path),
        "md": lambda: check_markdown(path), "sqlite": lambda: check_sqlite(path),
    }[ending]()


class Kind:
    """A kind of file that scripts write: its paths, the script that writes a version, the check that
    gives the version of a whole file and raises at any other."""

    def __init__(self, name, paths, script, check):
        self.name = name
        self.paths = paths
        self.script = script
        self.check = check


KINDS = [
    Kind("store", ["kept.casus"], store_script,
         lambda place, path: check_store(place, path, "t")),
    Kind("export", [f"kept.{ending}" for ending in FORMATS], export_script, check_export),
    Kind("report", ["kept.html"], report_script, lambda place, path: check_report(path)),
    Kind("saved query", ["config/casus/queries/kept.kql"], query_script,
         lambda place, path: check_query(path)),
]
