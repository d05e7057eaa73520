// Ids that a person can read: a field or an entity that is new gets its id from its first name,
// when whoever wrote that has left the field. Chinese names are read in Latin letters by the host.
// Once the app was saved an id stays: records and other systems know it.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "panels.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/schema_view.h"
#include "tollgate/designer/document/words.h"
#include "tollgate/model/ids.h"

namespace tollgate::designer {
namespace {

// As commands make them: "text_3", "entity_1".
bool is_id_at_birth(std::string_view id, std::string_view definition) {
  const size_t end = id.find_last_not_of("0123456789");
  if (end == std::string_view::npos || end + 1 == id.size() || end == 0 || id[end] != '_') {
    return false;
  }
  const std::string_view stem = id.substr(0, end);
  return definition == "entity" ? stem == definition : is_field_type(stem);
}

// Where the element stands now; "" where it is gone, or has another id already.
std::string place_now(const DesignSession& session, const NewName& name) {
  const Json* list = session.at(name.list);
  if (list == nullptr) return {};
  const std::optional<size_t> index = index_by_id(*list, name.id);
  return index ? pointer_child(name.list, *index) : std::string();
}

// What an id is made of: the name itself, or its reading; nullopt while that is not known.
std::optional<std::string> reading_of(DesignSession& session, const std::string& label) {
  const bool latin = std::all_of(label.begin(), label.end(),
                                 [](char letter) { return static_cast<signed char>(letter) >= 0; });
  if (latin) return label;
  const LiveAnswer& answer = session.live.ask("reading", kReadLabel, {{"label", label}});
  if (answer.reply) return text_member(*answer.reply, "id");
  return answer.waiting ? std::nullopt : std::optional<std::string>("");
}

// True when nothing is left to do about it.
bool name_one(DesignSession& session, const NewName& name) {
  const std::string element = place_now(session, name);
  if (element.empty()) return true;
  const Json& json = *session.at(element);
  const std::string definition = definition_at(session.json(), element);
  const std::string label = text_in(json, "label", name.locale);
  if (label.empty() || is_label_at_birth(json, definition, name.locale, label)) return true;
  const std::optional<std::string> reading = reading_of(session, label);
  if (!reading) return false;
  if (reading->find_first_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") ==
      std::string::npos) {
    return true;
  }
  const Json* list = session.at(name.list);
  const auto taken = [&](std::string_view id) {
    return index_by_id(*list, id) || session.is_stored_id(name.list, id);
  };
  const std::string id = model::suggest_id(*reading, definition, taken);
  session.run(RenameId{element, id, name.locale});
  return true;
}

}  // namespace

void note_new_name(DesignSession& session, const SetText& command) {
  if (!command.pointer.ends_with("/label")) return;
  const std::string element(pointer_parent(command.pointer));
  const std::string list(pointer_parent(element));
  // Fields of a list's items have no places that name them.
  const bool field =
      list.ends_with("/fields") && pointer_parent(pointer_parent(list)) == "/entities";
  if (!field && list != "/entities") return;
  const Json* json = session.at(element);
  if (json == nullptr) return;
  const std::string id = text_member(*json, "id");
  if (!is_id_at_birth(id, field ? "field" : "entity") || session.is_stored_id(list, id)) return;
  std::vector<NewName>& names = session.new_names;
  std::erase_if(names, [&](const NewName& name) { return name.list == list && name.id == id; });
  names.push_back({list, id, command.locale, session.ui.focused_id()});
}

void name_by_label(DesignSession& session) {
  std::vector<NewName>& names = session.new_names;
  const auto left = std::find_if(names.begin(), names.end(), [&](const NewName& name) {
    return name.written_in == 0 || name.written_in != session.ui.focused_id();
  });
  if (left == names.end()) return;
  const NewName name = *left;
  if (!name_one(session, name)) return;
  std::erase_if(
      names, [&](const NewName& other) { return other.list == name.list && other.id == name.id; });
  if (!names.empty()) session.ui.wake_in(0);
}

}  // namespace tollgate::designer
