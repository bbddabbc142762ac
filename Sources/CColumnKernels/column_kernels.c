#include "column_kernels.h"

#include <string.h>

// On x86 each loop is compiled for several instruction sets and chosen when the program starts;
// elsewhere the compiler's default has vectors enough.
#if defined(__x86_64__) && defined(__linux__) && defined(__has_attribute)
#if __has_feature(thread_sanitizer)
// Which clone runs is decided before the sanitizer is set up, whose calls in the decision would crash.
#define FOR_EACH_CPU
#elif __has_attribute(target_clones)
#define FOR_EACH_CPU __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#endif
#endif
#ifndef FOR_EACH_CPU
#define FOR_EACH_CPU
#endif

#define INLINE static inline __attribute__((always_inline))

// Runs BODY with `code` a row's code, for rows start ..< start + count and i counted from 0.
#define LOOP_OF(TYPE, BODY)                          \
  {                                                  \
    const TYPE *data = (const TYPE *)codes.data + start; \
    for (size_t i = 0; i < count; i++) {             \
      uint32_t code = data[i];                       \
      BODY                                           \
    }                                                \
  }
#define FOR_CODES(BODY)                                              \
  switch (codes.width) {                                             \
    case 1: LOOP_OF(uint8_t, BODY) break;                            \
    case 2: LOOP_OF(uint16_t, BODY) break;                           \
    case 4: LOOP_OF(uint32_t, BODY) break;                           \
    case 3:                                                          \
      for (size_t i = 0; i < count; i++) {                           \
        uint32_t code = codes.first + (uint32_t)(start + i);         \
        BODY                                                         \
      }                                                              \
      break;                                                         \
    default:                                                         \
      for (size_t i = 0; i < count; i++) {                           \
        uint32_t code = codes.first;                                 \
        BODY                                                         \
      }                                                              \
  }

// The test in the width of the codes, so that a byte is compared as one.
#define RANGE_LOOP(TYPE, OP)                                             \
  {                                                                      \
    const TYPE *data = (const TYPE *)codes.data + start;                 \
    TYPE from = (TYPE)low, width = (TYPE)(high - low);                   \
    for (size_t i = 0; i < count; i++) {                                 \
      uint8_t hit = (uint8_t)((TYPE)(data[i] - from) <= width) ^ flip;   \
      mask[i] OP hit;                                                    \
    }                                                                    \
  }
#define RANGE_MODES(TYPE)                             \
  switch (mode) {                                     \
    case column_set: RANGE_LOOP(TYPE, =) break;       \
    case column_and: RANGE_LOOP(TYPE, &=) break;      \
    case column_or: RANGE_LOOP(TYPE, |=) break;       \
  }

FOR_EACH_CPU
void column_test_range(column_codes codes, size_t start, size_t count, uint32_t low, uint32_t high,
                       int32_t outside, column_mode mode, uint8_t *mask) {
  uint8_t flip = outside ? 1 : 0;
  uint32_t greatest = codes.width == 1 ? 0xff : codes.width == 2 ? 0xffff : 0xffffffff;
  if (low > high || low > greatest) {
    // No code is inside.
    for (size_t i = 0; i < count; i++) {
      if (mode == column_set) mask[i] = flip;
      if (mode == column_and) mask[i] &= flip;
      if (mode == column_or) mask[i] |= flip;
    }
    return;
  }
  if (high > greatest) high = greatest;
  switch (codes.width) {
    case 1: RANGE_MODES(uint8_t) break;
    case 2: RANGE_MODES(uint16_t) break;
    case 4: RANGE_MODES(uint32_t) break;
    default:
      FOR_CODES(uint8_t hit = (uint8_t)(code - low <= high - low) ^ flip;
                mask[i] = mode == column_set   ? hit
                          : mode == column_and ? (mask[i] & hit)
                                               : (mask[i] | hit);)
  }
}

FOR_EACH_CPU
void column_test_table(column_codes codes, size_t start, size_t count, const uint8_t *table,
                       column_mode mode, uint8_t *mask) {
  switch (mode) {
    case column_set: FOR_CODES(mask[i] = table[code];) break;
    case column_and: FOR_CODES(mask[i] &= table[code];) break;
    case column_or: FOR_CODES(mask[i] |= table[code];) break;
  }
}

FOR_EACH_CPU
void column_test_integers(const int64_t *values, size_t count, int64_t low, int64_t high,
                          int32_t outside, column_mode mode, uint8_t *mask) {
  uint8_t flip = outside ? 1 : 0;
  for (size_t i = 0; i < count; i++) {
    uint8_t hit = (uint8_t)((values[i] >= low) & (values[i] <= high)) ^ flip;
    mask[i] = mode == column_set ? hit : mode == column_and ? (mask[i] & hit) : (mask[i] | hit);
  }
}

FOR_EACH_CPU
void column_combine(uint8_t *mask, const uint8_t *other, size_t count, column_mode mode) {
  switch (mode) {
    case column_set: memcpy(mask, other, count); break;
    case column_and:
      for (size_t i = 0; i < count; i++) mask[i] &= other[i];
      break;
    case column_or:
      for (size_t i = 0; i < count; i++) mask[i] |= other[i];
      break;
  }
}

FOR_EACH_CPU
size_t column_count(const uint8_t *mask, size_t count) {
  size_t total = 0;
  for (size_t i = 0; i < count; i++) total += mask[i];
  return total;
}

size_t column_select(const uint8_t *mask, size_t count, uint32_t *places) {
  size_t found = 0, i = 0;
  for (; i + 8 <= count; i += 8) {
    uint64_t eight;
    memcpy(&eight, mask + i, 8);
    if (eight == 0) continue;
    for (size_t k = 0; k < 8; k++) {
      places[found] = (uint32_t)(i + k);
      found += mask[i + k];
    }
  }
  for (; i < count; i++) {
    places[found] = (uint32_t)i;
    found += mask[i];
  }
  return found;
}

#define GATHER_OF(TYPE, VALUE)                                                    \
  {                                                                               \
    const TYPE *data = (const TYPE *)codes.data + start;                          \
    if (places) {                                                                 \
      for (size_t i = 0; i < count; i++) { uint32_t code = data[places[i]]; out[i] = VALUE; } \
    } else {                                                                      \
      for (size_t i = 0; i < count; i++) { uint32_t code = data[i]; out[i] = VALUE; } \
    }                                                                             \
  }
#define GATHER(VALUE)                                                             \
  switch (codes.width) {                                                          \
    case 1: GATHER_OF(uint8_t, VALUE) break;                                      \
    case 2: GATHER_OF(uint16_t, VALUE) break;                                     \
    case 4: GATHER_OF(uint32_t, VALUE) break;                                     \
    default:                                                                      \
      for (size_t i = 0; i < count; i++) {                                        \
        uint32_t code = codes.first;                                              \
        if (codes.width == 3) code += (uint32_t)(start + (places ? places[i] : i)); \
        out[i] = VALUE;                                                           \
      }                                                                           \
  }

FOR_EACH_CPU
void column_gather(column_codes codes, size_t start, const uint32_t *places, size_t count,
                   uint32_t *out) {
  GATHER(code)
}

FOR_EACH_CPU
void column_gather_mapped(column_codes codes, size_t start, const uint32_t *places, size_t count,
                          const uint32_t *table, uint32_t *out) {
  GATHER(table[code])
}

FOR_EACH_CPU
void column_add_key(uint32_t *keys, const uint32_t *codes, size_t count, uint32_t factor) {
  for (size_t i = 0; i < count; i++) keys[i] += codes[i] * factor;
}

FOR_EACH_CPU
void column_pack_key(uint64_t *keys, const uint32_t *codes, size_t count, uint32_t shift) {
  for (size_t i = 0; i < count; i++) keys[i] |= (uint64_t)codes[i] << shift;
}

size_t column_groups(uint32_t *keys, size_t count, uint32_t *map, uint32_t *group_keys,
                     uint32_t *first_rows, size_t group_count, uint32_t row,
                     const uint32_t *places) {
  for (size_t i = 0; i < count; i++) {
    uint32_t group = map[keys[i]];
    if (group == 0) {
      group_keys[group_count] = keys[i];
      first_rows[group_count] = row + (places ? places[i] : (uint32_t)i);
      group = (uint32_t)++group_count;
      map[keys[i]] = group;
    }
    keys[i] = group - 1;
  }
  return group_count;
}

INLINE uint64_t key_hash(uint64_t key) {
  key *= 0x9e3779b97f4a7c15;
  return key ^ (key >> 32);
}

size_t column_hash_groups(const uint64_t *keys, const uint32_t *rows, size_t count, uint32_t *slots,
                          uint64_t mask, uint64_t *group_keys, uint32_t *first_rows,
                          size_t group_count, uint32_t *groups) {
  for (size_t i = 0; i < count; i++) {
    uint64_t key = keys[i];
    uint64_t slot = key_hash(key) & mask;
    uint32_t group;
    while ((group = slots[slot]) != 0 && group_keys[group - 1] != key) slot = (slot + 1) & mask;
    if (group == 0) {
      group_keys[group_count] = key;
      first_rows[group_count] = rows[i];
      group = (uint32_t)++group_count;
      slots[slot] = group;
    }
    groups[i] = group - 1;
  }
  return group_count;
}

// The high bits of the product, which the slots inside of a part do not use.
INLINE uint32_t key_part(uint64_t key, uint32_t bits) {
  return (uint32_t)((key * 0x9e3779b97f4a7c15) >> (64 - bits));
}

FOR_EACH_CPU
void column_part_counts(const uint64_t *keys, size_t count, uint32_t bits, uint32_t *counts) {
  for (size_t i = 0; i < count; i++) counts[key_part(keys[i], bits)]++;
}

void column_scatter(const uint64_t *keys, size_t count, uint32_t row, const uint32_t *places,
                    uint32_t bits, uint32_t *ends, uint64_t *keys_out, uint32_t *rows_out) {
  for (size_t i = 0; i < count; i++) {
    uint32_t place = ends[key_part(keys[i], bits)]++;
    keys_out[place] = keys[i];
    rows_out[place] = row + (places ? places[i] : (uint32_t)i);
  }
}

// With few groups neighbouring rows often fall into the same one, and each would wait for the one
// before it: four tables in turn keep them apart.
#define FEW_GROUPS 256

#define SPREAD(VALUE, TARGET)                                       \
  if (group_count <= FEW_GROUPS && count >= 4 * FEW_GROUPS) {       \
    uint64_t t[4][FEW_GROUPS];                                      \
    memset(t, 0, sizeof t);                                         \
    size_t i = 0;                                                   \
    for (; i + 4 <= count; i += 4) {                                \
      for (size_t k = 0; k < 4; k++) t[k][groups[i + k]] += VALUE(i + k); \
    }                                                               \
    for (; i < count; i++) t[0][groups[i]] += VALUE(i);             \
    for (size_t g = 0; g < group_count; g++) {                      \
      TARGET[g] += (int64_t)(t[0][g] + t[1][g] + t[2][g] + t[3][g]); \
    }                                                               \
    return;                                                         \
  }                                                                 \
  for (size_t i = 0; i < count; i++) TARGET[groups[i]] += VALUE(i);

#define ONE(i) 1
#define CODE(i) codes[i]
#define IS_THERE(i) (codes[i] != 0)

void column_count_groups(const uint32_t *groups, size_t count, int64_t *counts,
                         size_t group_count) {
  SPREAD(ONE, counts)
}

void column_count_codes(const uint32_t *groups, const uint32_t *codes, size_t count,
                        int64_t *counts, size_t group_count) {
  SPREAD(IS_THERE, counts)
}

void column_sum_codes(const uint32_t *groups, const uint32_t *codes, size_t count, int64_t *sums,
                      size_t group_count) {
  SPREAD(CODE, sums)
}

void column_least_codes(const uint32_t *groups, const uint32_t *codes, size_t count, uint32_t floor,
                        uint32_t *least) {
  for (size_t i = 0; i < count; i++) {
    if (codes[i] < least[groups[i]] && codes[i] >= floor) least[groups[i]] = codes[i];
  }
}

void column_greatest_codes(const uint32_t *groups, const uint32_t *codes, size_t count,
                           uint32_t *greatest) {
  for (size_t i = 0; i < count; i++) {
    if (codes[i] > greatest[groups[i]]) greatest[groups[i]] = codes[i];
  }
}

FOR_EACH_CPU
uint64_t column_sum(column_codes codes, size_t start, size_t count) {
  uint64_t total = 0;
  if (codes.width == 1 || codes.width == 2) {
    // Sums of 32 bits hold 65,536 codes of 16, and twice as many lie in a register.
    for (size_t done = 0; done < count;) {
      size_t part = count - done < 65536 ? count - done : 65536;
      uint32_t sum = 0;
      if (codes.width == 1) {
        const uint8_t *data = (const uint8_t *)codes.data + start + done;
        for (size_t i = 0; i < part; i++) sum += data[i];
      } else {
        const uint16_t *data = (const uint16_t *)codes.data + start + done;
        for (size_t i = 0; i < part; i++) sum += data[i];
      }
      total += sum;
      done += part;
    }
    return total;
  }
  FOR_CODES(total += code;)
  return total;
}

#define ENDS_OF(TYPE, TOP)                                       \
  {                                                              \
    const TYPE *data = (const TYPE *)codes.data + start;         \
    TYPE from = (TYPE)floor, low = TOP, high = 0;                \
    for (size_t i = 0; i < count; i++) {                         \
      TYPE code = data[i], moved = (TYPE)(code - from);          \
      low = moved < low ? moved : low;                           \
      high = code > high ? code : high;                          \
    }                                                            \
    /* All null: nothing is widened. */                          \
    if (high < from) return;                                     \
    if ((uint32_t)low + floor < *least) *least = (uint32_t)low + floor; \
    if (high > *greatest) *greatest = high;                      \
  }

FOR_EACH_CPU
void column_ends(column_codes codes, size_t start, size_t count, uint32_t floor, uint32_t *least,
                 uint32_t *greatest) {
  if (count == 0) return;
  switch (codes.width) {
    case 1: ENDS_OF(uint8_t, 0xff) break;
    case 2: ENDS_OF(uint16_t, 0xffff) break;
    case 4: ENDS_OF(uint32_t, 0xffffffff) break;
    default:
      FOR_CODES(if (code >= floor) {
        if (code < *least) *least = code;
        if (code > *greatest) *greatest = code;
      })
  }
}

FOR_EACH_CPU
size_t column_zeros(column_codes codes, size_t start, size_t count) {
  size_t total = 0;
  FOR_CODES(total += code == 0;)
  return total;
}

size_t column_below(const uint64_t *keys, size_t count, uint64_t bound, uint32_t *out) {
  size_t found = 0;
  for (size_t i = 0; i < count; i++) {
    out[found] = (uint32_t)i;
    found += keys[i] <= bound;
  }
  return found;
}

// The first and the last byte of the needle are looked for 32 places at a time; where both are found,
// the rest is compared (W. Muła). FOLD makes small letters of capital ones, of other bytes what it
// likes: SAME then decides.
#define FIND_WITH(FOLD, SAME)                                                         \
  typedef uint8_t vector __attribute__((vector_size(32), aligned(1)));                \
  uint8_t first = FOLD(needle[0]), last = FOLD(needle[needle_count - 1]);             \
  size_t i = 0;                                                                       \
  for (; i + 32 + needle_count - 1 <= count; i += 32) {                               \
    vector a = FOLD(*(const vector *)(bytes + i));                                    \
    vector b = FOLD(*(const vector *)(bytes + i + needle_count - 1));                 \
    vector hits = (vector)(a == first) & (vector)(b == last);                         \
    uint64_t words[4];                                                                \
    memcpy(words, &hits, 32);                                                         \
    if ((words[0] | words[1] | words[2] | words[3]) == 0) continue;                   \
    for (size_t w = 0; w < 4; w++) {                                                  \
      for (uint64_t bits = words[w]; bits;) {                                         \
        int byte = __builtin_ctzll(bits) / 8;                                         \
        size_t place = i + w * 8 + (size_t)byte;                                      \
        if (SAME(bytes + place, needle, needle_count)) return place;                  \
        bits &= ~(0xffull << (byte * 8));                                             \
      }                                                                               \
    }                                                                                 \
  }                                                                                   \
  for (; i + needle_count <= count; i++) {                                            \
    if (SAME(bytes + i, needle, needle_count)) return i;                              \
  }                                                                                   \
  return count;

#define AS_IT_IS(x) (x)
#define SMALL(x) ((x) | 0x20)
#define SAME_BYTES(a, b, n) (memcmp(a, b, n) == 0)

INLINE int same_folded(const uint8_t *bytes, const uint8_t *needle, size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint8_t byte = bytes[i];
    if (byte >= 'A' && byte <= 'Z') byte |= 0x20;
    if (byte != needle[i]) return 0;
  }
  return 1;
}

FOR_EACH_CPU
size_t column_find(const uint8_t *bytes, size_t count, const uint8_t *needle,
                   size_t needle_count) {
  FIND_WITH(AS_IT_IS, SAME_BYTES)
}

FOR_EACH_CPU
size_t column_find_folded(const uint8_t *bytes, size_t count, const uint8_t *needle,
                          size_t needle_count) {
  FIND_WITH(SMALL, same_folded)
}

FOR_EACH_CPU
int32_t column_is_ascii(const uint8_t *bytes, size_t count) {
  for (size_t start = 0; start < count; start += 4096) {
    size_t end = count - start < 4096 ? count : start + 4096;
    uint8_t all = 0;
    for (size_t i = start; i < end; i++) all |= bytes[i];
    if (all & 0x80) return 0;
  }
  return 1;
}
