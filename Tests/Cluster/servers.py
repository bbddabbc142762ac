"""Starts and stops the engines that the cluster tests ask, all of them on 127.0.0.1."""
import json
import os
import signal
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(what, seconds, check):
    end = time.time() + seconds
    while time.time() < end:
        try:
            if check():
                return
        except (OSError, ValueError):
            pass
        time.sleep(0.2)
    raise RuntimeError(f"{what} did not come up in {seconds} s")


class Servers:
    """Processes in sessions of their own, so that a whole family ends together."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.logs = self.folder / "logs"
        self.logs.mkdir(parents=True, exist_ok=True)
        self.running = {}

    def start(self, name, command, env=None):
        log = open(self.logs / f"{name}.log", "ab")
        self.running[name] = subprocess.Popen(
            [str(word) for word in command], stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=env,
            cwd=self.folder, start_new_session=True)
        log.close()

    def stop(self, name, how=signal.SIGTERM):
        process = self.running.pop(name, None)
        if process is None:
            return
        for sign in (how, signal.SIGKILL):
            try:
                os.killpg(process.pid, sign)
            except ProcessLookupError:
                break
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                continue
        process.poll()

    def stop_all(self):
        for name in list(self.running):
            self.stop(name)


class Spark:
    """A standalone cluster of a master and workers, and the Thrift server on it."""

    def __init__(self, servers, home, workers=2):
        self.servers, self.home, self.workers = servers, Path(home), workers
        self.master, self.web, self.thrift, self.ui = (free_port() for _ in range(4))
        self.env = dict(
            os.environ, SPARK_HOME=str(home), SPARK_NO_DAEMONIZE="1", SPARK_LOCAL_IP="127.0.0.1")

    @property
    def url(self):
        return f"spark://127.0.0.1:{self.thrift}/default"

    def alive_workers(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.web}/json/", timeout=2) as page:
            return json.load(page)["aliveworkers"]

    def start(self):
        bin = self.home / "bin"
        self.servers.start(
            "master", [bin / "spark-class", "org.apache.spark.deploy.master.Master",
                       "--host", "127.0.0.1", "--port", self.master, "--webui-port", self.web],
            self.env)
        wait_for("Spark's master", 60, lambda: self.alive_workers() is not None)
        for number in range(self.workers):
            self.start_worker(number)
        wait_for("Spark's workers", 60, lambda: self.alive_workers() == self.workers)
        self.start_thrift()

    def start_worker(self, number):
        self.servers.start(
            f"worker{number}",
            [self.home / "bin/spark-class", "org.apache.spark.deploy.worker.Worker",
             f"spark://127.0.0.1:{self.master}", "--host", "127.0.0.1", "--cores", 2,
             "--memory", "3g", "--webui-port", free_port(),
             "--work-dir", self.servers.folder / f"worker{number}"], self.env)

    def start_thrift(self):
        conf = {
            "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1",
            # A core of each worker stays free for other applications.
            "spark.cores.max": self.workers,
            "spark.sql.catalogImplementation": "in-memory", "spark.sql.session.timeZone": "UTC",
            "spark.sql.shuffle.partitions": 4, "spark.ui.port": self.ui,
            "spark.sql.warehouse.dir": self.servers.folder / "warehouse"}
        hive = {
            "hive.server2.transport.mode": "http", "hive.server2.thrift.http.port": self.thrift,
            "hive.server2.thrift.bind.host": "127.0.0.1"}
        self.servers.start(
            "thrift",
            [self.home / "bin/spark-submit", "--class",
             "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2",
             "--master", f"spark://127.0.0.1:{self.master}", "--driver-memory", "1g",
             "--executor-memory", "2g"]
            + [word for key, value in conf.items() for word in ("--conf", f"{key}={value}")]
            + [word for key, value in hive.items() for word in ("--hiveconf", f"{key}={value}")],
            self.env)
        wait_for("Spark's Thrift server", 120, self.answers)

    def answers(self):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.thrift}/cliservice", timeout=2)
        except urllib.error.HTTPError as error:
            return error.code == 401
        return False

    def beeline(self, *words):
        """The command line of Spark's own client."""
        return [str(self.home / "bin/beeline"), "-u",
                f"jdbc:hive2://127.0.0.1:{self.thrift}/default;transportMode=http;httpPath=cliservice",
                "-n", "me", "-p", "me", "--silent=true", *map(str, words)]

    def run_sql(self, text):
        """Statements that make tables."""
        path = self.servers.folder / "statements.sql"
        path.write_text(text)
        done = subprocess.run(
            self.beeline("-f", path), env=self.env, capture_output=True, text=True, timeout=900)
        if done.returncode or "Error:" in done.stderr:
            raise RuntimeError((done.stderr.strip() or done.stdout.strip())[-800:])

    def jobs(self):
        base = f"http://127.0.0.1:{self.ui}/api/v1/applications"
        with urllib.request.urlopen(base, timeout=30) as page:
            application = json.load(page)[0]["id"]
        with urllib.request.urlopen(f"{base}/{application}/jobs", timeout=30) as page:
            return json.load(page)


class ClickHouse:
    """A server that speaks ClickHouse's HTTP interface."""

    def __init__(self, servers):
        self.servers, self.port = servers, free_port()

    @property
    def url(self):
        return f"clickhouse://127.0.0.1:{self.port}/default"

    def sql(self, text):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/?default_format=TabSeparated", data=text.encode())
        try:
            with urllib.request.urlopen(request, timeout=600) as page:
                return page.read().decode()
        except urllib.error.HTTPError as error:
            raise RuntimeError(error.read().decode()[:500]) from None

    def start_bridge(self, python):
        """ClickHouse of today, as chDB."""
        script = Path(__file__).parent / "clickhouse_bridge.py"
        self.servers.start("chdb", [python, script, self.port, self.servers.folder / "chdb"])
        wait_for("chDB", 60, lambda: self.sql("SELECT 1") == "1\n")

    def start_server(self):
        """Debian's server, which is of 2018."""
        folder = self.servers.folder / "clickhouse"
        folder.mkdir(exist_ok=True)
        (folder / "users.xml").write_text(USERS)
        (folder / "config.xml").write_text(CONFIG.format(
            folder=folder, http=self.port, tcp=free_port()))
        self.servers.start(
            "clickhouse", [shutil.which("clickhouse-server"), f"--config-file={folder}/config.xml"])
        wait_for("clickhouse-server", 60, lambda: self.sql("SELECT 1") == "1\n")


CONFIG = """<?xml version="1.0"?>
<yandex>
  <logger><level>warning</level><log>{folder}/log</log><errorlog>{folder}/errors</errorlog></logger>
  <http_port>{http}</http_port><tcp_port>{tcp}</tcp_port><listen_host>127.0.0.1</listen_host>
  <path>{folder}/data/</path><tmp_path>{folder}/tmp/</tmp_path>
  <mark_cache_size>536870912</mark_cache_size><users_config>{folder}/users.xml</users_config>
  <default_profile>default</default_profile><default_database>default</default_database>
</yandex>
"""

USERS = """<?xml version="1.0"?>
<yandex>
  <profiles><default></default></profiles><quotas><default></default></quotas>
  <users><default>
    <password></password><networks><ip>127.0.0.1</ip></networks>
    <profile>default</profile><quota>default</quota>
  </default></users>
</yandex>
"""
