#!/usr/bin/env python3
"""Lets Casus meet disks that take nothing: Tests/Trust/full.py [PROGRAM]

A small tmpfs is filled until a write fails half way. For each of five kinds of file, in scripts and
at the prompt: one line says what, where, why and what to do, the status is 3 (the prompt goes on), the
old file is as it was, and no part of a new one is left. Then the limit of file sizes, a disk that is
read-only, a folder in place of a file, a folder that is not there, and names that are odd.

Mounting needs root; without it the full disk is left out, which is said, and the limit of file sizes
stands for it. Exit status 1 when anything was not as it should be.
"""

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile

import kept
from shell import Place, Terminal, program

LARGE = 'range x from 1 to 200000 step 1 | extend v = strcat("B", x)'
FULL = "no space left on device; nothing was changed: make room, or name another place"
PROGRAM = program(*sys.argv[1:])

# Each kind: the file, what makes it while there is room, and what finds no room.
CASES = [
    ("store", "kept.casus", ".save kept.casus\n", f".mode none\n{LARGE}\n.export kept.casus\n"),
    *[("export", f"kept.{ending}", f"print 1\n.export kept.{ending}\n",
       f".mode none\n{LARGE}\n.export kept.{ending}\n") for ending in kept.FORMATS],
    ("report", "kept.html", ".once kept.html\nprint 1\n", f".once kept.html\n{LARGE}\n"),
    ("saved query", "config/casus/queries/kept.kql", "print 1\n.save-query kept\n",
     f'.mode none\nprint v = "{"B" * 1_500_000}"\n.save-query kept\n'),
]

count = 0
failures = []


def expect(name, condition, seen=""):
    """Notes a failure where a condition does not hold."""
    global count
    count += 1
    if not condition:
        failures.append(f"{name}: {seen!r}"[:400])


def main():
    full_disk()
    refusals()
    for failure in failures:
        print("WRONG", failure)
    print(f"{count} expectations, {len(failures)} not met")
    sys.exit(1 if failures else 0)


# MARK: - A full disk

def full_disk():
    """All kinds on a disk of 1 MiB that has room for the old file only, or under the limit of file
    sizes where there can be no such disk."""
    folder = tempfile.mkdtemp(prefix="casus-full-")
    try:
        command = ["mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "casus-full", folder]
        if os.getuid() != 0 or subprocess.run(command, capture_output=True).returncode != 0:
            print("the full disk is left out: no tmpfs can be mounted here (it needs root)")
        else:
            try:
                fill_scripts(folder)
                fill_prompt(folder)
            finally:
                subprocess.run(["umount", "-l", folder], check=True)
        limit_scripts(folder)
    finally:
        shutil.rmtree(folder)


def fill_scripts(folder):
    """Scripts: status 3 and one line."""
    for kind, path, old, new in CASES:
        name = f"full disk, script, {kind}, {path}"
        place = Place(folder, PROGRAM)
        make_old(name, place, old)
        before = read(place, path)
        fill(place)
        expect_refusal(name, place, path, before, place.run(new), FULL)
        for option in [] if kind in ("store", "saved query") else [["--no-init", "-c", LARGE, "-o", path]]:
            expect_refusal(name + ", -o", place, path, before, place.run("", option), FULL)
        empty(folder)
    print(f"full disk    {len(CASES)} files in scripts")


def fill_prompt(folder):
    """The prompt: one line, and it goes on. The history finds no room either, which is said once."""
    for kind, path, old, new in CASES + [("history", "state/casus/history", "", "")]:
        name = f"full disk, prompt, {kind}, {path}"
        place = Place(folder, PROGRAM)
        make_old(name, place, old)
        make_history(place)
        old_file, old_history = read(place, path), read(place, "state/casus/history")
        shell = Terminal(place)
        shell.wait("casus> ")
        fill(place)
        said = shell.run("print 20 + 3", "23 │")
        expect(name, said.count("error: the history is not kept: cannot write") == 1 and FULL in said, said)
        for line in new.splitlines():
            # A line of more than a megabyte is no test of a keyboard: a script stands for it.
            if len(line) > 1000:
                with open("/dev/shm/casus-full.kql", "w") as file:
                    file.write(line)
                line = ".read /dev/shm/casus-full.kql"
            shell.type(line)
        shell.type(".mode box")
        said = shell.run("print alive = 40 + 2", "42 │")
        errors = re.findall(r"^error: .*$", said.replace("\r", ""), re.M)
        if kind == "history":
            expect(name + ", said once", errors == [], errors)
        else:
            expect(name + ", one line", len(errors) == 1 and FULL in errors[0], said[-600:])
        expect(name + ", the old file", read(place, path) == old_file)
        expect(name + ", the old history", read(place, "state/casus/history") == old_history)
        expect(name + ", no part", place.parts() == [], place.parts())
        os.unlink(folder + "/filler")
        said = shell.run("print room = 60 + 6", "66 │")
        expect(name + ", history with room", b"print room" in read(place, "state/casus/history"))
        shell.type(".quit")
        expect(name + ", status", shell.gone() == 0)
        empty(folder)
    print(f"full disk    {len(CASES) + 1} files at the prompt")


def limit_scripts(folder):
    """The limit of file sizes is a failure like any other, and no signal."""
    wanted = "file too large; nothing was changed: raise the limit of file sizes (ulimit -f)"

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))

    for kind, path, old, new in CASES:
        name = f"limit of sizes, {kind}, {path}"
        place = Place(folder, PROGRAM)
        make_old(name, place, old)
        before = read(place, path)
        expect_refusal(name, place, path, before, place.run(new, preexec_fn=limit), wanted)
        empty(folder)
    print(f"size limit   {len(CASES)} files in scripts")


def expect_refusal(name, place, path, before, outcome, reason):
    """A script that could not write: one line, status 3, the old file, no part."""
    status, _, errors = outcome
    shown = os.path.basename(path) if not path.startswith("config") else place.folder + "/" + path
    expect(name + ", one line", errors == f"error: cannot write '{shown}': {reason}\n", errors)
    expect(name + ", status", status == 3, status)
    expect(name + ", the old file", read(place, path) == before)
    expect(name + ", no part", place.parts() == [], place.parts())


def make_old(name, place, script):
    status, _, errors = place.run(script)
    expect(name + ", with room", status == 0, errors)


def make_history(place):
    """A history too long to be written twice."""
    os.makedirs(os.path.dirname(place.history))
    with open(place.history, "w") as file:
        file.write("".join(f"print {n} // {'x' * 50}\n" for n in range(3000)))


def fill(place):
    """Takes all room but for 64 kB."""
    left = shutil.disk_usage(place.folder).free - 65536
    with open(place.folder + "/filler", "wb") as file:
        file.write(bytes(max(0, left)))


def empty(folder):
    for name in os.listdir(folder):
        path = folder + "/" + name
        shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)


def read(place, path):
    """The content of a file, None where there is none."""
    try:
        with open(place.folder + "/" + path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


# MARK: - Places that take no file

def refusals():
    """Folders that cannot be written, are no folders or are not there; names with anything in them."""
    with tempfile.TemporaryDirectory(prefix="casus-full-") as folder:
        place = Place(folder, PROGRAM)
        os.mkdir(folder + "/folder")
        read_only(place)
        long = "n" * 250
        for target, reason in [
                ("folder", "is a directory; name a file in it"),
                ("folder/", "is a directory; name a file in it"),
                ("missing/kept", "no such file or directory; make its folder first"),
                ("n" * 300, "file name too long; choose a shorter name")]:
            for ending in kept.FORMATS if target == "missing/kept" else [""]:
                path = target + ("." + ending if ending else "")
                refused(place, path, reason)
        names = ["blank in it.csv", "quote'\".csv", "-dash.csv", "동아시아 é.csv", "line\nend.csv",
                 "tab\t\x1b[31m.csv", "percent%s%n.csv", long + ".csv", long[:240] + ".sqlite", "a b.casus"]
        for name in names:
            status, _, errors = place.run("", ["--no-init", "-c", "print 1", f"--output={name}"])
            expect(f"the name {name[:20]!r}", (status, errors) == (0, ""), errors)
            expect(f"the name {name[:20]!r}, a file", read(place, name), os.listdir(folder))
        expect("no part", place.parts() == [], place.parts())
        print(f"refusals     {len(names)} odd names, folders and long names")


def refused(place, path, reason):
    outcome = place.run("", ["--no-init", "-c", "print 1", "-o", path])
    expect(f"refusal of {path[:40]}", outcome == (3, "", f"error: cannot write '{path}': {reason}\n"), outcome)


def read_only(place):
    """A disk that takes nothing: the permissions of a folder would stop everyone but root."""
    reason = "read-only file system; name a place that you may write to"
    disk = place.folder + "/disk"
    os.mkdir(disk)
    command = ["mount", "-t", "tmpfs", "casus-full", disk]
    if os.getuid() != 0 or subprocess.run(command, capture_output=True).returncode != 0:
        os.chmod(disk, 0o500)
        reason = "permission denied; name a place that you may write to"
    try:
        subprocess.run(["mount", "-o", "remount,ro", disk], capture_output=True, check=False)
        for ending in kept.FORMATS + ["html"]:
            refused(place, f"disk/kept.{ending}", reason)
    finally:
        subprocess.run(["umount", disk], capture_output=True, check=False)


if __name__ == "__main__":
    main()
