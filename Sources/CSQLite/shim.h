#include <sqlite3.h>

/// SQLITE_TRANSIENT is a cast that Swift does not import: the library copies the bytes at once. An empty text may have
/// no place.
static inline int casus_bind_text(sqlite3_stmt *statement, int place, const char *text, int count) {
  return sqlite3_bind_text(statement, place, text ? text : "", count, SQLITE_TRANSIENT);
}
