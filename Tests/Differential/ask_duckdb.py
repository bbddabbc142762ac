#!/usr/bin/env python3
"""Asks DuckDB the questions of `differential` and tells whether its answers are the expected ones.

Reads lines of JSON and answers each with a line: a world of tables (`tables`) with nothing, a question
(`sql`, `types`, `ordered`, `rows`) with `same`, `refused: REASON` where DuckDB would not run it, or
`differs: WHAT`. Moments and timespans come as ticks of 100 nanoseconds. Needs `pip install duckdb`.
"""
import datetime
import json
import math
import sys

import duckdb

TYPES = {"bool": "BOOLEAN", "int": "INTEGER", "long": "BIGINT", "real": "DOUBLE", "string": "VARCHAR",
         "guid": "VARCHAR", "datetime": "TIMESTAMP", "timespan": "BIGINT", "dynamic": "VARCHAR[]"}
YEAR_ONE = datetime.datetime(1, 1, 1)


def moment(ticks):
    return YEAR_ONE + datetime.timedelta(microseconds=ticks // 10)


def stored(value, kind):
    """A value of JSON as DuckDB stores it."""
    if isinstance(value, dict):
        return float(value["real"])
    if value is not None and kind == "datetime":
        return moment(value)
    if isinstance(value, list):
        return [stored(item, None) for item in value]
    return value


def cell(value, kind):
    """A cell of either side in one form."""
    if isinstance(value, dict):
        if "real" in value:
            value = float(value["real"])
        elif "moment" in value:
            value = moment(value["moment"])
        else:
            return value
    if kind == "datetime" and isinstance(value, int):
        value = moment(value)
    if kind == "string" and value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.isoformat(timespec="microseconds")
    if isinstance(value, list):
        return [cell(item, None) for item in value]
    if isinstance(value, float):
        return "NaN" if math.isnan(value) else value + 0.0
    if value is not None and kind in ("real", "decimal") and not isinstance(value, bool):
        return float(value)
    return value


def same(a, b):
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, bool) != isinstance(b, bool):
        return False
    if isinstance(a, float) or isinstance(b, float):
        if not isinstance(a, (int, float)) or not isinstance(b, (int, float)):
            return False
        return a == b or abs(a - b) <= 1e-9 * max(abs(a), abs(b), 1e-3)
    return a == b


def key(row):
    """An order of rows in which last digits do not count."""
    def rounded(value):
        if isinstance(value, float) and math.isfinite(value):
            return float(f"{value:.6g}")
        return [rounded(item) for item in value] if isinstance(value, list) else value
    return json.dumps([rounded(value) for value in row], default=str)


class Engine:
    def __init__(self):
        self.connection = duckdb.connect()
        self.connection.execute("SET threads = 1")
        self.names = []

    def make(self, tables):
        for name in self.names:
            self.connection.execute(f"DROP TABLE IF EXISTS {name}")
        self.names = [table["name"] for table in tables]
        for table in tables:
            if not table["columns"]:
                continue
            columns = ", ".join(f'"{name}" {TYPES[kind]}' for name, kind in table["columns"])
            self.connection.execute(f'CREATE TABLE {table["name"]} ({columns})')
            kinds = [kind for _, kind in table["columns"]]
            rows = [[stored(value, kind) for value, kind in zip(row, kinds)] for row in table["rows"]]
            if rows:
                marks = ", ".join("?" for _ in kinds)
                values = ", ".join(f"({marks})" for _ in rows)
                self.connection.execute(
                    f'INSERT INTO {table["name"]} VALUES {values}', [v for row in rows for v in row])

    def ask(self, question):
        try:
            found = self.connection.execute(question["sql"]).fetchall()
        except duckdb.Error as error:
            return "refused: " + str(error).split("\n")[0][:160]
        except (OverflowError, ValueError) as error:
            return "refused: python cannot hold the answer: " + str(error)[:100]
        types = question["types"]
        expected = [[cell(v, kind) for v, kind in zip(row, types)] for row in question["rows"]]
        found = [[cell(v, kind) for v, kind in zip(row, types)] for row in found]
        if len(expected) != len(found):
            return f"differs: {len(found)} rows, expected {len(expected)}"
        if not question["ordered"]:
            expected.sort(key=key)
            found.sort(key=key)
        for one, other in zip(expected, found):
            for a, b in zip(one, other):
                if not same(a, b):
                    return f"differs: {b!r}, expected {a!r}"
        return "same"


def main():
    engine = Engine()
    for line in sys.stdin:
        message = json.loads(line)
        if "tables" in message:
            engine.make(message["tables"])
        else:
            print(engine.ask(message).replace("\n", " "), flush=True)


main()
