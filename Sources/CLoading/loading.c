#include "loading.h"

#include <stdlib.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// MARK: - Edges

static bool reserve(uint32_t **array, uint32_t *capacity, size_t needed) {
  if (needed <= *capacity) return true;
  if (needed > UINT32_MAX) return false;
  size_t larger = needed + needed / 2;
  if (larger > UINT32_MAX) larger = UINT32_MAX;
  uint32_t *grown = realloc(*array, larger * sizeof **array);
  if (grown == NULL) return false;
  *array = grown;
  *capacity = (uint32_t)larger;
  return true;
}

bool loading_edges_reserve(loading_edges *edges, size_t count) {
  return reserve(&edges->edges, &edges->edge_capacity, count);
}

void loading_edges_free(loading_edges *edges) {
  free(edges->edges);
  free(edges->lines);
  *edges = (loading_edges){0};
}

// One bit for each of 64 bytes that equals `wanted`.
static inline uint64_t matches(const uint8_t *bytes, uint8_t wanted) {
#if defined(__SSE2__)
  __m128i needle = _mm_set1_epi8((char)wanted);
  uint64_t mask = 0;
  for (int i = 0; i < 4; i++) {
    __m128i part = _mm_loadu_si128((const __m128i *)(bytes + 16 * i));
    mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(part, needle)) << (16 * i);
  }
  return mask;
#else
  uint64_t mask = 0;
  for (int i = 0; i < 64; i++) mask |= (uint64_t)(bytes[i] == wanted) << i;
  return mask;
#endif
}

bool loading_scan(uint8_t *bytes, size_t count, uint8_t separator, loading_edges *edges) {
  if (count > 0 && bytes[count - 1] != '\n') bytes[count++] = '\n';
  edges->edge_count = 0;
  edges->line_count = 0;
  if (!reserve(&edges->edges, &edges->edge_capacity, 1024)) return false;
  if (!reserve(&edges->lines, &edges->line_capacity, 1024)) return false;
  uint32_t *out = edges->edges;
  size_t n = 0, lines = 0;
  out[n++] = 0;
  edges->lines[lines++] = 0;
  for (size_t base = 0; base < count; base += 64) {
    uint64_t newlines = matches(bytes + base, '\n');
    uint64_t both = matches(bytes + base, separator) | newlines;
    if (count - base < 64) {
      uint64_t inside = ((uint64_t)1 << (count - base)) - 1;
      newlines &= inside;
      both &= inside;
    }
    if (n + 72 > edges->edge_capacity) {
      if (!reserve(&edges->edges, &edges->edge_capacity, n + 72)) return false;
      out = edges->edges;
    }
    size_t before = n;
    n += (size_t)__builtin_popcountll(both);
    // Written eight at a time without asking which are the last: those behind are written over.
    uint64_t rest = both;
    for (size_t i = before; i < n; i += 8) {
      for (int j = 0; j < 8; j++) {
        out[i + (size_t)j] = (uint32_t)base + (uint32_t)__builtin_ctzll(rest | 1ull << 63) + 1;
        rest &= rest - 1;
      }
    }
    while (newlines != 0) {
      uint64_t upTo = newlines ^ (newlines - 1);
      if (lines + 2 > edges->line_capacity &&
          !reserve(&edges->lines, &edges->line_capacity, lines + 2))
        return false;
      edges->lines[lines++] = (uint32_t)(before + (size_t)__builtin_popcountll(both & upTo)) - 1;
      newlines &= newlines - 1;
    }
  }
  edges->edge_count = (uint32_t)(n - 1);
  edges->line_count = (uint32_t)(lines - 1);
  return true;
}

bool loading_scan_quoted(
  const uint8_t *bytes, size_t count, uint8_t separator, uint8_t quote, bool is_last,
  uint8_t *output, loading_edges *edges, uint32_t *first_lines, loading_quoted_state *state) {
  size_t n = 0, lines = 0, in = 0, out = 0, line_ends = 0;
  *state = (loading_quoted_state){0};
  edges->edge_count = 0;
  edges->line_count = 0;
  if (!reserve(&edges->edges, &edges->edge_capacity, 1024)) return false;
  if (!reserve(&edges->lines, &edges->line_capacity, count + 2)) return false;
  edges->edges[n++] = 0;
  edges->lines[lines++] = 0;
  first_lines[0] = 0;
  size_t record_edges = 1;
  while (in < count) {
    // One field.
    bool ended = false;
    if (bytes[in] == quote) {
      in++;
      for (;;) {
        const uint8_t *next = memchr(bytes + in, quote, count - in);
        size_t stop = next == NULL ? count : (size_t)(next - bytes);
        for (size_t i = in; i < stop; i++) line_ends += bytes[i] == '\n';
        memcpy(output + out, bytes + in, stop - in);
        out += stop - in;
        in = stop;
        if (next == NULL) {
          if (!is_last) {
            state->ends_inside_quotes = true;
            goto done;
          }
          break;
        }
        in++;
        if (in < count && bytes[in] == quote) {
          output[out++] = quote;
          in++;
        } else {
          break;
        }
      }
    }
    // What is left of it up to the separator; after a closing quote that is mostly nothing.
    while (in < count && bytes[in] != separator && bytes[in] != '\n') output[out++] = bytes[in++];
    uint8_t end = in < count ? bytes[in] : '\n';
    if (in == count && !is_last) goto done;
    if (end == '\n') {
      uint32_t start = edges->edges[n - 1];
      while (out > start && output[out - 1] == '\r') out--;
      ended = true;
      line_ends++;
    }
    in++;
    output[out++] = end;
    if (n + 2 > edges->edge_capacity && !reserve(&edges->edges, &edges->edge_capacity, n + 2))
      return false;
    edges->edges[n++] = (uint32_t)out;
    if (ended) {
      edges->lines[lines] = (uint32_t)n - 1;
      first_lines[lines] = (uint32_t)line_ends;
      lines++;
      record_edges = n;
      state->consumed = in < count ? in : count;
      state->written = out;
      state->line_ends = line_ends;
    }
  }
  if (is_last && n > record_edges) {
    // A separator was the last byte: an empty field ends the record.
    output[out++] = '\n';
    if (n + 2 > edges->edge_capacity && !reserve(&edges->edges, &edges->edge_capacity, n + 2))
      return false;
    edges->edges[n++] = (uint32_t)out;
    edges->lines[lines] = (uint32_t)n - 1;
    first_lines[lines++] = (uint32_t)++line_ends;
    record_edges = n;
    state->consumed = count;
    state->written = out;
    state->line_ends = line_ends;
  }
done:
  edges->edge_count = (uint32_t)(record_edges - 1);
  edges->line_count = (uint32_t)(lines - 1);
  return true;
}

// MARK: - Integers

void loading_integers_free(loading_integers *column) {
  free(column->values);
  *column = (loading_integers){.is_unsigned = column->is_unsigned, .expected = column->expected};
}

static int width_of(int64_t least, int64_t greatest, bool is_unsigned) {
  if (least == greatest) return 0;
  if (is_unsigned) return greatest <= UINT8_MAX ? 1 : greatest <= UINT16_MAX ? 2 : 4;
  if (least >= INT8_MIN && greatest <= INT8_MAX) return 1;
  if (least >= INT16_MIN && greatest <= INT16_MAX) return 2;
  if (least >= INT32_MIN && greatest <= INT32_MAX) return 4;
  return 8;
}

static void narrow(void *output, const int64_t *values, size_t count, int width) {
  switch (width) {
  case 0: break;
  case 1: for (size_t i = 0; i < count; i++) ((int8_t *)output)[i] = (int8_t)values[i]; break;
  case 2: for (size_t i = 0; i < count; i++) ((int16_t *)output)[i] = (int16_t)values[i]; break;
  case 4: for (size_t i = 0; i < count; i++) ((int32_t *)output)[i] = (int32_t)values[i]; break;
  default: memcpy(output, values, count * 8);
  }
}

void loading_integers_read(
  const loading_integers *column, size_t first, size_t count, int64_t *output) {
#define READ(type) \
  for (size_t i = 0; i < count; i++) output[i] = ((const type *)column->values)[first + i]; \
  break
  switch (column->width * 2 + column->is_unsigned) {
  case 0:
  case 1: for (size_t i = 0; i < count; i++) output[i] = column->least; break;
  case 2: READ(int8_t);
  case 3: READ(uint8_t);
  case 4: READ(int16_t);
  case 5: READ(uint16_t);
  case 8: READ(int32_t);
  case 9: READ(uint32_t);
  default: READ(int64_t);
  }
#undef READ
}

// Copies the values to memory of a greater width.
static bool widen(loading_integers *column, size_t capacity, int width) {
  void *wider = malloc(capacity * (size_t)width);
  if (wider == NULL) return false;
  int64_t part[1024];
  for (size_t first = 0; first < column->count; first += 1024) {
    size_t length = column->count - first < 1024 ? column->count - first : 1024;
    loading_integers_read(column, first, length, part);
    narrow((uint8_t *)wider + first * (size_t)width, part, length, width);
  }
  free(column->values);
  column->values = wider;
  return true;
}

// Room for so many values, once more of them are known to come for these at once.
static size_t room_for(size_t needed, size_t expected) {
  size_t room = needed + needed / 2 < 4096 ? 4096 : needed + needed / 2;
  return needed > 4096 && expected > room ? expected : room;
}

// Makes room for `needed` values of a width that is not less than that of the column.
static bool make_room(loading_integers *column, size_t needed, int width) {
  if (needed <= column->capacity && width <= column->width) return true;
  size_t capacity = column->capacity;
  if (needed > capacity) capacity = room_for(needed, column->expected);
  if (width == column->width) {
    void *grown = realloc(column->values, capacity * (size_t)width);
    if (grown == NULL) return false;
    column->values = grown;
  } else if (!widen(column, capacity, width)) {
    return false;
  }
  column->capacity = capacity;
  return true;
}

bool loading_integers_append(loading_integers *column, const int64_t *values, size_t count) {
  if (count == 0) return true;
  int64_t least = column->count > 0 ? column->least : values[0];
  int64_t greatest = column->count > 0 ? column->greatest : values[0];
  for (size_t i = 0; i < count; i++) {
    least = values[i] < least ? values[i] : least;
    greatest = values[i] > greatest ? values[i] : greatest;
  }
  int width = width_of(least, greatest, column->is_unsigned);
  if (width < column->width) width = column->width;
  size_t needed = column->count + count;
  if (width > 0 && !make_room(column, needed, width)) return false;
  column->least = least;
  column->greatest = greatest;
  column->width = width;
  narrow((uint8_t *)column->values + column->count * (size_t)width, values, count, width);
  column->count = needed;
  return true;
}

bool loading_nulls_append(loading_integers *nulls, const uint8_t *valid, size_t count) {
  nulls->is_unsigned = true;
  uint8_t all = 1;
  for (size_t i = 0; i < count; i++) all &= valid[i] == 1;
  if (all && nulls->width == 0 && nulls->least == 0) {
    nulls->count += count;
    return true;
  }
  int64_t part[256];
  for (size_t first = 0; first < count; first += 256) {
    size_t length = count - first < 256 ? count - first : 256;
    for (size_t i = 0; i < length; i++) part[i] = valid[first + i] != 1;
    if (!loading_integers_append(nulls, part, length)) return false;
  }
  return true;
}

bool loading_integers_append_valid(
  loading_integers *column, loading_integers *nulls, int64_t *values, const uint8_t *valid,
  size_t count) {
  size_t first = 0;
  while (first < count && valid[first] != 1) first++;
  if (first < count && !column->has_values) {
    // Nothing but nulls so far, whose value is anything: so that it does not widen the range.
    column->has_values = true;
    column->least = column->greatest = values[first];
  }
  int64_t filler = column->count > 0 || first == count ? column->least : values[first];
  for (size_t i = 0; i < count; i++) values[i] = valid[i] == 1 ? values[i] : filler;
  return loading_integers_append(column, values, count) &&
         loading_nulls_append(nulls, valid, count);
}

bool loading_codes_append(loading_integers *column, const uint32_t *codes, size_t count, uint32_t limit) {
  column->is_unsigned = true;
  size_t needed = column->count + count;
  int width = limit == 0 ? 0 : limit <= UINT8_MAX ? 1 : limit <= UINT16_MAX ? 2 : 4;
  if (width < column->width) width = column->width;
  if (width == 0) {
    column->count = needed;
    return true;
  }
  if (!make_room(column, needed, width)) return false;
  column->greatest = limit;
  column->width = width;
  switch (width) {
  case 1: for (size_t i = 0; i < count; i++) ((uint8_t *)column->values)[column->count + i] = (uint8_t)codes[i]; break;
  case 2: for (size_t i = 0; i < count; i++) ((uint16_t *)column->values)[column->count + i] = (uint16_t)codes[i]; break;
  default: memcpy((uint32_t *)column->values + column->count, codes, count * 4);
  }
  column->count = needed;
  return true;
}

static uint64_t divisor(uint64_t a, uint64_t b) {
  while (b != 0) {
    uint64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

uint64_t loading_unit(
  const loading_integers *column, const loading_integers *nulls, int64_t base, uint64_t unit) {
  int64_t part[1024], isNull[1024];
  for (size_t first = 0; first < column->count; first += 1024) {
    size_t length = column->count - first < 1024 ? column->count - first : 1024;
    loading_integers_read(column, first, length, part);
    loading_integers_read(nulls, first, length, isNull);
    for (size_t i = 0; i < length; i++) {
      if (isNull[i]) continue;
      uint64_t distance = (uint64_t)part[i] - (uint64_t)base;
      if (unit == 0 || distance % unit != 0) unit = divisor(unit, distance);
    }
    if (unit == 1) return 1;
  }
  return unit;
}

#define WRITE_CODES(value) \
  switch (width) { \
  case 1: for (size_t i = 0; i < length; i++) ((uint8_t *)output)[first + i] = (uint8_t)(value); break; \
  case 2: for (size_t i = 0; i < length; i++) ((uint16_t *)output)[first + i] = (uint16_t)(value); break; \
  default: for (size_t i = 0; i < length; i++) ((uint32_t *)output)[first + i] = (uint32_t)(value); \
  }

void loading_pack_integers(
  const loading_integers *column, const loading_integers *nulls, int64_t base, uint64_t unit,
  void *output, int width) {
  int64_t part[1024], isNull[1024];
  for (size_t first = 0; first < column->count; first += 1024) {
    size_t length = column->count - first < 1024 ? column->count - first : 1024;
    loading_integers_read(column, first, length, part);
    for (size_t i = 0; i < length; i++) part[i] = (int64_t)((uint64_t)part[i] - (uint64_t)base);
    if (unit > 1)
      for (size_t i = 0; i < length; i++) part[i] = (int64_t)((uint64_t)part[i] / unit);
    if (nulls->greatest > 0) {
      loading_integers_read(nulls, first, length, isNull);
      for (size_t i = 0; i < length; i++) part[i] &= isNull[i] - 1;
    }
    WRITE_CODES(part[i])
  }
}

void loading_pack_codes(
  const loading_integers *column, const uint32_t *codes, void *output, int width) {
  int64_t part[1024];
  for (size_t first = 0; first < column->count; first += 1024) {
    size_t length = column->count - first < 1024 ? column->count - first : 1024;
    loading_integers_read(column, first, length, part);
    WRITE_CODES(codes[part[i]])
  }
}

// MARK: - Numbers

static inline uint64_t load8(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, 8);
  return word;
}

static inline bool is_blank(uint8_t byte) { return byte == ' ' || byte == '\r'; }

typedef struct {
  const uint8_t *start;
  const uint8_t *end;
} field;

static inline field field_at(const loading_fields *fields, size_t row) {
  const uint32_t *edge = fields->edges + fields->rows[row] + fields->column;
  field found = {fields->bytes + edge[0], fields->bytes + edge[1] - 1};
  return found;
}

static inline field trimmed(field text) {
  while (text.start < text.end && is_blank(*text.start)) text.start++;
  while (text.end > text.start && is_blank(text.end[-1])) text.end--;
  return text;
}

// A number may have a point and zeros behind it, as spreadsheets write whole numbers.
static uint8_t parse_integer_slowly(field text, int64_t *value) {
  *value = 0;
  text = trimmed(text);
  if (text.start == text.end) return 0;
  bool negative = *text.start == '-';
  if (*text.start == '-' || *text.start == '+') text.start++;
  if (text.start == text.end) return 2;
  uint64_t sum = 0;
  const uint8_t *p = text.start;
  for (; p < text.end && *p >= '0' && *p <= '9'; p++) {
    if (__builtin_mul_overflow(sum, 10u, &sum) || __builtin_add_overflow(sum, *p - '0', &sum))
      return 2;
  }
  if (p == text.start) return 2;
  if (p < text.end && *p == '.') {
    p++;
    while (p < text.end && *p == '0') p++;
  }
  if (p < text.end || sum > (uint64_t)INT64_MAX + negative) return 2;
  *value = negative ? (int64_t)(0 - sum) : (int64_t)sum;
  return 1;
}

// Eight digits, the first in the lowest byte, as a number.
static inline uint64_t eight_digits(uint64_t word) {
  word = (word & 0x0f0f0f0f0f0f0f0full) * 2561 >> 8;
  word = (word & 0x00ff00ff00ff00ffull) * 6553601 >> 16;
  return (word & 0x0000ffff0000ffffull) * 42949672960001ull >> 32;
}

static inline bool are_digits(uint64_t word) {
  return ((word & 0xf0f0f0f0f0f0f0f0ull) |
          ((word + 0x0606060606060606ull) & 0xf0f0f0f0f0f0f0f0ull) >> 4) == 0x3333333333333333ull;
}

// The first `count` bytes of a word at its end, with the digit 0 before them; 0 < count <= 8.
static inline uint64_t aligned(uint64_t word, size_t count) {
  if (count == 8) return word;
  return word << (64 - 8 * count) | 0x3030303030303030ull >> (8 * count);
}

// The number of 1 to 16 digits; false where other bytes are among them. Reads up to 16 bytes.
static inline bool parse_digits(const uint8_t *p, size_t count, uint64_t *number) {
  if (count <= 8) {
    uint64_t word = aligned(load8(p), count);
    *number = eight_digits(word);
    return are_digits(word);
  }
  uint64_t high = aligned(load8(p), count - 8), low = load8(p + count - 8);
  *number = eight_digits(high) * 100000000 + eight_digits(low);
  return are_digits(high) && are_digits(low);
}

size_t loading_parse_integers(const loading_fields *fields, int64_t *values, uint8_t *valid) {
  size_t bad = 0;
  for (size_t row = 0; row < fields->count; row++) {
    field text = field_at(fields, row);
    const uint8_t *p = text.start;
    size_t length = (size_t)(text.end - p);
    if (length == 0) {
      values[row] = 0;
      valid[row] = 0;
      continue;
    }
    bool negative = *p == '-';
    p += negative;
    length -= negative;
    uint64_t sum = 0;
    if (length - 1 < 16 && parse_digits(p, length, &sum)) {
      values[row] = negative ? -(int64_t)sum : (int64_t)sum;
      valid[row] = 1;
    } else {
      valid[row] = parse_integer_slowly(text, &values[row]);
      bad += valid[row] == 2;
    }
  }
  return bad;
}

static const int64_t whole_powers[] = {
  1,           10,           100,           1000,           10000,
  100000,      1000000,      10000000,      100000000,      1000000000,
  10000000000, 100000000000, 1000000000000, 10000000000000, 100000000000000};

static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

// By the C library, for what the short way cannot round correctly.
static uint8_t parse_real_slowly(field text, double *value) {
  *value = 0;
  text = trimmed(text);
  size_t length = (size_t)(text.end - text.start);
  if (length == 0) return 0;
  char copy[512];
  if (length >= sizeof copy) return 2;
  for (size_t i = 0; i < length; i++) {
    uint8_t byte = text.start[i];
    // strtod also reads hexadecimal numbers, "inf" and "nan", which no table means by them.
    bool allowed = (byte >= '0' && byte <= '9') || byte == '-' || byte == '+' || byte == '.' ||
                   byte == 'e' || byte == 'E';
    if (!allowed) return 2;
    copy[i] = (char)byte;
  }
  copy[length] = 0;
  char *end;
  double number = strtod(copy, &end);
  if (end != copy + length) return 2;
  *value = number;
  return 1;
}

// What a field says: a decimal of at most 53 bits, or in `value` any other number.
typedef struct {
  int64_t mantissa;
  uint32_t fraction;
  bool is_decimal;
  uint8_t valid;
  double value;
} decimal;

// One bit, the highest, in the first byte of a word that is a point; 0 where none is.
static inline uint64_t point_in(uint64_t word) {
  uint64_t other = word ^ 0x2e2e2e2e2e2e2e2eull;
  uint64_t found = (other - 0x0101010101010101ull) & ~other & 0x8080808080808080ull;
  return found & (0 - found);
}

// A decimal of up to 14 digits with a point among the first nine of its bytes, all at once.
static inline bool parse_short_decimal(
  const uint8_t *p, size_t length, uint64_t *mantissa, uint32_t *fraction) {
  uint64_t word = load8(p), point = point_in(word);
  size_t place = point == 0 ? 8 : (size_t)__builtin_ctzll(point) / 8;
  if (place >= length) {
    *fraction = 0;
    return length - 1 < 15 && parse_digits(p, length, mantissa);
  }
  if (length < 2 || length > 15 || (place == 8 && p[8] != '.')) return false;
  size_t behind = length - place - 1;
  *fraction = (uint32_t)behind;
  if (length <= 9) {
    // The bytes before the point, and in its place and behind it those that follow.
    uint64_t before = point == 0 ? ~0ull : (point >> 7) - 1;
    word = aligned((word & before) | (load8(p + 1) & ~before), length - 1);
    *mantissa = eight_digits(word);
    return are_digits(word);
  }
  uint64_t whole = 0, part = 0;
  if (place > 0 && !parse_digits(p, place, &whole)) return false;
  if (behind > 0 && !parse_digits(p + place + 1, behind, &part)) return false;
  *mantissa = whole * whole_powers[behind] + part;
  return true;
}

static inline decimal parse_decimal(field text) {
  const uint8_t *p = text.start, *end = text.end;
  decimal found = {.is_decimal = true};
  if (p == end) return found;
  bool negative = *p == '-';
  p += negative;
  uint64_t quick = 0;
  // Signs are as good as chance: no branch hangs on one. Minus nothing is left to the slow way.
  if (parse_short_decimal(p, (size_t)(end - p), &quick, &found.fraction) &
      !(negative & (quick == 0))) {
    found.mantissa = (int64_t)((quick ^ (0 - (uint64_t)negative)) + negative);
    found.valid = 1;
    return found;
  }
  found.fraction = 0;
  uint64_t mantissa = 0;
  const uint8_t *digits = p;
  while (p < end && (uint8_t)(*p - '0') <= 9) mantissa = mantissa * 10 + (uint8_t)(*p++ - '0');
  size_t whole = (size_t)(p - digits), fraction = 0;
  if (p < end && *p == '.') {
    const uint8_t *first = ++p;
    while (p < end && (uint8_t)(*p - '0') <= 9) mantissa = mantissa * 10 + (uint8_t)(*p++ - '0');
    fraction = (size_t)(p - first);
  }
  if (p == end && whole + fraction > 0 && whole + fraction <= 19 &&
      mantissa <= (uint64_t)1 << 53 && fraction <= 18 && !(negative && mantissa == 0)) {
    found.mantissa = negative ? -(int64_t)mantissa : (int64_t)mantissa;
    found.fraction = (uint32_t)fraction;
    found.valid = 1;
    return found;
  }
  found.is_decimal = false;
  found.valid = parse_real_slowly(text, &found.value);
  if (found.valid != 1) found.is_decimal = true;
  return found;
}

void loading_reals_free(loading_reals *column) {
  free(column->values);
  loading_integers_free(&column->scaled);
  *column = (loading_reals){0};
}

static bool reserve_reals(loading_reals *column, size_t needed) {
  if (needed <= column->capacity) return true;
  size_t capacity = room_for(needed, column->scaled.expected);
  double *grown = realloc(column->values, capacity * sizeof *grown);
  if (grown == NULL) return false;
  column->values = grown;
  column->capacity = capacity;
  return true;
}

void loading_reals_read(const loading_reals *column, size_t first, size_t count, double *output) {
  if (!column->is_decimal) {
    memcpy(output, column->values + first, count * sizeof *output);
    return;
  }
  int64_t part[1024];
  for (size_t done = 0; done < count; done += 1024) {
    size_t length = count - done < 1024 ? count - done : 1024;
    loading_integers_read(&column->scaled, first + done, length, part);
    // Both are exact in a double, so that the quotient is the double nearest to the decimal.
    for (size_t i = 0; i < length; i++)
      output[done + i] = (double)part[i] / powers[column->fraction];
  }
}

static bool leave_decimals(loading_reals *column) {
  if (!reserve_reals(column, column->count + 1)) return false;
  loading_reals_read(column, 0, column->count, column->values);
  loading_integers_free(&column->scaled);
  column->is_decimal = false;
  return true;
}

bool loading_reals_rescale(loading_reals *column, uint32_t fraction) {
  if (fraction == column->fraction) return true;
  int64_t factor = whole_powers[fraction - column->fraction], part[1024];
  loading_integers scaled = {.expected = column->scaled.expected};
  for (size_t first = 0; first < column->count; first += 1024) {
    size_t length = column->count - first < 1024 ? column->count - first : 1024;
    loading_integers_read(&column->scaled, first, length, part);
    for (size_t i = 0; i < length; i++) part[i] *= factor;
    if (!loading_integers_append(&scaled, part, length)) return false;
  }
  free(column->scaled.values);
  column->scaled = scaled;
  column->fraction = fraction;
  return true;
}

bool loading_reals_parse(
  loading_reals *column, const loading_fields *fields, uint8_t *valid, size_t *bad) {
  enum { group = 256 };
  int64_t mantissas[group];
  double others[group];
  uint8_t fractions[group];
  bool are_decimal[group];
  *bad = 0;
  if (column->count == 0 && column->values == NULL) column->is_decimal = true;
  for (size_t row = 0; row < fields->count; row += group) {
    size_t length = fields->count - row < group ? fields->count - row : group;
    uint32_t fraction = column->fraction;
    bool fits = column->is_decimal;
    for (size_t i = 0; i < length; i++) {
      decimal part = parse_decimal(field_at(fields, row + i));
      mantissas[i] = part.mantissa;
      fractions[i] = (uint8_t)part.fraction;
      are_decimal[i] = part.is_decimal;
      others[i] = part.value;
      valid[row + i] = part.valid;
      *bad += part.valid == 2;
      fraction = part.fraction > fraction ? part.fraction : fraction;
      fits &= part.is_decimal;
    }
    fits = fits && fraction <= 9;
    int64_t scaled[group];
    if (fits) {
      for (size_t i = 0; i < length; i++) {
        // A mantissa has at most 53 bits: beyond 32 it does not fit anyway, and below nothing overflows.
        int64_t mantissa = mantissas[i];
        fits &= mantissa >= INT32_MIN && mantissa <= INT32_MAX;
        scaled[i] = (int32_t)mantissa * whole_powers[fraction - fractions[i]];
        fits &= scaled[i] >= INT32_MIN && scaled[i] <= INT32_MAX;
      }
    }
    int64_t factor = fits ? whole_powers[fraction - column->fraction] : 1;
    fits = fits && column->scaled.greatest <= INT32_MAX / factor &&
           column->scaled.least >= INT32_MIN / factor;
    if (fits) {
      if (!loading_reals_rescale(column, fraction)) return false;
      if (!loading_integers_append(&column->scaled, scaled, length)) return false;
    } else {
      if (column->is_decimal && !leave_decimals(column)) return false;
      if (!reserve_reals(column, column->count + length)) return false;
      for (size_t i = 0; i < length; i++) {
        double exact = (double)mantissas[i] / powers[fractions[i]];
        column->values[column->count + i] = are_decimal[i] ? exact : others[i];
      }
    }
    column->count += length;
  }
  return true;
}

// MARK: - Texts

static inline uint64_t mix(uint64_t a, uint64_t b) {
  __uint128_t product = (__uint128_t)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static const uint64_t salt0 = 0xa0761d6478bd642full, salt1 = 0xe7037ed1a0b428dbull;

// Reads up to 16 bytes behind the text: blocks and arenas are padded.
static inline uint64_t hash_of(const uint8_t *bytes, size_t count) {
  uint64_t a, b;
  if (count <= 8) {
    a = count == 0 ? 0 : load8(bytes) & (~0ull >> (64 - 8 * count));
    b = count;
  } else if (count <= 16) {
    a = load8(bytes);
    b = load8(bytes + count - 8) ^ (uint64_t)count << 56;
  } else {
    uint64_t sum = count;
    size_t i = 0;
    for (; i + 16 < count; i += 16) sum = mix(load8(bytes + i) ^ salt0 ^ sum, load8(bytes + i + 8) ^ salt1);
    a = load8(bytes + count - 16) ^ sum;
    b = load8(bytes + count - 8);
  }
  return mix(a ^ salt0, b ^ salt1);
}

static inline bool same(const uint8_t *a, const uint8_t *b, size_t count) {
  if (count <= 8) return ((load8(a) ^ load8(b)) & (~0ull >> (64 - 8 * count))) == 0;
  if (count <= 16)
    return load8(a) == load8(b) && load8(a + count - 8) == load8(b + count - 8);
  return memcmp(a, b, count) == 0;
}

bool loading_texts_init(loading_texts *texts) {
  *texts = (loading_texts){0};
  texts->capacity = 64;
  texts->byte_capacity = 1024;
  texts->bytes = malloc(texts->byte_capacity);
  texts->offsets = malloc((texts->capacity + 1) * sizeof *texts->offsets);
  texts->hashes = malloc(texts->capacity * sizeof *texts->hashes);
  texts->slot_mask = 127;
  texts->slots = calloc(texts->slot_mask + 1, sizeof *texts->slots);
  if (texts->bytes == NULL || texts->offsets == NULL || texts->hashes == NULL ||
      texts->slots == NULL) {
    loading_texts_free(texts);
    return false;
  }
  texts->offsets[0] = texts->offsets[1] = 0;
  texts->hashes[0] = 0;
  texts->count = 1;
  return true;
}

void loading_texts_free(loading_texts *texts) {
  free(texts->bytes);
  free(texts->offsets);
  free(texts->hashes);
  free(texts->slots);
  *texts = (loading_texts){0};
}

// What tells texts of one length apart at a glance: up to 8 bytes the text itself, otherwise its hash.
static inline uint64_t key_of(const uint8_t *bytes, size_t count, uint64_t hash) {
  return count <= 8 ? load8(bytes) & (~0ull >> (64 - 8 * count)) : hash;
}

// The length in a slot; longer texts share the greatest.
static inline uint32_t slot_length(size_t count) {
  return count < UINT32_MAX ? (uint32_t)count : UINT32_MAX;
}

static bool grow_slots(loading_texts *texts) {
  // A small table grows fast; of a large one every page that is touched costs.
  size_t size = (texts->slot_mask + 1) * (texts->slot_mask < 1 << 17 ? 4 : 2);
  loading_slot *slots = calloc(size, sizeof *slots);
  if (slots == NULL) return false;
  for (size_t old = 0; old <= texts->slot_mask; old++) {
    loading_slot moved = texts->slots[old];
    if (moved.code == 0) continue;
    size_t slot = texts->hashes[moved.code] & (size - 1);
    while (slots[slot].code != 0) slot = (slot + 1) & (size - 1);
    slots[slot] = moved;
  }
  free(texts->slots);
  texts->slots = slots;
  texts->slot_mask = size - 1;
  return true;
}

static bool reserve_bytes(loading_texts *texts, size_t capacity) {
  if (capacity <= texts->byte_capacity) return true;
  uint8_t *grown = realloc(texts->bytes, capacity);
  if (grown == NULL) return false;
  texts->bytes = grown;
  texts->byte_capacity = capacity;
  return true;
}

static bool reserve_texts(loading_texts *texts, size_t capacity) {
  if (capacity <= texts->capacity) return true;
  uint32_t *offsets = realloc(texts->offsets, (capacity + 1) * sizeof *offsets);
  if (offsets == NULL) return false;
  texts->offsets = offsets;
  uint64_t *hashes = realloc(texts->hashes, capacity * sizeof *hashes);
  if (hashes == NULL) return false;
  texts->hashes = hashes;
  texts->capacity = capacity;
  return true;
}

static uint32_t append_text(
  loading_texts *texts, const uint8_t *bytes, size_t count, uint64_t hash, size_t slot) {
  if (texts->byte_count + count > UINT32_MAX || texts->count >= UINT32_MAX - 1) return UINT32_MAX;
  if (texts->byte_count + count + loading_padding > texts->byte_capacity &&
      !reserve_bytes(texts, (texts->byte_count + count + loading_padding) * 2))
    return UINT32_MAX;
  if (texts->count == texts->capacity && !reserve_texts(texts, texts->capacity * 2)) return UINT32_MAX;
  uint32_t code = (uint32_t)texts->count++;
  memcpy(texts->bytes + texts->byte_count, bytes, count);
  texts->byte_count += count;
  texts->offsets[code + 1] = (uint32_t)texts->byte_count;
  texts->hashes[code] = hash;
  texts->slots[slot] =
    (loading_slot){key_of(texts->bytes + texts->offsets[code], count, hash), code, slot_length(count)};
  if (texts->count * 2 > texts->slot_mask && !grow_slots(texts)) return UINT32_MAX;
  return code;
}

// The code of a text whose hash is known, or 0 with the free slot where it belongs.
static inline uint32_t find(
  const loading_texts *texts, const uint8_t *bytes, size_t count, uint64_t hash, size_t *place) {
  size_t slot = hash & texts->slot_mask;
  uint64_t key = key_of(bytes, count, hash);
  for (;;) {
    loading_slot entry = texts->slots[slot];
    if (entry.key == key && entry.length == slot_length(count) && entry.code != 0) {
      if (count <= 8) return entry.code;
      uint32_t start = texts->offsets[entry.code];
      if (texts->offsets[entry.code + 1] - start == count &&
          same(texts->bytes + start, bytes, count))
        return entry.code;
    }
    if (entry.code == 0) break;
    slot = (slot + 1) & texts->slot_mask;
  }
  *place = slot;
  return 0;
}

// Reads up to 8 bytes behind the text.
static bool is_utf8(const uint8_t *p, size_t count) {
  size_t i = 0;
  // Most texts are all ASCII.
  uint64_t high = 0;
  for (; i + 8 <= count; i += 8) high |= load8(p + i);
  if (i < count) high |= load8(p + i) & (~0ull >> (64 - 8 * (count - i)));
  if ((high & 0x8080808080808080ull) == 0) return true;
  i = 0;
  while (i < count) {
    uint8_t lead = p[i];
    size_t length = lead < 0x80 ? 1 : lead >= 0xC2 && lead < 0xE0 ? 2 : (lead & 0xF0) == 0xE0 ? 3
                                  : lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
    if (length == 0 || i + length > count) return false;
    for (size_t j = 1; j < length; j++) if ((p[i + j] & 0xC0) != 0x80) return false;
    if ((lead == 0xE0 && p[i + 1] < 0xA0) || (lead == 0xED && p[i + 1] > 0x9F) ||
        (lead == 0xF0 && p[i + 1] < 0x90) || (lead == 0xF4 && p[i + 1] > 0x8F))
      return false;
    i += length;
  }
  return true;
}

// The characters of Windows-1252 in 0x80 ..< 0xA0; its five gaps stay control characters.
static const uint16_t windows1252[32] = {
  0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
  0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
  0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

static uint32_t code_of(loading_texts *texts, const uint8_t *bytes, size_t count, uint64_t hash) {
  size_t slot = 0;
  uint32_t code = find(texts, bytes, count, hash, &slot);
  return code != 0 ? code : append_text(texts, bytes, count, hash, slot);
}

static uint32_t transcoded(loading_texts *texts, const uint8_t *bytes, size_t count) {
  uint8_t *copy = malloc(count * 3 + loading_padding);
  if (copy == NULL) return UINT32_MAX;
  size_t length = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t c = bytes[i];
    if (c >= 0x80 && c < 0xA0) c = windows1252[c - 0x80];
    if (c < 0x80) {
      copy[length++] = (uint8_t)c;
    } else if (c < 0x800) {
      copy[length++] = (uint8_t)(0xC0 | c >> 6);
      copy[length++] = (uint8_t)(0x80 | (c & 0x3F));
    } else {
      copy[length++] = (uint8_t)(0xE0 | c >> 12);
      copy[length++] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
      copy[length++] = (uint8_t)(0x80 | (c & 0x3F));
    }
  }
  uint32_t code = code_of(texts, copy, length, hash_of(copy, length));
  free(copy);
  return code;
}

uint32_t loading_texts_code(loading_texts *texts, const uint8_t *bytes, size_t count) {
  if (count == 0) return 0;
  uint8_t small[64 + loading_padding];
  uint8_t *copy = count <= 64 ? small : malloc(count + loading_padding);
  if (copy == NULL) return UINT32_MAX;
  memcpy(copy, bytes, count);
  memset(copy + count, 0, 16);
  uint32_t code = is_utf8(copy, count)
                    ? code_of(texts, copy, count, hash_of(copy, count))
                    : transcoded(texts, copy, count);
  if (copy != small) free(copy);
  return code;
}

uint32_t loading_texts_find(const loading_texts *texts, const uint8_t *bytes, size_t count) {
  for (uint32_t code = 0; code < texts->count; code++) {
    uint32_t start = texts->offsets[code];
    if (texts->offsets[code + 1] - start == count && memcmp(texts->bytes + start, bytes, count) == 0)
      return code;
  }
  return UINT32_MAX;
}

bool loading_texts_trim(loading_texts *texts) {
  uint8_t *bytes = realloc(texts->bytes, texts->byte_count + loading_padding);
  if (bytes == NULL) return false;
  texts->bytes = bytes;
  texts->byte_capacity = texts->byte_count + loading_padding;
  uint32_t *offsets =
    realloc(texts->offsets, (texts->count + 1) * sizeof *offsets + loading_padding);
  if (offsets == NULL) return false;
  texts->offsets = offsets;
  texts->capacity = texts->count;
  return true;
}

bool loading_texts_encode(loading_texts *texts, const loading_fields *fields, uint32_t *codes) {
  enum { group = 32, long_text = 32 };
  field parts[group];
  uint64_t hashes[group];
  uint32_t rows[group];
  size_t row = 0;
  // The long text met last, and its code once that is known.
  field last = {0};
  uint32_t last_code = 0;
  while (row < fields->count) {
    // Empty fields, of which there are many, are passed over; the others wait until there are some, so
    // that their slots are on the way to the cache before they are looked at.
    size_t length = 0;
    for (; row < fields->count && length < group; row++) {
      field text = field_at(fields, row);
      if (text.end > text.start && text.end[-1] == '\r') text.end--;
      codes[row] = 0;
      if (text.end == text.start) continue;
      size_t count = (size_t)(text.end - text.start);
      rows[length] = (uint32_t)row;
      // Rows of one article stand together and have its long address in common: to see that is cheaper than
      // to look it up in a table that no cache holds.
      if (count >= long_text) {
        if ((size_t)(last.end - last.start) == count && memcmp(last.start, text.start, count) == 0) {
          parts[length++] = (field){NULL, NULL};
          continue;
        }
        last = text;
      }
      parts[length] = text;
      hashes[length] = hash_of(text.start, count);
      __builtin_prefetch(&texts->slots[hashes[length] & texts->slot_mask]);
      length++;
    }
    for (size_t i = 0; i < length; i++) {
      if (parts[i].start == NULL) {
        codes[rows[i]] = last_code;
        continue;
      }
      size_t count = (size_t)(parts[i].end - parts[i].start), slot = 0;
      uint32_t code = find(texts, parts[i].start, count, hashes[i], &slot);
      if (code == 0) {
        code = is_utf8(parts[i].start, count)
                 ? append_text(texts, parts[i].start, count, hashes[i], slot)
                 : transcoded(texts, parts[i].start, count);
        if (code == UINT32_MAX) return false;
      }
      codes[rows[i]] = code;
      if (count >= long_text) last_code = code;
    }
  }
  return true;
}

bool loading_texts_merge(loading_texts *texts, const loading_texts *other, uint32_t *codes) {
  enum { ahead = 16 };
  // Where there are many, most are new; what is not written costs nothing.
  if (other->count > 1 << 16 &&
      (!reserve_bytes(texts, texts->byte_count + other->byte_count + loading_padding) ||
       !reserve_texts(texts, texts->count + other->count)))
    return false;
  codes[0] = 0;
  for (size_t code = 1; code < other->count; code++) {
    if (code + ahead < other->count)
      __builtin_prefetch(&texts->slots[other->hashes[code + ahead] & texts->slot_mask]);
    uint32_t start = other->offsets[code];
    uint32_t mine =
      code_of(texts, other->bytes + start, other->offsets[code + 1] - start, other->hashes[code]);
    if (mine == UINT32_MAX) return false;
    codes[code] = mine;
  }
  return true;
}

// MARK: - Checks of stores

uint32_t loading_greatest(const void *values, size_t count, int width) {
  uint32_t greatest = 0;
#define GREATEST(type) \
  for (size_t i = 0; i < count; i++) { \
    type value = ((const type *)values)[i]; \
    greatest = value > greatest ? value : greatest; \
  } \
  break
  switch (width) {
  case 1: GREATEST(uint8_t);
  case 2: GREATEST(uint16_t);
  default: GREATEST(uint32_t);
  }
#undef GREATEST
  return greatest;
}

bool loading_ascends(const uint32_t *values, size_t count) {
  uint32_t descents = 0;
  for (size_t i = 1; i < count; i++) descents += values[i] < values[i - 1];
  return descents == 0;
}

uint64_t loading_checksum(const uint8_t *bytes, size_t count, uint64_t seed) {
  uint64_t a = seed ^ salt0, b = seed ^ salt1, c = ~seed, d = seed + count;
  size_t i = 0;
  for (; i + 64 <= count; i += 64) {
    a = mix(a ^ load8(bytes + i), salt0 ^ load8(bytes + i + 8));
    b = mix(b ^ load8(bytes + i + 16), salt1 ^ load8(bytes + i + 24));
    c = mix(c ^ load8(bytes + i + 32), salt0 ^ load8(bytes + i + 40));
    d = mix(d ^ load8(bytes + i + 48), salt1 ^ load8(bytes + i + 56));
  }
  uint8_t tail[64] = {0};
  memcpy(tail, bytes + i, count - i);
  for (size_t j = 0; j < 64; j += 16) a = mix(a ^ load8(tail + j), salt1 ^ load8(tail + j + 8));
  return mix(a ^ c, b ^ d) ^ mix(c ^ salt1, d ^ salt0);
}
