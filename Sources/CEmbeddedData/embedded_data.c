#include "embedded_data.h"

#include <string.h>

// One line a file: EMBED(identifier, "name"). The table below finds them by name.
static const unsigned char frames_verbs[] = {
#embed "Data/frames-verbs.tsv"
};
static const unsigned char frames_nouns[] = {
#embed "Data/frames-nouns.tsv"
};
static const unsigned char coding_classes[] = {
#embed "Data/coding-classes.tsv"
};
static const unsigned char coding_operators[] = {
#embed "Data/coding-operators.tsv"
};
static const unsigned char coding_support[] = {
#embed "Data/coding-support.tsv"
};

#define EMBED_FILES(X) \
  X(frames_verbs, "frames-verbs.tsv") \
  X(frames_nouns, "frames-nouns.tsv") \
  X(coding_classes, "coding-classes.tsv") \
  X(coding_operators, "coding-operators.tsv") \
  X(coding_support, "coding-support.tsv")

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
