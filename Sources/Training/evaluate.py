"""Scores of a trained network, or its outputs for the parity test.

    python evaluate.py --model best.pt [--quantise] FILE.conllu...
    python evaluate.py --model best.pt --quantise --parity FILE.txt > FILE.conllu

A parity file holds a sentence a line, tokens apart by spaces. Its output has the name tag and the
margin of the arc (best head against the second best) in the last column.
"""

import argparse

import torch

import treebank
from export import quantise_in_place
from scoring import scores
from train import Model
from treebank import Token


def parity(model, path):
    lines = [line.split() for line in open(path, encoding="utf-8") if line.strip()]
    sentences = [[Token(form, "_", "_", 0, "_", None) for form in line] for line in lines]
    with torch.no_grad():
        for sentence, parsed in zip(sentences, model.parse(sentences)):
            model.network.eval()
            _, arcs = model.network(model.tensors(sentence)[0][None])
            for place, token in enumerate(parsed):
                others = arcs[0, place].clone()
                chosen = others[token.head].item()
                others[token.head] = -torch.inf
                margin = chosen - others.max().item()
                # Times of day are learned apart from dates, and read as such.
                name = token.name.replace("TIME", "DATE")
                print(
                    place + 1, token.form, "_", token.upos, token.xpos, "_", token.head,
                    token.relation, "_", f"Name={name}|Margin={margin:.3f}", sep="\t")
            print()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", required=True)
    parser.add_argument("--quantise", action="store_true")
    parser.add_argument("--parity", action="store_true")
    parser.add_argument("files", nargs="+")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    model = Model.load(arguments.model)
    if arguments.quantise:
        quantise_in_place(model.network)
    for path in arguments.files:
        if arguments.parity:
            parity(model, path)
        else:
            gold = treebank.read(path)
            row = scores(gold, model.parse(gold))
            print(path.split("/")[-1], " ".join(f"{k} {v:.2f}" for k, v in row.items()), flush=True)


if __name__ == "__main__":
    main()
