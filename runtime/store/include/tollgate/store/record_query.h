// Which records, in which order.
//
//   RecordQuery query{.entity = "visit", .where = {{"rep", "rep-0001"}}, .limit = 50};
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tollgate/ops/record_state.h"
#include "tollgate/store/layout.h"

namespace tollgate::store {

// A field has exactly this text: references, choices, texts, dates, canonical numbers.
struct FieldEquals {
  std::string field;
  std::string value;
  bool or_empty = false;  // or no value at all
};

// A field has one of these texts.
struct FieldIn {
  std::string field;
  std::vector<std::string> values;
};

// What a person narrows a list by; an empty value is in none of them but kEmpty.
enum class FieldTestKind : uint8_t {
  kOneOf,     // it is, or holds, one of `values`; of a boolean "true" or "false"
  kContains,  // the text `from` stands in it; Latin letters match in either case
  kRange,     // from `from` to `to`, both as Store::sort_key() gives them; "" is no bound
  kEmpty,
  kFilled,
};

// Only of fields that have a column.
struct FieldTest {
  std::string field;
  FieldTestKind kind = FieldTestKind::kFilled;
  std::vector<std::string> values;
  std::string from;
  std::string to;
  bool below_to = false;  // `to` itself lies outside
};

// A field that names records of an entity.
struct NamedTitles {
  std::string field;
  std::string entity;
};

struct InPool {
  std::string scorecard;
  std::string pool;
};

// A field, or id, title, status, created_at, updated_at. Records without a value come first when
// ascending.
struct SortBy {
  std::string field;
  bool descending = false;
  std::vector<std::string> order = {};  // the field's texts as they come, first to last
  std::string titles_of = {};           // the field names records of this entity: by their titles
  bool operator==(const SortBy&) const = default;
};

// A condition over columns as Store::column() gives them; its parameters are ?1, ?2, ...
struct SqlTest {
  std::string text;
  std::vector<std::string> parameters;
};

// How SQL reads a field: an expression that sorts and compares as the values do.
struct ColumnRead {
  std::string expression;
  ColumnKind kind = ColumnKind::kText;
};

// One value by which rows are sorted.
struct PlaceKey {
  enum class Kind : uint8_t { kNull, kInteger, kText };
  Kind kind = Kind::kNull;
  int64_t integer = 0;
  std::string text;
  bool operator==(const PlaceKey&) const = default;
};

// Where a row stands in a query's order: what it is sorted by, then when it was changed, then its
// id. It stays a place when the row goes or moves.
struct RecordPlace {
  std::vector<PlaceKey> keys;
  bool operator==(const RecordPlace&) const = default;
};

struct RecordQuery {
  std::string entity;
  bool complete = true;                         // complete records
  bool drafts = false;                          // drafts
  std::optional<FieldEquals> drafts_where;      // of the drafts only these
  std::optional<std::vector<std::string>> ids;  // only these records
  std::optional<std::vector<int64_t>> rows;     // only these, as Store::row_of() counts them
  std::vector<FieldEquals> where;               // all of them
  std::vector<FieldIn> where_in;                // all of them
  std::vector<FieldTest> tests;                 // all of them
  std::optional<SqlTest> test;
  std::optional<InPool> pool;
  std::vector<std::string> search_in;  // fields; empty: the title
  // Beside them the titles of the records that these name; fields without several values.
  std::vector<NamedTitles> search_titles;
  std::string search;  // "": no search. Latin letters match in either case.
  // Records in which the field counts as empty, whatever its column holds: sort, search, where.
  std::map<std::string, std::vector<std::string>, std::less<>> hidden;
  // Fields, or "title", that count as empty in every record: sort, search, where.
  std::set<std::string, std::less<>> unseen;
  bool any_order = false;    // the cheapest order, for those who look at all
  std::vector<SortBy> sort;  // then newest first, then by id
  // Only what stands behind this place, which Store::place_of() gave for the same order.
  std::optional<RecordPlace> after;
  int64_t offset = 0;  // not counted behind a place
  int64_t limit = -1;  // negative: all
};

struct RecordPage {
  std::vector<ops::StoredRecord> records;
  int64_t total = 0;      // without place, offset and limit
  bool has_more = false;  // rows behind the last one; only where there is a limit
  std::optional<RecordPlace> next = std::nullopt;  // where they begin; for people's lists
};

}  // namespace tollgate::store
