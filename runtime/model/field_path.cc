#include "tollgate/model/field_path.h"

namespace tollgate::model {

const Field* field_at(const Entity& entity, std::string_view path) {
  size_t slash = path.find('/');
  const Field* field = entity.find_field(path.substr(0, slash));
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

}  // namespace tollgate::model
