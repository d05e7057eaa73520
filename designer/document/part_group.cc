#include "tollgate/designer/document/part_group.h"

#include <nlohmann/json.hpp>

#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/schema_view.h"

namespace tollgate::designer {
namespace {

void add_elements(const Json& document, const std::string& list, std::vector<std::string>& out) {
  const Json* elements = find_pointer(document, list);
  if (elements == nullptr || !elements->is_array()) return;
  for (size_t i = 0; i < elements->size(); ++i) {
    if ((*elements)[i].is_object()) out.push_back(pointer_child(list, i));
  }
}

}  // namespace

bool is_form_place(std::string_view pointer) {
  const std::string section = ancestor_in(pointer, "sections");
  return !section.empty() && pointer_parent(pointer) == section + "/fields";
}

std::vector<std::string> group_of(const Json& document, std::string_view pointer) {
  std::vector<std::string> group;
  const std::string list(pointer_parent(pointer));
  if (find_pointer(document, pointer) == nullptr) return group;
  if (!is_form_place(pointer)) {
    add_elements(document, list, group);
    return group;
  }
  const std::string sections(pointer_parent(ancestor_in(pointer, "sections")));
  const Json* all = find_pointer(document, sections);
  for (size_t i = 0; all != nullptr && all->is_array() && i < all->size(); ++i) {
    add_elements(document, pointer_child(sections, i) + "/fields", group);
  }
  return group;
}

Command removal_of(const Json& document, const std::string& pointer) {
  if (is_form_place(pointer)) return RemoveFromForm{pointer};
  const std::string definition = definition_at(document, pointer);
  if (definition == "stage") return RemoveStage{pointer};
  if (definition == "field") return DeleteField{pointer};
  return RemoveItem{pointer};
}

}  // namespace tollgate::designer
