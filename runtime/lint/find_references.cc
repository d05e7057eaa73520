#include "find_references.h"

#include "ids.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {

void check_find(const model::App& app, Findings& findings, const model::Find& find) {
  if (!check_id(findings, kEntity, find.entity, app.entities,
                pointer_child(find.pointer, "entity"))) {
    return;
  }
  for (const model::FindWhere& where : find.where) {
    const std::string pointer = pointer_child(where.pointer, "field");
    const model::Field* field = check_field(findings, app, find.entity, where.field, pointer);
    if (field == nullptr || model::can_be_found_by(field->type)) continue;
    findings.error("find_by_field", "不能按字段" + quoted(*field).zh + "查找记录",
                   "records cannot be found by the field " + quoted(*field).en, pointer);
  }
  const std::string pointer = pointer_child(find.pointer, "latest");
  const model::Field* latest = check_field(findings, app, find.entity, find.latest, pointer);
  if (latest == nullptr || model::has_day(latest->type)) return;
  findings.error("find_latest_not_a_date",
                 "“最近一条”所按的字段" + quoted(*latest).zh + "应是日期或日期时间",
                 "the field " + quoted(*latest).en +
                     " that says which is the latest should be a date or a date and time",
                 pointer);
}

}  // namespace tollgate::lint
