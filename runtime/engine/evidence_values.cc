#include <algorithm>

#include <nlohmann/json.hpp>

#include "tollgate/base/json.h"
#include "tollgate/engine/form_commands.h"
#include "tollgate/evidence/inspect.h"

namespace tollgate::engine {
namespace {

// What only the runtime may say about a file.
constexpr const char* kCounted[] = {"media_type", "size_bytes", "pages", "slides"};
// What the file says itself goes before what is claimed about it.
constexpr const char* kFound[] = {"captured_at", "latitude", "longitude"};

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
  for (const char* member : kCounted) {
    auto found = facts.find(member);
    if (found == facts.end()) {
      value.erase(member);
    } else {
      value[member] = *found;
    }
  }
  for (const char* member : kFound) {
    if (auto found = facts.find(member); found != facts.end()) value[member] = *found;
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

const model::Field* field_at(const model::Entity& entity, std::string_view path) {
  size_t slash = path.find('/');
  const model::Field* field = entity.find_field(path.substr(0, slash));
  while (field && slash != std::string_view::npos) {
    path.remove_prefix(slash + 1);
    size_t index_end = path.find('/');
    if (index_end == std::string_view::npos) return field;  // a whole item
    path.remove_prefix(index_end + 1);
    slash = path.find('/');
    field = field->find_field(path.substr(0, slash));
  }
  return field;
}

}  // namespace tollgate::engine
