"""Scores of parsed sentences; the definitions are those of the `score` tool (docs/TRAINING.md)."""

from collections import Counter

from treebank import spans

# The relations that decide who did what; "core" are the first five.
ROLES = {
    "nsubj": "subject", "obj": "object", "nsubj:pass": "passive subject", "obl:agent": "agent",
    "ccomp": "complement", "xcomp": "complement",
}


def head_of_name(gold, place):
    """The head of a flat or compound name, so that any of its words stands for it."""
    for _ in range(20):
        token = gold[place]
        if token.relation not in ("flat", "compound", "nmod:desc", "fixed") or token.head == 0:
            break
        place = token.head - 1
    return place


def core_triples(gold, tokens):
    found = set()
    for place, token in enumerate(tokens):
        role = ROLES.get(token.relation)
        if role and token.head > 0 and gold[token.head - 1].upos == "VERB":
            found.add((head_of_name(gold, token.head - 1), role, head_of_name(gold, place)))
    return found


def scores(gold, parsed):
    """UPOS, XPOS, UAS, LAS (subtypes aside), CORE F1 and names F1, in per cent."""
    count = Counter()
    for g, p in zip(gold, parsed):
        for a, b in zip(g, p):
            count["tokens"] += 1
            count["upos"] += a.upos == b.upos
            count["xpos"] += a.xpos == b.xpos
            if a.head == b.head:
                count["uas"] += 1
                count["las"] += a.relation.split(":")[0] == b.relation.split(":")[0]
        wanted, got = core_triples(g, g), core_triples(g, p)
        count["core both"] += len(wanted & got)
        count["core either"] += len(wanted) + len(got)
        if all(a.name is not None for a in g):
            wanted, got = spans([a.name for a in g]), spans([b.name for b in p])
            count["names both"] += len(wanted & got)
            count["names either"] += len(wanted) + len(got)
    result = {k: 100 * count[k] / count["tokens"] for k in ("upos", "xpos", "uas", "las")}
    for k in ("core", "names"):
        result[k] = 200 * count[k + " both"] / max(1, count[k + " either"])
    return result
