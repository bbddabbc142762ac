/// A C face on RE2 (linear time in the text, whatever the pattern), the engine that Kusto itself uses.
#ifndef CREGEX_H
#define CREGEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cregex cregex;

/// A half-open range of bytes; `start` is -1 where a group did not take part.
typedef struct {
  int64_t start;
  int64_t end;
} cregex_range;

/// Compiles `pattern`; on failure returns NULL and writes at most `capacity` bytes of the reason.
cregex *cregex_compile(const char *pattern, size_t length, char *error, size_t capacity);
void cregex_free(cregex *regex);

/// The number of capturing groups, the whole match not counted.
int cregex_group_count(const cregex *regex);

/// The place of the group called `name`, or 0 if there is none.
int cregex_group_index(const cregex *regex, const char *name, size_t length);

/// Searches `text` from byte `from`; fills ranges of the whole match and the first `count - 1` groups.
bool cregex_search(
    const cregex *regex, const char *text, size_t length, size_t from, cregex_range *ranges,
    int count);

#ifdef __cplusplus
}
#endif
#endif
