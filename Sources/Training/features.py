"""What the network sees of a word: the numbers of its embedding rows.

The Swift reader computes the same numbers (Sources/Linguistics/Network/WordFeatures.swift); a
change here needs one there and a new format version.
"""

import unicodedata

# Rows of each table. Row 0 is the root, row 1 of the words an unknown word.
WORD_DIMENSION = 96
TABLES = (  # name, rows, dimension
    ("prefix3", 4096, 48),
    ("suffix2", 1024, 16),
    ("suffix3", 4096, 48),
    ("suffix4", 8192, 32),
    ("shape", 1024, 16),
)
INPUT_DIMENSION = WORD_DIMENSION + sum(dimension for _, _, dimension in TABLES)
ROOT, UNKNOWN = 0, 1

# Typographic variants that the treebanks write in one way and newspapers in another.
FOLDED = {
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "`": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-",
    "\u00a0": " ",
}


def folded(form):
    return "".join(FOLDED.get(character, character) for character in form)


def normalised(form):
    """Lower case by scalar, every decimal digit a zero."""
    return "".join(
        "0" if unicodedata.category(character) == "Nd" else character.lower()
        for character in folded(form))


def shape(form):
    """`Kang` Xxx, `1980s` ddx, `U.S.` X.X.: runs of one kind are cut after two."""
    kinds = []
    for character in folded(form):
        category = unicodedata.category(character)
        if category == "Lu":
            kind = "X"
        elif category[0] == "L":
            kind = "x"
        elif category == "Nd":
            kind = "d"
        else:
            kind = character
        if len(kinds) >= 2 and kinds[-1] == kind and kinds[-2] == kind:
            continue
        kinds.append(kind)
    return "".join(kinds)


def fnv1a(text):
    value = 2166136261
    for byte in text.encode("utf-8"):
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value


def affix_rows(form):
    word = normalised(form)
    parts = (word[:3], word[-2:], word[-3:], word[-4:], shape(form))
    return tuple(
        1 + fnv1a(part) % (rows - 1) for part, (_, rows, _) in zip(parts, TABLES))


class Features:
    """Rows of words, remembered a form."""

    def __init__(self, vocabulary):
        self.vocabulary = vocabulary
        self.known = {}

    def rows(self, form):
        found = self.known.get(form)
        if found is None:
            word = self.vocabulary.get(normalised(form), UNKNOWN)
            found = self.known[form] = (word,) + affix_rows(form)
        return found

    def sentence(self, forms):
        root = (ROOT,) * (1 + len(TABLES))
        return [root] + [self.rows(form) for form in forms]
