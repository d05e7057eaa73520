#include "tollgate/sync/row.h"

#include <nlohmann/json.hpp>

namespace tollgate::sync {
namespace {

const Json& part(const Json& json, const char* name) {
  static const Json kNothing;
  if (!json.is_object()) return kNothing;
  const auto found = json.find(name);
  return found == json.end() ? kNothing : *found;
}

// The member's value, which the object then does not have any more.
Json taken(Json& json, const char* name) {
  if (!json.is_object()) return nullptr;
  const auto found = json.find(name);
  return found == json.end() ? Json() : std::move(*found);
}

std::string text(const Json& json, const char* name) {
  const Json& value = part(json, name);
  return value.is_string() ? value.get<std::string>() : std::string();
}

int64_t integer(const Json& json, const char* name) {
  const Json& value = part(json, name);
  return value.is_number_integer() ? value.get<int64_t>() : 0;
}

std::optional<ops::RecordStatus> status(const std::string& name) {
  for (const auto each :
       {ops::RecordStatus::kDraft, ops::RecordStatus::kComplete, ops::RecordStatus::kDiscarded}) {
    if (ops::name_of(each) == name) return each;
  }
  return std::nullopt;
}

}  // namespace

Json to_json(const RecordRow& row) {
  const ops::RecordState& state = row.state;
  Json fields = Json::object();
  for (const auto& [field, slot] : state.fields) {
    fields[field] = Json::array({slot.value, slot.version});
  }
  Json json = {{"status", ops::name_of(state.status)}, {"created_ms", state.created_ms},
               {"updated_ms", state.updated_ms},       {"version", state.version},
               {"fields", std::move(fields)},          {"title", row.title}};
  if (!state.draft.is_null()) json["draft"] = state.draft;
  if (!state.standing.is_plain()) json["standing"] = ops::to_json(state.standing);
  for (const auto& [field, value] : state.settled) json["settled"][field] = value;
  if (!state.met.empty()) json["met"] = state.met;
  for (const RowScore& score : row.scores) {
    json["scores"].push_back({{"scorecard", score.scorecard},
                              {"total", score.total},
                              {"possible", score.possible},
                              {"pool", score.pool},
                              {"explanation", score.explanation},
                              {"app_version", score.app_version}});
  }
  for (const RowFile& file : row.files) {
    json["files"].push_back({{"field", file.field},
                             {"sha256", file.sha256},
                             {"since", file.since},
                             {"facts", file.facts}});
  }
  return json;
}

std::optional<RecordRow> row_from_json(std::string_view entity, std::string_view record,
                                       Json json) {
  const auto known = status(text(json, "status"));
  Json fields = taken(json, "fields");
  if (!known || !fields.is_object()) return std::nullopt;
  RecordRow row;
  row.state.entity = entity;
  row.state.id = record;
  row.state.status = *known;
  row.state.created_ms = integer(json, "created_ms");
  row.state.updated_ms = integer(json, "updated_ms");
  row.state.version = text(json, "version");
  row.state.draft = taken(json, "draft");
  row.title = text(json, "title");
  for (auto& [field, slot] : fields.get_ref<Json::object_t&>()) {
    if (!slot.is_array() || slot.size() != 2 || !slot[1].is_string()) return std::nullopt;
    row.state.fields[field] = {std::move(slot[0]), std::move(slot[1].get_ref<std::string&>())};
  }
  const Json& standing = part(json, "standing");
  if (!standing.is_null()) row.state.standing = ops::standing_from_json(standing);
  for (const auto& [field, value] : part(json, "settled").items()) row.state.settled[field] = value;
  for (const Json& automation : part(json, "met")) {
    if (automation.is_string()) row.state.met.push_back(automation.get<std::string>());
  }
  for (const Json& score : part(json, "scores")) {
    row.scores.push_back({text(score, "scorecard"), text(score, "total"), text(score, "possible"),
                          text(score, "pool"), part(score, "explanation"),
                          integer(score, "app_version")});
  }
  for (const Json& file : part(json, "files")) {
    row.files.push_back(
        {text(file, "field"), text(file, "sha256"), integer(file, "since"), part(file, "facts")});
  }
  return row;
}

}  // namespace tollgate::sync
