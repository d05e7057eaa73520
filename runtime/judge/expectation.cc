// Compares a verdict with what was expected of it (docs/judge.md, Expectations).
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tollgate/base/decimal.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/judge/judge.h"

namespace tollgate::judge {
namespace {

std::optional<Decimal> as_number(const Json& value) {
  if (value.is_number()) return Decimal::parse(number_text(value));
  if (value.is_string()) return Decimal::parse(value.get_ref<const std::string&>());
  return std::nullopt;
}

bool is_text_by_language(const Json& value) {
  return value.is_object() && value.contains("zh-CN") && value.contains("en");
}

bool has_id(const Json& element, const std::string& id) {
  if (!element.is_object()) return false;
  for (const char* key : {"id", "field", "to", "automation"}) {
    const auto found = element.find(key);
    if (found != element.end() && *found == id) return true;
  }
  return false;
}

class Matcher {
 public:
  void match(const Json& expected, const Json& got, const std::string& pointer) {
    if (expected.is_null() && got.is_null()) return;
    if (expected.is_object() && got.is_array()) return match_by_id(expected, got, pointer);
    if (expected.is_object() && got.is_object()) return match_members(expected, got, pointer);
    if (expected.is_array() && got.is_array()) {
      if (expected.size() != got.size()) return fail(expected, got, pointer);
      for (size_t i = 0; i < expected.size(); ++i) {
        match(expected[i], got[i], pointer_child(pointer, i));
      }
      return;
    }
    if (expected.is_string() && is_text_by_language(got)) {
      for (const auto& [language, text] : got.items()) {
        if (text == expected) return;
      }
      return fail(expected, got, pointer);
    }
    if (expected == got) return;
    const std::optional<Decimal> a = as_number(expected), b = as_number(got);
    if (a && b && *a == *b) return;
    fail(expected, got, pointer);
  }

  std::vector<Mismatch> take() && { return std::move(failed_); }

 private:
  void match_members(const Json& expected, const Json& got, const std::string& pointer) {
    static const Json kAbsent;
    for (const auto& [name, value] : expected.items()) {
      const auto found = got.find(name);
      match(value, found == got.end() ? kAbsent : *found, pointer_child(pointer, name));
    }
  }

  // {"late_reason": {...}} picks elements by their id; several may have it, one must match.
  void match_by_id(const Json& expected, const Json& got, const std::string& pointer) {
    for (const auto& [id, value] : expected.items()) {
      std::vector<Mismatch> nearest{{pointer_child(pointer, id), write_json(value), "null"}};
      bool found = false, matched = false;
      for (const Json& element : got) {
        if (!has_id(element, id)) continue;
        Matcher one;
        one.match(value, element, pointer_child(pointer, id));
        if (!found) nearest = one.failed_;
        found = true;
        matched = matched || one.failed_.empty();
      }
      if (matched || (!found && value.is_null())) continue;
      failed_.insert(failed_.end(), nearest.begin(), nearest.end());
    }
  }

  void fail(const Json& expected, const Json& got, const std::string& pointer) {
    failed_.push_back({pointer, write_json(expected), write_json(got)});
  }

  std::vector<Mismatch> failed_;
};

}  // namespace

std::vector<Mismatch> compare_with_expectation(const Json& expected, const Json& verdict) {
  Matcher matcher;
  matcher.match(expected, verdict, "");
  return std::move(matcher).take();
}

}  // namespace tollgate::judge
