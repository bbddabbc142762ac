#!/usr/bin/env python3
"""What a person waits for at the prompt, measured at a pseudo-terminal: Benchmarks/shell.py [PROGRAM]

    first prompt    from starting the program on seeds/ to the prompt
    completion      from Tab to the value, in a column of a million different ones
    drawing         a table of 40 rows: the mode box against the mode none, per statement

Medians; the machine's other work counts in, so they are upper bounds.
"""

import os
import pty
import select
import statistics
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else ROOT + "/.build/release/casus"


class Shell:
    """The program behind a terminal of 80 by 24."""

    def __init__(self, *arguments):
        self.begin = time.perf_counter()
        self.home = tempfile.mkdtemp()
        child, self.file = pty.fork()
        if child == 0:
            os.environ.update(HOME=self.home, XDG_STATE_HOME=self.home, TERM="xterm", LANG="C.UTF-8")
            os.execv(PROGRAM, [PROGRAM, "--no-init", *arguments])
        self.seen = b""

    def wait(self, text, since):
        """Reads until `text` is seen, and gives the seconds since a moment."""
        while text not in self.seen:
            if not select.select([self.file], [], [], 120)[0]:
                sys.exit(f"waited for {text!r}; the shell said {self.seen[-500:]!r}")
            self.seen += os.read(self.file, 1 << 16)
        elapsed = time.perf_counter() - since
        self.seen = b""
        return elapsed

    def type(self, text, until):
        """Types a text at once; the seconds until an answer is seen."""
        since = time.perf_counter()
        os.write(self.file, text.encode())
        return self.wait(until, since)


def first_prompt():
    times = []
    for _ in range(11):
        shell = Shell(ROOT + "/seeds")
        times.append(shell.wait(b"casus> ", shell.begin))
        os.close(shell.file)
    return times


def completion():
    with tempfile.NamedTemporaryFile("w", suffix=".csv", delete=False) as file:
        file.write("name,n\n")
        for index in range(1_000_000):
            file.write(f"name {index:07d} of a million,{index}\n")
    shell = Shell(file.name)
    shell.wait(b"casus> ", shell.begin)
    table = os.path.basename(file.name)[:-4]
    times = []
    for index in range(11):
        number = f"{index * 7919:07d}"
        line = f"['{table}'] | where name == \"name {number}"
        shell.type(line, number.encode())
        times.append(shell.type("\t", b"of a million"))
        shell.type("\x03", b"casus> ")
    os.unlink(file.name)
    return times


def drawing():
    shell = Shell()
    shell.wait(b"casus> ", shell.begin)
    query = (
        "range x from 1 to 40 step 1 | extend name = strcat('name ', x), "
        "half = x / 2.0, day = datetime(2017-05-11) + x * 1d, text = '문재인 met Xi Jinping'"
    )
    times = {}
    for mode in ("none", "box"):
        shell.type(f".mode {mode}\r", b"casus> ")
        shell.type(query + "\r", b"\x1b[?2004h")
        times[mode] = [shell.type("\x1b[A\r", b"\x1b[?2004h") for _ in range(31)]
    base = statistics.median(times["none"])
    return [seconds - base for seconds in times["box"]]


def main():
    for name, measure, bound in (
        ("first prompt on seeds", first_prompt, 250),
        ("drawing 40 rows", drawing, 10),
        ("completion among a million", completion, 30),
    ):
        times = [1000 * seconds for seconds in measure()]
        print(f"{name:28} {statistics.median(times):7.1f} ms   (at most {bound} wanted)")


if __name__ == "__main__":
    main()
