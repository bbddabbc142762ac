#!/usr/bin/env python3
"""Times four queries on a Spark cluster by Casus and by Spark's own client, and as data and workers grow.

    Benchmarks/engines.py --spark FOLDER --rows 1000000 2000000 5000000 --workers 1 2 [--casus PROGRAM]

FOLDER is that of the package pyspark. For each number of workers a cluster is started on loopback, for
each number of rows a table of generated events is made (gdelt.py) as Parquet. The four queries: one that
counts groups, one that filters and ranks, one that joins, one that fetches about one row in thirteen.
Printed are seconds: to the first row and to the last, the least of the runs, of a whole process (casus -c,
and with the most workers beeline -f with the same SQL), and of the query alone, as `--timing` tells it
and as beeline does. With --clickhouse the engine is chDB behind ClickHouse's HTTP interface, and its client curl.
"""
import argparse
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Tests/Cluster"))
from cluster import Casus, generated, load_generated  # noqa: E402
from servers import ClickHouse, Servers, Spark  # noqa: E402

QUERIES = [
    ("groups", "gdelt | summarize n = count(), m = sum(NumMentions) by Year, QuadClass"
     " | sort by Year asc, QuadClass asc"),
    ("ranks", "gdelt | where ActionGeo_FullName != '' | summarize n = count(), t = avg(AvgTone)"
     " by p = ActionGeo_FullName | sort by n desc, p asc | take 20"),
    ("joins", "gdelt | where EventRootCode == '13' and Actor1CountryCode == 'USA' and Actor2CountryCode != ''"
     " | project id = GLOBALEVENTID, Actor2CountryCode, t = SQLDATE | join kind=inner (gdelt"
     " | where EventRootCode == '16' and Actor1CountryCode == 'USA' | project Actor2CountryCode, s = SQLDATE)"
     " on Actor2CountryCode | where s > t and s <= t + 7 | summarize count_distinct(id)"),
    ("fetches", "gdelt | where Actor1CountryCode == 'CHN' | project GLOBALEVENTID, SQLDATE, Actor1Name,"
     " Actor2Name, AvgTone, SOURCEURL"),
]


def timed(command, env, runs):
    """Least seconds to the first row behind the names and to the end, and the number of rows."""
    best = None
    for _ in range(runs):
        begin = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
        first, count = 0.0, 0
        for line in process.stdout:
            if not line.strip():
                continue
            count += 1
            if count == 2:
                first = time.perf_counter() - begin
        told = process.stderr.read().decode(errors="replace")
        if process.wait() and not count:
            sys.exit(told[-500:])
        total = time.perf_counter() - begin
        alone = re.search(r"timing: ([\d.]+) s|selected \(([\d.]+) seconds\)", told)
        alone = float(next(filter(None, alone.groups()))) if alone else float("nan")
        row = (first, total, alone, count - 1)
        best = row if best is None else (
            min(best[0], first), min(best[1], total), min(best[2], alone), count - 1)
    return best


def clickhouse(options, casus, files, folder):
    """The same queries of ClickHouse, whose own client here is curl."""
    servers = Servers(folder / "servers")
    try:
        for rows in options.rows:
            engine = ClickHouse(servers)
            engine.start_bridge(sys.executable)
            load_generated(casus, None, engine, files[rows])
            for name, query in QUERIES:
                path = folder / "query.sql"
                path.write_text(casus("--engine", engine.url, "-c", ".sql clickhouse " + query).stdout)
                for who, command in (
                        ("casus", [casus.program, "--engine", engine.url, "--timing", "-c", query]),
                        ("curl", ["curl", "-s", "--data-binary", f"@{path}",
                                  f"http://127.0.0.1:{engine.port}/?default_format=CSVWithNames"])):
                    timed(command, casus.env, 1)
                    first, total, alone, count = timed(command, casus.env, options.runs)
                    print(f"{'-':>7} {rows:9} {name:8} {who:8} {first:7.2f} {total:7.2f} {alone:7.2f}"
                          f" {count:9}", flush=True)
            servers.stop("chdb")
    finally:
        servers.stop_all()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--spark", default="", help="the folder of the package pyspark")
    parser.add_argument("--casus", default=str(ROOT / ".build/release/casus"))
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 2_000_000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--clickhouse", action="store_true",
                        help="ask chDB behind ClickHouse's HTTP interface instead, beside curl")
    parser.add_argument("--files", nargs="*", default=[], help="files of generated events, as --rows")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = Path(tempfile.mkdtemp(prefix="casus-engines-"))
    casus = Casus(options.casus, folder)
    files = {}
    for place, rows in enumerate(options.rows):
        files[rows] = Path(options.files[place]) if place < len(options.files) else folder / f"{rows}.tsv"
        generated(rows, files[rows])
    print(f"{'workers':>7} {'rows':>9} {'query':8} {'client':8} {'first':>7} {'total':>7} {'alone':>7}"
          f" {'rows out':>9}")
    if options.clickhouse:
        return clickhouse(options, casus, files, folder)
    for workers in options.workers:
        servers = Servers(folder / f"servers{workers}")
        spark = Spark(servers, options.spark, workers)
        try:
            spark.start()
            for rows in options.rows:
                spark.run_sql("DROP TABLE IF EXISTS gdelt;\n")
                begin = time.perf_counter()
                load_generated(casus, spark, None, files[rows])
                print(f"{workers:7} {rows:9} {'load':8} {'beeline':8} {'':7} "
                      f"{time.perf_counter() - begin:7.1f}", flush=True)
                for name, query in QUERIES:
                    sql = casus("--engine", spark.url, "-c", ".sql spark " + query).stdout
                    path = folder / "query.sql"
                    path.write_text(re.sub(r"^--.*\n", "", sql, flags=re.M).rstrip() + ";\n")
                    client = spark.beeline("--outputformat=csv2", "--incremental=true", "-f", path)
                    client.remove("--silent=true")
                    # The first runs of a query are those in which the engine compiles it.
                    for _ in range(2):
                        casus("--engine", spark.url, "-c", query)
                    for who, command, env in (
                            ("casus", [casus.program, "--engine", spark.url, "--timing", "-c", query],
                             casus.env),
                            ("beeline", client, spark.env)):
                        if who == "beeline" and workers != max(options.workers):
                            continue
                        first, total, alone, count = timed(command, env, options.runs)
                        print(f"{workers:7} {rows:9} {name:8} {who:8} {first:7.2f} {total:7.2f}"
                              f" {alone:7.2f} {count:9}", flush=True)
        finally:
            servers.stop_all()


main()
