#!/usr/bin/env python3
"""Reads very many articles and looks whether memory stays the same, none is lost, and threads agree.

    Tests/Trust/many.py [--articles 100000] [--casus .build/release/casus]

The articles are generated: a few sentences each, all different, a tenth of them with something odd (no
text, no date, brackets without end, other alphabets, a very long sentence). They go through
`casus extract` by one core and by two, and a tenth of them before that. Exit status 1 if a document is missing,
twice or out of order, if the bytes written by one core and by two differ, or if ten times the articles
take over 1.2 times the memory.
"""

import argparse
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time

from shell import RELEASE, program

COUNTRIES = ["Peru", "Norway", "Kenya", "Chile", "Ghana", "Latvia", "Nepal", "Oman", "Fiji", "Malta", "Cuba"]
OFFICES = ["president", "foreign minister", "defence minister", "army", "parliament", "central bank", "envoy"]
NAMES = ["Ana Paz", "Kari Moe", "Juma Otieno", "Pedro Rojas", "Ama Boateng", "Ilze Kalna", "Sita Rai"]
DEEDS = [
    "met the {office} of {other}", "condemned {other} over the talks", "signed an agreement with {other}",
    "imposed sanctions on {other}", "threatened to leave the pact with {other}", "sent aid to {other}",
    "arrested {count} protesters in the capital", "withdrew its troops from {other}",
    "rejected the demands of {other}", "expelled {count} diplomats of {other}",
]
TIMES = ["on Monday", "last week", "on 3 May", "in March", "yesterday", "two days after the vote"]
ODD = [
    "", "(" * 400 + "the end", "Президент встретился с министром. 大統領は会談した。", "\u202eThe army fled.\u202c",
    "The army " + "and the army " * 400 + "left.", "\"Quote \u201cin quote",
]


def sentence(generator):
    country, other = generator.sample(COUNTRIES, 2)
    deed = generator.choice(DEEDS).format(
        other=other, office=generator.choice(OFFICES), count=generator.randint(2, 900))
    subject = generator.choice([
        f"The {generator.choice(OFFICES)} of {country}", country,
        f"{generator.choice(NAMES)}, the {generator.choice(OFFICES)} of {country},"])
    return f"{subject} {deed} {generator.choice(TIMES)}."


def article(generator, number):
    text = " ".join(sentence(generator) for _ in range(generator.randint(3, 6)))
    if number % 10 == 0:
        text += "\n\n" + generator.choice(ODD)
    record = {"title": f"Report {number}", "text": text, "date": f"2021-{number % 12 + 1:02}-{number % 28 + 1:02}"}
    if number % 50 == 0:
        del record["date"]
    return json.dumps(record, ensure_ascii=number % 3 == 0)


def extract(casus, path, cores):
    """Seconds, the peak of memory in bytes, a hash of the output and the names of the documents."""
    begin = time.time()
    process = subprocess.Popen(
        ["taskset", "-c", cores, casus, "extract", path], stdout=subprocess.PIPE)
    digest = hashlib.sha256()
    names = []
    for line in process.stdout:
        digest.update(line)
        if line.startswith(b'{"kind":"document"'):
            names.append(json.loads(line)["title"])
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"casus extract ended with status {status}")
    return time.time() - begin, usage.ru_maxrss << 10, digest.hexdigest(), names


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--casus", default=RELEASE)
    given = parser.parse_args()
    casus = program(given.casus)
    generator = random.Random(8)
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        whole, tenth = f"{folder}/whole.jsonl", f"{folder}/tenth.jsonl"
        with open(whole, "w") as file, open(tenth, "w") as small:
            for number in range(given.articles):
                line = article(generator, number) + "\n"
                file.write(line)
                if number < given.articles // 10:
                    small.write(line)
        results = {}
        for name, path, cores in [("a tenth, 2 cores", tenth, "0,1"), ("2 cores", whole, "0,1"), ("1 core", whole, "0")]:
            seconds, memory, digest, names = results[name] = extract(casus, path, cores)
            print(
                f"{name:17} {len(names):7} articles  {seconds:6.1f} s  {len(names) / seconds:6.0f} a second  "
                f"{memory / 1e6:6.1f} MB at most  {digest[:16]}", flush=True)
    names = results["2 cores"][3]
    if names != [f"Report {number}" for number in range(given.articles)]:
        failures.append(f"{given.articles - len(set(names))} documents lack, or their order differs")
    if results["1 core"][2] != results["2 cores"][2]:
        failures.append("one core and two do not write the same bytes")
    if results["2 cores"][1] > 1.2 * results["a tenth, 2 cores"][1]:
        failures.append("memory grows with the number of articles")
    print("; ".join(failures) or "no document lost, the same bytes, the same memory")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
