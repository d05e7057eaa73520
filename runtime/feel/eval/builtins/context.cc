// 10.3.4.9: context functions.
#include <string>

#include "builtin.h"

namespace tollgate::feel {
namespace {

using Entries = std::vector<std::pair<std::string, Value>>;

// get value(m, key)
Value get_value(const Arguments& a) {
  const Value& context = a.one(0);
  const Value& key = a.one(1);
  if (!context.is_context()) return bad_type(0, context);
  if (!key.is_string()) return bad_type(1, key);
  const size_t compared = key.as_string().size();
  a.machine.spend(work::levels(context.as_context().size()) *
                  (work::kItem * 4 + work::compared(compared)));
  const Value* const value = context.find(key.as_string());
  return value != nullptr ? *value : Value();
}

// get entries(m)
Value get_entries(const Arguments& a) {
  const Value& argument = a.one(0);
  if (!argument.is_context()) return bad_type(0, argument);
  const ContextRep& context = argument.as_context();
  a.machine.spend(work::kAllocation * 6 + context.size() * work::kItem * 4);
  const Shape shape({"key", "value"});
  std::vector<Value> entries;
  for (size_t i = 0; i < context.size(); ++i) {
    entries.push_back(Value::context(shape, {Value::string(context.key(i)), context.value(i)}));
  }
  return Value::list(std::move(entries));
}

// The key is compared with those of the entries.
void spend_search(const Arguments& a, const Entries& entries, std::string_view key) {
  a.machine.spend(work::kItem * 4 + entries.size() * (work::kItem + work::compared(key.size())));
}

void put(Entries& entries, std::string_view key, const Value& value) {
  for (auto& [name, old] : entries) {
    if (name == key) {
      old = value;
      return;
    }
  }
  entries.emplace_back(key, value);
}

Entries entries_of(const Arguments& a, const Value& context) {
  Entries entries;
  const ContextRep& c = context.as_context();
  size_t key_bytes = 0;
  for (size_t i = 0; i < c.size(); ++i) key_bytes += c.key(i).size();
  make_room(key_bytes + c.size() * sizeof(Entries::value_type));
  a.machine.spend(c.size() * (work::kAllocation + work::kItem * 4) + work::copied(key_bytes));
  for (size_t i = 0; i < c.size(); ++i) entries.emplace_back(c.key(i), c.value(i));
  return entries;
}

// context(entries): from a list of contexts with the members key and value.
Value context_(const Arguments& a) {
  if (a[0].is_null()) return bad_type(0, a[0]);
  Entries entries;
  for (const Value& entry : a.items(0)) {
    const Value* const key = entry.find("key");
    const Value* const value = entry.find("value");
    if (key == nullptr || value == nullptr || !key->is_string()) return bad_value(0, a[0]);
    spend_search(a, entries, key->as_string());
    for (const auto& [name, other] : entries) {
      if (name == key->as_string()) return null_because(NullCode::kDuplicateKey, *key);
    }
    entries.emplace_back(key->as_string(), *value);
  }
  return Value::context(std::move(entries));
}

// context put(context, key, value)
Value put_key(const Arguments& a) {
  const Value& context = a.one(0);
  const Value& key = a.one(1);
  if (!context.is_context()) return bad_type(0, context);
  if (!key.is_string()) return bad_type(1, key);
  Entries entries = entries_of(a, context);
  spend_search(a, entries, key.as_string());
  put(entries, key.as_string(), a[2]);
  return Value::context(std::move(entries));
}

Value put_path(const Arguments& a, const Value& context, std::span<const Value> keys) {
  const bool outermost = keys.size() == a[1].as_list().size();
  if (!context.is_context()) return outermost ? bad_type(0, context) : bad_value(1, a[1]);
  if (keys.empty()) return bad_value(1, a[1]);
  if (!keys[0].is_string()) return bad_type(1, keys[0]);
  Value value = a[2];
  if (keys.size() > 1) {
    const Value* const inner = context.find(keys[0].as_string());
    value = put_path(a, inner != nullptr ? *inner : Value(), keys.subspan(1));
    if (value.is_null() && value.null_origin().code != 0) return value;
  }
  Entries entries = entries_of(a, context);
  spend_search(a, entries, keys[0].as_string());
  put(entries, keys[0].as_string(), value);
  return Value::context(std::move(entries));
}

// context put(context, keys, value): the entry at the end of a path.
Value put_keys(const Arguments& a) {
  if (!a[1].is_list()) return bad_type(1, a[1]);
  if (a[1].as_list().size() > kLargestDepth) return bad_value(1, a[1]);
  return put_path(a, a.one(0), a[1].as_list());
}

Value context_put(const Arguments& a) { return a[1].is_list() ? put_keys(a) : put_key(a); }

// context merge(contexts): later entries win.
Value context_merge(const Arguments& a) {
  if (a[0].is_null()) return bad_type(0, a[0]);
  Entries merged;
  for (const Value& context : a.items(0)) {
    if (!context.is_context()) return bad_item(context);
    for (const auto& [key, value] : entries_of(a, context)) {
      spend_search(a, merged, key);
      put(merged, key, value);
    }
  }
  return Value::context(std::move(merged));
}

constexpr Builtin kContextBuiltins[] = {
    {"get value", get_value, false},
    {"get entries", get_entries, false},
    {"context", context_, false},
    {"context put", context_put, false},
    {"context put/key", put_key, false},
    {"context put/keys", put_keys, false},
    {"context merge", context_merge, false},
};

}  // namespace

std::span<const Builtin> context_builtins() { return kContextBuiltins; }

}  // namespace tollgate::feel
