#include "embedded_data.h"

#include <string.h>

static const unsigned char cameo_plover[] = {
#embed "Data/cameo-plover.tsv"
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
static const unsigned char frames_nouns[] = {
#embed "Data/frames-nouns.tsv"
};
static const unsigned char frames_verbs[] = {
#embed "Data/frames-verbs.tsv"
};
static const unsigned char linguistics_lemmas[] = {
#embed "Data/linguistics-lemmas.tsv"
};
static const unsigned char linguistics_standins[] = {
#embed "Data/linguistics-standins.tsv"
};
static const unsigned char linguistics_lexicon[] = {
#embed "Data/linguistics-lexicon.tsv"
};
static const unsigned char linguistics_places[] = {
#embed "Data/linguistics-places.tsv"
};
static const unsigned char linguistics_words[] = {
#embed "Data/linguistics-words.tsv"
};
static const unsigned char loading_codes[] = {
#embed "Data/loading-codes.tsv"
};
static const unsigned char parser[] = {
#embed "Data/parser.weights"
};
static const unsigned char plover_contexts[] = {
#embed "Data/plover-contexts.tsv"
};
static const unsigned char world_bodies[] = {
#embed "Data/world-bodies.tsv"
};
static const unsigned char world_countries[] = {
#embed "Data/world-countries.tsv"
};
static const unsigned char world_offices_sharealike[] = {
#embed "Data/world-offices-sharealike.tsv"
};
static const unsigned char world_offices[] = {
#embed "Data/world-offices.tsv"
};
static const unsigned char confidence_weights[] = {
#embed "Data/confidence-weights.tsv"
};
static const unsigned char world_places[] = {
#embed "Data/world-places.tsv"
};
static const unsigned char world_roles[] = {
#embed "Data/world-roles.tsv"
};

// One line a file: X(identifier, "name"). The table below finds them by name.
#define EMBED_FILES(X) \
  X(cameo_plover, "cameo-plover.tsv") \
  X(coding_classes, "coding-classes.tsv") \
  X(coding_operators, "coding-operators.tsv") \
  X(coding_support, "coding-support.tsv") \
  X(confidence_weights, "confidence-weights.tsv") \
  X(frames_nouns, "frames-nouns.tsv") \
  X(frames_verbs, "frames-verbs.tsv") \
  X(linguistics_lemmas, "linguistics-lemmas.tsv") \
  X(linguistics_standins, "linguistics-standins.tsv") \
  X(linguistics_lexicon, "linguistics-lexicon.tsv") \
  X(linguistics_places, "linguistics-places.tsv") \
  X(linguistics_words, "linguistics-words.tsv") \
  X(loading_codes, "loading-codes.tsv") \
  X(parser, "parser.weights") \
  X(plover_contexts, "plover-contexts.tsv") \
  X(world_bodies, "world-bodies.tsv") \
  X(world_countries, "world-countries.tsv") \
  X(world_offices_sharealike, "world-offices-sharealike.tsv") \
  X(world_offices, "world-offices.tsv") \
  X(world_places, "world-places.tsv") \
  X(world_roles, "world-roles.tsv")

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
