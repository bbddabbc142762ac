#include "embedded_data.h"

#include <string.h>

// One line a file: EMBED(identifier, "name"). The table below finds them by name.
#define EMBED_FILES(X)

#define ENTRY(identifier, name) {name, identifier, sizeof identifier},
static const struct {
  const char *name;
  const unsigned char *bytes;
  size_t count;
} files[] = {EMBED_FILES(ENTRY){NULL, NULL, 0}};

embedded_file embedded_data(const char *name) {
  for (size_t i = 0; files[i].name != NULL; i++) {
    if (strcmp(files[i].name, name) == 0) {
      return (embedded_file){files[i].bytes, files[i].count};
    }
  }
  return (embedded_file){NULL, 0};
}
