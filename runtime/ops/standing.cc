// A record's standing as JSON, in which a store keeps it.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "tollgate/ops/record_state.h"

namespace tollgate::ops {
namespace {

std::string text_at(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

int64_t integer_at(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_number_integer() ? found->get<int64_t>() : 0;
}

const Json& list_at(const Json& json, const char* name) {
  static const Json kNone = Json::array();
  const auto found = json.find(name);
  return found != json.end() && found->is_array() ? *found : kNone;
}

Json to_json(const PassedGate& gate) {
  Json json = {{"stage", gate.stage},
               {"op", gate.op_number},
               {"at_ms", gate.at_ms},
               {"app_version", gate.app_version},
               {"saw", gate.saw}};
  if (!gate.from.empty()) json["from"] = gate.from;
  if (!gate.user.empty()) json["user"] = gate.user;
  return json;
}

PassedGate gate_from_json(const Json& json) {
  const auto saw = json.find("saw");
  return {text_at(json, "stage"),
          text_at(json, "from"),
          integer_at(json, "op"),
          integer_at(json, "at_ms"),
          text_at(json, "user"),
          integer_at(json, "app_version"),
          saw != json.end() && saw->is_object() ? *saw : Json::object()};
}

}  // namespace

const PassedGate* Standing::find(std::string_view stage) const {
  const auto found = std::find_if(passed.begin(), passed.end(),
                                  [&](const PassedGate& gate) { return gate.stage == stage; });
  return found == passed.end() ? nullptr : &*found;
}

Json to_json(const Standing& standing) {
  Json json = Json::object();
  if (standing.imported) json["imported"] = true;
  for (const PassedGate& gate : standing.passed) json["passed"].push_back(to_json(gate));
  if (!standing.broken.empty()) json["broken"] = standing.broken;
  return json;
}

Standing standing_from_json(const Json& json) {
  Standing standing;
  if (!json.is_object()) return standing;
  const auto imported = json.find("imported");
  standing.imported = imported != json.end() && imported->is_boolean() && imported->get<bool>();
  for (const Json& gate : list_at(json, "passed")) {
    if (gate.is_object()) standing.passed.push_back(gate_from_json(gate));
  }
  for (const Json& stage : list_at(json, "broken")) {
    if (stage.is_string()) standing.broken.push_back(stage.get<std::string>());
  }
  return standing;
}

}  // namespace tollgate::ops
