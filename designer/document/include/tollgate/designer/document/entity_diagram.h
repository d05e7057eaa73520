// The app's entities as a picture: boxes, and between them what refers to what.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"

namespace tollgate::designer {

struct DiagramEntity {
  std::string id;
  std::string label;
  std::string pointer;
  size_t fields = 0;
  // How many references away from others it stands: what nothing of here refers from comes first.
  size_t row = 0;
  size_t column = 0;
};

// One entity's fields that refer to another, together.
struct DiagramReference {
  size_t from = 0;  // indices of the entities; the same for one that refers to itself
  size_t to = 0;
  std::vector<std::string> labels;  // of the fields
};

struct EntityDiagram {
  std::vector<DiagramEntity> entities;
  std::vector<DiagramReference> references;
  size_t rows = 0;
};

// At most so many boxes in a row. An entity stands above those that it refers to, where no circle
// of references hinders it.
EntityDiagram entity_diagram(const Json& document, std::string_view locale, size_t per_row);

}  // namespace tollgate::designer
