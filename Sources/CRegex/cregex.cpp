#include "cregex.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

struct cregex {
  re2::RE2 expression;
};

namespace {
// A compiled pattern may take this much memory; RE2 refuses a larger one with an error.
constexpr int64_t kMemory = 16 << 20;
}  // namespace

cregex *cregex_compile(const char *pattern, size_t length, char *error, size_t capacity) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMemory);
  auto *regex = new cregex{re2::RE2(re2::StringPiece(pattern, length), options)};
  if (regex->expression.ok()) return regex;
  if (capacity > 0) {
    const std::string &reason = regex->expression.error();
    const size_t count = std::min(reason.size(), capacity - 1);
    std::memcpy(error, reason.data(), count);
    error[count] = '\0';
  }
  delete regex;
  return nullptr;
}

void cregex_free(cregex *regex) { delete regex; }

int cregex_group_count(const cregex *regex) {
  return regex->expression.NumberOfCapturingGroups();
}

int cregex_group_index(const cregex *regex, const char *name, size_t length) {
  const auto &groups = regex->expression.NamedCapturingGroups();
  const auto group = groups.find(std::string(name, length));
  return group == groups.end() ? 0 : group->second;
}

bool cregex_search(
    const cregex *regex, const char *text, size_t length, size_t from, cregex_range *ranges,
    int count) {
  // An empty text may come without an address, and RE2 tells "no group" by the missing address.
  const re2::StringPiece whole(text == nullptr ? "" : text, length);
  std::vector<re2::StringPiece> groups(static_cast<size_t>(count));
  if (!regex->expression.Match(
          whole, from, length, re2::RE2::UNANCHORED, groups.data(), count)) {
    return false;
  }
  for (int i = 0; i < count; i++) {
    const re2::StringPiece &group = groups[static_cast<size_t>(i)];
    if (group.data() == nullptr) {
      ranges[i] = {-1, -1};
    } else {
      const int64_t start = group.data() - whole.data();
      ranges[i] = {start, start + static_cast<int64_t>(group.size())};
    }
  }
  return true;
}
