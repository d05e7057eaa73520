// What a chosen record fills in, and what it leaves alone.
#include <nlohmann/json.hpp>

#include "check_value.h"
#include "session_impl.h"
#include "tollgate/feel/shared_work.h"

namespace tollgate::form {

using feel::Value;

// A reference may be chosen by a person, a default, a computation or another prefill: each prefill
// runs at most once a step, after all that it can read is up to date.
void FormSession::Impl::settle_with_prefill() {
  feel::SharedWork work(kMaxStepWork);
  settle();
  const std::vector<PrefillRules>& prefills = form().prefill;
  for (size_t round = 0; round <= prefills.size(); ++round) {
    bool any = false;
    for (size_t i = 0; i < prefills.size(); ++i) {
      const std::string id(record::reference_id(root_->fields[prefills[i].from].seen()));
      if (id == prefilled_from_[i]) continue;
      prefilled_from_[i] = id;
      run_prefill(prefills[i]);
      any = true;
    }
    if (!any) break;
    settle();
  }
  if (update_changed_after()) settle();
}

FormSession::Impl::PrefillItem FormSession::Impl::item_of(const PrefillRules& rules,
                                                          Diagnostics& problems) {
  const Field& from = root_->fields[rules.from];
  const Value chosen = from.seen();
  PrefillItem item;
  if (chosen.is_null()) return item;
  if (!rules.find) {
    item.entity = form().app->find_entity(from.model().entity);
    item.id = record::reference_id(chosen);
    item.value = chosen;
    return item;
  }
  record::FindRule::Found found =
      rules.find->run(root_->values, value_context(), {options_.clock, form().time_zone}, problems);
  item.entity = &rules.find->entity();
  item.id = std::move(found.id);
  item.value = std::move(found.record);
  return item;
}

void FormSession::Impl::run_prefill(const PrefillRules& rules) {
  Diagnostics not_looked;  // a search that fails finds nothing; lint names what cannot work
  const PrefillItem source = item_of(rules, not_looked);
  const Value chosen = source.value;
  Value& item = root_->values[root_->rules->names.item()];
  for (const AssignmentRule& assignment : rules.set) {
    Field& target = root_->fields[assignment.target];
    if (target.origin == Origin::kPerson) continue;
    record::Outcome outcome;
    if (!chosen.is_null() && may_prefill(source, assignment)) {
      item = chosen;
      outcome = run(*root_, assignment.value, false);
      item = Value::null();
    }
    const std::optional<Value> fitted =
        record::fit_value(target.model(), outcome.value, value_context());
    // Nothing to fill in leaves a default alone, but takes back what the last record filled in.
    const bool is_empty = !fitted || fitted->is_null();
    if (!is_empty || target.origin == Origin::kPrefill) {
      if (target.rules->items) {
        apply_items(target, fitted.value_or(Value::null()), Origin::kPrefill);
      } else {
        assign(target, fitted.value_or(Value::null()), "", Origin::kPrefill);
      }
    }
    if (!fitted && !outcome.failure) {
      const std::string got = feel::to_text(outcome.value);
      outcome.failure = make_error("form.result_type",
                                   {"得出的 " + got + " 不适合这个字段的类型。",
                                    "It gave " + got + ", which does not fit the field's type."},
                                   {.pointer = assignment.value.pointer});
    }
    if (outcome.failure) {
      target.value_failure =
          rule_failure(*target.rules, {"带出", "prefill"}, *outcome.failure, Severity::kWarning);
      if (target.findings_node != kNoNode) graph_.invalidate(target.findings_node);
    }
  }
}

// A stored record does not say where its values came from: what equals the chosen record's data
// counts as filled in by it.
void FormSession::Impl::recognise_prefilled() {
  Value& item = root_->values[root_->rules->names.item()];
  for (const PrefillRules& rules : form().prefill) {
    // What was found once is not what would be found now.
    if (rules.find) continue;
    Diagnostics no_search;
    const PrefillItem source = item_of(rules, no_search);
    const Value chosen = source.value;
    if (chosen.is_null()) continue;
    for (const AssignmentRule& assignment : rules.set) {
      Field& target = root_->fields[assignment.target];
      const Value held = held_value(target);
      if (held.is_null() || !may_prefill(source, assignment)) continue;
      item = chosen;
      const record::Outcome outcome = run(*root_, assignment.value, false);
      item = Value::null();
      const std::optional<Value> fitted =
          record::fit_value(target.model(), outcome.value, value_context());
      if (fitted &&
          record::to_wire(target.model(), *fitted) == record::to_wire(target.model(), held)) {
        target.origin = Origin::kPrefill;
      }
    }
  }
}

}  // namespace tollgate::form
