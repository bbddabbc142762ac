"""Writes a trained network as the weights file that the executable embeds.

    python export.py --model best.pt --treebank DIR --named DIR --out parser.weights

Every matrix becomes 8-bit numbers with a scale a row. The format is described at
Sources/Linguistics/Network/NetworkWeights.swift, which reads it.
"""

import argparse
import hashlib
import os
import struct

import torch

import treebank
from features import INPUT_DIMENSION, TABLES, WORD_DIMENSION
from network import ARC, DISTANCE, HIDDEN, LABEL
from train import Model

MAGIC, VERSION = b"CASUSNET", 1
NOTICE = (
    "Learned from UD English EWT (CC BY-SA 4.0), UD English GUM without its non-commercial genres "
    "(CC BY 4.0 and CC BY-SA 4.0) and English Wikinews (CC BY 2.5) read by spaCy "
    "en_core_web_sm (MIT). These weights are offered under CC BY-SA 4.0.")


def quantised(matrix):
    """8-bit numbers and the scale of each row."""
    scales = matrix.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
    return (matrix / scales).round().clamp(-127, 127).to(torch.int8), scales


def matrices(network):
    """Names and parameters in the order of the file; pairs are a matrix and its biases."""
    def direction(layer, kind, suffix):
        return getattr(layer, f"{kind}_l0{suffix}")
    yield network.word.weight, None
    for table in network.tables:
        yield table.weight, None
    for layer in (network.layer0, network.layer1):
        both = ("", "_reverse")
        yield (
            torch.cat([direction(layer, "weight_ih", s) for s in both]),
            torch.cat([
                direction(layer, "bias_ih", s) + direction(layer, "bias_hh", s) for s in both]))
        for s in both:
            yield direction(layer, "weight_hh", s), None
    for head in (
            network.upos, network.xpos, network.names, network.arc_head, network.arc_dependent,
            network.label_head, network.label_dependent, network.arc, network.label):
        yield head.weight, head.bias


def quantise_in_place(network):
    """Gives every matrix the values that the file holds, so that the trainer can score them."""
    with torch.no_grad():
        for parameter in network.parameters():
            if parameter.dim() == 2:
                numbers, scales = quantised(parameter)
                parameter.copy_(numbers * scales)


def data_hash(arguments):
    digest = hashlib.sha256()
    for name in sorted(treebank.TRAINING):
        digest.update(open(os.path.join(arguments.named, name), "rb").read())
    digest.update(open(os.path.join(arguments.treebank, treebank.SILVER), "rb").read())
    return digest.digest()


def write(model, digest, path):
    def number(value):
        out.write(struct.pack("<I", value))

    def text(value, length="<B"):
        encoded = value.encode("utf-8")
        out.write(struct.pack(length, len(encoded)) + encoded)

    with open(path, "wb") as out, torch.no_grad():
        out.write(MAGIC)
        number(VERSION)
        out.write(digest)
        text(NOTICE, "<I")
        for value in (HIDDEN, ARC, LABEL, DISTANCE, WORD_DIMENSION, len(TABLES)):
            number(value)
        for _, rows, dimension in TABLES:
            number(rows)
            number(dimension)
        for kind in ("upos", "xpos", "relation", "name"):
            number(len(model.labels[kind]))
            for name in model.labels[kind].names:
                text(name)
        number(len(model.vocabulary))
        for word in sorted(model.vocabulary, key=model.vocabulary.get):
            text(word)
        for matrix, biases in matrices(model.network):
            numbers, scales = quantised(matrix)
            number(matrix.shape[0])
            number(matrix.shape[1])
            out.write(scales.numpy().astype("<f4").tobytes())
            out.write(numbers.numpy().tobytes())
            if biases is not None:
                out.write(biases.numpy().astype("<f4").tobytes())
        out.write(model.network.distance.numpy().astype("<f4").tobytes())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for option in ("--model", "--treebank", "--named", "--out"):
        parser.add_argument(option, required=True)
    arguments = parser.parse_args()
    model = Model.load(arguments.model)
    assert model.network.layer0.input_size == INPUT_DIMENSION
    write(model, data_hash(arguments), arguments.out)
    print(arguments.out, os.path.getsize(arguments.out), "bytes")


if __name__ == "__main__":
    main()
