// 10.3.4.4: functions on lists that give lists or look for items. Sums and the like are in
// aggregate.cc.
#include "builtin.h"

namespace tollgate::feel {
namespace {

// The list argument, with null refused.
bool list_missing(const Arguments& a, size_t i) { return a[i].is_null(); }

std::vector<Value> copy_of(std::span<const Value> items) { return {items.begin(), items.end()}; }

// A position counted from 1, or from the end when negative; as an index from 0.
std::optional<size_t> index_from(const Value& position, size_t size) {
  if (!position.is_number()) return std::nullopt;
  const std::optional<int64_t> p = position.as_number().to_int64_truncated();
  const auto n = static_cast<int64_t>(size);
  if (!p || *p == 0 || *p > n || *p < -n) return std::nullopt;
  return static_cast<size_t>(*p > 0 ? *p - 1 : n + *p);
}

Value bad_position(size_t index, const Value& position) {
  return position.is_number() ? bad_value(index, position) : bad_type(index, position);
}

// list contains(list, element)
Value list_contains(const Arguments& a) {
  if (list_missing(a, 0)) return bad_type(0, a[0]);
  const std::span<const Value> items = a.items(0);
  a.machine.spend(items.size() * work::kItem);
  for (const Value& item : items) {
    if (same(item, a[1])) return Value::boolean(true);
  }
  return Value::boolean(false);
}

// count(list)
Value count(const Arguments& a) {
  if (list_missing(a, 0)) return bad_type(0, a[0]);
  return Value::integer(a[0].is_list() ? static_cast<int64_t>(a[0].as_list().size()) : 1);
}

// sublist(list, start position, length?)
Value sublist(const Arguments& a) {
  if (list_missing(a, 0)) return bad_type(0, a[0]);
  const std::span<const Value> items = a.items(0);
  const std::optional<size_t> start = index_from(a.one(1), items.size());
  if (!start) return bad_position(1, a.one(1));
  size_t length = items.size() - *start;
  if (a.has(2)) {
    const Value& wanted = a.one(2);
    if (!wanted.is_number()) return bad_type(2, wanted);
    const std::optional<int64_t> n = wanted.as_number().to_int64_truncated();
    if (!n || *n < 0 || static_cast<uint64_t>(*n) > length) return bad_value(2, wanted);
    length = static_cast<size_t>(*n);
  }
  return Value::list(copy_of(items.subspan(*start, length)));
}

// append(list, item...)
Value append(const Arguments& a) {
  if (list_missing(a, 0)) return bad_type(0, a[0]);
  const std::span<const Value> list = a.items(0);
  a.machine.spend(a.size() * work::kItem);
  std::vector<Value> items;
  items.reserve(list.size() + a.size());
  items.insert(items.end(), list.begin(), list.end());
  for (size_t i = 1; i < a.size(); ++i) items.push_back(a[i]);
  return Value::list(std::move(items));
}

// concatenate(list...)
Value concatenate(const Arguments& a) {
  std::vector<Value> items;
  for (size_t i = 0; i < a.size(); ++i) {
    if (list_missing(a, i)) return bad_type(i, a[i]);
    const std::span<const Value> more = a.items(i);
    make_room((items.size() + more.size()) * sizeof(Value));
    a.machine.spend(work::kAllocation + items.size() * work::kItem);  // what is there may move
    items.insert(items.end(), more.begin(), more.end());
  }
  return Value::list(std::move(items));
}

// insert before(list, position, newItem)
Value insert_before(const Arguments& a) {
  if (list_missing(a, 0)) return bad_type(0, a[0]);
  const std::span<const Value> list = a.items(0);
  const std::optional<size_t> at = index_from(a.one(1), list.size());
  if (!at) return bad_position(1, a.one(1));
  a.machine.spend(list.size() * work::kItem);
  std::vector<Value> items;
  items.reserve(list.size() + 1);
  items.insert(items.end(), list.begin(), list.begin() + static_cast<std::ptrdiff_t>(*at));
  items.push_back(a[2]);
  items.insert(items.end(), list.begin() + static_cast<std::ptrdiff_t>(*at), list.end());
  return Value::list(std::move(items));
}

// remove(list, position)
Value remove_(const Arguments& a) {
  if (list_missing(a, 0)) return bad_type(0, a[0]);
  const std::span<const Value> list = a.items(0);
  const std::optional<size_t> at = index_from(a.one(1), list.size());
  if (!at) return bad_position(1, a.one(1));
  std::vector<Value> items = copy_of(list);
  a.machine.spend(items.size() * work::kItem);
  items.erase(items.begin() + static_cast<std::ptrdiff_t>(*at));
  return Value::list(std::move(items));
}

// list replace(list, position, newItem)
Value replace_at(const Arguments& a) {
  if (list_missing(a, 0)) return bad_type(0, a[0]);
  const std::span<const Value> list = a.items(0);
  const std::optional<size_t> at = index_from(a.one(1), list.size());
  if (!at) return bad_position(1, a.one(1));
  std::vector<Value> items = copy_of(list);
  items[*at] = a[2];
  return Value::list(std::move(items));
}

// list replace(list, match, newItem): every item for which match(item, newItem) is true.
Value replace_matching(const Arguments& a) {
  if (list_missing(a, 0)) return bad_type(0, a[0]);
  const Value& match = a.one(1);
  if (!match.is_function()) return bad_type(1, match);
  std::vector<Value> items = copy_of(a.items(0));
  for (Value& item : items) {
    a.machine.spend(work::kItem * 4);
    const Value* const pair[2] = {&item, &a[2]};
    const Value replace = a.machine.call(match, pair, 2);
    if (!replace.is_boolean()) return bad_answer(replace);
    if (replace.is_true()) item = a[2];
  }
  return Value::list(std::move(items));
}

Value list_replace(const Arguments& a) {
  return a.one(1).is_function() ? replace_matching(a) : replace_at(a);
}

// reverse(list)
Value reverse_(const Arguments& a) {
  if (list_missing(a, 0)) return bad_type(0, a[0]);
  const std::span<const Value> list = a.items(0);
  return Value::list({list.rbegin(), list.rend()});
}

// index of(list, match): all positions.
Value index_of(const Arguments& a) {
  if (list_missing(a, 0)) return bad_type(0, a[0]);
  std::vector<Value> positions;
  int64_t position = 0;
  const std::span<const Value> items = a.items(0);
  a.machine.spend(items.size() * work::kItem * 2);
  for (const Value& item : items) {
    ++position;
    if (same(item, a[1])) positions.push_back(Value::integer(position));
  }
  return Value::list(std::move(positions));
}

// Appends what is not yet there. Equality has no hash, so this is quadratic, and counted so.
void add_distinct(const Arguments& a, std::span<const Value> items, std::vector<Value>& out) {
  for (const Value& item : items) {
    a.machine.spend(work::kItem * 2 + out.size() * work::kItem);
    bool known = false;
    for (const Value& other : out) {
      known = same(other, item);
      if (known) break;
    }
    if (!known) out.push_back(item);
  }
}

// union(list...): concatenation without duplicates.
Value union_(const Arguments& a) {
  std::vector<Value> out;
  for (size_t i = 0; i < a.size(); ++i) {
    if (list_missing(a, i)) return bad_type(i, a[i]);
    add_distinct(a, a.items(i), out);
  }
  return Value::list(std::move(out));
}

// distinct values(list)
Value distinct_values(const Arguments& a) {
  if (list_missing(a, 0)) return bad_type(0, a[0]);
  std::vector<Value> out;
  add_distinct(a, a.items(0), out);
  return Value::list(std::move(out));
}

void flatten_into(const Arguments& a, std::span<const Value> items, std::vector<Value>& out) {
  a.machine.spend(work::kItem * 2 + items.size() * work::kItem * 3);
  for (const Value& item : items) {
    if (item.is_list()) {
      flatten_into(a, item.as_list(), out);
    } else {
      make_room((out.size() + 1) * sizeof(Value));
      out.push_back(item);
    }
  }
}

// flatten(list): lists inside lists dissolved, at every depth.
Value flatten(const Arguments& a) {
  if (list_missing(a, 0)) return bad_type(0, a[0]);
  std::vector<Value> out;
  flatten_into(a, a.items(0), out);
  return Value::list(std::move(out));
}

constexpr Builtin kListBuiltins[] = {
    {"list contains", list_contains, false},
    {"count", count, false},
    {"sublist", sublist, false},
    {"append", append, false},
    {"concatenate", concatenate, false},
    {"insert before", insert_before, false},
    {"remove", remove_, false},
    {"list replace", list_replace, false},
    {"list replace/position", replace_at, false},
    {"list replace/match", replace_matching, false},
    {"reverse", reverse_, false},
    {"index of", index_of, false},
    {"union", union_, false},
    {"distinct values", distinct_values, false},
    {"flatten", flatten, false},
};

}  // namespace

std::span<const Builtin> list_builtins() { return kListBuiltins; }

}  // namespace tollgate::feel
