#include "cursor.h"

#include <nlohmann/json.hpp>

#include "tollgate/base/json.h"
#include "tollgate/base/sha256.h"

namespace tollgate::query {
namespace {

using store::PlaceKey;

constexpr size_t kMaxCursorBytes = 4096;
constexpr size_t kOrderDigits = 12;
// When a record was changed, and its id.
constexpr size_t kTieBreakers = 2;

// Names the order: a place means nothing in another one.
std::string name_of_order(const store::RecordQuery& query) {
  Json order = Json::array({query.entity});
  for (const store::SortBy& by : query.sort) {
    order.push_back({by.field, by.descending, by.order, by.titles_of});
  }
  return hex(sha256(write_json(order))).substr(0, kOrderDigits);
}

Diagnostic wrong_cursor() {
  return make_error("query.cursor_wrong",
                    {"“after”不是这个列表按这个顺序给出的“next”；请从第一页重新开始",
                     "'after' is not what this list gave as 'next' in this order: begin again with "
                     "the first page"},
                    {.pointer = "/params/after"});
}

bool read_key(const Json& value, PlaceKey& key) {
  if (value.is_null()) return true;
  if (value.is_string()) {
    key = {PlaceKey::Kind::kText, 0, value.get<std::string>()};
    return true;
  }
  if (!value.is_number_integer() || value.is_number_unsigned()) {
    if (!value.is_number_unsigned() || value.get<uint64_t>() > uint64_t(INT64_MAX)) return false;
  }
  key = {PlaceKey::Kind::kInteger, value.get<int64_t>(), ""};
  return true;
}

bool is_of_kind(const PlaceKey& key, PlaceKey::Kind kind) { return key.kind == kind; }

}  // namespace

std::optional<std::string> cursor_of(const store::RecordQuery& query,
                                     const store::RecordPlace& place) {
  Json cursor = Json::array({name_of_order(query)});
  for (const PlaceKey& key : place.keys) {
    if (key.kind == PlaceKey::Kind::kNull) {
      cursor.push_back(nullptr);
    } else if (key.kind == PlaceKey::Kind::kInteger) {
      cursor.push_back(key.integer);
    } else {
      cursor.push_back(key.text);
    }
  }
  std::string text = write_json(cursor);
  if (text.size() > kMaxCursorBytes) return std::nullopt;
  return text;
}

Status set_place(store::RecordQuery& query, const std::optional<std::string>& after) {
  if (!after) return ok_status();
  if (query.offset > 0) {
    return make_error("query.cursor_wrong",
                      {"“after”和“offset”不能同时给出", "give 'after' or 'offset', not both"},
                      {.pointer = "/params/offset"});
  }
  if (after->size() > kMaxCursorBytes) return wrong_cursor();
  const Result<Json> cursor = parse_json(*after, {.max_depth = 2});
  if (!cursor || !cursor->is_array() || cursor->empty()) return wrong_cursor();
  if (cursor->front() != name_of_order(query)) return wrong_cursor();
  store::RecordPlace place;
  for (size_t i = 1; i < cursor->size(); ++i) {
    if (!read_key((*cursor)[i], place.keys.emplace_back())) return wrong_cursor();
  }
  const size_t keys = place.keys.size();
  if (keys < kTieBreakers || keys > query.sort.size() + kTieBreakers ||
      !is_of_kind(place.keys[keys - 2], PlaceKey::Kind::kInteger) ||
      !is_of_kind(place.keys[keys - 1], PlaceKey::Kind::kText)) {
    return wrong_cursor();
  }
  query.after = std::move(place);
  return ok_status();
}

}  // namespace tollgate::query
