#include "commands/support.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/words.h"
#include "tollgate/model/ids.h"

namespace tollgate::designer {
namespace {

constexpr const char kRetired[] = "/retired_ids";

// Records, scores and the op log name the elements of these lists.
bool records_refer_to(std::string_view list_pointer) {
  static constexpr std::string_view kLists[] = {"entities", "fields",   "options",    "workflows",
                                                "stages",   "requires", "scorecards", "criteria"};
  const std::string_view name = list_pointer.substr(list_pointer.rfind('/') + 1);
  return std::find(std::begin(kLists), std::end(kLists), name) != std::end(kLists);
}

std::vector<std::string> retired_ids(const Json& document, std::string_view list_pointer) {
  std::vector<std::string> ids;
  const std::string path = path_of_ids(document, list_pointer);
  if (const Json* list = array_at(document, pointer_child(kRetired, path))) {
    for (const Json& id : *list) {
      if (id.is_string()) ids.push_back(id.get<std::string>());
    }
  }
  return ids;
}

}  // namespace

const Json* object_at(const Json& document, std::string_view pointer) {
  const Json* value = find_pointer(document, pointer);
  return value != nullptr && value->is_object() ? value : nullptr;
}

const Json* array_at(const Json& document, std::string_view pointer) {
  const Json* value = find_pointer(document, pointer);
  return value != nullptr && value->is_array() ? value : nullptr;
}

Diagnostic gone(std::string_view pointer) {
  const std::string where(pointer);
  return make_error(
      "designer.gone",
      {"“" + where + "”已经不在文档里了", "'" + where + "' is no longer in the document"},
      {.pointer = where});
}

Json text_in_all_locales(const Json& document, const LocalizedText& words) {
  Json text = Json::object();
  for (const std::string& locale : locales_of(document)) text[locale] = words.in(locale);
  return text;
}

std::string fresh_id(std::string_view stem, const std::vector<std::string>& taken) {
  const auto used = [&](const std::string& id) {
    return std::find(taken.begin(), taken.end(), id) != taken.end() || model::is_reserved_name(id);
  };
  for (size_t number = 1;; ++number) {
    std::string id = std::string(stem) + "_" + std::to_string(number);
    if (!used(id)) return id;
  }
}

std::vector<std::string> taken_ids(const Json& document, std::string_view list_pointer) {
  std::vector<std::string> taken;
  if (const Json* list = array_at(document, list_pointer)) taken = ids_of(*list);
  for (std::string& id : retired_ids(document, list_pointer)) taken.push_back(std::move(id));
  return taken;
}

void retire_ids(const Json& document, const std::vector<std::string>& elements, Change& change) {
  std::map<std::string, Json> retired;  // by path of the list
  for (const std::string& element : elements) {
    const std::string list(pointer_parent(element));
    const Json* value = object_at(document, element);
    const std::string id = value == nullptr ? std::string() : text_member(*value, "id");
    if (id.empty() || !records_refer_to(list)) continue;
    const auto [entry, added] = retired.try_emplace(path_of_ids(document, list), Json::array());
    if (added) entry->second = retired_ids(document, list);
    Json& ids = entry->second;
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  }
  if (retired.empty()) return;
  if (object_at(document, kRetired) == nullptr) {
    change.edits.push_back({EditKind::kSet, kRetired, Json::object()});
  }
  for (auto& [path, ids] : retired) {
    change.edits.push_back({EditKind::kSet, pointer_child(kRetired, path), std::move(ids)});
  }
}

void add_type_members(const Json& document, std::string_view type, std::string_view pointer,
                      Json& field) {
  const model::FieldTypeInfo* info = field_type_info(type);
  if (info == nullptr) return;
  const auto misses = [&](model::FieldMember member) {
    return info->needed.has(member) && !field.contains(model::name_of(member));
  };
  const auto taken = [&](const char* list) {
    return pointer.empty() ? std::vector<std::string>()
                           : taken_ids(document, pointer_child(pointer, list));
  };
  if (misses(model::FieldMember::kOptions)) {
    Json options = Json::array();
    std::vector<std::string> ids = taken("options");
    for (const char* number : {"1", "2"}) {
      const std::string n(number);
      ids.push_back(fresh_id("option", ids));
      options.push_back({{"id", ids.back()},
                         {"label", text_in_all_locales(document, {"选项 " + n, "Option " + n})}});
    }
    field["options"] = std::move(options);
  }
  if (misses(model::FieldMember::kCurrency)) field["currency"] = model::kCurrencies.front().code;
  if (misses(model::FieldMember::kEntity)) {
    const Json* entities = array_at(document, "/entities");
    if (entities != nullptr && !entities->empty()) {
      field["entity"] = text_member(entities->front(), "id");
    }
  }
  if (misses(model::FieldMember::kFields)) {
    field["fields"] =
        Json::array({{{"id", fresh_id("text", taken("fields"))},
                      {"type", "text"},
                      {"label", text_in_all_locales(document, field_type_words("text"))}}});
  }
}

}  // namespace tollgate::designer
