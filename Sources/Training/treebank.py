"""CoNLL-U in, sentences of columns out; which file is for what."""

from collections import namedtuple

Token = namedtuple("Token", "form upos xpos head relation name")

TRAINING = ("ewt-train-m.conllu", "gumclean-train-m.conllu")
SILVER = "wikinews-silver-m.conllu"
DEVELOPMENT = ("ewt-dev.conllu", "gumclean-dev.conllu")
# Every tenth Wikinews tree is kept from training and chosen on.
SILVER_DEVELOPMENT_STEP = 10

# Classes of the teacher that name something, and what they are called here. Numbers, sums and
# ordinals are no names and count as O.
NAME_CLASSES = {
    "PERSON": "PERSON", "ORG": "ORG", "GPE": "GPE", "NORP": "NORP", "LOC": "LOC", "FAC": "FAC",
    "EVENT": "EVENT", "DATE": "DATE", "TIME": "TIME", "WORK_OF_ART": "MISC", "LAW": "MISC",
    "PRODUCT": "MISC", "LANGUAGE": "MISC",
}
# Labels left over by the teacher's conversion: the arc is learned, the label is not.
UNLEARNED_RELATIONS = {"prep", "agent", "dep"}
UNLEARNED_XPOS = {"XX"}


def read(path):
    """The sentences of a file; heads count from 1, 0 is the root; name is None where unlabelled."""
    sentences, tokens = [], []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                if tokens:
                    sentences.append(tokens)
                tokens = []
            elif line[0] != "#":
                fields = line.split("\t")
                if fields[0].isdigit():
                    name = fields[9] if fields[9] != "_" else None
                    tokens.append(
                        Token(fields[1], fields[3], fields[4], int(fields[6]), fields[7], name))
    if tokens:
        sentences.append(tokens)
    return [with_bilou_names(sentence) for sentence in sentences]


def with_bilou_names(sentence):
    """B- and I- tags of the teacher as B-, I-, L-, U- of the classes kept."""
    if any(token.name is None for token in sentence):
        return sentence
    names = ["O"] * len(sentence)
    start = 0
    while start < len(sentence):
        kind, _, label = sentence[start].name.partition("-")
        end = start + 1
        if kind != "O":
            while end < len(sentence) and sentence[end].name == "I-" + label:
                end += 1
            kept = NAME_CLASSES.get(label)
            if kept and end == start + 1:
                names[start] = "U-" + kept
            elif kept:
                names[start:end] = ["I-" + kept] * (end - start)
                names[start], names[end - 1] = "B-" + kept, "L-" + kept
        start = end
    return [token._replace(name=name) for token, name in zip(sentence, names)]


def spans(names):
    """The (start, end, class) of a row of BILOU tags; malformed stretches give none."""
    found, start, current = set(), None, None
    for place, name in enumerate(names):
        kind, _, label = (name or "O").partition("-")
        if kind == "U":
            found.add((place, place + 1, label))
        if kind == "B":
            start, current = place, label
        elif kind == "L" and start is not None and current == label:
            found.add((start, place + 1, label))
        if kind != "I" or current != label:
            if kind != "B":
                start = current = None
    return found
