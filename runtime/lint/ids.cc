#include "ids.h"

#include <algorithm>

#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

std::string text(std::string_view view) { return std::string(view); }

}  // namespace

LocalizedText named(const Kind& kind, std::string_view id) {
  return {text(kind.zh) + "“" + text(id) + "”", text(kind.en) + " '" + text(id) + "'"};
}

bool check_id(Findings& findings, const Kind& kind, const std::string& id,
              const std::vector<std::string>& known, const std::string& pointer,
              const LocalizedText& inside) {
  if (std::find(known.begin(), known.end(), id) != known.end()) return true;
  const LocalizedText missing = named(kind, id);
  findings.error("unknown_" + text(kind.code),
                 (inside.empty() ? "没有" : inside.zh + "没有") + missing.zh,
                 "there is no " + missing.en + (inside.empty() ? "" : " in " + inside.en), pointer,
                 nearest_names(id, known));
  return false;
}

const model::Field* check_field(Findings& findings, const model::App& app,
                                const std::string& entity, const std::string& field,
                                const std::string& pointer) {
  const model::Entity* owner = app.find_entity(entity);
  if (owner == nullptr) return nullptr;
  check_id(findings, kField, field, ids_of(owner->fields), pointer, named(kEntity, entity));
  return owner->find_field(field);
}

void check_fields(Findings& findings, const model::App& app, const std::string& entity,
                  const std::vector<std::string>& fields, const std::string& pointer) {
  for (size_t i = 0; i < fields.size(); ++i) {
    check_field(findings, app, entity, fields[i], pointer_child(pointer, i));
  }
}

bool is_record_member(std::string_view id) {
  return id == "id" || id == "status" || id == "created_at" || id == "updated_at" || id == "stage";
}

}  // namespace tollgate::lint
