#!/usr/bin/env python3
"""Runs Casus against engines on loopback; `./test cluster` calls it.

    cluster.py --casus PROGRAM --spark FOLDER [--rows N] [--cases FILE] [--only WORD...]

Starts Spark (a master, two workers, the Thrift server), a ClickHouse of today (chDB behind HTTP) and
Debian's clickhouse-server where it is installed; asks them, kills them, and stops them all. Prints a line
a check and ends with 1 where one fails.
"""
import argparse
import csv
import io
import json
import math
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from servers import ClickHouse, Servers, Spark, free_port

ROOT = Path(__file__).resolve().parent.parent.parent
failures = []


def check(what, problem):
    """Tells how a check ended; `problem` is empty where all is well."""
    print(f"{'FAILED' if problem else 'ok':6} {what}" + (f": {problem}" if problem else ""), flush=True)
    if problem:
        failures.append(what)


class Casus:
    def __init__(self, program, folder):
        self.program, self.folder = str(program), Path(folder)
        # What a person has configured must not be seen here.
        self.env = {key: value for key, value in os.environ.items() if not key.startswith("CASUS_")}
        self.env.update(XDG_CONFIG_HOME=str(folder / "config"), XDG_STATE_HOME=str(folder / "state"))

    def __call__(self, *words, timeout=600):
        return subprocess.run(
            [self.program, *map(str, words)], capture_output=True, text=True, env=self.env,
            timeout=timeout, stdin=subprocess.DEVNULL)

    def start(self, *words):
        return subprocess.Popen(
            [self.program, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, env=self.env, stdin=subprocess.DEVNULL)

    def answers(self, name, opening, queries):
        """The rows of queries in one session, each in a file of its own."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        script = opening + "\n"
        for number, query in enumerate(queries):
            script += f".output {folder}/{number}.csv\n{query}\n\n"
        path = folder / "all.kql"
        path.write_text(script)
        done = self("run", path, "--notes")
        files = [folder / f"{number}.csv" for number in range(len(queries))]
        return [file.read_text() if file.exists() else None for file in files], done.stderr


class Terminal:
    """A shell on a terminal of its own, as a person has it."""

    def __init__(self, casus, *words):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execve(casus.program, [casus.program, *words], dict(casus.env, TERM="xterm"))
        self.left = ""
        self.read_until("casus> ")

    def read_until(self, mark, seconds=60):
        end = time.time() + seconds
        while mark not in self.left:
            if not select.select([self.fd], [], [], max(0, end - time.time()))[0]:
                raise RuntimeError(f"no {mark!r} in {self.left[-500:]!r}")
            self.left += os.read(self.fd, 65536).decode(errors="replace")
        place = self.left.index(mark) + len(mark)
        seen, self.left = self.left[:place], self.left[place:]
        return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", seen)

    def type(self, line, seconds=60):
        """Types a line and gives what is written up to the next prompt."""
        os.write(self.fd, line.encode() + b"\r")
        self.read_until("\n", seconds)
        return self.read_until("casus> ", seconds)

    def close(self):
        os.write(self.fd, b".quit\r")
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def cells(text):
    rows = list(csv.reader(io.StringIO(text)))
    return rows[0] if rows else [], rows[1:]


def same_cell(a, b):
    if a == b:
        return True
    try:
        return math.isclose(float(a), float(b), rel_tol=1e-9, abs_tol=1e-12)
    except ValueError:
        return False


def difference(here, there, is_ordered):
    """The first difference of two answers, empty where there is none."""
    if there is None:
        return "no answer"
    (names, rows), (other_names, others) = cells(here), cells(there)
    if names != other_names:
        return f"columns {other_names} for {names}"
    if len(rows) != len(others):
        return f"{len(others)} rows for {len(rows)}"
    if not is_ordered:
        rows, others = sorted(rows), sorted(others)
    for row, other in zip(rows, others):
        if not all(map(same_cell, row, other)):
            return f"{other} for {row}"
    return ""


# MARK: - Tables


def seed_tables(casus, folder):
    """The tables of the seeds as JSON lines."""
    names = re.findall(r"CREATE TABLE `?(\w+)", casus("schema", "--dialect", "spark").stdout)
    for name in names:
        path = folder / f"{name}.jsonl"
        path.write_text(casus("-c", name, ROOT / "seeds", "--format", "jsonl").stdout)
    return names


def definitions(casus, dialect):
    """The statements that make tables, by the names of these."""
    text = casus("schema", "--dialect", dialect).stdout
    return {re.match(r"CREATE TABLE `?(\w+)", part)[1]: part for part in text.split(";\n") if part}


def load_seeds(casus, spark, clickhouse, folder):
    seed_tables(casus, folder)
    text = ""
    for name, create in definitions(casus, "spark").items():
        plain = create.replace(f"TABLE {name} ", f"TABLE {name}_json ").replace(
            "USING parquet", f"USING json OPTIONS (path '{folder}/{name}.jsonl')")
        text += f"{plain};\n{create};\nINSERT INTO {name} SELECT * FROM {name}_json;\nDROP TABLE {name}_json;\n"
    spark.run_sql(text)
    if clickhouse:
        for name, create in definitions(casus, "clickhouse").items():
            clickhouse.sql(create)
            clickhouse.sql(
                f"INSERT INTO {name} SELECT * FROM file('{folder}/{name}.jsonl', JSONEachRow)"
                " SETTINGS date_time_input_format = 'best_effort'")


def load_generated(casus, spark, clickhouse, path):
    """The same file of generated events on each engine."""
    schema = casus("-c", f".load {path} as gdelt", "-c", ".schema gdelt").stdout
    columns = [line.split(",")[1:] for line in schema.strip().split("\n")[1:]]
    if spark:
        types = {"long": "BIGINT", "real": "DOUBLE", "string": "STRING"}
        text = ", ".join(f"{name} {types[type]}" for name, type in columns)
        spark.run_sql(
            f"CREATE TABLE gdelt_tsv ({text}) USING csv OPTIONS (path '{path}', sep '\\t', quote '');\n"
            "CREATE TABLE gdelt USING parquet AS SELECT * FROM gdelt_tsv;\nDROP TABLE gdelt_tsv;\n")
    if clickhouse:
        types = {"long": "Nullable(Int64)", "real": "Nullable(Float64)", "string": "String"}
        text = ", ".join(f"{name} {types[type]}" for name, type in columns)
        clickhouse.sql(f"CREATE TABLE gdelt ({text}) ENGINE = MergeTree ORDER BY tuple()")
        clickhouse.sql(
            f"INSERT INTO gdelt SELECT * FROM file('{path}', TSV, '{text}')"
            " SETTINGS input_format_tsv_empty_as_default = 1")
    return columns


# MARK: - Checks


def eight_questions(casus, name, url):
    for script in sorted((ROOT / "examples").glob("[1-8]-*.kql")):
        here = casus("run", script, ROOT / "seeds")
        there = casus("run", script, "--engine", url)
        problem = there.stderr if there.returncode else difference(here.stdout, there.stdout, True)
        check(f"{name}: {script.name} gives the rows that it gives here", problem)


def catalog(casus, name, url):
    done = casus("--engine", url, "-c", ".tables", "-c", ".schema quotes")
    check(f"{name}: .tables and .schema",
          "" if "events,,30," in done.stdout and "quotes,date,datetime" in done.stdout
          and "quotes,speaker,string" in done.stdout else done.stdout + done.stderr)
    done = casus("--engine", url, "-c", "event | count")
    check(f"{name}: a misspelt table gets a suggestion",
          "" if "did you mean 'events'?" in done.stderr and done.returncode == 1 else done.stderr)
    done = casus("--engine", url, "-c", "events | where involves('Xi Jinping') | count")
    check(f"{name}: who is meant is known", "" if done.returncode == 0 else done.stderr)
    done = casus("--engine", url, "-c", ".explain events | where type == 'AID' | sequence [a: true]")
    check(f"{name}: .explain shows what runs where",
          "" if "sequence" in done.stdout.split("part 1")[0] and "= 'AID'" in done.stdout
          else done.stdout + done.stderr)


def same_rows(casus, name, url, here, queries):
    there, told = casus.answers(name, f".connect {url}", queries)
    differ = [(query, text) for query, answer, other in zip(queries, here, there)
              if (text := difference(answer, other, "sort by" in query.rsplit("|", 2)[-1]))]
    for query, text in differ:
        print(f"         {query}\n         {text}")
    local = sum("it ran here" in line for line in told.split("\n"))
    check(f"{name}: {len(queries) - len(differ)} of {len(queries)} queries over generated events give "
          f"the same rows, {local} of them in part here",
          told.strip().split("\n")[-1] if differ else "")


def duckdb_rows(casus, url, here, queries, columns, path):
    try:
        import duckdb
    except ImportError:
        print("       duckdb: not there, so not asked")
        return
    connection = duckdb.connect()
    types = {"long": "BIGINT", "real": "DOUBLE", "string": "VARCHAR"}
    text = ", ".join(f"'{name}': '{types[type]}'" for name, type in columns)
    connection.execute(
        f"CREATE TABLE gdelt AS SELECT * FROM read_csv('{path}', delim='\\t', quote='', escape='',"
        f" header=false, nullstr='', columns={{{text}}})")
    same = refused = 0
    for query, answer in zip(queries, here):
        done = casus("--engine", url, "-c", ".sql duckdb " + query)
        if done.returncode:
            refused += 1
            continue
        cursor = connection.execute(done.stdout)
        output = io.StringIO()
        writer = csv.writer(output)
        writer.writerow([column[0] for column in cursor.description])
        for row in cursor.fetchall():
            writer.writerow([plain(value) for value in row])
        text = difference(answer, output.getvalue(), False)
        same += not text
        if text:
            print(f"         {query}\n         {text}")
    check(f"duckdb: {same} of {len(queries)} give the same rows, {refused} cannot be said",
          "" if same + refused == len(queries) else "some differ")


def plain(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ",".join(map(str, value)) + "]"
    return "" if value is None else str(value)[:10] if hasattr(value, "isoformat") else value


LONG = ("gdelt | join kind=inner (gdelt | project b = Actor2CountryCode, u = GLOBALEVENTID)"
        " on $left.Actor1CountryCode == $right.b | summarize max(GLOBALEVENTID + u % 7)")


def cancelling(casus, spark):
    process = casus.start("--engine", spark.url, "-c", LONG)
    time.sleep(6)
    running = [job for job in spark.jobs() if job["status"] == "RUNNING"]
    begin = time.time()
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    seconds = time.time() - begin
    ended = False
    while not ended and time.time() - begin < 20:
        ended = not [job for job in spark.jobs() if job["status"] == "RUNNING"]
        time.sleep(0.2)
    check(f"spark: Ctrl-C returns after {seconds:.2f} s, and the work on the server ends",
          "" if running and seconds < 2 and process.returncode == 130 and "cancelled" in told and ended
          else f"{len(running)} jobs ran, status {process.returncode}, {told}")


def memory(casus, url):
    done = casus("--engine", url, "--memory", "1m", "-c", "gdelt | sort by SOURCEURL asc | serialize n = row_number() | summarize max(n), max(SOURCEURL)")
    check("spark: more rows than memory allows end in one line",
          "" if done.returncode == 1 and "need more memory than the 1 MB" in done.stderr else done.stderr)


def dying_worker(casus, spark):
    expected = casus("--engine", spark.url, "-c", "gdelt | summarize count_distinct(SOURCEURL)").stdout
    slow = "gdelt | where hash_sha256(strcat(SOURCEURL, Actor1Name)) != '' | summarize count_distinct(SOURCEURL)"
    process = casus.start("--engine", spark.url, "-c", slow)
    time.sleep(1.0)
    spark.servers.stop("worker0", signal.SIGKILL)
    out, told = process.communicate(timeout=300)
    lines = [line for line in told.strip().split("\n") if line.startswith("error")]
    check(f"spark: a query whose worker is killed {'ends right' if out else 'ends in one line'}",
          "" if out == expected or (process.returncode == 1 and len(lines) == 1) else out + told)
    spark.start_worker(0)


def dying_server(casus, spark):
    shell = Terminal(casus, "--engine", spark.url)
    try:
        shell.type("events | count")
        spark.servers.stop("thrift", signal.SIGKILL)
        text = shell.type("events | count")
        told = [line for line in text.split("\n") if "error" in line]
        check("spark: a server that is killed is told in one line",
              "" if len(told) == 1 and ("lost" in told[0] or "nobody answers" in told[0]) else text)
        print("         " + told[0].strip() if told else "")
        check("spark: the shell goes on without it",
              "" if "connect local" not in shell.type(".connect local") and
              "1" in shell.type("print 1") else "it does not")
        spark.start_thrift()
        text = shell.type(f".connect {spark.url}") + shell.type("print 2")
        check("spark: .connect works again", "" if " tables;" in text else text)
    finally:
        shell.close()


def old_clickhouse(casus, servers):
    if not shutil.which("clickhouse-server"):
        print("       clickhouse-server is not installed, so Debian's is not asked")
        return
    server = ClickHouse(servers)
    server.start_server()
    server.sql("CREATE TABLE t (a Int64, b String, x Nullable(Float64)) ENGINE = MergeTree ORDER BY a")
    server.sql("INSERT INTO t SELECT number, toString(number), if(number % 2 = 0, NULL, number / 4)"
               " FROM system.numbers LIMIT 1000000")
    done = casus("--engine", server.url, "-c", "t | count", "-c", 't | where b == "17" | project a, b, x')
    check("clickhouse-server 18.16: plain queries",
          "" if done.stdout == "Count\n1000000\na,b,x\n17,17,4.25\n" else done.stdout + done.stderr)
    done = casus("--engine", server.url, "-c", "t | project a, b, x", "--timing")
    check("clickhouse-server 18.16: a million rows come in blocks",
          "" if done.stdout.count("\n") == 1_000_001 else done.stderr)
    server.sql("CREATE VIEW endless AS SELECT toInt64(number) AS a FROM system.numbers")
    process = casus.start("--engine", server.url, "-c", "endless | where a == -1 | count")
    time.sleep(1.5)
    begin = time.time()
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=30)
    check(f"clickhouse-server 18.16: Ctrl-C returns after {time.time() - begin:.2f} s",
          "" if time.time() - begin < 2 and process.returncode == 130 else told)
    left = ""
    while left != "0\n" and time.time() - begin < 5:
        left = server.sql("SELECT count() FROM system.processes WHERE query LIKE '%endless%'"
                          " AND query NOT LIKE '%processes%'")
    check("clickhouse-server 18.16: and the query ends there", "" if left == "0\n" else left)


def encrypted(casus, spark):
    """An encrypted connection, with a certificate that is trusted, that is not, and that is another's."""
    folder, port = spark.servers.folder, free_port()
    key, certificate = folder / "tls.key", folder / "tls.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out",
         str(certificate), "-days", "2", "-subj", "/CN=loopback", "-addext",
         "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
    script = Path(__file__).parent / "tls_proxy.py"
    spark.servers.start("tls", [sys.executable, script, port, spark.thrift, certificate, key])
    time.sleep(1)
    query = ["-c", "events | count"]
    done = casus("--engine", f"sparks://127.0.0.1:{port}/default", *query)
    check("sparks://: a certificate that nobody vouches for is refused",
          "" if done.returncode == 3 and "self-signed certificate" in done.stderr else done.stderr)
    casus.env["SSL_CERT_FILE"] = str(certificate)
    done = casus("--engine", f"sparks://127.0.0.1:{port}/default", *query)
    check("sparks://: one that is trusted is taken", "" if done.returncode == 0 and done.stdout.startswith("Count\n") else done.stderr)
    done = casus("--engine", f"sparks://localhost:{port}/default", *query)
    check("sparks://: that of another host is refused",
          "" if done.returncode == 3 and "mismatch" in done.stderr else done.stderr)
    del casus.env["SSL_CERT_FILE"]
    spark.servers.stop("tls")


def filter_script(casus, spark, folder):
    """examples/spark: articles to Parquet by Spark's pipe, and a query over it."""
    articles = folder / "articles"
    articles.mkdir()
    for number, path in enumerate(sorted((ROOT / "seeds").glob("*.txt"))):
        (articles / f"{number}.jsonl").write_text(
            json.dumps({"id": path.name, "text": path.read_text()}) + "\n")
    out = folder / "parquet"
    begin = time.time()
    done = subprocess.run(
        [str(spark.home / "bin/spark-submit"), "--master", f"spark://127.0.0.1:{spark.master}",
         "--conf", "spark.driver.host=127.0.0.1", "--conf", "spark.driver.bindAddress=127.0.0.1",
         "--conf", "spark.cores.max=2", "--executor-memory", "900m", "--conf", "spark.pyspark.python=" + sys.executable,
         str(ROOT / "examples/spark/extract.py"), str(articles), str(out), casus.program],
        capture_output=True, text=True, env=spark.env, timeout=600)
    months = sorted(path.name for path in out.glob("month=*"))
    check(f"spark: examples/spark/extract.py writes {len(months)} months in {time.time() - begin:.0f} s",
          "" if done.returncode == 0 and months else done.stderr[-800:])
    spark.run_sql((ROOT / "examples/spark/tables.sql").read_text().replace("/data/events", str(out)))
    done = casus("run", ROOT / "examples/spark/questions.kql", "--engine", spark.url)
    check("spark: examples/spark/questions.kql runs over it",
          "" if done.returncode == 0 and done.stdout.count("\n") > 3 else done.stdout + done.stderr)


def recorded_cases(casus, spark, path):
    subprocess.run(
        [sys.executable, ROOT / "Benchmarks/dialects.py", path, "--casus", casus.program,
         "--engine", spark.url, "--beeline", *spark.beeline()], env=dict(spark.env, **casus.env))


def generated(rows, path):
    if not path.exists():
        subprocess.run([sys.executable, ROOT / "Benchmarks/gdelt.py", str(rows), str(path)], check=True,
                       stdout=subprocess.DEVNULL)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--casus", required=True)
    parser.add_argument("--spark", required=True, help="the folder of the package pyspark")
    parser.add_argument("--rows", type=int, default=200_000, help="generated events")
    parser.add_argument("--file", help="a file of generated events in place of new ones")
    parser.add_argument("--only", nargs="*", help="words of the groups of checks to run")
    parser.add_argument("--cases", help="recorded cases, for Benchmarks/dialects.py")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="casus-cluster-"))
    servers = Servers(folder)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    begin = time.time()
    try:
        casus = Casus(options.casus, folder)
        events = Path(options.file) if options.file else folder / "gdelt.tsv"
        generated(options.rows, events)
        spark = Spark(servers, options.spark)
        spark.start()
        print(f"       spark is up after {time.time() - begin:.0f} s", flush=True)
        clickhouse = ClickHouse(servers)
        try:
            clickhouse.start_bridge(sys.executable)
        except RuntimeError as error:
            print(f"       no ClickHouse of today: {error}")
            clickhouse = None
        load_seeds(casus, spark, clickhouse, folder)
        columns = load_generated(casus, spark, clickhouse, events)
        queries = [line for line in (ROOT / "Tests/Cluster/queries.kql").read_text().split("\n")
                   if line and not line.startswith("//")]
        here, told = casus.answers("here", f".load {events} as gdelt", queries)
        check("the queries run here", "" if None not in here else told)
        engines = [("spark", spark.url)] + ([("clickhouse", clickhouse.url)] if clickhouse else [])
        groups = []
        for name, url in engines:
            groups += [
                (f"{name} catalog", lambda n=name, u=url: catalog(casus, n, u)),
                (f"{name} questions", lambda n=name, u=url: eight_questions(casus, n, u)),
                (f"{name} rows", lambda n=name, u=url: same_rows(casus, n, u, here, queries))]
        groups += [
            ("duckdb", lambda: duckdb_rows(casus, spark.url, here, queries, columns, events)),
            ("memory", lambda: memory(casus, spark.url)),
            ("tls", lambda: encrypted(casus, spark)),
            ("extract", lambda: filter_script(casus, spark, folder)),
            ("old", lambda: old_clickhouse(casus, servers)),
            ("worker", lambda: dying_worker(casus, spark)),
            ("cancel", lambda: cancelling(casus, spark)),
            ("cases", lambda: options.cases and recorded_cases(casus, spark, options.cases)),
            ("server", lambda: dying_server(casus, spark))]
        for name, run in groups:
            if options.only and not any(word in name for word in options.only):
                continue
            try:
                run()
            except (RuntimeError, OSError, ValueError, subprocess.SubprocessError) as error:
                check(name, repr(error))
    finally:
        servers.stop_all()
        if not failures:
            shutil.rmtree(folder, ignore_errors=True)
    print(f"{'FAILED: ' + str(len(failures)) if failures else 'all well'} after {time.time() - begin:.0f} s"
          + (f"; the logs are in {folder}" if failures else ""))
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
