#!/usr/bin/env python3
"""Time from the command to the first answer, as a whole process, beside what peers take.

    Benchmarks/startup.py [RUNS]          after ./run has built the release

Prints, in milliseconds: `casus -c 'print 1'`; `casus seeds` until its prompt stands on a terminal; and,
where they are installed, sqlite3 and DuckDB's shell answering `select 1` in the same run.
"""
import os, pty, shutil, statistics, subprocess, sys, time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CASUS = str(ROOT / ".build/release/casus")


def whole(command):
    """A process from start to end."""
    begin = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begin


def to_prompt(command):
    """A process on a terminal of its own, until its prompt is written."""
    begin = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ["XDG_STATE_HOME"] = "/tmp/casus-startup"
        os.execv(command[0], command)
    seen = b""
    while b"casus> " not in seen:
        try:
            block = os.read(terminal, 65536)
        except OSError:  # The terminal is closed: the process ended without a prompt.
            block = b""
        if not block:
            sys.exit(f"{' '.join(command)}: no prompt; it wrote: {seen.decode(errors='replace')}")
        seen += block
    elapsed = time.perf_counter() - begin
    os.write(terminal, b"\x04")
    os.close(terminal)
    os.waitpid(pid, 0)
    return elapsed


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    rows = [
        ("casus -c 'print 1'", whole, [CASUS, "-c", "print 1"]),
        ("casus seeds, to the prompt", to_prompt, [CASUS, str(ROOT / "seeds")]),
    ]
    if shutil.which("sqlite3"):
        rows.append(("sqlite3 'select 1'", whole, ["sqlite3", ":memory:", "select 1"]))
    if shutil.which("duckdb"):
        rows.append(("duckdb 'select 1'", whole, ["duckdb", "-c", "select 1"]))
    times = {name: [] for name, _, _ in rows}
    for _ in range(runs + 1):  # In turn, so that a slow moment of the machine hits all alike.
        for name, measure, command in rows:
            times[name].append(measure(command) * 1000)
    print("what\tmin_ms\tmedian_ms\tmax_ms")
    for name, _, _ in rows:
        counted = times[name][1:]  # The first run warms the caches.
        print(f"{name}\t{min(counted):.1f}\t{statistics.median(counted):.1f}\t{max(counted):.1f}")


if __name__ == "__main__":
    main()
