// The kernels, included once an instruction set with these defined:
//   NAME(x)   the function's name for the set
//   VECTOR    a register of 32-bit integers, LANES of them
//   ZERO(), LOAD(p), PAIR(p) a pair of 16-bit numbers in every lane, STORE(p, v)
//   DOT(s, a, b) s plus the products of the pairs of a and b
//   ROWS      rows of the input at a time: as many as leave no register spilled
// What is left to the compiler (the loops over floats) it vectorises for the set.

#define VECTORS (NEURAL_BLOCK / LANES)

/// Products of `ROWS` inputs (`row_count` of them real) with one block of 16 outputs.
static inline __attribute__((always_inline)) void NAME(tile)(
    const int16_t *const *x, size_t inner, const int16_t *block, int32_t sums[ROWS][NEURAL_BLOCK]) {
  VECTOR s[ROWS][VECTORS];
  for (int r = 0; r < ROWS; r++) {
    for (int v = 0; v < VECTORS; v++) s[r][v] = ZERO();
  }
  for (size_t k = 0; k < inner; k += 2, block += 2 * NEURAL_BLOCK) {
    VECTOR w[VECTORS];
    for (int v = 0; v < VECTORS; v++) w[v] = LOAD(block + v * 2 * LANES);
    for (int r = 0; r < ROWS; r++) {
      VECTOR pair = PAIR(x[r] + k);
      for (int v = 0; v < VECTORS; v++) s[r][v] = DOT(s[r][v], w[v], pair);
    }
  }
  for (int r = 0; r < ROWS; r++) {
    for (int v = 0; v < VECTORS; v++) STORE(&sums[r][v * LANES], s[r][v]);
  }
}

static void NAME(linear)(neural_matrix matrix, const int16_t *x, size_t rows, float x_scale,
                         const float *x_scales, float *y) {
  // Inputs are taken a slab at a time, so that they stay in the first cache while the blocks of
  // weights pass over them.
  const size_t slab = 64 / ROWS * ROWS;
  for (size_t start = 0; start < rows; start += slab) {
    size_t end = start + slab < rows ? start + slab : rows;
    for (size_t o = 0; o < matrix.outputs; o += NEURAL_BLOCK) {
      const int16_t *block = matrix.packed + o * matrix.inner;
      for (size_t first = start; first < end; first += ROWS) {
        // A short last group repeats its last row and drops the copies.
        const int16_t *inputs[ROWS];
        for (size_t r = 0; r < ROWS; r++) {
          size_t row = first + r < end ? first + r : end - 1;
          inputs[r] = x + row * matrix.inner;
        }
        int32_t sums[ROWS][NEURAL_BLOCK];
        NAME(tile)(inputs, matrix.inner, block, sums);
        for (size_t r = 0; r < ROWS && first + r < end; r++) {
          float scale = x_scales ? x_scale * x_scales[first + r] : x_scale;
          float *out = y + (first + r) * matrix.outputs + o;
          for (int k = 0; k < NEURAL_BLOCK; k++) {
            out[k] = (float)sums[r][k] * (scale * matrix.scales[o + k]) + matrix.biases[o + k];
          }
        }
      }
    }
  }
}

/// The gates of one sentence at one step: what its inputs gave and what its state gave.
static inline void NAME(cell)(size_t units, const float *restrict given, const float *restrict own,
                              int16_t *restrict h, float *restrict c) {
  for (size_t k = 0; k < units; k++) {
    float input = sigmoid(given[k] + own[k]);
    float forget = sigmoid(given[units + k] + own[units + k]);
    float candidate = hyperbolic_tangent(given[2 * units + k] + own[2 * units + k]);
    float output = sigmoid(given[3 * units + k] + own[3 * units + k]);
    float kept = forget * c[k] + input * candidate;
    c[k] = kept;
    h[k] = (int16_t)nearest(output * hyperbolic_tangent(kept) * 32767);
  }
}

static void NAME(lstm)(neural_matrix recurrent, bool backward, size_t steps, const int32_t *counts,
                       const float *gates, const int32_t *gate_rows, int16_t *state, float *cell,
                       float *scratch, int16_t *y) {
  size_t units = recurrent.outputs / 4, width = recurrent.outputs;
  memset(state, 0, (size_t)counts[0] * units * sizeof *state);
  memset(cell, 0, (size_t)counts[0] * units * sizeof *cell);
  size_t row = 0;
  for (size_t t = 0; backward && t < steps; t++) row += (size_t)counts[t];
  for (size_t s = 0; s < steps; s++) {
    size_t count = (size_t)counts[backward ? steps - 1 - s : s];
    if (backward) row -= count;
    NAME(linear)(recurrent, state, count, 1.0f / 32767, NULL, scratch);
    for (size_t r = 0; r < count; r++) {
      const float *given = gates + ((size_t)gate_rows[row + r] * 2 + backward) * width;
      NAME(cell)(units, given, scratch + r * width, state + r * units, cell + r * units);
      memcpy(y + ((row + r) * 2 + backward) * units, state + r * units, units * sizeof *y);
    }
    if (!backward) row += count;
  }
}

static void NAME(quantize)(const float *x, size_t rows, size_t count, size_t x_stride,
                           int16_t *quantized, float *scales) {
  for (size_t r = 0; r < rows; r++) {
    const float *restrict in = x + r * x_stride;
    int16_t *restrict out = quantized + r * count;
    float lanes[NEURAL_BLOCK] = {0};
    for (size_t k = 0; k < count; k += NEURAL_BLOCK) {
      for (int l = 0; l < NEURAL_BLOCK; l++) {
        float magnitude = in[k + l] < 0 ? -in[k + l] : in[k + l];
        lanes[l] = magnitude > lanes[l] ? magnitude : lanes[l];
      }
    }
    float largest = 1e-20f;
    for (int l = 0; l < NEURAL_BLOCK; l++) largest = lanes[l] > largest ? lanes[l] : largest;
    float factor = 32767 / largest;
    for (size_t k = 0; k < count; k++) out[k] = (int16_t)nearest(in[k] * factor);
    scales[r] = largest / 32767;
  }
}

static void NAME(pair_scores)(const float *x, size_t rows, size_t inner, const float *transposed,
                              size_t columns, float *scores) {
  for (size_t h = 0; h < columns; h += NEURAL_BLOCK) {
    for (size_t d = 0; d < rows; d++) {
      float *restrict out = scores + d * columns + h;
      const float *restrict column = transposed + h;
      float sums[NEURAL_BLOCK];
      for (int l = 0; l < NEURAL_BLOCK; l++) sums[l] = out[l];
      for (size_t k = 0; k < inner; k++, column += columns) {
        float value = x[d * inner + k];
        for (int l = 0; l < NEURAL_BLOCK; l++) sums[l] += value * column[l];
      }
      for (int l = 0; l < NEURAL_BLOCK; l++) out[l] = sums[l];
    }
  }
}

#undef VECTORS
#undef NAME
#undef VECTOR
#undef LANES
#undef ROWS
#undef ZERO
#undef LOAD
#undef PAIR
#undef STORE
#undef DOT
