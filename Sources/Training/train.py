"""Trains the parser's network.

    python train.py --treebank DIR --named DIR --out DIR [--epochs N] [--seed N] [--threads N]

`--treebank` holds the CoNLL-U files, `--named` the same files as label_names.py wrote them.
Every epoch leaves `epoch-NN.pt` with the running mean of the weights, so that training can be
stopped at any time; `best.pt` is the one with the best labelled attachment on development.
"""

import argparse
import math
import os
import random
import time
from collections import Counter, defaultdict

import torch
from torch.nn import functional

import treebank
from decoding import best_names, best_tree
from features import Features, normalised
from network import Network
from scoring import scores

WORDS = 15_000
BATCH_TOKENS = 1_000
LONGEST = 80
PEAK_RATE = 2.5e-3
WARM_UP_STEPS = 200
MEAN_DECAY = 0.998
IGNORED = -100


class Labels:
    """The names of the classes of a head, by number."""

    def __init__(self, names):
        self.names = list(names)
        self.number = {name: k for k, name in enumerate(self.names)}

    def __len__(self):
        return len(self.names)


def load_data(arguments):
    silver = treebank.read(os.path.join(arguments.treebank, treebank.SILVER))
    step = treebank.SILVER_DEVELOPMENT_STEP
    training = [s for k, s in enumerate(silver) if k % step != step - 1]
    for name in treebank.TRAINING:
        training += treebank.read(os.path.join(arguments.named, name))
    development = {
        name.split("-")[0]: treebank.read(os.path.join(arguments.named, name))
        for name in treebank.DEVELOPMENT}
    development["wikinews"] = [s for k, s in enumerate(silver) if k % step == step - 1]
    return [s for s in training if 1 < len(s) <= LONGEST], development


def make_labels(training):
    def seen(values):
        return sorted({value for value in values if value is not None})
    tokens = [token for sentence in training for token in sentence]
    # Rare classes cannot be learned and only widen the matrices.
    relations = Counter(token.relation for token in tokens)
    for relation in treebank.UNLEARNED_RELATIONS:
        del relations[relation]
    names = seen(token.name for token in tokens)
    names.remove("O")
    return {
        "upos": Labels(seen(token.upos for token in tokens)),
        "xpos": Labels(seen(t.xpos for t in tokens if t.xpos not in treebank.UNLEARNED_XPOS)),
        "relation": Labels(sorted(r for r, n in relations.items() if n >= 10)),
        "name": Labels(["O"] + names),
    }


def make_vocabulary(training):
    counts = Counter(normalised(token.form) for sentence in training for token in sentence)
    kept = [(word, n) for word, n in counts.most_common(WORDS - 2) if n >= 2]
    vocabulary = {word: k + 2 for k, (word, _) in enumerate(kept)}
    dropout = torch.zeros(len(vocabulary) + 2)
    for word, n in kept:
        dropout[vocabulary[word]] = 0.05 + 0.25 / (0.25 + n)
    return vocabulary, dropout


class Model:
    """A network with the numbering of its words and classes."""

    def __init__(self, vocabulary, labels):
        self.labels = labels
        self.vocabulary = vocabulary
        self.features = Features(vocabulary)
        self.network = Network(
            len(vocabulary) + 2, len(labels["upos"]), len(labels["xpos"]), len(labels["name"]),
            len(labels["relation"]))

    def tensors(self, sentence):
        rows = torch.tensor(self.features.sentence([token.form for token in sentence]))
        number = {k: label.number for k, label in self.labels.items()}
        answers = torch.tensor([
            [
                number["upos"].get(token.upos, IGNORED), number["xpos"].get(token.xpos, IGNORED),
                token.head, number["relation"].get(token.relation, IGNORED),
                number["name"].get(token.name, IGNORED),
            ] for token in sentence])
        return rows, answers

    def loss(self, rows, answers):
        def cross_entropy(guess, column):
            wanted = answers[..., column].flatten()
            if (wanted == IGNORED).all():
                return 0
            return functional.cross_entropy(guess.flatten(0, 1), wanted, ignore_index=IGNORED)
        x, arcs = self.network(rows)
        upos, xpos, names = self.network.tag_scores(x)
        labels = self.network.label_scores(x, answers[..., 2])
        return (
            cross_entropy(arcs, 2) + cross_entropy(labels, 3) + 0.5 * cross_entropy(upos, 0)
            + 0.5 * cross_entropy(xpos, 1) + 0.5 * cross_entropy(names, 4))

    @torch.no_grad()
    def parse(self, sentences):
        self.network.eval()
        parsed = [None] * len(sentences)
        for batch in batches(sentences, 4 * BATCH_TOKENS):
            rows = torch.tensor(
                [self.features.sentence([t.form for t in sentences[k]]) for k in batch])
            x, arcs = self.network(rows)
            heads = torch.tensor([best_tree(scores).tolist() for scores in arcs.double().numpy()])
            labels = self.network.label_scores(x, heads)
            root = self.labels["relation"].number["root"]
            at_root = heads == 0
            labels[..., root] = torch.where(at_root, torch.inf, -torch.inf)
            upos, xpos, names = self.network.tag_scores(x)
            upos, xpos, names = upos.argmax(-1), xpos.argmax(-1), names.double().numpy()
            for row, k in enumerate(batch):
                tags = best_names(names[row], self.labels["name"].names)
                parsed[k] = [
                    token._replace(
                        upos=self.labels["upos"].names[upos[row, place]],
                        xpos=self.labels["xpos"].names[xpos[row, place]],
                        name=self.labels["name"].names[tags[place]],
                        head=int(heads[row, place]),
                        relation=self.labels["relation"].names[labels[row, place].argmax()])
                    for place, token in enumerate(sentences[k])]
        self.network.train()
        return parsed

    def save(self, path, **more):
        torch.save(
            dict(
                vocabulary=self.vocabulary, state=self.network.state_dict(),
                labels={k: label.names for k, label in self.labels.items()}, **more), path)

    @staticmethod
    def load(path):
        stored = torch.load(path, weights_only=True)
        labels = {k: Labels(names) for k, names in stored["labels"].items()}
        model = Model(stored["vocabulary"], labels)
        model.network.load_state_dict(stored["state"])
        model.network.eval()
        return model


def batches(sentences, tokens):
    """Sentences of one length together, so that nothing is padded."""
    by_length = defaultdict(list)
    for k, sentence in enumerate(sentences):
        by_length[len(sentence)].append(k)
    for length, members in by_length.items():
        size = max(1, tokens // length)
        for start in range(0, len(members), size):
            yield members[start:start + size]


class RunningMean:
    """The weights averaged over the last steps, which score better than those of any one step."""

    def __init__(self, network):
        self.steps = 0
        self.weights = {k: v.detach().clone() for k, v in network.state_dict().items()}

    @torch.no_grad()
    def add(self, network):
        self.steps += 1
        decay = min(MEAN_DECAY, self.steps / (self.steps + 10))
        for key, value in network.state_dict().items():
            self.weights[key].lerp_(value, 1 - decay)


def train(arguments):
    random.seed(arguments.seed)
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    training, development = load_data(arguments)
    vocabulary, dropout = make_vocabulary(training)
    model = Model(vocabulary, make_labels(training))
    network = model.network
    if arguments.start:
        network.load_state_dict(Model.load(arguments.start).network.state_dict())
    network.word_dropout.copy_(dropout)
    data = [model.tensors(sentence) for sentence in training]
    tokens = sum(map(len, training))
    print(f"{len(training)} sentences, {tokens} tokens, {len(vocabulary)} words", flush=True)
    print({k: len(label) for k, label in model.labels.items()}, flush=True)

    optimizer = torch.optim.AdamW(
        network.parameters(), betas=(0.9, 0.95), weight_decay=1e-4, foreach=True)
    steps_an_epoch = sum(1 for _ in batches(training, BATCH_TOKENS))
    steps = arguments.epochs * steps_an_epoch
    mean, best, step, start = RunningMean(network), 0.0, 0, time.time()
    network.train()
    for epoch in range(1, arguments.epochs + 1):
        order = list(range(len(training)))
        random.shuffle(order)
        epoch_batches = list(batches([training[k] for k in order], BATCH_TOKENS))
        random.shuffle(epoch_batches)
        total = 0.0
        for batch in epoch_batches:
            step += 1
            progress = max(step / (steps + 1), (time.time() - start) / 60 / arguments.minutes)
            if progress >= 1:
                break
            rate = arguments.rate * min(1, step / WARM_UP_STEPS)
            rate *= 0.5 * (1 + math.cos(math.pi * progress)) + 0.005
            for group in optimizer.param_groups:
                group["lr"] = rate
            members = [data[order[k]] for k in batch]
            loss = model.loss(*(torch.stack(column) for column in zip(*members)))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            mean.add(network)
            total += loss.item()
            if step % 100 == 0:
                print(
                    f"step {step} of {steps}, loss {loss.item():.3f}, "
                    f"{(time.time() - start) / 60:.1f} min", flush=True)
        print(f"epoch {epoch}, mean loss {total / len(epoch_batches):.4f}", flush=True)
        current = {k: v.clone() for k, v in network.state_dict().items()}
        network.load_state_dict(mean.weights)
        table = {k: scores(gold, model.parse(gold)) for k, gold in development.items()}
        las = sum(row["las"] for row in table.values()) / len(table)
        for name, row in table.items():
            print(f"  {name:9}", " ".join(f"{k} {v:.2f}" for k, v in row.items()), flush=True)
        model.save(os.path.join(arguments.out, f"epoch-{epoch:02}.pt"), epoch=epoch, las=las)
        if las > best:
            best = las
            model.save(os.path.join(arguments.out, "best.pt"), epoch=epoch, las=las)
        print(f"  mean LAS {las:.2f}, {(time.time() - start) / 60:.1f} min", flush=True)
        if progress >= 1:
            break
        network.load_state_dict(current)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--treebank", required=True)
    parser.add_argument("--named", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--start", help="a trained network to go on from, at a rate that rises anew")
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument(
        "--minutes", type=float, default=math.inf,
        help="end by then: the rate falls with time or epochs, whichever goes faster")
    parser.add_argument("--rate", type=float, default=PEAK_RATE)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    os.makedirs(arguments.out, exist_ok=True)
    return arguments


if __name__ == "__main__":
    train(parse_arguments())
