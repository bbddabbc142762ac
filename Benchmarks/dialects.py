#!/usr/bin/env python3
"""Runs recorded KQL cases as SQL in DuckDB and compares the rows with the answers of the real engine.

    pip install duckdb
    Benchmarks/dialects.py CASES.jsonl [--casus .build/release/casus] [--show 10]

CASES.jsonl holds objects with `query`, `expected_columns`, `expected_rows`, `order`, `grade` and
`tier`; those of grade A and tiers 1 and 2 are told in SQL by `.sql duckdb QUERY`. Printed are the
numbers of cases that gave the same rows, gave others, could not be said in SQL (with the reasons), or
that DuckDB would not run. Moments are of microseconds in DuckDB and of 100 nanoseconds in KQL, and
an unordered list or a join's choice among equals may come out otherwise.
"""
import argparse
import collections
import datetime
import json
import math
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor

import duckdb

TICKS = 10_000_000


def timespan(ticks):
    sign, ticks = ("-" if ticks < 0 else ""), abs(ticks)
    days, ticks = divmod(ticks, 86_400 * TICKS)
    hours, ticks = divmod(ticks, 3_600 * TICKS)
    minutes, ticks = divmod(ticks, 60 * TICKS)
    seconds, ticks = divmod(ticks, TICKS)
    text = f"{hours:02}:{minutes:02}:{seconds:02}" + (f".{ticks:07}" if ticks else "")
    return sign + (f"{days}." if days else "") + text


def cell(value, kind):
    """A cell of either side in one form."""
    if kind == "string" and value is None:
        return ""
    if isinstance(value, str) and kind in ("dynamic", "decimal"):
        try:
            value = json.loads(value)
        except ValueError:
            pass
    if isinstance(value, datetime.datetime):
        return value.isoformat(timespec="microseconds") + "0Z"
    if kind == "timespan" and isinstance(value, int):
        return timespan(value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, list):
        return [cell(item, None) for item in value]
    try:
        number = float(value) if not isinstance(value, str) else None
    except (TypeError, ValueError):
        number = None
    if number is None:
        return value
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return float(f"{number:.9g}")


def rows_of(rows, types, is_ordered, has_sets):
    result = [[cell(value, types[place]) for place, value in enumerate(row)] for row in rows]
    if has_sets:
        result = [[sorted(v, key=json.dumps) if isinstance(v, list) else v for v in row]
                  for row in result]
    texts = [json.dumps(row) for row in result]
    return texts if is_ordered else sorted(texts)


def translate(casus, query):
    # A command is one line: comments go, and line ends become blanks.
    line = re.sub(r"//[^\n\"']*(\n|$)", " ", query).replace("\n", " ")
    return subprocess.run(
        [casus, "-c", ".sql duckdb " + line], capture_output=True, text=True, timeout=60)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("cases")
    parser.add_argument("--casus", default=".build/release/casus")
    parser.add_argument("--show", type=int, default=10)
    options = parser.parse_args()
    with open(options.cases) as file:
        cases = [json.loads(line) for line in file]
    cases = [case for case in cases
             if case["grade"] == "A" and case["tier"] in (1, 2) and case["match"] != "error"]
    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(lambda case: translate(options.casus, case["query"]), cases))
    connection = duckdb.connect()
    counts, reasons, different = collections.Counter(), collections.Counter(), []
    for case, process in zip(cases, told):
        if process.returncode or ";\n\n" in process.stdout:
            counts["not said in SQL"] += 1
            reasons[process.stderr.strip().split("\n")[0] or "several statements"] += 1
            continue
        columns = case["expected_columns"]
        types = [column.get("type") for column in columns]
        try:
            cursor = connection.execute(process.stdout)
            names = [column[0] for column in cursor.description]
            rows = cursor.fetchall()
        except duckdb.Error as error:
            counts["refused by DuckDB"] += 1
            different.append((case["id"], str(error).split("\n")[0]))
            continue
        is_ordered, has_sets = case["order"] == "exact", bool(case.get("unordered_arrays"))
        if names == [column["name"] for column in columns] and rows_of(
                rows, types, is_ordered, has_sets) == rows_of(
                case["expected_rows"], types, is_ordered, has_sets):
            counts["the same rows"] += 1
        else:
            counts["other rows"] += 1
            different.append((case["id"], f"{rows[:2]} for {case['expected_rows'][:2]}"))
    for name, count in counts.most_common():
        print(f"{count:6} {name}")
    for reason, count in reasons.most_common(options.show):
        print(f"{count:6}   {reason}")
    for name, text in different[:options.show]:
        print(f"  {name}: {text[:200]}")


main()
