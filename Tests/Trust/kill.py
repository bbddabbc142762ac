#!/usr/bin/env python3
"""Kills Casus while it writes the files that a person keeps: Tests/Trust/kill.py [PROGRAM]

For each of five kinds (store, exports, report, saved query, history) the program writes two contents
in turn, again and again, and is killed with SIGKILL at a random moment. Then the file must be whole
and one of the two; of a history, no statement that was answered may be missing. Besides, two shells
that keep statements and functions at once must lose none.

    --kills N     so many of each kind (100)
    --seed N      other moments (1)
    --only KIND   one kind

Prints a line a kind with the number of kills that fell within a write, when a part was there. Exit
status 1 when anything was lost.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time

import kept
from shell import RELEASE, Place, Terminal, program

HISTORY_LENGTH = 10_000


def main():
    options = arguments()
    chance = random.Random(options.seed)
    failures = []
    for kind in kept.KINDS:
        if options.only in (None, kind.name):
            failures += report(kind.name, kill_scripts(kind, options, chance))
    if options.only in (None, "history"):
        failures += report("history", kill_prompts(options, chance))
    if options.only in (None, "two shells"):
        failures += two_shells(options)
    for failure in failures:
        print("LOST", failure)
    sys.exit(1 if failures else 0)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("program", nargs="?", default=RELEASE)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only")
    options = parser.parse_args()
    options.program = program(options.program)
    return options


def report(name, outcome):
    """Prints the line of a kind; gives its failures."""
    kill_count, within, failures = outcome
    print(f"{name:12} {kill_count:4} kills, {within:3} within a write, {len(failures)} files lost",
          flush=True)
    return [f"{name}: {failure}" for failure in failures]


class Folder(Place):
    """A place that is gone at the end."""

    def __init__(self, program):
        super().__init__(tempfile.mkdtemp(prefix="casus-kill-"), program)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder)


# MARK: - Scripts

def kill_scripts(kind, options, chance):
    """Kills a script that writes a file over and over."""
    within, failures = 0, []
    with Folder(options.program) as place:
        kept.tables(place)
        for number in range(options.kills):
            path = kind.paths[number % len(kind.paths)]
            file = os.path.join(place.folder, path)
            if not os.path.exists(file):
                status, _, errors = place.run(kind.script("A", path))
                assert status == 0, errors
            script = "".join(kind.script(v, path) + ".print written\n" for v in "BABABABA" * 4)
            earlier = place.parts()
            kill_at_random(place, script, chance)
            within += len(place.parts()) > len(earlier)
            try:
                kind.check(place, file)
            except kept.NOT_WHOLE as failure:
                failures.append(f"kill {number}, {path}: {failure}")
                os.unlink(file)
            # The last ones stay, and must do no harm to the next.
            for part in place.parts()[:-3]:
                os.unlink(part)
    return options.kills, within, failures


def kill_at_random(place, script, chance):
    """Runs a script until it was done with two files, waits for up to the time that these took, kills."""
    with open(place.folder + "/script", "w") as file:
        file.write(script)
    with open(place.folder + "/script") as file:
        process = place.start(["--no-init"], stdin=file)
    process.stdout.readline()
    begin = time.monotonic()
    process.stdout.readline()
    process.stdout.readline()
    time.sleep(chance.uniform(0, time.monotonic() - begin))
    process.kill()
    process.stdout.close()
    process.stderr.close()
    process.wait()


# MARK: - The history

def kill_prompts(options, chance):
    """Kills a shell at whose prompt statements are entered."""
    within, failures = 0, []
    padding = "x" * 500
    with Folder(options.program) as place:
        os.makedirs(os.path.dirname(place.history))
        for number in range(options.kills):
            before = [f"print {n} // {padding}" for n in range(HISTORY_LENGTH - 10)]
            with open(place.history, "w") as file:
                file.write("".join(line + "\n" for line in before))
            typed, answered = type_and_kill(place, number, chance)
            within += bool(place.parts())
            for part in place.parts():
                os.unlink(part)
            with open(place.history) as file:
                text = file.read()
            wanted = [(before + typed[:count])[-HISTORY_LENGTH:]
                      for count in range(answered, len(typed) + 1)]
            if text not in ["".join(line + "\n" for line in lines) for lines in wanted]:
                failures.append(f"kill {number}: {len(text)} characters, {answered} answered")
    return options.kills, within, failures


def type_and_kill(place, number, chance):
    """Enters statements as fast as they are answered, and kills the shell at a random moment; gives
    the statements, and how many were answered."""
    shell = Terminal(place)
    shell.wait("casus> ")
    typed = []
    answered = 0
    end = None
    begin = time.monotonic()
    while end is None or time.monotonic() < end:
        typed.append(f"print r = {number} * 1000 + {len(typed)}")
        shell.type(typed[-1])
        answer = f"{number * 1000 + len(typed) - 1} │"
        while answer not in shell.seen:
            left = 60 if end is None else end - time.monotonic()
            if left <= 0 or not shell.read(left):
                break
        else:
            answered += 1
            shell.seen = ""
        if answered == 3 and end is None:
            end = time.monotonic() + chance.uniform(0, time.monotonic() - begin)
    shell.end(signal.SIGKILL)
    return typed, answered


# MARK: - Two at once

def two_shells(options, count=40):
    """Two shells keep statements and functions at once."""
    failures = []
    with Folder(options.program) as place:
        shells = {name: Terminal(place) for name in ("left", "right")}
        for shell in shells.values():
            shell.wait("casus> ")
        typed = {name: [] for name in shells}
        for number in range(count):
            for name, shell in shells.items():
                typed[name] += [f"print '{name} {number}'", f".create function {name}_{number}() {{ 1 }}"]
                for line in typed[name][-2:]:
                    shell.type(line)
            for name, shell in shells.items():
                shell.wait(f".create function {name}_{number}() {{ 1 }}")
                shell.wait("casus> ")
        for shell in shells.values():
            shell.run("print done = 41 + 1", "42 │")
            shell.end(signal.SIGKILL)
        with open(place.history) as file:
            lines = file.read().split("\n")
        with open(place.folder + "/config/casus/functions.kql") as file:
            functions = file.read()
        for name in shells:
            if [line for line in lines if f"{name} " in line or f"{name}_" in line] != typed[name]:
                failures.append(f"two shells: statements of {name}")
            failures += [f"two shells: function {name}_{number}" for number in range(count)
                         if f"let {name}_{number} = " not in functions]
    print(f"two shells   {count * 4} statements, {count * 2} functions, {len(failures)} lost", flush=True)
    return failures


if __name__ == "__main__":
    main()
