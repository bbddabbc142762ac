"""The best tree of a matrix of arc scores, and the best well-formed row of name tags."""

import numpy


def best_tree(scores):
    """Chu and Liu's and Edmonds' algorithm, one root.

    Heads of the tokens (0 is the root); `scores[dependent][head]`, dependents without the root.
    """
    heads = scores.argmax(1)
    if is_tree(heads):
        return heads
    count = scores.shape[1]
    square = numpy.full((count, count), -numpy.inf)
    square[1:] = scores
    # Every tree has a root arc; at this price the best has no second one.
    square[1:, 0] -= 1e6
    numpy.fill_diagonal(square, -numpy.inf)
    return arborescence(square)[1:]


def is_tree(heads):
    if (heads == 0).sum() != 1:
        return False
    for start in range(1, len(heads) + 1):
        place, steps = start, 0
        while place != 0:
            place, steps = heads[place - 1], steps + 1
            if steps > len(heads):
                return False
    return True


def arborescence(scores):
    """Recursive contraction of cycles; node 0 is the root, the result's place 0 is meaningless."""
    count = len(scores)
    heads = scores.argmax(1)
    heads[0] = -1
    cycle = find_cycle(heads)
    if not cycle:
        return heads
    inside = set(cycle)
    outside = [node for node in range(count) if node not in inside]
    size = len(outside)
    contracted = numpy.full((size + 1, size + 1), -numpy.inf)
    contracted[:size, :size] = scores[numpy.ix_(outside, outside)]
    leaving = scores[numpy.ix_(outside, cycle)]
    contracted[:size, size] = leaving.max(1)
    gain = scores[cycle] - scores[cycle, heads[cycle]][:, None]
    contracted[size, :size] = gain[:, outside].max(0)
    contracted[0] = -numpy.inf
    inner = arborescence(contracted)
    for place, node in enumerate(outside):
        if place == 0:
            continue
        head = inner[place]
        heads[node] = cycle[leaving[place].argmax()] if head == size else outside[head]
    source = outside[inner[size]]
    heads[cycle[gain[:, source].argmax()]] = source
    return heads


def find_cycle(heads):
    colour = [0] * len(heads)
    for start in range(1, len(heads)):
        place, path = start, []
        while place > 0 and colour[place] == 0:
            colour[place] = start
            path.append(place)
            place = heads[place]
        if place > 0 and colour[place] == start:
            return path[path.index(place):]
    return None


def best_names(scores, labels):
    """The numbers of the best row of BILOU tags in which every name that begins also ends (Viterbi)."""
    def follows(before, after):
        inside = before[0] in "BI"
        if inside != (after[0] in "IL"):
            return False
        return not inside or before[2:] == after[2:]
    allowed = numpy.array([[follows(b, a) for a in labels] for b in labels])
    barred = numpy.where(allowed, 0.0, -numpy.inf)
    starts = numpy.array([0.0 if label[0] not in "IL" else -numpy.inf for label in labels])
    ends = numpy.array([0.0 if label[0] not in "BI" else -numpy.inf for label in labels])
    best, origins = scores[0] + starts, []
    for row in scores[1:]:
        sums = best[:, None] + barred
        origins.append(sums.argmax(0))
        best = sums.max(0) + row
    path = [int((best + ends).argmax())]
    for origin in reversed(origins):
        path.append(int(origin[path[-1]]))
    return path[::-1]
