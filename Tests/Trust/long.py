#!/usr/bin/env python3
"""Drives one shell for long and looks for what grows, leaks or goes wrong.

    Tests/Trust/long.py [--statements 20000] [--minutes 30] [--casus .build/release/casus]

A shell on a pseudo-terminal gets statements of a person who never stops: queries, mistakes, tables loaded
and dropped, stores written and opened, files exported, settings, and slow queries cut off with Ctrl-C.
Its memory and its open files are read from /proc at every tenth of the way. At the end it must answer
a list of questions as it did at the beginning, and as a fresh process does. Exit status 1 if the memory of
the second half grew by over a tenth, a descriptor is left over, or an answer differs.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time

from shell import RELEASE, ROOT, Place, Terminal, program

SEEDS = ROOT + "/seeds"

QUESTIONS = [
    "events | count",
    "events | summarize n = count() by type | sort by n desc, type asc | take 5",
    "events | where status == 'happened' | summarize dcount(document)",
    "events | join kind=inner (quotes) on document | count",
    "documents | project document | sort by document asc",
    "events | mv-expand a = actors | summarize n = count() by tostring(a) | top 3 by n desc, tostring(a)",
]

QUERIES = QUESTIONS + [
    "events | where type == 'CONSULT' | project date, actors | take {n}",
    "range x from 1 to {big} step 1 | summarize sum(x), avg(x) by x % {n}",
    "events | extend k = strcat(type, '{n}') | summarize make_set(k) by status",
    "let limit = {n}; events | where id > limit | count",
    "events | summarize count() by bin(date, {n}d) | render columnchart",
    "print x = parse_json('{{\"a\": [1, 2, {n}]}}').a[2]",
    "events | where document matches regex '.*[a-f]{{{small}}}.*' | count",
    "search 'sanction' | take {n}",
    "print strcat('\u03a9', tostring({n}))",
]

MISTAKES = [
    "events | where tipe == 1",
    "events | summarise count()",
    "events || count",
    "nothing | count",
    "print 1 +",
    "events | take -1",
    "print toint('x') / 0",
    ".lod file",
    ".load no-such-file.csv",
    "'",
]

SLOW = [
    "range x from 1 to 100000000000 step 1 | summarize dcount(x % 1000003)",
    "range x from 1 to 100000 step 1 | extend k = 1 | join kind=inner (range y from 1 to 100000 step 1"
    " | extend k = 1) on k | count",
    "range x from 1 to 100000000000 step 1 | sort by x desc | take 1",
]


class Shell(Terminal):
    """A casus on a pseudo-terminal, over the seeds."""

    def __init__(self, place):
        super().__init__(place, ["--no-init", SEEDS])
        self.count = 0
        self.ask(".pager off")
        self.ask(".set notes off")

    def ask(self, statement, interrupt_after=None):
        """Types a statement and gives all that comes until a mark that is asked for behind it."""
        self.count += 1
        mark = f"mark-{self.count}-end"
        self.type(statement)
        if interrupt_after is not None:
            time.sleep(interrupt_after)
            self.press(b"\x03")
            time.sleep(0.02)
        # A semicolon ends a statement that goes on in the next line, and is none by itself.
        self.type(";")
        # The answer has a line of its own; its echo stands behind the command.
        return self.run(".print " + mark, "\n" + mark)

    def rows(self, statement):
        """The answer in CSV, without what the terminal adds."""
        self.ask(".mode csv")
        text = self.ask(statement)
        self.ask(".mode auto")
        # What is typed ahead is echoed by the terminal, the semicolon behind the question too.
        lines = [
            line for line in text.replace("\r", "").split("\n")
            if line not in ("", ";") and "casus>" not in line]
        return [line for line in lines if "mark-" not in line and statement not in line]

    def memory(self):
        """The resident bytes that are its own."""
        with open(f"/proc/{self.child}/smaps_rollup") as file:
            fields = dict(line.split()[:2] for line in file if ":" in line.split()[0])
        return int(fields["Private_Dirty:"]) << 10

    def files(self):
        return len(os.listdir(f"/proc/{self.child}/fd"))


def statement(generator, folder):
    """The next thing that a person does, and after how many seconds it is interrupted, if it is."""
    kind = generator.random()
    number = dict(n=generator.randint(1, 40), big=generator.randint(1, 200_000), small=generator.randint(1, 4))
    if kind < 0.62:
        return generator.choice(QUERIES).format(**number), None
    if kind < 0.74:
        return generator.choice(MISTAKES), None
    if kind < 0.82:
        return f".load {folder}/table.csv as t{generator.randint(1, 5)}", None
    if kind < 0.89:
        return f".drop table t{generator.randint(1, 5)}", None
    if kind < 0.93:
        return f"events | take {number['n']} | project id, type", None
    if kind < 0.95:
        return f".export {folder}/out.{generator.choice(['csv', 'json', 'html'])}", None
    if kind < 0.96:
        return f".save {folder}/kept.casus", None
    if kind < 0.98:
        return f".set timeout {generator.randint(5, 50)}s", None
    return generator.choice(SLOW), generator.uniform(0.02, 0.3)


def answers_of_a_fresh_process(place):
    result = []
    for question in QUESTIONS:
        status, output, errors = place.run(
            "", ["--no-init", "--format", "csv", "-c", question, SEEDS])
        assert status == 0, errors
        result.append(output.replace("\r", "").strip().split("\n"))
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--statements", type=int, default=20_000)
    parser.add_argument("--minutes", type=float, default=30, help="the least time that it takes")
    parser.add_argument("--casus", default=RELEASE)
    parser.add_argument("--seed", type=int, default=8)
    given = parser.parse_args()
    casus = program(given.casus)
    generator = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as home:
        with open(f"{home}/table.csv", "w") as file:
            file.write("id,word,value\n")
            file.writelines(f"{i},w{i % 97},{i * 0.5}\n" for i in range(20_000))
        place = Place(home, casus, NO_COLOR="1")
        shell = Shell(place)
        first = [shell.rows(question) for question in QUESTIONS]
        files = shell.files()
        samples = []
        cancelled = 0
        begin = time.time()
        for number in range(1, given.statements + 1):
            text, interrupt = statement(generator, home)
            shell.ask(text, interrupt)
            cancelled += interrupt is not None
            if number % max(1, given.statements // 10) == 0:
                samples.append(shell.memory())
                print(
                    f"{number:6} statements  {time.time() - begin:6.0f} s  "
                    f"{samples[-1] / 1e6:7.1f} MB  {shell.files()} files", flush=True)
            ahead = begin + given.minutes * 60 * number / given.statements - time.time()
            if ahead > 0:
                time.sleep(ahead)
        for table in range(1, 6):
            shell.ask(f".drop table t{table}")
        last = [shell.rows(question) for question in QUESTIONS]
        left = shell.files() - files
        shell.end(signal.SIGHUP)
        fresh = answers_of_a_fresh_process(place)
    growth = max(samples[len(samples) // 2:]) / max(samples[: len(samples) // 2]) - 1
    wrong = sum(a != b or a != c for a, b, c in zip(first, last, fresh))
    print(
        f"{given.statements} statements, {cancelled} interrupted, in {time.time() - begin:.0f} s: memory of the "
        f"second half {growth:+.1%} against the first, {left} descriptors left over, {wrong} of "
        f"{len(QUESTIONS)} answers wrong")
    sys.exit(growth > 0.1 or left > 0 or wrong > 0)


if __name__ == "__main__":
    main()
