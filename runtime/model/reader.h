// Takes typed members out of an object that the schema check has passed. A member that is absent
// gives the empty value of its type; one of a wrong type cannot occur any more.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "enum_names.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/model/text.h"

namespace tollgate::model {

class Reader {
 public:
  Reader(const Json& object, std::string pointer) : object_(object), pointer_(std::move(pointer)) {}

  const std::string& pointer() const { return pointer_; }

  bool has(const char* name) const { return find(name) != nullptr; }

  bool says(std::string_view name) const {
    const auto member = object_.find(name);
    return member != object_.end() && says_something(*member);
  }

  bool is_text(const char* name) const {
    const Json* member = find(name);
    return member != nullptr && member->is_string();
  }

  std::string text(const char* name) const {
    const Json* member = find(name);
    return member != nullptr ? member->get<std::string>() : std::string();
  }

  bool flag(const char* name) const {
    const Json* member = find(name);
    return member != nullptr && member->get<bool>();
  }

  std::optional<bool> optional_flag(const char* name) const {
    const Json* member = find(name);
    return member != nullptr ? std::optional(member->get<bool>()) : std::nullopt;
  }

  std::optional<int64_t> integer(const char* name) const {
    const Json* member = find(name);
    return member != nullptr ? std::optional(member->get<int64_t>()) : std::nullopt;
  }

  // Decimal text of a number, or the text of a text.
  std::string number(const char* name) const {
    const Json* member = find(name);
    if (member == nullptr) return {};
    return member->is_string() ? member->get<std::string>() : number_text(*member);
  }

  template <typename E>
  E enumeration(const char* name, E fallback) const {
    const Json* member = find(name);
    if (member == nullptr) return fallback;
    return enum_of<E>(member->get_ref<const std::string&>()).value_or(fallback);
  }

  template <typename E>
  std::optional<E> optional_enumeration(const char* name) const {
    const Json* member = find(name);
    if (member == nullptr) return std::nullopt;
    return enum_of<E>(member->get_ref<const std::string&>());
  }

  Text label(const char* name) const {
    Text text;
    if (const Json* member = find(name)) {
      for (auto it = member->begin(); it != member->end(); ++it) {
        text.by_locale.emplace_back(it.key(), it->get<std::string>());
      }
    }
    return text;
  }

  Message message(const char* name) const { return {label(name), child(name)}; }

  Expression expression(const char* name) const { return {text(name), child(name)}; }

  std::optional<Expression> optional_expression(const char* name) const {
    if (find(name) == nullptr) return std::nullopt;
    return expression(name);
  }

  std::optional<Condition> condition(const char* name) const {
    const Json* member = find(name);
    if (member == nullptr) return std::nullopt;
    Condition condition;
    condition.pointer = child(name);
    if (member->is_boolean()) {
      condition.constant = member->get<bool>();
    } else {
      condition.expression = expression(name);
    }
    return condition;
  }

  std::vector<std::string> texts(const char* name) const {
    const Json* member = find(name);
    return member != nullptr ? member->get<std::vector<std::string>>() : std::vector<std::string>();
  }

  // read(const Reader&) for each object of an array.
  template <typename F>
  auto list(const char* name, F read) const {
    std::vector<decltype(read(*this))> items;
    const Json* member = find(name);
    if (member == nullptr) return items;
    items.reserve(member->size());
    const std::string base = child(name);
    for (size_t i = 0; i < member->size(); ++i) {
      items.push_back(read(Reader((*member)[i], pointer_child(base, i))));
    }
    return items;
  }

  // read(const Reader&) for an object, when there is one.
  template <typename F>
  auto object(const char* name, F read) const -> std::optional<decltype(read(*this))> {
    const Json* member = find(name);
    if (member == nullptr) return std::nullopt;
    return read(Reader(*member, child(name)));
  }

  std::string child(const char* name) const { return pointer_child(pointer_, name); }

 private:
  const Json* find(const char* name) const {
    const auto member = object_.find(name);
    return member != object_.end() ? &*member : nullptr;
  }

  const Json& object_;
  std::string pointer_;
};

}  // namespace tollgate::model
