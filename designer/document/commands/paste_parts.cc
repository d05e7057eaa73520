#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "commands/stages.h"
#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/clipboard.h"
#include "tollgate/designer/document/commands.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/schema_view.h"

namespace tollgate::designer {
namespace {

constexpr size_t kMaxPastedParts = 2'000;

Diagnostic no_place(std::string_view kind) {
  const LocalizedText words = element_words(kind);
  return make_error("designer.no_place_to_paste",
                    {"这里放不下复制的" + words.zh + "；请先选中要放到的地方",
                     "A copied " + words.en + " has no place here: select where it is to go"});
}

class PartsPaste {
 public:
  PartsPaste(const Json& document, const Json& parts, PastePlace place)
      : document_(document), parts_(parts), place_(std::move(place)) {}

  Change change(std::string_view kind) && {
    const LocalizedText words = element_words(kind);
    change_.title = {"粘贴" + words.zh, "Paste: " + words.en};
    if (array_at(document_, place_.list) == nullptr) {
      change_.edits.push_back({EditKind::kSet, place_.list, Json::array()});
    }
    taken_ = taken_ids(document_, place_.list);
    size_t position = place_.position;
    for (const Json& item : parts_.at("items")) {
      Json copy = item;
      const std::string was = text_member(copy, "id");
      if (!was.empty()) copy["id"] = free_id(was, taken_);
      if (kind == "form_field" || kind == "section" || kind == "form") settle_places(kind, copy);
      if (kind == "stage") add_option(copy);
      if (kind == "workflow") add_stage_field(document_, copy, change_);
      change_.select_all.push_back(pointer_child(place_.list, position));
      change_.edits.push_back(
          {EditKind::kInsert, pointer_child(place_.list, position++), std::move(copy)});
    }
    return std::move(change_);
  }

 private:
  static std::string free_id(const std::string& wanted, std::vector<std::string>& taken) {
    const bool is_free = std::find(taken.begin(), taken.end(), wanted) == taken.end();
    taken.push_back(is_free ? wanted : fresh_id(wanted, taken));
    return taken.back();
  }

  // Fields come along: those that the entity has not, and those that the form shows already, with
  // ids of their own.
  void settle_places(std::string_view kind, Json& copy) {
    const std::string entity =
        kind == "form" ? pointer_by_id(document_, "entities", text_member(copy, "entity"))
                       : entity_of(document_, place_.list);
    if (entity.empty()) return;
    if (entity_.empty()) {
      entity_ = entity;
      const std::string form = ancestor_in(place_.list, "forms");
      taken_fields_ = taken_ids(document_, entity + "/fields");
      if (const Json* fields = array_at(document_, entity + "/fields")) {
        for (std::string& id : ids_of(*fields)) known_fields_.insert(std::move(id));
        field_position_ = fields->size();
      }
      if (kind != "form" && !form.empty()) {
        const std::vector<std::string> open = unplaced_fields(document_, form);
        for (const std::string& id : known_fields_) {
          if (std::find(open.begin(), open.end(), id) == open.end()) shown_.insert(id);
        }
      }
    }
    if (kind == "form_field") return settle_place(copy);
    each_place(copy, [&](Json& place) { settle_place(place); });
  }

  template <typename Visit>
  static void each_place(Json& part, const Visit& visit) {
    for (const char* member : {"sections", "fields"}) {
      const auto found = part.find(member);
      if (found == part.end() || !found->is_array()) continue;
      for (Json& inner : *found) {
        if (!inner.is_object()) continue;
        if (inner.contains("field")) {
          visit(inner);
        } else {
          each_place(inner, visit);
        }
      }
    }
  }

  void settle_place(Json& place) {
    const std::string id = text_member(place, "field");
    if (known_fields_.contains(id) && shown_.insert(id).second) return;
    const auto definitions = parts_.find("fields");
    if (definitions == parts_.end() || !definitions->is_array()) return;
    const auto index = index_by_id(*definitions, id);
    if (!index) return;
    Json field = (*definitions)[*index];
    field["id"] = free_id(id, taken_fields_);
    place["field"] = field["id"];
    known_fields_.insert(text_member(field, "id"));
    shown_.insert(text_member(field, "id"));
    change_.edits.push_back({EditKind::kInsert,
                             pointer_child(entity_ + "/fields", field_position_++),
                             std::move(field)});
  }

  // The option of the stage field that is the stage.
  void add_option(const Json& stage) {
    const std::string workflow(pointer_parent(place_.list));
    const std::string options = stage_options(document_, workflow);
    const Json* list = options.empty() ? nullptr : array_at(document_, options);
    if (list == nullptr) return;
    change_.edits.push_back({EditKind::kInsert,
                             pointer_child(options, list->size() + added_options_++),
                             {{"id", stage.at("id")}, {"label", stage.value("label", Json())}}});
  }

  const Json& document_;
  const Json& parts_;
  const PastePlace place_;
  Change change_;
  std::vector<std::string> taken_;
  std::string entity_;
  std::vector<std::string> taken_fields_;
  std::set<std::string> known_fields_, shown_;
  size_t field_position_ = 0;
  size_t added_options_ = 0;
};

}  // namespace

Result<Change> plan(const Json& document, const PasteParts& command) {
  const std::string kind = text_member(command.parts, "kind");
  const auto items = command.parts.find("items");
  if (kind.empty() || items == command.parts.end() || !items->is_array()) return no_place(kind);
  if (items->size() > kMaxPastedParts) {
    return make_error("designer.pasted_too_many",
                      {"一次最多粘贴 2000 项", "At most 2000 parts can be pasted at a time"});
  }
  auto place = paste_place(document, command.near, kind);
  if (!place) return no_place(kind);
  return PartsPaste(document, command.parts, *std::move(place)).change(kind);
}

}  // namespace tollgate::designer
