#pragma once

#include <stddef.h>
#include <stdint.h>

// The loops of the query executor that run over whole columns. Nothing here allocates or keeps
// anything; every pointer must be good for the rows that are asked for.

/// The codes of a column: 1, 2 or 4 bytes a row, the same one for every row (width 0), or counting
/// up from `first` (width 3).
typedef struct {
  const void *_Nullable data;
  uint32_t first;
  int32_t width;
} column_codes;

/// How the outcome of a test goes into a mask of bytes that are 0 or 1.
typedef enum : int32_t { column_set, column_and, column_or } column_mode;

/// mask[i] = whether the code of row start + i lies in low...high, or where `outside` does not.
void column_test_range(column_codes codes, size_t start, size_t count, uint32_t low, uint32_t high,
                       int32_t outside, column_mode mode, uint8_t *_Nonnull mask);

/// mask[i] = table[code of row start + i], each 0 or 1.
void column_test_table(column_codes codes, size_t start, size_t count,
                       const uint8_t *_Nonnull table, column_mode mode, uint8_t *_Nonnull mask);

/// mask[i] = whether the integer lies in low...high, or where `outside` does not.
void column_test_integers(const int64_t *_Nonnull values, size_t count, int64_t low, int64_t high,
                          int32_t outside, column_mode mode, uint8_t *_Nonnull mask);

/// Combines two masks into the first.
void column_combine(uint8_t *_Nonnull mask, const uint8_t *_Nonnull other, size_t count,
                    column_mode mode);

/// The number of ones.
size_t column_count(const uint8_t *_Nonnull mask, size_t count);

/// The places of the ones; `places` has room for count + 8. Gives their number.
size_t column_select(const uint8_t *_Nonnull mask, size_t count, uint32_t *_Nonnull places);

/// codes_out[i] = the code of row start + places[i], or of row start + i without places.
void column_gather(column_codes codes, size_t start, const uint32_t *_Nullable places, size_t count,
                   uint32_t *_Nonnull codes_out);

/// The same through a table: out[i] = table[code].
void column_gather_mapped(column_codes codes, size_t start, const uint32_t *_Nullable places,
                          size_t count, const uint32_t *_Nonnull table, uint32_t *_Nonnull out);

/// keys[i] += codes[i] * factor.
void column_add_key(uint32_t *_Nonnull keys, const uint32_t *_Nonnull codes, size_t count,
                    uint32_t factor);

/// keys[i] |= codes[i] << shift.
void column_pack_key(uint64_t *_Nonnull keys, const uint32_t *_Nonnull codes, size_t count,
                     uint32_t shift);

/// Turns keys into the numbers of groups, in the order of their first rows: map[key] is the number
/// plus one, or 0. New groups are added: their keys and first rows. Gives the number of groups.
size_t column_groups(uint32_t *_Nonnull keys, size_t count, uint32_t *_Nonnull map,
                     uint32_t *_Nonnull group_keys, uint32_t *_Nonnull first_rows,
                     size_t group_count, uint32_t row, const uint32_t *_Nullable places);

/// The same for keys of 64 bits by open addressing. `slots` has mask + 1 numbers, twice as many as
/// there will be groups; `group_keys` and `first_rows` have room for `count` more. `rows` are those
/// of the keys.
size_t column_hash_groups(const uint64_t *_Nonnull keys, const uint32_t *_Nonnull rows,
                          size_t count, uint32_t *_Nonnull slots, uint64_t mask,
                          uint64_t *_Nonnull group_keys, uint32_t *_Nonnull first_rows,
                          size_t group_count, uint32_t *_Nonnull groups);

/// The part of 2^bits that a key belongs to.
void column_part_counts(const uint64_t *_Nonnull keys, size_t count, uint32_t bits,
                        uint32_t *_Nonnull counts);

/// Writes keys and their rows (row + places[i]) to their parts; `ends` are the next places in each.
void column_scatter(const uint64_t *_Nonnull keys, size_t count, uint32_t row,
                    const uint32_t *_Nullable places, uint32_t bits, uint32_t *_Nonnull ends,
                    uint64_t *_Nonnull keys_out, uint32_t *_Nonnull rows_out);

/// counts[groups[i]] += 1.
void column_count_groups(const uint32_t *_Nonnull groups, size_t count, int64_t *_Nonnull counts,
                         size_t group_count);

/// counts[groups[i]] += codes[i] != 0.
void column_count_codes(const uint32_t *_Nonnull groups, const uint32_t *_Nonnull codes,
                        size_t count, int64_t *_Nonnull counts, size_t group_count);

/// sums[groups[i]] += codes[i].
void column_sum_codes(const uint32_t *_Nonnull groups, const uint32_t *_Nonnull codes, size_t count,
                      int64_t *_Nonnull sums, size_t group_count);

/// least[groups[i]] = min(itself, codes[i]), a code below `floor` passed over.
void column_least_codes(const uint32_t *_Nonnull groups, const uint32_t *_Nonnull codes,
                        size_t count, uint32_t floor, uint32_t *_Nonnull least);

/// greatest[groups[i]] = max(itself, codes[i]).
void column_greatest_codes(const uint32_t *_Nonnull groups, const uint32_t *_Nonnull codes,
                           size_t count, uint32_t *_Nonnull greatest);

/// The sum of the codes of rows start ..< start + count.
uint64_t column_sum(column_codes codes, size_t start, size_t count);

/// The least code that is at least `floor`, and the greatest, of rows start ..< start + count;
/// they only widen what is there.
void column_ends(column_codes codes, size_t start, size_t count, uint32_t floor,
                 uint32_t *_Nonnull least, uint32_t *_Nonnull greatest);

/// How many codes are 0.
size_t column_zeros(column_codes codes, size_t start, size_t count);

/// Keeps the places of keys at or below a bound: out[k] = i. Gives their number.
size_t column_below(const uint64_t *_Nonnull keys, size_t count, uint64_t bound,
                    uint32_t *_Nonnull out);

/// The place of a needle in bytes, or `count` where it is not. The needle is not empty.
size_t column_find(const uint8_t *_Nonnull bytes, size_t count, const uint8_t *_Nonnull needle,
                   size_t needle_count);
