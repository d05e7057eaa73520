// Reading requests from JSON and writing replies to it; what the generated code is made of.
//
//   Result<FormSetRequest> request = from_json<FormSetRequest>(params, "/params");
//   if (!request) return std::move(request).error();   // api.missing_member, api.wrong_type, ...
//
// Reading is strict about types and required members and reports all that is wrong, each with its
// JSON Pointer; members that the schema does not know are ignored, so that an older engine
// understands a newer page.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/diagnostic_json.h"
#include "tollgate/base/json.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/base/result.h"

namespace tollgate::messages {

using tollgate::to_json;
using Names = std::initializer_list<std::string_view>;

// The first member of each generated struct with several members, so that they are initialised by
// name or not at all: their order is the alphabet's, and a member added to a schema would move the
// values of `Reply{a, b}` to others of the same type without a word.
struct ByName {
  explicit constexpr ByName() = default;
};

// The members of one object, with a place for what is wrong with them.
class ObjectReader {
 public:
  // Reports api.wrong_type when `json` is no object; the members are then all absent.
  ObjectReader(const Json& json, std::string pointer, Diagnostics& findings);

  template <typename T>
  void required(const char* name, T& to) const;
  template <typename T>
  void optional(const char* name, std::optional<T>& to) const;

  // Texts of which only some are allowed.
  void required(const char* name, std::string& to, Names allowed) const;
  void optional(const char* name, std::optional<std::string>& to, Names allowed) const;

  // Objects with any members.
  void required_object(const char* name, Json& to) const;
  void optional_object(const char* name, std::optional<Json>& to) const;

  Diagnostics& findings() const { return *findings_; }
  // The member, or nullptr; absence is reported when it is `needed`.
  const Json* find(const char* name, bool needed) const;
  std::string child(const char* name) const { return pointer_child(pointer_, name); }

 private:
  void check_allowed(const char* name, const std::string& value, Names allowed) const;

  const Json* object_;  // null when it is no object
  std::string pointer_;
  Diagnostics* findings_;
};

// One value at `pointer`. On a wrong type `to` stays as it is and a finding is added.
void read_value(const Json& json, const std::string& pointer, Diagnostics& findings,
                std::string& to);
void read_value(const Json& json, const std::string& pointer, Diagnostics& findings, int64_t& to);
void read_value(const Json& json, const std::string& pointer, Diagnostics& findings, bool& to);
void read_value(const Json& json, const std::string& pointer, Diagnostics& findings, Json& to);
void read_value(const Json& json, const std::string& pointer, Diagnostics& findings,
                Diagnostic& to);
void read_value(const Json& json, const std::string& pointer, Diagnostics& findings,
                LocalizedText& to);

void report_wrong_type(const Json& json, const std::string& pointer, LocalizedText expected,
                       Diagnostics& findings);

Json to_json(const std::string& value);
Json to_json(int64_t value);
Json to_json(bool value);
const Json& to_json(const Json& value);

// Asserts that `value` is one of the allowed texts.
void put(Json& object, const char* name, const std::string& value, Names allowed);
void put_optional(Json& object, const char* name, const std::optional<std::string>& value,
                  Names allowed);

}  // namespace tollgate::messages
