// Members that belong to some field types only, and what some types cannot do without: what the
// table of field types says (schemas/app/field_types.json), and the app schema with it.

#include "ids.h"
#include "rules.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

using model::Field;
using model::FieldMember;

class FieldCheck {
 public:
  FieldCheck(Findings& findings, const Field& field)
      : findings_(findings), field_(field), info_(model::info_of(field.type)) {}

  void run(bool inside_list) {
    for (size_t i = 0; i < model::kFieldMemberNames.size(); ++i) {
      const auto member = static_cast<FieldMember>(i);
      if (field_.given.has(member)) {
        check_fits(member);
      } else if (info_.needed.has(member)) {
        miss(std::string(model::name_of(member)));
      }
    }
    if (inside_list && !info_.is_list_item) {
      findings_.error("nested_list", "列表里不能再有列表", "a list cannot hold lists",
                      child("type"));
    }
    if (field_.computed && field_.default_value) {
      findings_.warning("computed_with_default", "计算字段的默认值不起作用",
                        "the default of a computed field has no effect", child("default"));
    }
    if (field_.computed && !info_.is_computable) {
      findings_.error("not_computable", name() + " 类型的字段不能计算得出",
                      "a field of type " + name() + " cannot be computed", child("computed"));
    }
    order(field_.min_length, field_.max_length, "min_length", "max_length");
    order(field_.min_items, field_.max_items, "min_items", "max_items");
  }

 private:
  std::string child(std::string_view member) const { return pointer_child(field_.pointer, member); }
  std::string name() const { return std::string(model::name_of(field_.type)); }

  void check_fits(FieldMember member) {
    // Where multiple does not fit, that is what is said; its company is not blamed as well.
    if (model::kMembersOfSeveral.has(member) && field_.multiple) return;
    const bool for_several =
        model::kMembersOfSeveral.has(member) && info_.allowed.has(FieldMember::kMultiple);
    const std::string word(model::name_of(member));
    if (!info_.allowed.has(member) || for_several) {
      findings_.error("member_of_other_type", word + " 对 " + name() + " 类型的字段没有意义",
                      word + " means nothing for a field of type " + name(), child(word));
    }
  }
  void miss(const std::string& member) {
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
  const model::FieldTypeInfo& info_;
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
