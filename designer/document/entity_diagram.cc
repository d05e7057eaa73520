#include "tollgate/designer/document/entity_diagram.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"

namespace tollgate::designer {
namespace {

// Also fields inside of lists.
void add_references(const Json& document, const Json& fields, size_t from, std::string_view locale,
                    const std::map<std::string, size_t>& places,
                    std::vector<DiagramReference>& references) {
  for (const Json& field : fields) {
    if (!field.is_object()) continue;
    const auto inner = field.find("fields");
    if (inner != field.end() && inner->is_array()) {
      add_references(document, *inner, from, locale, places, references);
    }
    const auto to = places.find(text_member(field, "entity"));
    if (to == places.end()) continue;
    auto known = std::ranges::find_if(references, [&](const DiagramReference& one) {
      return one.from == from && one.to == to->second;
    });
    if (known == references.end()) {
      references.push_back({from, to->second, {}});
      known = std::prev(references.end());
    }
    known->labels.push_back(label_of(document, field, locale));
  }
}

// Each below all that refer to it; as many rounds as there are entities end also where they refer
// to each other.
std::vector<size_t> levels_of(const EntityDiagram& diagram) {
  const size_t count = diagram.entities.size();
  std::vector<size_t> levels(count, 0);
  for (size_t round = 0; round + 1 < count; ++round) {
    bool moved = false;
    for (const DiagramReference& reference : diagram.references) {
      const size_t wanted = levels[reference.from] + 1;
      if (reference.from == reference.to || levels[reference.to] >= wanted) continue;
      if (wanted >= count) continue;
      levels[reference.to] = wanted;
      moved = true;
    }
    if (!moved) break;
  }
  return levels;
}

}  // namespace

EntityDiagram entity_diagram(const Json& document, std::string_view locale, size_t per_row) {
  EntityDiagram diagram;
  const Json* entities = find_pointer(document, "/entities");
  if (entities == nullptr || !entities->is_array()) return diagram;
  std::map<std::string, size_t> places;
  for (size_t i = 0; i < entities->size(); ++i) {
    const Json& entity = (*entities)[i];
    if (!entity.is_object()) continue;
    places.emplace(text_member(entity, "id"), diagram.entities.size());
    DiagramEntity& box = diagram.entities.emplace_back();
    box.id = text_member(entity, "id");
    box.label = label_of(document, entity, locale);
    box.pointer = pointer_child("/entities", i);
    const auto fields = entity.find("fields");
    if (fields != entity.end() && fields->is_array()) box.fields = fields->size();
  }
  for (size_t i = 0; i < diagram.entities.size(); ++i) {
    const Json* fields = find_pointer(document, diagram.entities[i].pointer + "/fields");
    if (fields == nullptr || !fields->is_array()) continue;
    add_references(document, *fields, i, locale, places, diagram.references);
  }
  const std::vector<size_t> levels = levels_of(diagram);
  per_row = std::max(per_row, size_t{1});
  for (size_t level = 0; level <= diagram.entities.size(); ++level) {
    size_t count = 0;
    for (size_t i = 0; i < levels.size(); ++i) {
      if (levels[i] != level) continue;
      diagram.entities[i].row = diagram.rows + count / per_row;
      diagram.entities[i].column = count % per_row;
      ++count;
    }
    diagram.rows += (count + per_row - 1) / per_row;
  }
  return diagram;
}

}  // namespace tollgate::designer
