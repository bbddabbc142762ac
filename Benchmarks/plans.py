#!/usr/bin/env python3
"""Compare the answers of queries as they are optimised with those of the same queries as they are written.

    plans.py CASES.jsonl [CASUS] [--verbose]

Each line of the file is an object with a "query", and perhaps an "id". Every query runs twice, once after
`.set optimizer off`. Rows are compared in their order where the last operators sort, and otherwise as a bag;
errors must be errors both times. Queries whose answers differ from run to run (rand, now, sample) are told apart by
running them a third time.
"""
import concurrent.futures
import json
import re
import subprocess
import sys


def answer(casus, query):
    try:
        run = subprocess.run([casus, "-c", query, "--format", "jsonl"], capture_output=True, text=True, timeout=60)
    except subprocess.TimeoutExpired:
        return "timeout", []
    return run.returncode, run.stdout.split("\n")


def is_ordered(query):
    tail = [part.strip().split(" ")[0] for part in query.split("|")]
    while tail and tail[-1] in ("project", "extend", "take", "limit", "render", "project-away", "where", "as"):
        tail.pop()
    return bool(tail) and tail[-1] in ("sort", "order", "top", "serialize")


def compare(casus, case):
    query = case["query"]
    # A command takes a line of its own, and the query begins behind it.
    status, rows = answer(casus, query)
    plain_status, plain = answer(casus, ".set optimizer off\n" + query)
    if status != plain_status:
        return f"status {status}, unoptimised {plain_status}"
    if rows == plain:
        return "same"
    if sorted(rows) == sorted(plain):
        return "same but for the order" if is_ordered(query) else "same"
    if answer(casus, query)[1] != rows or re.search(r"\b(rand|now|new_guid|sample)\b", query):
        return "chance"
    return f"rows\n    optimised   {rows[:4]}\n    unoptimised {plain[:4]}"


def main():
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    casus = arguments[1] if len(arguments) > 1 else ".build/release/casus"
    with open(arguments[0]) as file:
        cases = [json.loads(line) for line in file]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda case: compare(casus, case), cases))
    tally = {}
    for number, (case, result) in enumerate(zip(cases, results)):
        kind = result.split("\n")[0]
        tally[kind] = tally.get(kind, 0) + 1
        if kind not in ("same", "chance") or "--verbose" in sys.argv:
            print(f"{case.get('id', number)}: {result}\n    {case['query'][:400]}")
    print(", ".join(f"{count} {kind}" for kind, count in sorted(tally.items(), key=lambda entry: -entry[1])))
    sys.exit(0 if set(tally) <= {"same", "chance"} else 1)


if __name__ == "__main__":
    main()
