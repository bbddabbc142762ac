#!/usr/bin/env python3
"""Fit the weights of an event's confidence: how often events of each kind are right on gold articles.

  fit.py --scorer DIR [--l2 X] [--write TABLE] GOLD_DIR PREDICTIONS.jsonl [GOLD_DIR PREDICTIONS.jsonl ...]
  fit.py --scorer DIR --report GOLD_DIR PREDICTIONS.jsonl ...

DIR holds score_articles.py, whose matching says which events are right (type and both sides' countries; optional gold is left
out). PREDICTIONS.jsonl is what `casus extract` writes for the articles of GOLD_DIR: `confidence_why` lists what holds of an
event. One weight a feature is fitted by logistic regression with an L2 penalty; --write puts them into the table
(Sources/CEmbeddedData/Data/confidence-weights.tsv).

Printed are the mean gaps between stated and true share over five bins of equal size: in sample, leaving one article out, and, with
--report, of the confidence that the predictions themselves state. Only the standard library is used.
"""
import argparse, json, math, sys
from collections import defaultdict
from pathlib import Path


def load(scorer, pairs):
    """(article, features, stated confidence, whether right) of every event that counts."""
    sys.path.insert(0, scorer)
    import score_articles as scores

    rows = []
    for gold_dir, predictions in pairs:
        events = defaultdict(list)
        for line in Path(predictions).read_text().splitlines():
            record = json.loads(line)
            if record.get("kind") == "event":
                events[Path(record["document"]).name].append(record)
        for file in sorted(Path(gold_dir).glob("*.json")):
            gold = json.loads(file.read_text())
            text = (Path(gold_dir) / gold["file"]).read_text()
            for event in gold["events"]:
                event["_at"] = len(text[: max(text.find(event["evidence"]), 0)].encode())
            found = events.get(gold["file"], [])
            matched = dict(scores.best_matching(found, gold["events"], "triple"))
            for index, event in enumerate(found):
                if index in matched and gold["events"][matched[index]].get("optional"):
                    continue
                rows.append((str(file), event.get("confidence_why", []), event["confidence"], index in matched))
    return rows


def logistic(x):
    return 1 / (1 + math.exp(-max(-30, min(30, x))))


def solve(matrix, vector):
    """The solution of a linear system, by Gaussian elimination."""
    size = len(vector)
    rows = [list(row) + [value] for row, value in zip(matrix, vector)]
    for i in range(size):
        pivot = max(range(i, size), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(size):
            if r != i and rows[r][i]:
                factor = rows[r][i] / rows[i][i]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i])]
    return [rows[i][size] / rows[i][i] for i in range(size)]


def fit(rows, l2, steps=8):
    """Weights by Newton's method; that of all events is not drawn to zero."""
    names = ["all events"] + sorted({feature for row in rows for feature in row[1]})
    place = {name: i for i, name in enumerate(names)}
    weights = dict.fromkeys(names, 0.0)
    for _ in range(steps):
        slope = [0.0] + [l2 * weights[name] for name in names[1:]]
        curve = [[(l2 if i else 0.0) if i == j else 0.0 for j in range(len(names))] for i in range(len(names))]
        for _, features, _, right in rows:
            share = stated(weights, features)
            active = [0] + [place[feature] for feature in features]
            for i in active:
                slope[i] += share - right
                for j in active:
                    curve[i][j] += share * (1 - share)
        for name, change in zip(names, solve(curve, slope)):
            weights[name] -= change
    return weights


def stated(weights, features):
    return logistic(weights["all events"] + sum(weights.get(feature, 0) for feature in features))


def gap(pairs, bins=5):
    """The mean difference between stated and true share over bins of equal size."""
    pairs = sorted(pairs)
    total = 0
    for number in range(bins):
        part = pairs[len(pairs) * number // bins : len(pairs) * (number + 1) // bins]
        share = sum(right for _, right in part) / max(1, len(part))
        said = sum(confidence for confidence, _ in part) / max(1, len(part))
        print(f"  bin {number + 1}: stated {said:.3f} true {share:.3f} of {len(part)}")
        total += abs(share - said)
    return total / bins


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--scorer", required=True)
    parser.add_argument("--l2", type=float, default=3.0)
    parser.add_argument("--write")
    parser.add_argument("--report", action="store_true")
    parser.add_argument("sets", nargs="+")
    options = parser.parse_args()
    rows = load(options.scorer, list(zip(options.sets[::2], options.sets[1::2])))
    print(f"{len(rows)} events of {len({r[0] for r in rows})} articles, {sum(r[3] for r in rows)} right")
    if options.report:
        print(f"as stated: {gap([(r[2], r[3]) for r in rows]):.3f}")
        return
    weights = fit(rows, options.l2)
    print(f"in sample: {gap([(stated(weights, r[1]), r[3]) for r in rows]):.3f}")
    left_out = []
    for article in sorted({r[0] for r in rows}):
        others = fit([r for r in rows if r[0] != article], options.l2)
        left_out += [(stated(others, r[1]), r[3]) for r in rows if r[0] == article]
    print(f"leaving one article out: {gap(left_out):.3f}")
    for feature, weight in sorted(weights.items(), key=lambda item: -item[1]):
        count = len(rows) if feature == "all events" else sum(feature in r[1] for r in rows)
        print(f"  {weight:+.2f} {feature} ({count})")
    if options.write:
        head = [line for line in Path(options.write).read_text().splitlines() if line.startswith("#")]
        lines = [f"{feature}\t{weight:.2f}" for feature, weight in sorted(weights.items())]
        Path(options.write).write_text("\n".join(head + lines) + "\n")


if __name__ == "__main__":
    main()
