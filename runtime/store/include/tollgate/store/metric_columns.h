// The columns of metrics as the store keeps them (metrics/column_store.h says what they are): bytes
// and words by number. They are made from records and may be thrown away at any time.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace tollgate::store {

struct MetricColumn {
  int64_t number = 0;
  std::string key;
};

struct MetricColumns {
  int64_t rows = 0;
  std::vector<MetricColumn> columns;
  std::vector<int64_t> changed_rows;
};

struct MetricColumnChanges {
  int64_t number = 0;  // 0: a new one
  std::string key;
  std::vector<std::pair<size_t, std::string>> chunks;
  size_t first_word = 0;
  std::vector<std::string> words;
};

}  // namespace tollgate::store
