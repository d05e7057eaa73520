// Entities: the owner, the people, what reference fields refer to.
#include "ids.h"
#include "rules.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

using model::Field;

void check_references(const model::App& app, Findings& findings, const std::vector<Field>& fields) {
  for (const Field& field : fields) {
    if (model::is_reference(field.type) && !field.entity.empty()) {
      check_id(findings, kEntity, field.entity, ids_of(app.entities),
               pointer_child(field.pointer, "entity"));
    }
    check_references(app, findings, field.fields);
  }
}

void check_owner(const model::App& app, Findings& findings, const model::Entity& entity) {
  if (entity.owner.empty()) return;
  const std::string pointer = pointer_child(entity.pointer, "owner");
  const Field* owner = check_field(findings, app, entity.id, entity.owner, pointer);
  if (owner == nullptr) return;
  const std::string people = app.users ? app.users->entity : std::string();
  if (model::is_reference(owner->type) && (people.empty() || owner->entity == people)) return;
  const LocalizedText entity_of_people =
      people.empty() ? LocalizedText() : quoted_in(app.entities, people);
  findings.error(
      "owner_not_a_person",
      "负责人字段" + quoted(*owner).zh + "应关联到人员所在的数据对象" + entity_of_people.zh,
      "the owner field " + quoted(*owner).en + " should be a reference to the people" +
          (people.empty() ? "" : " entity " + entity_of_people.en),
      pointer);
}

}  // namespace

void entity_references(const model::App& app, Findings& findings) {
  if (app.users) {
    check_id(findings, kEntity, app.users->entity, ids_of(app.entities),
             pointer_child(app.users->pointer, "entity"));
  }
  for (const model::Entity& entity : app.entities) {
    check_references(app, findings, entity.fields);
    check_owner(app, findings, entity);
  }
}

}  // namespace tollgate::lint
