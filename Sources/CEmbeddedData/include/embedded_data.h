/// Data files compiled into the executable, so that it needs no file beside it.
#ifndef EMBEDDED_DATA_H
#define EMBEDDED_DATA_H

#include <stddef.h>

/// One file's bytes; they live as long as the process.
typedef struct {
  const unsigned char *bytes;
  size_t count;
} embedded_file;

/// The file of `Data/` called `name` (with its extension); `bytes` is NULL where there is none.
embedded_file embedded_data(const char *name);

#endif
