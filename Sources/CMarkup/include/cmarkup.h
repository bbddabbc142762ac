/// A C face on libxml2: HTML or XML in, one flat run of bytes out.
#ifndef CMARKUP_H
#define CMARKUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The bytes that begin each item of the flat form. XML allows none of them in text, names or values,
/// so an item ends where the next begins.
enum {
  /// An element's name follows, in lower case, its prefix before a colon.
  CMARKUP_OPEN = 1,
  /// An attribute of the element just opened: its name, `CMARKUP_VALUE`, its value.
  CMARKUP_ATTRIBUTE = 2,
  CMARKUP_VALUE = 3,
  /// The end of the element opened last.
  CMARKUP_CLOSE = 4,
  /// Text follows.
  CMARKUP_TEXT = 5,
};

/// Parses `bytes` and gives the flat form, UTF-8, to be freed with `cmarkup_free`; NULL where nothing
/// can be made of them or memory ran out. What is not well formed is mended or left out.
///
/// `encoding` is the bytes' (`UTF-8`), NULL for what they declare. Nothing else is ever read, neither
/// files nor network, and no entity is declared: what a document type says is ignored.
uint8_t *cmarkup_flatten(
    const uint8_t *bytes, size_t count, bool is_html, const char *encoding, size_t *flat_count);

void cmarkup_free(uint8_t *flat);

#endif
