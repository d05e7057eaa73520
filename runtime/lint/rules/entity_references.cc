// Entities: the owner, the people, what reference fields refer to, what settles a field.
#include "ids.h"
#include "rules.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

using model::Field;

void check_references(const model::App& app, Findings& findings, const std::vector<Field>& fields) {
  for (const Field& field : fields) {
    if (model::is_reference(field.type) && !field.entity.empty()) {
      check_id(findings, kEntity, field.entity, app.entities,
               pointer_child(field.pointer, "entity"));
    }
    check_references(app, findings, field.fields);
  }
}

void check_settled_by(const model::App& app, Findings& findings, const model::Entity& entity) {
  for (const Field& field : entity.fields) {
    for (const Field& cell : field.fields) {
      if (cell.settled_by.empty()) continue;
      findings.error("settled_cell",
                     "列表" + quoted(field).zh + "里的字段" + quoted(cell).zh +
                         "不能注明改动；请在列表字段本身上设置",
                     "changes of the field " + quoted(cell).en +
                         " of a list's items can't be noted; "
                         "note those of the list " +
                         quoted(field).en + " instead",
                     pointer_child(cell.pointer, "settled_by"));
    }
    if (field.settled_by.empty()) continue;
    const std::string pointer = pointer_child(field.pointer, "settled_by");
    const Field* by = check_field(findings, app, entity.id, field.settled_by, pointer);
    if (by != &field) continue;
    findings.error("settled_by_itself",
                   "字段" + quoted(field).zh + "的改动不能由它自己开始注明；请选另一个字段",
                   "the field " + quoted(field).en +
                       " can't be what its own changes are noted after: choose another one",
                   pointer);
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
    check_id(findings, kEntity, app.users->entity, app.entities,
             pointer_child(app.users->pointer, "entity"));
  }
  for (const model::Entity& entity : app.entities) {
    check_references(app, findings, entity.fields);
    check_settled_by(app, findings, entity);
    check_owner(app, findings, entity);
  }
}

}  // namespace tollgate::lint
