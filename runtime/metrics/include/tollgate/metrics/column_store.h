// Where the columns of metrics are kept, so that they are not made again at each start.
//
// A column is kept by its key, which says what it is made of; its numbers in chunks of rows, its
// words in the order of their numbers. Rows of records that changed since are marked while the
// records are written, in the same transaction (Store::mark_columns): their values are made anew.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::metrics {

struct KeptColumn {
  int64_t number = 0;
  std::string key;
};

struct KeptColumns {
  int64_t rows = 0;  // as many have a value in each column
  std::vector<KeptColumn> columns;
  std::vector<int64_t> changed;  // rows below `rows` whose values are out of date
};

struct ColumnChanges {
  int64_t number = 0;  // 0: a new one
  std::string key;
  std::vector<std::pair<size_t, std::string>> chunks;
  size_t first_word = 0;  // the number of words[0]
  std::vector<std::string> words;
};

class ColumnStore {
 public:
  virtual ~ColumnStore() = default;
  // Of the app in force; what was kept under other rules is forgotten at the next write.
  virtual KeptColumns columns(std::string_view entity) = 0;
  virtual std::string chunk(int64_t column, size_t number) = 0;  // "": there is none
  virtual std::vector<std::string> words(int64_t column) = 0;
  // All of it or nothing, with no row out of date. Gives the columns' numbers, in order; nothing
  // where it could not be written.
  virtual std::vector<int64_t> write(std::string_view entity, int64_t rows,
                                     const std::vector<ColumnChanges>& changes) = 0;
};

}  // namespace tollgate::metrics
