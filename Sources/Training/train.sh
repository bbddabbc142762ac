#!/bin/sh
# Makes the weights from the treebanks: train.sh TREEBANKS WORK
#
# TREEBANKS is the folder of the CoNLL-U files, WORK one for what comes out: the named treebanks, a
# network an epoch, parser.weights, and the outputs for the parity test. The python of the path must
# have the packages of requirements.txt.
set -eu
treebanks=$1
work=$2
here=$(cd "$(dirname "$0")" && pwd)
cases=$here/../../Tests/LinguisticsTests/Cases

python "$here/label_names.py" "$work/named" \
  "$treebanks/ewt-train-m.conllu" "$treebanks/gumclean-train-m.conllu" \
  "$treebanks/ewt-dev.conllu" "$treebanks/gumclean-dev.conllu"
python "$here/train.py" --treebank "$treebanks" --named "$work/named" --out "$work/first" \
  --epochs 16 --seed 1
# A second pass from where the first ended, at a rate that rises anew.
python "$here/train.py" --treebank "$treebanks" --named "$work/named" --out "$work/networks" \
  --start "$work/first/epoch-16.pt" --epochs 30 --rate 1.5e-3 --seed 2
python "$here/export.py" --model "$work/networks/best.pt" --treebank "$treebanks" \
  --named "$work/named" --out "$work/parser.weights"
python "$here/evaluate.py" --model "$work/networks/best.pt" --quantise --parity \
  "$cases/network-parity.txt" > "$work/network-parity.conllu"
