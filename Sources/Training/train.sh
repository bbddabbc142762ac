#!/bin/sh
# Makes the weights from the treebanks: train.sh TREEBANKS WORK [EPOCHS SECOND_EPOCHS]
#
# TREEBANKS is the folder of the CoNLL-U files, WORK one for what comes out: the named treebanks, a
# network an epoch, parser.weights, and the outputs for the parity test. The python of the path must
# have the packages of requirements.txt. Fewer epochs (1 1) try the way from start to end; THREADS in
# the environment is the number of threads, 2 where it is not set.
set -eu
treebanks=$1
work=$2
epochs=${3:-16}
second=${4:-30}
threads=${THREADS:-2}
here=$(cd "$(dirname "$0")" && pwd)
cases=$here/../../Tests/LinguisticsTests/Cases

python "$here/label_names.py" "$work/named" \
  "$treebanks/ewt-train-m.conllu" "$treebanks/gumclean-train-m.conllu" \
  "$treebanks/ewt-dev.conllu" "$treebanks/gumclean-dev.conllu"
python "$here/train.py" --treebank "$treebanks" --named "$work/named" --out "$work/first" \
  --epochs "$epochs" --seed 1 --threads "$threads"
# A second pass from where the first ended, at a rate that rises anew.
python "$here/train.py" --treebank "$treebanks" --named "$work/named" --out "$work/networks" \
  --start "$work/first/epoch-$(printf %02d "$epochs").pt" --epochs "$second" --rate 1.5e-3 \
  --seed 2 --threads "$threads"
python "$here/export.py" --model "$work/networks/best.pt" --treebank "$treebanks" \
  --named "$work/named" --out "$work/parser.weights"
python "$here/evaluate.py" --model "$work/networks/best.pt" --quantise --parity \
  "$cases/network-parity.txt" > "$work/network-parity.conllu"
