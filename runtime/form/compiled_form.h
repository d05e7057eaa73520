// The compiled rules of a form: what FormRules holds.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tollgate/base/decimal.h"
#include "tollgate/form/form_rules.h"
#include "tollgate/record/find.h"
#include "tollgate/record/message.h"
#include "tollgate/record/names.h"
#include "tollgate/record/presence.h"
#include "tollgate/record/rule.h"
#include "tollgate/record/values.h"

namespace tollgate::form {

constexpr uint32_t kNoSection = UINT32_MAX;

struct ValidationRule {
  const model::Validation* model = nullptr;
  record::Rule test;
  record::MessageTemplate message;
};

struct ContainerRules;

struct FieldRules {
  const model::Field* model = nullptr;
  LocalizedText label;
  uint32_t section = kNoSection;  // of the form; none: the field is not in the form
  bool is_placed = false;
  bool is_beside = false;  // placed behind the form, which does not show it
  bool is_stage = false;   // set by a workflow alone
  record::ConditionRule visible;
  // What says whether rules see it; other places than this form's are asked when this one hides it.
  const record::FieldPresence* presence = nullptr;
  bool counts_here = false;    // this form is one of its places, or it is a list's cell
  bool visible_looks = false;  // `visible` looks at the viewer, not at the record
  record::ConditionRule required;
  record::ConditionRule read_only;
  std::optional<record::Rule> computed;
  std::optional<record::Rule> initial;  // the default
  std::optional<record::Rule> filter;
  std::vector<ValidationRule> validations;
  feel::Value minimum;  // null: none
  feel::Value maximum;
  std::optional<record::Rule> pattern;    // matches(value, ...): one slot
  std::unique_ptr<ContainerRules> items;  // lists
};

// The fields of a record, or of a list's items, with the names their rules see.
struct ContainerRules {
  explicit ContainerRules(record::Names container_names) : names(std::move(container_names)) {}
  record::Names names;
  std::vector<FieldRules> fields;
};

struct SectionRules {
  const model::Section* model = nullptr;  // nullptr: the one section of a form that is none
  record::ConditionRule visible;
  bool visible_looks = false;
};

struct AssignmentRule {
  uint32_t target = 0;  // index of the record's field
  record::Rule value;
};

struct PrefillRules {
  uint32_t from = 0;
  std::vector<AssignmentRule> set;
  std::optional<record::FindRule> find;
};

struct CompiledForm {
  std::shared_ptr<const model::App> app;
  std::shared_ptr<const record::Titles> titles;
  const model::Entity* entity = nullptr;
  const model::Form* form = nullptr;
  bool has_all_fields = false;  // also those that the form does not show: for imports
  ZoneRef time_zone;
  record::Presence presence;
  std::unique_ptr<ContainerRules> root;
  std::vector<SectionRules> sections;
  std::vector<PrefillRules> prefill;
  // The record's fields as the form shows them; fields that it does not show come last.
  std::vector<uint32_t> order;
};

// What computed fields read, as a graph: an error names the path of a cycle. Defaults that would
// close a cycle are taken out.
void check_cycles(CompiledForm& form, Diagnostics& problems);

}  // namespace tollgate::form
