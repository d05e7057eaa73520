#include "part_steps.h"

#include <nlohmann/json.hpp>

#include "tollgate/base/json_pointer.h"
#include "tollgate/versions/changes.h"

namespace tollgate::query {
namespace {

std::optional<std::string> label_in(const Json& part, const std::string& locale) {
  const Json* label = find_pointer(part, "/label");
  if (label == nullptr || !label->is_object() || label->empty()) return std::nullopt;
  const auto own = label->find(locale);
  const Json& text = own == label->end() ? *label->begin() : *own;
  if (!text.is_string()) return std::nullopt;
  return text.get<std::string>();
}

std::string_view kind_of_change(versions::ChangeKind kind) {
  switch (kind) {
    case versions::ChangeKind::kAdded:
      return "added";
    case versions::ChangeKind::kRemoved:
      return "removed";
    case versions::ChangeKind::kChanged:
      return "changed";
  }
  return "";
}

}  // namespace

std::vector<messages::PartStep> part_steps(const std::string& path,
                                           std::initializer_list<const Json*> documents,
                                           const std::string& locale) {
  std::vector<messages::PartStep> steps;
  std::string at;
  for (const std::string& member : versions::steps_of(path)) {
    at = pointer_child(at, member);
    messages::PartStep step;
    step.member = member;
    for (const Json* document : documents) {
      const Json* part = versions::part_at(*document, at);
      if (part != nullptr && !step.label) step.label = label_in(*part, locale);
    }
    steps.push_back(std::move(step));
  }
  return steps;
}

std::vector<messages::PartChange> part_changes(const Json& before, const Json& after,
                                               const std::string& locale) {
  std::vector<messages::PartChange> changes;
  for (const auto& change : versions::list_changes(before, after, kMaxPartChanges)) {
    if (change.path == "/version") continue;
    messages::PartChange out;
    out.kind = kind_of_change(change.kind);
    out.path = change.path;
    out.steps = part_steps(change.path, {&after, &before}, locale);
    changes.push_back(std::move(out));
  }
  return changes;
}

}  // namespace tollgate::query
