// What is done with several parts at once, as one step of undo.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "commands/stages.h"
#include "commands/support.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/commands.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/part_group.h"
#include "tollgate/designer/document/schema_view.h"

namespace tollgate::designer {
namespace {

// In the document's order, each once; empty where they do not belong together.
std::vector<std::string> in_order(const Json& document, const std::vector<std::string>& parts) {
  std::vector<std::string> sorted;
  if (parts.empty()) return sorted;
  for (const std::string& one : group_of(document, parts.front())) {
    if (std::find(parts.begin(), parts.end(), one) != parts.end()) sorted.push_back(one);
  }
  for (const std::string& one : parts) {
    if (std::find(sorted.begin(), sorted.end(), one) == sorted.end()) return {};
  }
  return sorted;
}

// "Delete 3 fields of a form"
LocalizedText counted(const LocalizedText& deed, const Json& document, const std::string& part,
                      size_t count) {
  const std::string definition = definition_at(document, part);
  const LocalizedText words = plural_words(definition);
  const std::string number = std::to_string(count);
  return {deed.zh + number + " 个" + words.zh, deed.en + number + " " + words.en};
}

}  // namespace

Result<Change> plan(const Json& document, const RemoveParts& command) {
  const std::vector<std::string> parts = in_order(document, command.parts);
  if (parts.empty()) return gone(command.parts.empty() ? "" : command.parts.front());
  Change change;
  const bool leave_form = is_form_place(parts.front());
  change.title = counted(leave_form ? LocalizedText{"从表单移除 ", "Remove from form: "}
                                    : LocalizedText{"删除 ", "Delete "},
                         document, parts.front(), parts.size());
  // Last first, so that the places of the others hold.
  Json now = document;
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    Result<Change> one = plan(now, removal_of(now, *part));
    if (!one) return std::move(one).error();
    if (Result<std::vector<Edit>> done = apply_edits(now, one->edits); !done) {
      return std::move(done).error();
    }
    std::move(one->edits.begin(), one->edits.end(), std::back_inserter(change.edits));
    change.select = one->select;
  }
  return change;
}

Result<Change> plan(const Json& document, const MoveParts& command) {
  const std::vector<std::string> parts = in_order(document, command.parts);
  const bool places = !parts.empty() && is_form_place(parts.front());
  const std::string holder(pointer_parent(command.list));
  if (parts.empty() || object_at(document, holder) == nullptr) return gone(command.list);
  const bool same_group =
      places ? ancestor_in(command.list, "forms") == ancestor_in(parts.front(), "forms") &&
                   is_form_place(command.list + "/0")
             : command.list == pointer_parent(parts.front());
  if (!same_group) return gone(command.list);
  Change change;
  change.title = counted({"移动 ", "Move "}, document, parts.front(), parts.size());
  const Json* target = array_at(document, command.list);
  if (target == nullptr) change.edits.push_back({EditKind::kSet, command.list, Json::array()});
  size_t position = std::min(command.position, target != nullptr ? target->size() : 0);
  const size_t wanted = position;
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    change.edits.push_back({EditKind::kErase, *part, nullptr});
    if (pointer_parent(*part) == command.list && last_index(*part) < wanted) --position;
  }
  const size_t first = position;
  for (const std::string& part : parts) {
    change.select_all.push_back(pointer_child(command.list, position));
    change.edits.push_back({EditKind::kInsert, pointer_child(command.list, position++),
                            *find_pointer(document, part)});
  }
  // They stand there already.
  bool moved = false;
  for (size_t i = 0; i < parts.size(); ++i) {
    moved = moved || parts[i] != pointer_child(command.list, first + i);
  }
  if (!moved) {
    change.edits.clear();
    return change;
  }
  if (command.list.ends_with("/stages")) {
    Json stages = *target;
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) stages.erase(last_index(*part));
    for (size_t i = 0; i < parts.size(); ++i) {
      stages.insert(stages.begin() + static_cast<std::ptrdiff_t>(first + i),
                    *find_pointer(document, parts[i]));
    }
    order_stage_options(document, holder, stages, change);
  }
  return change;
}

Result<Change> plan(const Json& document, const SetOnParts& command) {
  Change change;
  for (const std::string& object : command.objects) {
    const Json* value = object_at(document, object);
    if (value == nullptr) return gone(object);
    const std::string pointer = pointer_child(object, command.member);
    const auto now = value->find(command.member);
    if (command.value.is_null()) {
      if (now != value->end()) change.edits.push_back({EditKind::kUnset, pointer, nullptr});
    } else if (now == value->end() || *now != command.value) {
      change.edits.push_back({EditKind::kSet, pointer, command.value});
    }
  }
  if (!command.objects.empty()) {
    change.title =
        counted({"修改 ", "Change "}, document, command.objects.front(), command.objects.size());
  }
  return change;
}

}  // namespace tollgate::designer
