#include "tollgate/messages/codec.h"

#include <algorithm>
#include <cassert>
#include <nlohmann/json.hpp>

namespace tollgate::messages {
namespace {

constexpr size_t kMaxFindings = 20;

void report(Diagnostics& findings, const char* code, LocalizedText message, std::string pointer,
            std::vector<std::string> candidates = {}) {
  if (findings.size() >= kMaxFindings) return;
  findings.push_back(
      make_error(code, std::move(message), {{}, std::move(pointer), {}}, std::move(candidates)));
}

bool contains(Names names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

void report_wrong_type(const Json& json, const std::string& pointer, LocalizedText expected,
                       Diagnostics& findings) {
  const LocalizedText kind = json_kind_name(json);
  report(findings, "api.wrong_type",
         {pointer + " 应为" + expected.zh + "，而不是" + kind.zh,
          pointer + " should be " + expected.en + ", not " + kind.en},
         pointer);
}

ObjectReader::ObjectReader(const Json& json, std::string pointer, Diagnostics& findings)
    : object_(json.is_object() ? &json : nullptr),
      pointer_(std::move(pointer)),
      findings_(&findings) {
  if (object_ == nullptr) report_wrong_type(json, pointer_, {"对象", "an object"}, findings);
}

const Json* ObjectReader::find(const char* name, bool needed) const {
  if (object_ == nullptr) return nullptr;
  const auto member = object_->find(name);
  if (member != object_->end()) return &*member;
  if (needed) {
    report(*findings_, "api.missing_member",
           {"缺少成员 " + std::string(name), "the member " + std::string(name) + " is missing"},
           child(name), {name});
  }
  return nullptr;
}

void ObjectReader::check_allowed(const char* name, const std::string& value, Names allowed) const {
  if (contains(allowed, value)) return;
  std::string listed;
  std::vector<std::string> names;
  for (const std::string_view one : allowed) {
    listed += (listed.empty() ? "" : ", ") + std::string(one);
    names.emplace_back(one);
  }
  report(*findings_, "api.unknown_value",
         {std::string(name) + " 的值应为其中之一：" + listed,
          std::string(name) + " should be one of: " + listed},
         child(name), nearest_names(value, names));
}

void ObjectReader::required(const char* name, std::string& to, Names allowed) const {
  const Json* member = find(name, true);
  if (member == nullptr) return;
  read_value(*member, child(name), findings(), to);
  if (member->is_string()) check_allowed(name, to, allowed);
}

void ObjectReader::optional(const char* name, std::optional<std::string>& to, Names allowed) const {
  if (find(name, false) != nullptr) required(name, to.emplace(), allowed);
}

void ObjectReader::required_object(const char* name, Json& to) const {
  const Json* member = find(name, true);
  if (member == nullptr) return;
  if (member->is_object()) {
    to = *member;
  } else {
    report_wrong_type(*member, child(name), {"对象", "an object"}, findings());
  }
}

void ObjectReader::optional_object(const char* name, std::optional<Json>& to) const {
  if (find(name, false) != nullptr) required_object(name, to.emplace());
}

void read_value(const Json& json, const std::string& pointer, Diagnostics& findings,
                std::string& to) {
  if (!json.is_string()) return report_wrong_type(json, pointer, {"文本", "a text"}, findings);
  to = json.get_ref<const std::string&>();
}

void read_value(const Json& json, const std::string& pointer, Diagnostics& findings, int64_t& to) {
  constexpr uint64_t kMaxInteger = INT64_MAX;
  const bool fits = json.is_number_integer() &&
                    (!json.is_number_unsigned() || json.get<uint64_t>() <= kMaxInteger);
  if (!fits) return report_wrong_type(json, pointer, {"整数", "an integer"}, findings);
  to = json.get<int64_t>();
}

void read_value(const Json& json, const std::string& pointer, Diagnostics& findings, bool& to) {
  if (!json.is_boolean()) {
    return report_wrong_type(json, pointer, {"true 或 false", "true or false"}, findings);
  }
  to = json.get<bool>();
}

void read_value(const Json& json, const std::string&, Diagnostics&, Json& to) { to = json; }

void read_value(const Json& json, const std::string& pointer, Diagnostics& findings,
                Diagnostic& to) {
  if (auto read = diagnostic_from_json(json)) {
    to = std::move(*read);
  } else {
    report_wrong_type(json, pointer, {"诊断信息", "a diagnostic"}, findings);
  }
}

void read_value(const Json& json, const std::string& pointer, Diagnostics& findings,
                LocalizedText& to) {
  const ObjectReader from(json, pointer, findings);
  if (const Json* zh = from.find("zh-CN", true)) {
    read_value(*zh, from.child("zh-CN"), findings, to.zh);
  }
  if (const Json* en = from.find("en", true)) read_value(*en, from.child("en"), findings, to.en);
}

Json to_json(const std::string& value) { return value; }
Json to_json(int64_t value) { return value; }
Json to_json(bool value) { return value; }
const Json& to_json(const Json& value) { return value; }

void put(Json& object, const char* name, const std::string& value, [[maybe_unused]] Names allowed) {
  assert(contains(allowed, value));
  object[name] = value;
}

void put_optional(Json& object, const char* name, const std::optional<std::string>& value,
                  Names allowed) {
  if (value) put(object, name, *value, allowed);
}

}  // namespace tollgate::messages
