// What of a form is for the person who fills it.
#include <algorithm>

#include "session_impl.h"
#include "tollgate/feel/dependencies.h"

namespace tollgate::form {

// An item's fields are as its list is.
model::FieldAccess FormSession::Impl::access_of(const FieldRules& rules, const Field* list) const {
  if (list != nullptr) return list->access;
  if (options_.permissions == nullptr) return model::FieldAccess::kFull;
  return options_.permissions->access(form().entity->id, rules.model->id);
}

bool FormSession::Impl::is_withheld(const model::Entity& entity, std::string_view field) const {
  return options_.permissions->access(entity.id, field) == model::FieldAccess::kHidden;
}

// A prefill shows what it reads: from the chosen record, from this one, and from others that this
// one refers to.
bool FormSession::Impl::may_prefill(const PrefillItem& item,
                                    const AssignmentRule& assignment) const {
  if (options_.permissions == nullptr) return true;
  if (item.entity == nullptr || !options_.permissions->sees(item.entity->id, item.id)) return false;
  const record::Names& names = root_->rules->names;
  const auto reads_withheld = [&](const model::Entity* entity, std::span<const std::string> path) {
    if (entity == nullptr) return false;
    // Which record it is is no field of it.
    if (!path.empty()) return path.front() != "id" && is_withheld(*entity, path.front());
    return std::ranges::any_of(
        entity->fields, [&](const model::Field& field) { return is_withheld(*entity, field.id); });
  };
  for (const feel::Dependency& read : assignment.value.program.dependencies()) {
    if (read.slot == names.item()) {
      if (reads_withheld(item.entity, read.path)) return false;
    } else if (read.slot < root_->fields.size()) {
      const Field& field = root_->fields[read.slot];
      if (field.is_withheld()) return false;
      if (!model::is_reference(field.model().type)) continue;
      const std::string other(record::reference_id(field.seen()));
      if (!other.empty() && !options_.permissions->sees(field.model().entity, other)) return false;
      if (reads_withheld(form().app->find_entity(field.model().entity), read.path)) return false;
    }
  }
  return true;
}

}  // namespace tollgate::form
