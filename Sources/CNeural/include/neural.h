/// The arithmetic of the parser's network: products of 16-bit matrices and the LSTM cell.
///
/// One binary carries the kernels for plain x86-64 (SSE2), AVX2 and AVX-512 VNNI and picks by the
/// processor it runs on; other processors take the portable one. All of them give the same bits:
/// products are summed as integers, and the rest is rounded at every step (no fused operations).
#ifndef NEURAL_H
#define NEURAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Outputs of a matrix are padded to a multiple of this.
#define NEURAL_BLOCK 16

/// The instruction sets there are kernels for, each wider than the one before.
typedef enum {
  NEURAL_PORTABLE = 0,
  NEURAL_SSE2 = 1,
  NEURAL_AVX2 = 2,
  NEURAL_AVX512 = 3,
} neural_level;

/// The widest this processor runs.
neural_level neural_best_level(void);

/// A linear layer: `outputs` rows of `inner` 8-bit weights, packed for the kernels.
typedef struct {
  const int16_t *packed;  ///< `neural_packed_count` numbers
  const float *scales;    ///< one an output: what a weight of one stands for
  const float *biases;    ///< one an output
  size_t outputs;         ///< a multiple of NEURAL_BLOCK
  size_t inner;           ///< even
} neural_matrix;

/// Packs a row-major matrix: blocks of 16 outputs, in them pairs of inputs, in them outputs.
void neural_pack(const int8_t *weights, size_t outputs, size_t inner, int16_t *packed);

/// `y[r][o] = x_scale * x_scales[r] * scales[o] * (x[r] . w[o]) + biases[o]`.
///
/// `x_scales` may be NULL and counts as ones then. Rows of `y` are `matrix.outputs` apart. A sum of
/// products must fit 32 bits: any 16-bit input does while `inner` is at most 512.
void neural_linear(neural_level level, neural_matrix matrix, const int16_t *x, size_t rows,
                   float x_scale, const float *x_scales, float *y);

/// One direction of an LSTM over sentences that are stored a step at a time.
///
/// Step `t` has `counts[t]` sentences, never more than the step before it: the longest sentence
/// comes first. Their rows follow each other in `gate_rows` and `y`. `gates[gate_rows[row]]` holds
/// what the inputs give to a row's gates in the order input, forget, cell, output, first of the
/// forward, then of the backward direction. Rows of `y` hold the states of both directions
/// (16-bit, 1.0 = 32767). `state` and `cell` have room for the units of `counts[0]` sentences,
/// `scratch` for their gates.
void neural_lstm(neural_level level, neural_matrix recurrent, bool backward, size_t steps,
                 const int32_t *counts, const float *gates, const int32_t *gate_rows,
                 int16_t *state, float *cell, float *scratch, int16_t *y);

/// Rows of floats as 16-bit numbers with a scale each; `count` a row.
void neural_quantize(neural_level level, const float *x, size_t rows, size_t count, size_t x_stride,
                     int16_t *quantized, float *scales);

/// `scores[d][h] += Σ_k x[d][k] * transposed[k][h]` for `rows` dependents and `columns` heads, a
/// multiple of NEURAL_BLOCK.
void neural_pair_scores(neural_level level, const float *x, size_t rows, size_t inner,
                        const float *transposed, size_t columns, float *scores);

#endif
