#!/usr/bin/env python3
"""Runs recorded KQL cases as SQL in DuckDB and compares the rows with the answers of the real engine.

    pip install duckdb
    Benchmarks/dialects.py CASES.jsonl [--casus .build/release/casus] [--show 10]
    Benchmarks/dialects.py CASES.jsonl --engine spark://... --beeline COMMAND...

CASES.jsonl holds objects with `query`, `expected_columns`, `expected_rows`, `order`, `grade` and
`tier`; those of grade A and tiers 1 and 2 are told in SQL by `.sql duckdb QUERY`. Printed are the
numbers of cases that gave the same rows, gave others, could not be said in SQL (with the reasons), or
that DuckDB would not run. Moments are of microseconds in DuckDB and of 100 nanoseconds in KQL, and
an unordered list or a join's choice among equals may come out otherwise.

With an engine the cases that hold a `datatable` are rewritten over tables of that engine, which
beeline makes, and asked there, here and, by the dialect, in DuckDB over the same rows.
"""
import argparse
import collections
import datetime
import json
import math
import re
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

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


def one_line(query):
    """A query on one line, as commands take it: comments go, and line ends become blanks."""
    return re.sub(r"//[^\n\"']*(\n|$)", " ", query).replace("\n", " ")


def run(casus, *words, timeout=60):
    return subprocess.run([casus, *words], capture_output=True, text=True, timeout=timeout)


def translate(casus, query):
    return run(casus, "-c", ".sql duckdb " + one_line(query))


def tell(options, counts, reasons, different, width):
    """Prints how many cases came out how, why, and the first that differ."""
    for name, count in counts.most_common():
        print(f"{count:6} {name}")
    for reason, count in reasons.most_common(options.show):
        print(f"{count:6}   {reason}")
    for name, text in different[:options.show]:
        print(f"  {name}: {text[:width]}")


# MARK: - Over tables of an engine

SPARK = {"bool": "BOOLEAN", "boolean": "BOOLEAN", "int": "INT", "long": "BIGINT", "real": "DOUBLE",
         "double": "DOUBLE", "string": "STRING", "datetime": "TIMESTAMP", "date": "TIMESTAMP"}
DUCK = {"BOOLEAN": "BOOLEAN", "INT": "INTEGER", "BIGINT": "BIGINT", "DOUBLE": "DOUBLE",
        "STRING": "VARCHAR", "TIMESTAMP": "TIMESTAMP"}


def end_of(text, start):
    """The place behind the bracket that closes the one at `start`; quotes are passed over."""
    closing = {"(": ")", "[": "]", "{": "}"}
    open_ones, place = [], start
    while place < len(text):
        letter = text[place]
        if letter in "\"'":
            verbatim = place and text[place - 1] == "@"
            place += 1
            while place < len(text) and text[place] != letter:
                place += 2 if text[place] == "\\" and not verbatim else 1
        elif text.startswith("//", place):
            place = text.find("\n", place)
            if place < 0:
                return None
        elif letter in closing:
            open_ones.append(closing[letter])
        elif letter in ")]}":
            if not open_ones or open_ones.pop() != letter:
                return None
            if not open_ones:
                return place + 1
        place += 1
    return None


def with_tables(query, tables):
    """The query with a table's name in the place of every `datatable`; None where there is none or
    where one cannot be read."""
    found = False
    while match := re.search(r"\bdatatable\s*\(", query):
        names = end_of(query, match.end() - 1)
        rows = names and query.find("[", names)
        if not names or query[names:rows].strip() or not (end := end_of(query, rows)):
            return None
        text = query[match.start():end]
        if text not in tables:
            tables[text] = f"table_{len(tables)}"
        query = query[:match.start()] + tables[text] + query[end:]
        found = True
    return query if found else None


def made(casus, text, folder, name):
    """The columns of a table for engines and the file of its rows; None where they have no such types."""
    done = run(casus, "-c", one_line(text), "--format", "jsonl")
    shown = run(casus, "-c", one_line(text) + " | getschema")
    if done.returncode or shown.returncode or not done.stdout.strip():
        return None
    rows = [json.loads(line) for line in done.stdout.strip().split("\n")]
    columns = []
    for line in shown.stdout.strip().split("\n")[1:]:
        column, *_, kind = line.split(",")
        if kind == "dynamic":
            values = [row.get(column) for row in rows if row.get(column) is not None]
            items = {type(item) for value in values if isinstance(value, list) for item in value}
            if not values or not all(isinstance(value, list) for value in values) or len(items) > 1:
                return None
            types = {str: "STRING", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN"}
            item = types.get(next(iter(items), str))
            if not item:
                return None
            columns.append((column, f"ARRAY<{item}>"))
        elif kind in SPARK:
            columns.append((column, SPARK[kind]))
        else:
            return None
    path = folder / f"{name}.jsonl"
    path.write_text(done.stdout)
    return columns, path


def duck_type(kind):
    return DUCK[kind[6:-1]] + "[]" if kind.startswith("ARRAY<") else DUCK[kind]


def over_tables(options, cases):
    """Cases whose tables are an engine's: their rows from there, from here and from DuckDB."""
    folder = Path(tempfile.mkdtemp(prefix="casus-cases-"))
    texts, rewritten = {}, []
    for case in cases:
        query = with_tables(case["query"], texts)
        if query:
            rewritten.append((case, query))
    tables = {name: table for text, name in texts.items()
              if (table := made(options.casus, text, folder, name))}
    connection = duckdb.connect()
    statements = ""
    for name, (columns, path) in tables.items():
        text = ", ".join(f"`{column}` {kind}" for column, kind in columns)
        statements += (f"DROP TABLE IF EXISTS {name};\n"
                       f"CREATE TABLE {name} ({text}) USING json OPTIONS (path '{path}');\n")
        text = ", ".join(f"'{column}': '{duck_type(kind)}'" for column, kind in columns)
        connection.execute(
            f"CREATE TABLE {name} AS SELECT * FROM read_json('{path}', columns={{{text}}},"
            " format='newline_delimited')")
    script = folder / "tables.sql"
    script.write_text(statements)
    subprocess.run([*options.beeline, "--force=true", "-f", str(script)], capture_output=True)
    rewritten = [(case, query) for case, query in rewritten
                 if all(name in tables for name in re.findall(r"\btable_\d+\b", query))]

    def ask(pair):
        case, query = pair
        line = one_line(query)
        there = run(options.casus, "--engine", options.engine, "--notes", "-c", line,
                    "--format", "jsonl", timeout=300)
        here = run(options.casus, "-c", case["query"], "--format", "jsonl")
        told = run(options.casus, "--engine", options.engine, "-c",
                   ".sql duckdb " + line)
        return there, here, told

    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(ask, rewritten))
    counts, different, reasons = collections.Counter(), [], collections.Counter()
    for (case, query), (there, here, told) in zip(rewritten, answers):
        types = [column.get("type") for column in case["expected_columns"]]
        order, sets = case["order"] == "exact", bool(case.get("unordered_arrays"))

        def rows(process):
            lines = [json.loads(line) for line in process.stdout.split("\n") if line]
            return rows_of([list(line.values()) for line in lines], types, order, sets)

        try:
            duck = None
            if told.returncode == 0 and ";\n\n" not in told.stdout:
                duck = rows_of(connection.execute(told.stdout).fetchall(), types, order, sets)
        except (duckdb.Error, IndexError) as error:
            duck = [str(error).split("\n")[0]]
        try:
            local = rows(here)
            spark = rows(there) if there.returncode == 0 else [there.stderr.strip().split("\n")[-1]]
        except IndexError:
            continue
        notes = [line for line in there.stderr.split("\n") if "it ran here" in line]
        is_pushed = "pushed" if not notes else "in part here"
        for note in notes:
            reasons[note.split("; it ran")[0]] += 1
        counts["cases over tables"] += 1
        if local == spark:
            counts[f"the same rows here and on the engine, {is_pushed}"] += 1
            if duck == local:
                counts["the same rows here, on the engine and in DuckDB"] += 1
            elif duck is not None:
                different.append((case["id"], f"DuckDB {duck[:2]} for {local[:2]}"))
        else:
            counts["other rows on the engine"] += 1
            different.append((case["id"], f"engine {spark[:2]} for {local[:2]}"))
    tell(options, counts, reasons, different, 300)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("cases")
    parser.add_argument("--casus", default=".build/release/casus")
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--engine", help="ask over tables of this engine")
    parser.add_argument("--beeline", nargs=argparse.REMAINDER, help="the command that makes tables")
    options = parser.parse_args()
    with open(options.cases) as file:
        cases = [json.loads(line) for line in file]
    cases = [case for case in cases
             if case["grade"] == "A" and case["tier"] in (1, 2) and case["match"] != "error"]
    if options.engine:
        return over_tables(options, cases)
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
    tell(options, counts, reasons, different, 200)


main()
