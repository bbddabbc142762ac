#include "neural.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// The same bits from every kernel: a fused multiply-add would round once where others round twice.
#pragma STDC FP_CONTRACT OFF

/// Rounds to the nearest integer: adding 1.5 * 2^23 leaves it in the low bits. |x| < 2^22.
static inline __attribute__((always_inline)) int32_t nearest(float x) {
  float shifted = x + 12582912.0f;
  int32_t bits;
  memcpy(&bits, &shifted, sizeof bits);
  return bits - 0x4b400000;
}

/// e^x for |x| < 87, wrong by at most 2 in 10^7: 2^n times a polynomial of what is left (Cephes).
static inline __attribute__((always_inline)) float exponential(float x) {
  x = x < -87.0f ? -87.0f : x;
  x = x > 87.0f ? 87.0f : x;
  int32_t n = nearest(x * 1.44269504f);
  float r = x - (float)n * 0.693359375f;
  r = r + (float)n * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1.0f;
  int32_t power = (n + 127) << 23;
  float scale;
  memcpy(&scale, &power, sizeof scale);
  return p * scale;
}

static inline __attribute__((always_inline)) float sigmoid(float x) {
  return 1.0f / (1.0f + exponential(-x));
}

static inline __attribute__((always_inline)) float hyperbolic_tangent(float x) {
  return 2.0f * sigmoid(2.0f * x) - 1.0f;
}

// A pair of 16-bit inputs as the 32 bits that the wide kernels put in every lane.
static inline __attribute__((always_inline)) int32_t pair_bits(const int16_t *p) {
  int32_t bits;
  memcpy(&bits, p, sizeof bits);
  return bits;
}

#if defined(__x86_64__)

#define NAME(x) x##_sse2
#define VECTOR __m128i
#define LANES 4
#define ROWS 2
#define ZERO() _mm_setzero_si128()
#define LOAD(p) _mm_loadu_si128((const __m128i *)(p))
#define PAIR(p) _mm_set1_epi32(pair_bits(p))
#define STORE(p, v) _mm_storeu_si128((__m128i *)(p), v)
#define DOT(s, a, b) _mm_add_epi32(s, _mm_madd_epi16(a, b))
#include "kernels.h"

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define NAME(x) x##_avx2
#define VECTOR __m256i
#define LANES 8
#define ROWS 6
#define ZERO() _mm256_setzero_si256()
#define LOAD(p) _mm256_loadu_si256((const __m256i *)(p))
#define PAIR(p) _mm256_set1_epi32(pair_bits(p))
#define STORE(p, v) _mm256_storeu_si256((__m256i *)(p), v)
#define DOT(s, a, b) _mm256_add_epi32(s, _mm256_madd_epi16(a, b))
#include "kernels.h"
#pragma clang attribute pop

#pragma clang attribute push(                                                          \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni,prefer-256-bit"))),    \
    apply_to = function)
#define NAME(x) x##_avx512
#define VECTOR __m512i
#define LANES 16
#define ROWS 12
#define ZERO() _mm512_setzero_si512()
#define LOAD(p) _mm512_loadu_si512(p)
#define PAIR(p) _mm512_set1_epi32(pair_bits(p))
#define STORE(p, v) _mm512_storeu_si512(p, v)
#define DOT(s, a, b) _mm512_dpwssd_epi32(s, a, b)
#include "kernels.h"
#pragma clang attribute pop

#define CALL(level, name, ...)                                     \
  switch (level) {                                                 \
    case NEURAL_AVX512: name##_avx512(__VA_ARGS__); break;         \
    case NEURAL_AVX2: name##_avx2(__VA_ARGS__); break;             \
    case NEURAL_SSE2: name##_sse2(__VA_ARGS__); break;             \
    case NEURAL_PORTABLE: name##_portable(__VA_ARGS__); break;     \
  }

#else

#define CALL(level, name, ...) name##_portable(__VA_ARGS__)

#endif

#define NAME(x) x##_portable
#define VECTOR int32_t
#define LANES 1
#define ROWS 1
#define ZERO() 0
#define LOAD(p) pair_bits(p)
#define PAIR(p) pair_bits(p)
#define STORE(p, v) (*(p) = (v))
#define DOT(s, a, b) ((s) + (int16_t)(a) * (int16_t)(b) + ((a) >> 16) * ((b) >> 16))
#include "kernels.h"

neural_level neural_best_level(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512vnni")) {
    return NEURAL_AVX512;
  }
  return __builtin_cpu_supports("avx2") ? NEURAL_AVX2 : NEURAL_SSE2;
#else
  return NEURAL_PORTABLE;
#endif
}

void neural_pack(const int8_t *weights, size_t outputs, size_t inner, int16_t *packed) {
  for (size_t o = 0; o < outputs; o += NEURAL_BLOCK) {
    for (size_t k = 0; k < inner; k += 2) {
      for (size_t l = 0; l < NEURAL_BLOCK; l++) {
        *packed++ = weights[(o + l) * inner + k];
        *packed++ = weights[(o + l) * inner + k + 1];
      }
    }
  }
}

void neural_linear(neural_level level, neural_matrix matrix, const int16_t *x, size_t rows,
                   float x_scale, const float *x_scales, float *y) {
  CALL(level, linear, matrix, x, rows, x_scale, x_scales, y);
}

void neural_lstm(neural_level level, neural_matrix recurrent, bool backward, size_t steps,
                 const int32_t *counts, const float *gates, const int32_t *gate_rows,
                 int16_t *state, float *cell, float *scratch, int16_t *y) {
  CALL(level, lstm, recurrent, backward, steps, counts, gates, gate_rows, state, cell, scratch, y);
}

void neural_quantize(neural_level level, const float *x, size_t rows, size_t count, size_t x_stride,
                     int16_t *quantized, float *scales) {
  CALL(level, quantize, x, rows, count, x_stride, quantized, scales);
}

void neural_pair_scores(neural_level level, const float *x, size_t rows, size_t inner,
                        const float *transposed, size_t columns, float *scores) {
  CALL(level, pair_scores, x, rows, inner, transposed, columns, scores);
}
