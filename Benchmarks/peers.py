#!/usr/bin/env python3
"""Time Casus beside DuckDB, Polars, chDB and SQLite on one file of GDELT rows, and print one table.

    pip install duckdb polars chdb-core numpy pyarrow
    swift build -c release --product casus
    Benchmarks/peers.py [--rows 2000000 ...] [--file FILE] [--engines casus,duckdb,...] [--casus COMMAND] [--repeat 5]

Each engine is a process of its own with two threads that holds the table in memory. The questions go round: every engine
answers one once, then every engine again, and the best of the rounds counts, so that all feel the same load of the machine.
The last column is Casus against the fastest of DuckDB, Polars and chDB: above 1 it is faster. Memory is what the process
holds (VmRSS) after loading, before the first question. The file is made by gdelt.py where none is given; SQLite, which takes
minutes to load, is only asked up to --sqlite-rows.

Every answer is compared as well: the sum of all integers in it must be the same in all engines.
"""
import argparse
import csv
import json
import math
import os
import queue
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))

COLUMNS = """GLOBALEVENTID:i SQLDATE:i MonthYear:i Year:i FractionDate:f Actor1Code Actor1Name Actor1CountryCode
Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code
Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code
Actor2Type1Code Actor2Type2Code Actor2Type3Code IsRootEvent:i EventCode EventBaseCode EventRootCode QuadClass:i
GoldsteinScale:f NumMentions:i NumSources:i NumArticles:i AvgTone:f Actor1Geo_Type:i Actor1Geo_FullName Actor1Geo_CountryCode
Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor1Geo_Lat:f Actor1Geo_Long:f Actor1Geo_FeatureID Actor2Geo_Type:i Actor2Geo_FullName
Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code Actor2Geo_Lat:f Actor2Geo_Long:f Actor2Geo_FeatureID
ActionGeo_Type:i ActionGeo_FullName ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat:f
ActionGeo_Long:f ActionGeo_FeatureID DATEADDED:i SOURCEURL""".split()
NAMES = [column.split(":")[0] for column in COLUMNS]
KINDS = [(column + ":s").split(":")[1] for column in COLUMNS]

# Name, KQL, SQL.
QUESTIONS = [
    (
        "filter_count",
        'gdelt | where Actor1CountryCode == "CHN" and EventRootCode == "04" and SQLDATE between (20170101 .. 20171231) | count',
        "SELECT count(*) FROM gdelt WHERE Actor1CountryCode = 'CHN' AND EventRootCode = '04' AND SQLDATE BETWEEN 20170101 AND 20171231",
    ),
    (
        "dyad_monthly",
        'gdelt | where (Actor1CountryCode == "KOR" and Actor2CountryCode == "CHN") or (Actor1CountryCode == "CHN" and '
        'Actor2CountryCode == "KOR") | summarize a = avg(GoldsteinScale), n = count() by MonthYear | sort by MonthYear asc',
        "SELECT MonthYear, avg(GoldsteinScale) a, count(*) n FROM gdelt WHERE (Actor1CountryCode = 'KOR' AND Actor2CountryCode = "
        "'CHN') OR (Actor1CountryCode = 'CHN' AND Actor2CountryCode = 'KOR') GROUP BY MonthYear ORDER BY MonthYear",
    ),
    (
        "top_dyads",
        'gdelt | where Actor1CountryCode != "" and Actor2CountryCode != "" | summarize n = count() by a = Actor1CountryCode, '
        "b = Actor2CountryCode | sort by n desc, a asc, b asc | take 10",
        "SELECT Actor1CountryCode a, Actor2CountryCode b, count(*) n FROM gdelt WHERE Actor1CountryCode <> '' AND "
        "Actor2CountryCode <> '' GROUP BY a, b ORDER BY n DESC, a, b LIMIT 10",
    ),
    (
        "quad_by_year",
        "gdelt | summarize n = count(), m = sum(NumMentions) by Year, QuadClass | sort by Year asc, QuadClass asc",
        "SELECT Year, QuadClass, count(*) n, sum(NumMentions) m FROM gdelt GROUP BY Year, QuadClass ORDER BY Year, QuadClass",
    ),
    (
        "distinct_urls",
        "gdelt | summarize n = count_distinct(SOURCEURL) by c = ActionGeo_CountryCode | sort by n desc, c asc | take 10",
        "SELECT ActionGeo_CountryCode c, count(DISTINCT SOURCEURL) n FROM gdelt GROUP BY c ORDER BY n DESC, c LIMIT 10",
    ),
    (
        "url_contains",
        'gdelt | where SOURCEURL contains_cs "missile" and SOURCEURL contains_cs "summit" | count',
        "SELECT count(*) FROM gdelt WHERE SOURCEURL LIKE '%missile%' AND SOURCEURL LIKE '%summit%'",
    ),
    (
        "top_actor",
        "gdelt | summarize n = count(), t = avg(AvgTone) by Actor1Name | sort by n desc, Actor1Name asc | take 20",
        "SELECT Actor1Name, count(*) n, avg(AvgTone) t FROM gdelt GROUP BY Actor1Name ORDER BY n DESC, Actor1Name LIMIT 20",
    ),
    (
        "tone_by_place",
        'gdelt | where ActionGeo_FullName != "" | summarize n = count(), t = avg(AvgTone), lo = min(GoldsteinScale), '
        "hi = max(GoldsteinScale) by p = ActionGeo_FullName | sort by n desc, p asc | take 20",
        "SELECT ActionGeo_FullName p, count(*) n, avg(AvgTone) t, min(GoldsteinScale) lo, max(GoldsteinScale) hi FROM gdelt "
        "WHERE ActionGeo_FullName <> '' GROUP BY p ORDER BY n DESC, p LIMIT 20",
    ),
    (
        "recent_topk",
        "gdelt | where QuadClass == 4 | project GLOBALEVENTID, SQLDATE, Actor1Name, Actor2Name, NumMentions | "
        "sort by NumMentions desc, GLOBALEVENTID asc | take 25",
        "SELECT GLOBALEVENTID, SQLDATE, Actor1Name, Actor2Name, NumMentions FROM gdelt WHERE QuadClass = 4 "
        "ORDER BY NumMentions DESC, GLOBALEVENTID LIMIT 25",
    ),
    (
        "group_day_dyad",
        "gdelt | summarize n = count() by SQLDATE, a = Actor1CountryCode, b = Actor2CountryCode | "
        "sort by n desc, SQLDATE asc, a asc, b asc | take 10",
        "SELECT SQLDATE, Actor1CountryCode a, Actor2CountryCode b, count(*) n FROM gdelt GROUP BY SQLDATE, a, b "
        "ORDER BY n DESC, SQLDATE, a, b LIMIT 10",
    ),
    (
        "threat_sanction",
        'gdelt | where EventRootCode == "13" and Actor1CountryCode == "USA" and Actor2CountryCode != "" | project id = '
        'GLOBALEVENTID, Actor2CountryCode, t = SQLDATE | join kind=inner (gdelt | where EventRootCode == "16" and '
        'Actor1CountryCode == "USA" | project Actor2CountryCode, s = SQLDATE) on Actor2CountryCode | where s > t and s <= t + 7 '
        "| summarize n = count_distinct(id)",
        "SELECT count(*) n FROM (SELECT DISTINCT t.GLOBALEVENTID FROM (SELECT * FROM gdelt WHERE EventRootCode = '13' AND "
        "Actor1CountryCode = 'USA' AND Actor2CountryCode <> '') t JOIN (SELECT * FROM gdelt WHERE EventRootCode = '16' AND "
        "Actor1CountryCode = 'USA') s ON t.Actor2CountryCode = s.Actor2CountryCode AND s.SQLDATE > t.SQLDATE "
        "AND s.SQLDATE <= t.SQLDATE + 7) x",
    ),
    (
        "full_scan_stats",
        "gdelt | summarize n = count(), a = avg(GoldsteinScale), s = sum(NumArticles), lo = min(AvgTone), hi = max(AvgTone)",
        "SELECT count(*) n, avg(GoldsteinScale) a, sum(NumArticles) s, min(AvgTone) lo, max(AvgTone) hi FROM gdelt",
    ),
]
SKIPPED = {"sqlite": {"threat_sanction"}, "polars": {"threat_sanction"}}
FASTEST_OF = ["duckdb", "polars", "chdb"]


def resident_megabytes(pid):
    with open(f"/proc/{pid}/status") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) // 1024


# In the process of an engine -------------------------------------------------------------------------


def open_duckdb(path):
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET threads=2")
    types = {"i": "BIGINT", "f": "DOUBLE", "s": "VARCHAR"}
    columns = ", ".join(f"'{name}': '{types[kind]}'" for name, kind in zip(NAMES, KINDS))
    connection.execute(
        f"CREATE TABLE gdelt AS SELECT * FROM read_csv('{path}', delim='\t', header=false, columns={{{columns}}}, "
        "quote='', escape='', nullstr='')"
    )
    # Empty texts are texts, as in the other engines; DuckDB's reader makes nulls of them.
    return lambda sql: connection.execute(sql).fetchall()


def open_chdb(path):
    from chdb import session

    connection = session.Session()
    types = {"i": "Int64", "f": "Nullable(Float64)", "s": "LowCardinality(String)"}
    columns = ", ".join(
        f"{name} {'String' if name == 'SOURCEURL' else types[kind]}" for name, kind in zip(NAMES, KINDS)
    )
    connection.query("CREATE DATABASE IF NOT EXISTS d")
    connection.query(f"CREATE TABLE d.gdelt ({columns}) ENGINE = Memory")
    connection.query(
        f"INSERT INTO d.gdelt SELECT * FROM file('{path}', 'TSV', '{columns}') "
        "SETTINGS max_threads = 2, input_format_tsv_empty_as_default = 1"
    )

    def ask(sql):
        sql = sql.replace("FROM gdelt", "FROM d.gdelt") + " SETTINGS max_threads = 2"
        lines = connection.query(sql, "TSV").bytes().decode().splitlines()
        return [line.split("\t") for line in lines]

    return ask


def open_polars(path):
    os.environ["POLARS_MAX_THREADS"] = "2"
    import polars

    types = {"i": polars.Int64, "f": polars.Float64, "s": polars.String}
    schema = {name: types[kind] for name, kind in zip(NAMES, KINDS)}
    frame = polars.read_csv(
        path, separator="\t", has_header=False, quote_char=None, schema=schema, empty_string_is_null=False
    )
    context = polars.SQLContext(gdelt=frame, eager=True)
    return lambda sql: context.execute(sql).rows()


def open_sqlite(path):
    import sqlite3

    connection = sqlite3.connect(":memory:")
    types = {"i": "INTEGER", "f": "REAL", "s": "TEXT"}
    columns = ", ".join(f"{name} {types[kind]}" for name, kind in zip(NAMES, KINDS))
    connection.execute(f"CREATE TABLE gdelt ({columns})")
    marks = ", ".join("?" * len(NAMES))
    with open(path) as lines:
        connection.executemany(
            f"INSERT INTO gdelt VALUES ({marks})", (line.rstrip("\n").split("\t") for line in lines)
        )
    return lambda sql: connection.execute(sql).fetchall()


def serve(engine, path):
    """Load, then answer the questions whose numbers come on standard input: a line of JSON each."""
    begin = time.perf_counter()
    ask = {"duckdb": open_duckdb, "chdb": open_chdb, "polars": open_polars, "sqlite": open_sqlite}[engine](path)
    print(json.dumps({"seconds": time.perf_counter() - begin}), flush=True)
    for line in sys.stdin:
        sql = QUESTIONS[int(line)][2]
        begin = time.perf_counter()
        try:
            rows = ask(sql)
            seconds = time.perf_counter() - begin
            print(json.dumps({"seconds": seconds, "sum": check_sum(rows)}), flush=True)
        except Exception as error:
            print(json.dumps({"error": str(error)[:200]}), flush=True)


def check_sum(rows):
    """The sum of all cells that are integers: a mean that is a whole number may be another's 2.9999999."""
    total = 0
    for row in rows:
        for cell in row:
            if isinstance(cell, str) and cell.lstrip("-").isdigit():
                total += int(cell)
            elif isinstance(cell, int):
                total += cell
    return total


# In the process that compares ------------------------------------------------------------------------


class Peer:
    """An engine behind `serve`."""

    def __init__(self, engine, path):
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--serve", engine, path],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        self.load_seconds = json.loads(self.process.stdout.readline())["seconds"]

    def ask(self, index):
        try:
            self.process.stdin.write(f"{index}\n")
            self.process.stdin.flush()
            return json.loads(self.process.stdout.readline())
        except (BrokenPipeError, json.JSONDecodeError):
            return {"error": "the engine is gone: too little memory?"}


class Casus:
    """The shell, fed through a pipe; it tells the time of each statement on standard error."""

    def __init__(self, command, path):
        missing = [option for option in ("--timing", "--no-init") if option not in command.split()]
        self.process = subprocess.Popen(
            command.split() + missing, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1
        )
        self.output, self.times = queue.Queue(), queue.Queue()
        for stream, lines in ((self.process.stdout, self.output), (self.process.stderr, self.times)):
            threading.Thread(target=self.collect, args=(stream, lines), daemon=True).start()
        begin = time.perf_counter()
        self.send(f".load {path} as gdelt format=gdelt2\ngdelt | count;")
        self.wait()
        self.load_seconds = time.perf_counter() - begin

    @staticmethod
    def collect(stream, lines):
        for line in stream:
            lines.put(line)

    def send(self, text):
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()

    def wait(self):
        """Seconds of the statement, or what went wrong."""
        while True:
            line = self.times.get(timeout=600)
            found = re.match(r"timing: ([0-9.]+) s", line)
            if found:
                return {"seconds": float(found.group(1))}
            if line.startswith("error"):
                return {"error": line.strip()}

    def ask(self, index):
        while not self.output.empty():
            self.output.get()
        self.send(QUESTIONS[index][1] + ";")
        answer = self.wait()
        time.sleep(0.05)
        rows = []
        while not self.output.empty():
            rows += csv.reader([self.output.get()])
        answer["sum"] = check_sum(rows)
        return answer


def measure(path, arguments):
    engines = {}
    for name in arguments.engines.split(","):
        engines[name] = Casus(arguments.casus, path) if name == "casus" else Peer(name, path)
        engines[name].megabytes = resident_megabytes(engines[name].process.pid)
    best = {name: {} for name in engines}
    for index, (question, _, _) in enumerate(QUESTIONS):
        sums = {}
        # The first round warms up.
        for turn in range(arguments.repeat + 1):
            for name, engine in engines.items():
                if question in SKIPPED.get(name, ()) or isinstance(best[name].get(question), dict):
                    continue
                answer = engine.ask(index)
                if "error" in answer:
                    print(f"{name}: {question}: {answer['error']}", file=sys.stderr)
                    best[name][question] = answer
                elif turn > 0:
                    old = best[name].get(question, math.inf)
                    best[name][question] = min(old, answer["seconds"] * 1000)
                sums[name] = answer.get("sum")
        if len(set(sums.values())) > 1:
            print(f"{question}: the answers differ: {sums}", file=sys.stderr)
    for engine in engines.values():
        engine.process.stdin.close()
        engine.process.kill()
        engine.process.wait()
    return engines, best


def report(rows, engines, best):
    names = list(engines)
    print(f"\n{rows:,} rows; milliseconds, best of the rounds")
    print(f"{'':18}" + "".join(f"{name:>12}" for name in names) + f"{'ratio':>10}")
    ratios = []
    for question, _, _ in QUESTIONS:
        cells = [best[name].get(question) for name in names]
        texts = [f"{cell:12.2f}" if isinstance(cell, float) else f"{'-':>12}" for cell in cells]
        ratio = ratio_of({name: cell for name, cell in zip(names, cells) if isinstance(cell, float)})
        if ratio:
            ratios.append(ratio)
        print(f"{question:18}" + "".join(texts) + (f"{ratio:10.2f}" if ratio else f"{'-':>10}"))
    if ratios:
        print(f"{'geometric mean':18}" + " " * 12 * len(names) + f"{statistics.geometric_mean(ratios):10.2f}")
    loads = {name: engine.load_seconds for name, engine in engines.items()}
    sizes = {name: float(engine.megabytes) for name, engine in engines.items()}
    for title, values in (("loading, s", loads), ("memory, MB", sizes)):
        ratio = ratio_of(values)
        print(f"{title:18}" + "".join(f"{values[name]:12.2f}" for name in names) + (f"{ratio:10.2f}" if ratio else ""))


def ratio_of(values):
    peers = [values[name] for name in FASTEST_OF if name in values]
    return min(peers) / values["casus"] if peers and values.get("casus") else None


def main():
    if sys.argv[1:2] == ["--serve"]:
        serve(sys.argv[2], sys.argv[3])
        return
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, nargs="+", default=[2_000_000, 10_000_000])
    parser.add_argument("--file")
    parser.add_argument("--engines", default="casus,duckdb,polars,chdb,sqlite")
    parser.add_argument("--casus", default=os.path.join(HERE, "../.build/release/casus") + " --timing --no-init")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--sqlite-rows", type=int, default=2_000_000)
    arguments = parser.parse_args()
    all_engines = arguments.engines
    for rows in arguments.rows if not arguments.file else [0]:
        path = arguments.file or os.path.join(tempfile.gettempdir(), f"casus-gdelt-{rows}.tsv")
        if not os.path.exists(path):
            subprocess.run([sys.executable, os.path.join(HERE, "gdelt.py"), str(rows), path], check=True)
        if rows > arguments.sqlite_rows:
            arguments.engines = ",".join(name for name in all_engines.split(",") if name != "sqlite")
        engines, best = measure(path, arguments)
        report(rows or sum(1 for _ in open(path, "rb")), engines, best)


if __name__ == "__main__":
    main()
