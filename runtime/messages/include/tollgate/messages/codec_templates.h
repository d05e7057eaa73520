// The parts of the codec that depend on a message's type; included by the generated messages.h.
#pragma once

#include <nlohmann/json.hpp>

#include "tollgate/messages/codec.h"

namespace tollgate::messages {

template <typename T>
concept Message = requires(const ObjectReader& from, T& to) { read(from, to); };

template <Message T>
void read_value(const Json& json, const std::string& pointer, Diagnostics& findings, T& to) {
  read(ObjectReader(json, pointer, findings), to);
}

template <typename T>
void read_value(const Json& json, const std::string& pointer, Diagnostics& findings,
                std::optional<T>& to) {
  if (json.is_null()) return to.reset();
  read_value(json, pointer, findings, to.emplace());
}

template <typename T>
void read_value(const Json& json, const std::string& pointer, Diagnostics& findings,
                std::vector<T>& to) {
  if (!json.is_array()) {
    return report_wrong_type(json, pointer, {"数组", "an array"}, findings);
  }
  to.resize(json.size());
  for (size_t i = 0; i < json.size(); ++i) {
    read_value(json[i], pointer_child(pointer, i), findings, to[i]);
  }
}

template <typename T>
void read_value(const Json& json, const std::string& pointer, Diagnostics& findings,
                std::map<std::string, T>& to) {
  if (!json.is_object()) {
    return report_wrong_type(json, pointer, {"对象", "an object"}, findings);
  }
  for (auto it = json.begin(); it != json.end(); ++it) {
    read_value(*it, pointer_child(pointer, it.key()), findings, to[it.key()]);
  }
}

template <typename T>
void ObjectReader::required(const char* name, T& to) const {
  if (const Json* member = find(name, true)) read_value(*member, child(name), findings(), to);
}

template <typename T>
void ObjectReader::optional(const char* name, std::optional<T>& to) const {
  if (const Json* member = find(name, false)) {
    read_value(*member, child(name), findings(), to.emplace());
  }
}

// The message in `json`, or everything that is wrong with it; `pointer` is where `json` stands.
template <Message T>
Result<T> from_json(const Json& json, const std::string& pointer = {}) {
  Diagnostics findings;
  T message;
  read_value(json, pointer, findings, message);
  if (has_errors(findings)) return Failure{std::move(findings)};
  return message;
}

template <typename T>
Json to_json(const std::vector<T>& items) {
  Json json = Json::array();
  for (const T& item : items) json.push_back(to_json(item));
  return json;
}

template <typename T>
Json to_json(const std::map<std::string, T>& items) {
  Json json = Json::object();
  for (const auto& [name, item] : items) json[name] = to_json(item);
  return json;
}

// A text that is there or null.
inline Json to_json(const std::optional<std::string>& value) {
  return value ? Json(*value) : Json(nullptr);
}

// Writes a required member; a nullable one that is empty becomes null.
template <typename T>
void put(Json& object, const char* name, const T& value) {
  object[name] = to_json(value);
}

// Leaves an absent member out.
template <typename T>
void put_optional(Json& object, const char* name, const std::optional<T>& value) {
  if (value) object[name] = to_json(*value);
}

}  // namespace tollgate::messages
