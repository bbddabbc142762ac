#!/usr/bin/env python3
"""EQL's own tests of sequences, answered by Casus.

  pip install eql
  Benchmarks/eql_sequences.py [--casus .build/release/casus] [-v]

Reads the test queries and the test events of the installed package `eql` (nothing of them is kept
here), rewrites each query of the kind `sequence` to `sequence match=latest ties=allow`, which is EQL's
own rule, and compares the ids of the events. Queries with something that Casus does not say (`fork`)
are counted apart. Exit status 1 where an answer differs.
"""
import argparse
import importlib.resources
import json
import re
import subprocess
import sys

try:
    import tomllib
except ImportError:
    import pip._vendor.tomli as tomllib

NUMBERS = {"serial_event_id", "opcode", "pid", "ppid", "unique_pid", "unique_ppid"}


class NotSaid(Exception):
    """Something that has no counterpart in Casus."""


def literal(value):
    return json.dumps(value, ensure_ascii=False)


def condition(kind, text):
    """`process where opcode = 1` as a condition of KQL: EQL compares texts without regard to case,
    and `*` in them stands for anything."""
    text = text.strip()

    def compare(match):
        field, value = match.group(1), match.group(3)
        if "*" in value:
            pattern = "(?i)^" + ".*".join(re.escape(part) for part in value.split("*")) + "$"
            return f"{field} matches regex @\"{pattern}\""
        return f"{field} =~ {literal(value)}"

    text = re.sub(r"""(\w+)\s*==?\s*(["'])(.*?)\2""", compare, text)
    text = re.sub(r"(?<![=<>!~])=(?![=~])", "==", text)
    text = functions(text)
    return text if kind == "any" else f'event_type == "{kind}" and ({text})'


def functions(text):
    text = re.sub(r"\blength\((\w+)\)", r"strlen(tostring(\1))", text)
    return re.sub(r"\bstring\(", "tostring(", text)


STEP = re.compile(r"\s*\[\s*(\w+)\s+where\s+(.*?)\]([^\[\n|]*)", re.S)


def step(text, name=None):
    match = STEP.match(text)
    if not match:
        raise NotSaid(text)
    kind, inner, behind = match.groups()
    behind = behind.strip()
    until = behind.endswith("until")
    if until:
        behind = behind[: -len("until")].strip()
    if behind and not behind.startswith("by "):
        raise NotSaid(behind)
    label = f"{name}: " if name else ""
    return f"[ {label}{condition(kind, inner)} ] {functions(behind)}", match.end(), until


def rewrite(query):
    """The query in Casus's words, over the table `T`."""
    rest = query.strip()
    head = re.match(r"sequence\s*(by\s+[^\[\n]+?)?\s*(with\s+maxspan\s*=\s*\w+)?\s*(?=\[)", rest)
    if not head:
        raise NotSaid(rest.split("\n")[0])
    words = " ".join(part.strip() for part in head.groups() if part)
    parts, rest, until = [], rest[head.end():], False
    while True:
        rest = rest.lstrip()
        if rest.startswith("until"):
            until, rest = True, rest[len("until"):]
        if not rest.lstrip().startswith("["):
            break
        text, end, ends = step(rest, None if until else f"s{len(parts) + 1}")
        parts.append(("until " if until else "") + text)
        until, rest = ends, rest[end:]
    count = sum(1 for part in parts if not part.startswith("until"))
    last = f"s{count}"
    lines = ["T", f"| sequence match=latest ties=allow on timestamp {words}"]
    lines += ["    " + part for part in parts]
    lines.append(f"| sort by {last}.timestamp asc, {last}.serial_event_id asc")
    for pipe in (pipe.strip() for pipe in rest.split("|") if pipe.strip()):
        word, *argument = pipe.split(None, 1)
        if word == "head":
            lines.append(f"| take {argument[0]}")
        elif word == "tail":
            order = f"{last}.timestamp {{0}}, {last}.serial_event_id {{0}}"
            lines.append("| sort by " + order.format("desc") + f" | take {argument[0]}")
            lines.append("| sort by " + order.format("asc"))
        elif word in ("filter", "where"):
            text = re.sub(r"events\[(\d)\]", lambda m: f"s{int(m.group(1)) + 1}", argument[0])
            lines.append(f"| where {text}")
        else:
            raise NotSaid(word)
    lines.append("| project " + ", ".join(f"s{i + 1}.serial_event_id" for i in range(count)))
    return "\n".join(lines)


def table(events):
    """The events as a `datatable` under the name T, with their times as datetimes."""
    names = sorted({key for event in events for key in event} - {"timestamp"})
    names = [n for n in names if all(not isinstance(e.get(n), (list, dict)) for e in events)]
    cells = []
    for event in events:
        row = [f"long({event['timestamp']})"]
        for name in names:
            value = event.get(name)
            if name in NUMBERS:
                row.append("long(null)" if value is None else str(value))
            else:
                row.append(literal("" if value is None else str(value)))
        cells.append(", ".join(row))
    columns = ", ".join(f"['{n}']: {'long' if n in NUMBERS else 'string'}" for n in names)
    # A timestamp counts steps of 100 nanoseconds from 1601.
    return (
        f"let T = datatable(filetime: long, {columns}) [\n" + ",\n".join(cells) + "]\n"
        "| extend timestamp = datetime(1601-01-01) + filetime * 1tick;\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--casus", default=".build/release/casus")
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    folder = importlib.resources.files("eql") / "etc"
    queries = tomllib.loads((folder / "test_queries.toml").read_text())["queries"]
    data = table(json.loads((folder / "test_data.json").read_text()))
    same = different = unsaid = 0
    for query in queries:
        if not query["query"].strip().startswith("sequence"):
            continue
        try:
            text = data + rewrite(query["query"])
        except NotSaid as reason:
            unsaid += 1
            print(f"not said: {reason}")
            continue
        answer = subprocess.run(
            [options.casus, "--format", "csv"], input=text, capture_output=True, text=True)
        ids = [int(n) for n in re.findall(r"\d+", "\n".join(answer.stdout.split("\n")[1:]))]
        if answer.returncode == 0 and ids == query["expected_event_ids"]:
            same += 1
        else:
            different += 1
            print(f"differs: {ids} for {query['expected_event_ids']}\n{query['query']}")
            print(answer.stderr[:400])
            if options.verbose:
                print(text[len(data):])
    print(f"{same} of {same + different} sequences of EQL give the same events; {unsaid} not said")
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
