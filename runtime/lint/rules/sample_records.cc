// Inline sample records belong to entities that exist, each with an id of its own.
#include <nlohmann/json.hpp>
#include <set>

#include "ids.h"
#include "rules.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

void check_values(Findings& findings, const model::Entity& entity, const Json& record,
                  const std::string& pointer) {
  const auto values = record.find("values");
  if (values == record.end()) return;
  if (!values->is_object()) {
    findings.error("sample_values", "values 应为对象", "values should be an object",
                   pointer_child(pointer, "values"));
    return;
  }
  for (auto it = values->begin(); it != values->end(); ++it) {
    if (entity.find_field(it.key()) != nullptr) continue;
    report_unknown_field(findings, entity, it.key(),
                         pointer_child(pointer_child(pointer, "values"), it.key()));
  }
}

}  // namespace

void sample_records(const model::App& app, Findings& findings) {
  const Json* records = find_pointer(*app.raw, "/sample_data/records");
  if (records == nullptr) return;
  for (auto list = records->begin(); list != records->end(); ++list) {
    const std::string pointer = pointer_child("/sample_data/records", list.key());
    check_id(findings, kEntity, list.key(), app.entities, pointer);
    const model::Entity* entity = app.find_entity(list.key());
    std::set<std::string> seen;
    for (size_t i = 0; i < list->size(); ++i) {
      const Json& record = (*list)[i];
      const std::string at = pointer_child(pointer, i);
      const auto id = record.find("id");
      if (id == record.end() || !id->is_string()) {
        findings.error("sample_without_id", "样例记录缺少文本成员 id",
                       "a sample record needs a text member id", at, {"id"});
      } else if (!seen.insert(id->get<std::string>()).second) {
        findings.error("duplicate_id", "样例记录的 id 重复", "two sample records have this id",
                       pointer_child(at, "id"));
      }
      if (entity != nullptr) check_values(findings, *entity, record, at);
    }
  }
}

}  // namespace tollgate::lint
