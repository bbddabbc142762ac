"""One encoder, five heads."""

import torch
from torch import nn
from torch.nn import functional

from features import INPUT_DIMENSION, TABLES, UNKNOWN, WORD_DIMENSION

HIDDEN = 128
ARC = 128
LABEL = 128
# Heads further away than this count as this far.
DISTANCE = 16


class LockedDropout(nn.Module):
    """Drops the same units at every place of a sentence."""

    def __init__(self, rate):
        super().__init__()
        self.rate = rate

    def forward(self, x):
        if not self.training:
            return x
        keep = 1 - self.rate
        mask = torch.empty(x.shape[0], 1, x.shape[2]).bernoulli_(keep) / keep
        return x * mask


class Network(nn.Module):
    def __init__(self, words, upos, xpos, names, relations, dropout=0.33):
        super().__init__()
        self.word = nn.Embedding(words, WORD_DIMENSION)
        self.tables = nn.ModuleList(nn.Embedding(rows, size) for _, rows, size in TABLES)
        for table in [self.word, *self.tables]:
            nn.init.normal_(table.weight, std=0.3)
        self.layer0 = nn.LSTM(INPUT_DIMENSION, HIDDEN, bidirectional=True, batch_first=True)
        self.layer1 = nn.LSTM(2 * HIDDEN, HIDDEN, bidirectional=True, batch_first=True)
        self.locked = LockedDropout(dropout)
        self.scattered = nn.Dropout(dropout)
        width = 2 * HIDDEN
        self.upos, self.xpos, self.names = (
            nn.Linear(width, count) for count in (upos, xpos, names))
        self.arc_head, self.arc_dependent = nn.Linear(width, ARC), nn.Linear(width, ARC)
        self.arc = nn.Linear(ARC, ARC)  # its bias scores heads whatever the dependent
        nn.init.normal_(self.arc.weight, std=0.05)
        nn.init.zeros_(self.arc.bias)
        self.distance = nn.Parameter(torch.zeros(2 * DISTANCE + 1))
        self.label_head, self.label_dependent = nn.Linear(width, LABEL), nn.Linear(width, LABEL)
        # A biaffine form of rank LABEL: the product of the two views, and each view alone.
        self.label = nn.Linear(3 * LABEL, relations)
        # How likely a word is to be read as unknown in training: often when it is rare.
        self.register_buffer("word_dropout", torch.zeros(words), persistent=False)

    def encode(self, rows):
        words = rows[..., 0]
        if self.training:
            drop = torch.rand(words.shape) < self.word_dropout[words]
            words = words.masked_fill(drop, UNKNOWN)
        parts = [self.word(words)]
        parts += [table(rows[..., 1 + k]) for k, table in enumerate(self.tables)]
        x = self.scattered(torch.cat(parts, -1))
        x, _ = self.layer0(x)
        x, _ = self.layer1(self.locked(x))
        return self.locked(x)

    def forward(self, rows):
        """Encoding of all places (the root is place 0), and the scores [batch, dependent, head]."""
        x = self.encode(rows)
        heads = self.locked(functional.relu(self.arc_head(x)))
        dependents = self.locked(functional.relu(self.arc_dependent(x[:, 1:])))
        scores = self.arc(dependents) @ heads.transpose(1, 2)
        count = rows.shape[1]
        offset = torch.arange(count)[None] - torch.arange(1, count)[:, None]
        scores = scores + self.distance[offset.clamp(-DISTANCE, DISTANCE) + DISTANCE]
        return x, scores.masked_fill((offset == 0)[None], -1e9)

    def label_scores(self, x, heads):
        """Scores of the relations of every token to the given heads."""
        views = functional.relu(self.label_head(x))
        of_head = views.gather(1, heads[..., None].expand(-1, -1, views.shape[-1]))
        of_dependent = functional.relu(self.label_dependent(x[:, 1:]))
        of_head, of_dependent = self.locked(of_head), self.locked(of_dependent)
        both = torch.cat([of_head * of_dependent, of_head, of_dependent], -1)
        return self.label(both)

    def tag_scores(self, x):
        tokens = x[:, 1:]
        return self.upos(tokens), self.xpos(tokens), self.names(tokens)
