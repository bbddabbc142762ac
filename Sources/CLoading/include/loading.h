/// The byte-level kernels of loading: where fields end, what number they say, which text they are.
///
/// Text is taken in blocks of whole lines. `loading_scan` finds the edges of all fields of a block,
/// then each column is parsed by itself over all rows of the block, so that its table of texts stays in
/// the cache. Nothing here knows of files or of types; Swift decides, C runs over the bytes.
#ifndef LOADING_H
#define LOADING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Bytes that may be read, but mean nothing, behind every block.
enum { loading_padding = 64 };

/// The edges of the fields of one block.
///
/// Field k begins at edges[k] and ends at edges[k + 1] - 1, where its separator or line end stands;
/// line j has the fields lines[j] ..< lines[j + 1].
typedef struct {
  uint32_t *edges;
  uint32_t edge_count;
  uint32_t edge_capacity;
  uint32_t *lines;
  uint32_t line_count;
  uint32_t line_capacity;
} loading_edges;

void loading_edges_free(loading_edges *edges);
/// Makes room for so many edges, those that are there kept. False where memory is short.
bool loading_edges_reserve(loading_edges *edges, size_t count);

/// Finds the edges of `count` bytes without quotes; an unended last line ends at `count`, where the
/// byte is overwritten by a line end. False where memory is short.
bool loading_scan(uint8_t *bytes, size_t count, uint8_t separator, loading_edges *edges);

/// How quoted text goes on from one block to the next.
typedef struct {
  /// Whether the block ends inside quotes: then it must be given again with more bytes.
  bool ends_inside_quotes;
  /// How many bytes of the input make whole records.
  size_t consumed;
  /// Bytes of the output written.
  size_t written;
  /// Line ends in what was consumed.
  size_t line_ends;
} loading_quoted_state;

/// Copies text with quotes (RFC 4180: a quote that begins a field opens it, two inside stand for one)
/// to `output` without them and finds the edges there. Takes `\n`, `\r\n` and `\r\r\n` as line ends.
/// `output` must have room for `count` + 1 + padding bytes. With `is_last` an unended record is ended.
/// `first_lines[j]` is the number of line ends before record j.
bool loading_scan_quoted(
  const uint8_t *bytes, size_t count, uint8_t separator, uint8_t quote, bool is_last,
  uint8_t *output, loading_edges *edges, uint32_t *first_lines, loading_quoted_state *state);

/// A column of integers that is as wide as its widest value.
typedef struct {
  void *values;
  size_t count;
  size_t capacity;
  /// Bytes a value: 1, 2, 4 or 8; 0 while all values are `least`.
  int width;
  /// Whether the values are codes, which have no sign.
  bool is_unsigned;
  /// Whether a value was appended that is not null.
  bool has_values;
  /// About how many values there will be; 0 where nobody knows.
  size_t expected;
  int64_t least;
  int64_t greatest;
} loading_integers;

void loading_integers_free(loading_integers *column);
/// Appends values, widening the column where they do not fit. False where memory is short.
bool loading_integers_append(loading_integers *column, const int64_t *values, size_t count);
/// Appends values of which those count where `valid` is 1, and a 1 to `nulls` for every other.
bool loading_integers_append_valid(
  loading_integers *column, loading_integers *nulls, int64_t *values, const uint8_t *valid,
  size_t count);
/// Appends a 1 for every row where `valid` is not 1, and a 0 for the others.
bool loading_nulls_append(loading_integers *nulls, const uint8_t *valid, size_t count);
/// Appends codes, none of them greater than `limit`.
bool loading_codes_append(
  loading_integers *column, const uint32_t *codes, size_t count, uint32_t limit);
/// Copies `count` values from `first` on to 64-bit integers.
void loading_integers_read(
  const loading_integers *column, size_t first, size_t count, int64_t *output);

/// The greatest common divisor of `unit` and the distances of all values but nulls from `base`.
uint64_t loading_unit(
  const loading_integers *column, const loading_integers *nulls, int64_t base, uint64_t unit);
/// Writes (value - base) / unit, or 0 for a null, in `width` bytes each (1, 2 or 4).
void loading_pack_integers(
  const loading_integers *column, const loading_integers *nulls, int64_t base, uint64_t unit,
  void *output, int width);
/// Writes codes[value] in `width` bytes each (1, 2 or 4).
void loading_pack_codes(
  const loading_integers *column, const uint32_t *codes, void *output, int width);

/// The field of each row of a block: row r's is number rows[r] + column.
typedef struct {
  const uint8_t *bytes;
  const uint32_t *edges;
  const uint32_t *rows;
  size_t count;
  uint32_t column;
} loading_fields;

/// Parses integers; valid[r] is 1 where there is a number, 0 where the field is empty and 2 where it is
/// neither. Returns how many are neither, and writes 0 for what is no number. A number with nothing
/// but zeros behind its point counts.
size_t loading_parse_integers(const loading_fields *fields, int64_t *values, uint8_t *valid);

/// A column of reals: decimals of up to 32 bits and one number of places behind the point as long as
/// all values are such, otherwise doubles.
typedef struct {
  double *values;
  size_t count;
  size_t capacity;
  loading_integers scaled;
  uint32_t fraction;
  bool is_decimal;
} loading_reals;

void loading_reals_free(loading_reals *column);
/// Parses decimal numbers, correctly rounded, and appends them; `valid` as above, `bad` counts the 2s.
/// False where memory is short.
bool loading_reals_parse(
  loading_reals *column, const loading_fields *fields, uint8_t *valid, size_t *bad);
/// Copies `count` values from `first` on to doubles.
void loading_reals_read(const loading_reals *column, size_t first, size_t count, double *output);
/// Gives the decimals of a column more places behind the point; they must have room.
bool loading_reals_rescale(loading_reals *column, uint32_t fraction);

/// A place in the hash table of a column's texts; free where the code is 0.
typedef struct {
  /// Up to 8 bytes the text itself, otherwise its hash.
  uint64_t key;
  uint32_t code;
  uint32_t length;
} loading_slot;

/// The distinct texts of a column: text i is bytes[offsets[i] ..< offsets[i + 1]], text 0 is empty.
typedef struct {
  uint8_t *bytes;
  size_t byte_count;
  size_t byte_capacity;
  uint32_t *offsets;
  uint64_t *hashes;
  size_t count;
  size_t capacity;
  loading_slot *slots;
  size_t slot_mask;
} loading_texts;

/// False where memory is short.
bool loading_texts_init(loading_texts *texts);
void loading_texts_free(loading_texts *texts);
/// Gives back the room that the bytes and the offsets do not need, but for the padding behind each. False where
/// memory is short: then they are as they were.
bool loading_texts_trim(loading_texts *texts);
/// The code of one text, made if it is new; UINT32_MAX where memory is short or four gigabytes of texts
/// are exceeded.
uint32_t loading_texts_code(loading_texts *texts, const uint8_t *bytes, size_t count);
/// The code of a text, UINT32_MAX where it is not there; looks at all, for the odd text.
uint32_t loading_texts_find(const loading_texts *texts, const uint8_t *bytes, size_t count);
/// The codes of a column's fields. New texts that are not UTF-8 are taken as Windows-1252.
bool loading_texts_encode(loading_texts *texts, const loading_fields *fields, uint32_t *codes);
/// Adds the texts of `other` and writes the code that each has here.
bool loading_texts_merge(loading_texts *texts, const loading_texts *other, uint32_t *codes);

/// The greatest of `count` unsigned numbers of 1, 2 or 4 bytes; 0 where there are none.
uint32_t loading_greatest(const void *values, size_t count, int width);
/// Whether no number is less than the one before it.
bool loading_ascends(const uint32_t *values, size_t count);

/// A checksum of 64 bits over bytes, at several gigabytes a second; not for secrets.
uint64_t loading_checksum(const uint8_t *bytes, size_t count, uint64_t seed);

#endif
