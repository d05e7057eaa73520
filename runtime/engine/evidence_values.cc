#include <algorithm>

#include <nlohmann/json.hpp>

#include "tollgate/base/json.h"
#include "tollgate/base/value_members.h"
#include "tollgate/engine/form_commands.h"
#include "tollgate/evidence/inspect.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {
namespace {

Result<Json> one(Engine& engine, const model::Field& field, Json value) {
  auto hash = value.find("sha256");
  if (hash == value.end() || !hash->is_string()) {
    return make_error("engine.no_blob",
                      {"文件须先上传：缺少 sha256", "a file is handed in first: sha256 is missing"},
                      {.source = field.id});
  }
  std::optional<std::string> text = engine.store().blob_facts(hash->get<std::string>());
  Json facts = text ? stored_json(*text) : Json();
  if (!facts.is_object()) {
    return make_error("engine.no_blob",
                      {"文件尚未上传或已丢失", "the file was not handed in, or is lost"},
                      {.source = field.id});
  }
  for (const ValueMember& member : kEvidenceMembers) {
    if (!member.in_value || member.said_by == SaidBy::kClaimed) continue;
    const std::string name(member.name);
    if (auto found = facts.find(name); found != facts.end()) {
      value[name] = *found;
    } else if (member.said_by == SaidBy::kCounted) {
      value.erase(name);
    }
  }
  if (!value.contains("name")) value["name"] = facts.value("name", "file");
  return value;
}

}  // namespace

bool holds_evidence(const model::Field& field) {
  return is_evidence(field.type) ||
         std::any_of(field.fields.begin(), field.fields.end(), holds_evidence);
}

Result<Json> with_blob_facts(Engine& engine, const model::Field& field, const Json& value) {
  if (value.is_array()) {
    Json all = Json::array();
    for (const Json& item : value) {
      Result<Json> found = with_blob_facts(engine, field, item);
      if (!found) return found;
      all.push_back(std::move(*found));
    }
    return all;
  }
  if (!value.is_object()) return value;
  if (is_evidence(field.type)) return one(engine, field, value);
  Json item = value;  // of a list
  for (const model::Field& part : field.fields) {
    const auto found = item.find(part.id);
    if (found == item.end()) continue;
    Result<Json> checked = with_blob_facts(engine, part, *found);
    if (!checked) return checked;
    *found = std::move(*checked);
  }
  return item;
}

}  // namespace tollgate::engine
