#include <nlohmann/json.hpp>
#include <unordered_set>
#include <utility>

#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/commands.h"
#include "tollgate/designer/document/lookup.h"

namespace tollgate::designer {
namespace {

bool is_of_name(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') || letter == '_';
}

// Whether the text has the id as a word of its own, as expressions and references write it.
bool says_id(std::string_view text, std::string_view id) {
  for (size_t at = text.find(id); at != std::string_view::npos; at = text.find(id, at + 1)) {
    const size_t end = at + id.size();
    if ((at == 0 || !is_of_name(text[at - 1])) && (end == text.size() || !is_of_name(text[end]))) {
      return true;
    }
  }
  return false;
}

// Whether anything says the id but what is known: the ids of other things, names, and records.
class IdSearch {
 public:
  IdSearch(const Json& document, std::string_view id, std::unordered_set<std::string> known)
      : document_(document), id_(id), known_(std::move(known)) {}

  bool is_said() const {
    for (const auto& [name, member] : document_.items()) {
      if (name != "sample_data" && name != "retired_ids" && is_said(member, "/" + name, name))
        return true;
    }
    return false;
  }

 private:
  bool is_said(const Json& value, const std::string& at, std::string_view member) const {
    if (value.is_object()) {
      for (const auto& [name, inner] : value.items()) {
        if (member == "label" || name == "id") continue;
        if (is_said(inner, pointer_child(at, name), name)) return true;
      }
      return false;
    }
    if (value.is_array()) {
      for (size_t i = 0; i < value.size(); ++i) {
        if (is_said(value[i], pointer_child(at, i), member)) return true;
      }
      return false;
    }
    return value.is_string() && says_id(value.get_ref<const std::string&>(), id_) &&
           !known_.contains(at);
  }

  const Json& document_;
  const std::string_view id_;
  const std::unordered_set<std::string> known_;  // pointers
};

// Places where forms of other entities show fields of their own that are called the same.
void add_other_places(const Json& document, const std::string& entity, const std::string& id,
                      std::unordered_set<std::string>& known) {
  const Json* entities = array_at(document, "/entities");
  for (size_t i = 0; entities != nullptr && i < entities->size(); ++i) {
    const std::string other = pointer_child("/entities", i);
    const Json* fields = array_at(document, other + "/fields");
    const auto index = fields == nullptr ? std::nullopt : index_by_id(*fields, id);
    if (other == entity || !index) continue;
    for (const std::string& place :
         places_of_field(document, pointer_child(other + "/fields", *index))) {
      known.insert(place + "/field");
    }
  }
}

}  // namespace

Result<Change> plan(const Json& document, const RenameId& command) {
  const Json* element = object_at(document, command.element);
  if (element == nullptr) return gone(command.element);
  const std::string id = text_member(*element, "id");
  Change change;
  change.title = {"修改名称", "Change label"};
  change.merge_key = "text " + command.element + "/label " + command.locale;
  change.joins = true;
  if (id.empty() || id == command.id) return change;
  const std::vector<std::string> places = places_of_field(document, command.element);
  std::unordered_set<std::string> known;
  for (const std::string& place : places) known.insert(place + "/field");
  add_other_places(document, ancestor_in(command.element, "entities"), id, known);
  if (IdSearch(document, id, std::move(known)).is_said()) return change;
  change.edits.push_back({EditKind::kSet, command.element + "/id", command.id});
  for (const std::string& place : places) {
    change.edits.push_back({EditKind::kSet, place + "/field", command.id});
  }
  return change;
}

}  // namespace tollgate::designer
