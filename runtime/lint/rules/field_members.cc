// Members that belong to some field types only, and what some types cannot do without.
#include <span>

#include "ids.h"
#include "rules.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

using model::Field;
using model::FieldType;

bool has_bounds(FieldType type) { return type == FieldType::kNumber || model::is_temporal(type); }
bool has_items(const Field& field) {
  return field.type == FieldType::kList || field.type == FieldType::kMultiChoice || field.multiple;
}
bool can_be_multiple(FieldType type) {
  return type == FieldType::kPhoto || type == FieldType::kFile || type == FieldType::kAudio;
}
bool can_be_captured(FieldType type) {
  return type == FieldType::kPhoto || type == FieldType::kLocation ||
         type == FieldType::kDateTime || type == FieldType::kAudio;
}

class FieldCheck {
 public:
  FieldCheck(Findings& findings, const Field& field) : findings_(findings), field_(field) {}

  void run(bool inside_list) {
    const FieldType type = field_.type;
    only(field_.options.empty(), model::is_choice(type), "options");
    only(field_.entity.empty(), type == FieldType::kReference, "entity");
    only(!field_.filter, type == FieldType::kReference, "filter");
    only(field_.fields.empty(), type == FieldType::kList, "fields");
    only(field_.minimum.empty(), has_bounds(type), "minimum");
    only(field_.maximum.empty(), has_bounds(type), "maximum");
    only(!field_.decimals, type == FieldType::kNumber, "decimals");
    only(field_.unit.empty(), type == FieldType::kNumber, "unit");
    only(!field_.min_length, model::is_text(type), "min_length");
    only(!field_.max_length, model::is_text(type), "max_length");
    only(field_.pattern.empty(), model::is_text(type), "pattern");
    only(!field_.speech, model::is_text(type), "speech");
    only(!field_.min_items, has_items(field_), "min_items");
    only(!field_.max_items, has_items(field_), "max_items");
    only(field_.accept.empty(), model::is_evidence(type), "accept");
    only(!field_.max_size_bytes, model::is_evidence(type), "max_size_bytes");
    only(!field_.multiple, can_be_multiple(type), "multiple");
    only(!field_.capture, can_be_captured(type), "capture");
    only(!field_.watermark, type == FieldType::kPhoto, "watermark");

    needed(!field_.options.empty(), model::is_choice(type), "options");
    needed(!field_.entity.empty(), type == FieldType::kReference, "entity");
    needed(!field_.fields.empty(), type == FieldType::kList, "fields");
    if (inside_list && type == FieldType::kList) {
      findings_.error("nested_list", "列表里不能再有列表", "a list cannot hold lists",
                      child("type"));
    }
    if (field_.computed && field_.default_value) {
      findings_.warning("computed_with_default", "计算字段的默认值不起作用",
                        "the default of a computed field has no effect", child("default"));
    }
    if (field_.computed && (field_.type == FieldType::kList || model::is_evidence(type))) {
      findings_.error("not_computable", name() + " 类型的字段不能计算得出",
                      "a field of type " + name() + " cannot be computed", child("computed"));
    }
    order(field_.min_length, field_.max_length, "min_length", "max_length");
    order(field_.min_items, field_.max_items, "min_items", "max_items");
  }

 private:
  std::string child(const char* member) const { return pointer_child(field_.pointer, member); }
  std::string name() const { return std::string(model::name_of(field_.type)); }

  void only(bool absent, bool fits, const char* member) {
    if (absent || fits) return;
    findings_.error(
        "member_of_other_type", std::string(member) + " 对 " + name() + " 类型的字段没有意义",
        std::string(member) + " means nothing for a field of type " + name(), child(member));
  }
  void needed(bool present, bool asked, const char* member) {
    if (present || !asked) return;
    findings_.error("member_needed", name() + " 类型的字段" + quoted(field_).zh + "需要 " + member,
                    "the field " + quoted(field_).en + " of type " + name() + " needs " + member,
                    field_.pointer, {member});
  }
  void order(const std::optional<int64_t>& low, const std::optional<int64_t>& high,
             const char* low_name, const char* high_name) {
    if (!low || !high || *low <= *high) return;
    findings_.error("empty_range", std::string(low_name) + " 大于 " + high_name,
                    std::string(low_name) + " is greater than " + high_name, child(low_name));
  }

  Findings& findings_;
  const Field& field_;
};

void check_all(Findings& findings, const std::vector<Field>& fields, bool inside_list) {
  for (const Field& field : fields) {
    FieldCheck(findings, field).run(inside_list);
    check_all(findings, field.fields, true);
  }
}

}  // namespace

void field_members(const model::App& app, Findings& findings) {
  for (const model::Entity& entity : app.entities) check_all(findings, entity.fields, false);
}

}  // namespace tollgate::lint
