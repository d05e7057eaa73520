// One node of the graph at a time: each returns whether what depends on it must be looked at.
#include <nlohmann/json.hpp>
#include <utility>

#include "check_value.h"
#include "session_impl.h"
#include "tollgate/feel/shared_work.h"
#include "tollgate/record/field_behavior.h"
#include "tollgate/record/seen.h"

namespace tollgate::form {
namespace {

using feel::Value;
using record::Outcome;
using record::SlotSource;

LocalizedText which(const char* zh, const char* en) { return {zh, en}; }

// Nodes that run rules, which the next step can do as well.
bool may_wait(NodeKind kind) {
  switch (kind) {
    case NodeKind::kSection:
    case NodeKind::kComputed:
    case NodeKind::kVisible:
    case NodeKind::kRequired:
    case NodeKind::kReadOnly:
    case NodeKind::kFilter:
    case NodeKind::kValidation:
      return true;
    default:
      return false;
  }
}

Diagnostic unfinished_finding(const FieldRules& rules) {
  return make_error(
      "form.unfinished",
      {"表单的规则计算量太大，“" + rules.label.zh + "”的规则还没有算完；下一步会接着算。",
       "The rules of this form take too much work: those of “" + rules.label.en +
           "” are not finished, and go on with the next step."});
}

// Sets `slot` and says whether it differs from before.
bool replace(std::optional<Diagnostic>& slot, std::optional<Diagnostic> next) {
  if (slot == next) return false;
  slot = std::move(next);
  return true;
}

}  // namespace

bool FormSession::Impl::evaluate(NodeId node) {
  const NodeInfo info = nodes_[node];
  switch (info.kind) {
    case NodeKind::kInput:
      return true;
    case NodeKind::kSection:
      return evaluate_section(sections_[info.number]);
    case NodeKind::kComputed:
      return evaluate_computed(*info.field, *info.field->rules->computed, false);
    case NodeKind::kInitial:
      return evaluate_computed(*info.field, *info.field->rules->initial, true);
    case NodeKind::kSeen:
      return evaluate_seen(*info.field);
    case NodeKind::kList:
      return evaluate_list(*info.field);
    case NodeKind::kVisible:
      return evaluate_visible(*info.field);
    case NodeKind::kRequired:
      return evaluate_required(*info.field);
    case NodeKind::kReadOnly:
      return evaluate_read_only(*info.field);
    case NodeKind::kFilter:
      return evaluate_filter(*info.field);
    case NodeKind::kValidation:
      return evaluate_validation(*info.field, info.number);
    case NodeKind::kFindings:
      return evaluate_findings(*info.field);
  }
  return false;
}

std::span<const Value> FormSession::Impl::slots_for(const Container& container,
                                                    std::span<const uint32_t> needed) {
  if (container.parent == nullptr) return container.values;
  const record::Names& names = container.rules->names;
  for (uint32_t slot : scratch_used_) scratch_[slot] = Value::null();
  scratch_used_.assign(needed.begin(), needed.end());
  if (scratch_.size() < names.size()) scratch_.resize(names.size());
  const record::Names& root_names = root_->rules->names;
  for (uint32_t slot : needed) {
    const SlotSource& source = names.source(slot);
    switch (source.kind) {
      case SlotSource::Kind::kField: {
        const Container* level = &container;
        for (uint32_t up = 0; up < source.level; ++up) level = level->parent;
        scratch_[slot] = level->values[source.index];
        break;
      }
      case SlotSource::Kind::kRecord:
        scratch_[slot] = root_->values[root_names.record()];
        break;
      case SlotSource::Kind::kUser:
        scratch_[slot] = root_->values[root_names.user()];
        break;
      case SlotSource::Kind::kItem:
        scratch_[slot] = root_->values[root_names.item()];
        break;
      case SlotSource::Kind::kScore:
        break;
    }
  }
  return scratch_;
}

Outcome FormSession::Impl::run(const Container& container, const record::Rule& rule, bool boolean) {
  ++statistics_.rules_run;
  std::vector<uint32_t> needed;
  if (container.parent != nullptr) {
    for (const feel::Dependency& d : rule.program.dependencies()) needed.push_back(d.slot);
  }
  const std::span<const Value> slots = slots_for(container, needed);
  return boolean ? record::run_boolean(rule, slots, rule_context())
                 : record::run(rule, slots, rule_context());
}

bool FormSession::Impl::evaluate_section(Section& section) {
  const Outcome outcome = run(*root_, *section.rules->visible.rule, true);
  // A section whose rule fails is shown: its fields' own rules still hold.
  const bool visible = outcome.failure ? true : outcome.value.is_true();
  if (visible == section.visible) return false;
  section.visible = visible;
  section.changed = true;
  return true;
}

bool FormSession::Impl::evaluate_computed(Field& field, const record::Rule& rule, bool is_default) {
  Outcome outcome = run(*field.owner, rule, false);
  std::optional<Value> fitted = record::fit_value(field.model(), outcome.value, value_context());
  if (!fitted && !outcome.failure) {
    const std::string got = feel::to_text(outcome.value);
    outcome.failure = make_error("form.result_type",
                                 {"得出的 " + got + " 不适合这个字段的类型。",
                                  "It gave " + got + ", which does not fit the field's type."},
                                 {.pointer = rule.pointer});
  }
  std::optional<Diagnostic> failure;
  if (outcome.failure) {
    failure = rule_failure(*field.rules,
                           is_default ? which("默认值", "default") : which("计算", "computation"),
                           *outcome.failure, Severity::kWarning);
  }
  bool changed = replace(field.value_failure, std::move(failure));
  Value value = fitted.value_or(Value::null());
  if (is_default && field.rules->is_stage && !value.is_null()) {
    // Gates lead to all stages but the first one.
    const model::Workflow* workflow = form().app->workflow_of(form().entity->id);
    value = Value::string(workflow->first_stage().id);
  }
  if (!record::same_value(value, field.own)) {
    if (is_default) field.origin = value.is_null() ? Origin::kNone : Origin::kDefault;
    set_own(field, std::move(value));
    field.changed |= kValueBit;
    changed = true;
  }
  return changed;
}

// Where the field cannot move in and out of sight, rules see at once what it holds.
void FormSession::Impl::set_own(Field& field, Value value) {
  field.own = std::move(value);
  if (field.seen_node == field.own_node) field.seen() = field.present ? field.own : Value::null();
}

bool FormSession::Impl::evaluate_seen(Field& field) {
  Value value = field.present ? field.own : Value::null();
  if (record::same_value(value, field.seen())) return false;
  field.seen() = std::move(value);
  return true;
}

bool FormSession::Impl::evaluate_list(Field& field) {
  std::vector<Value> items;
  for (const auto& item : field.items) {
    std::vector<std::pair<std::string, Value>> members;
    members.reserve(item->fields.size());
    for (const Field& member : item->fields) {
      members.emplace_back(member.model().id, member.seen());
    }
    items.push_back(Value::context(std::move(members)));
  }
  const bool is_there = field.present && !items.empty();
  Value value = is_there ? Value::list(std::move(items)) : Value::null();
  if (record::same_value(value, field.seen())) return false;
  field.seen() = std::move(value);
  field.changed |= kValueBit;
  return true;
}

// Whether a place of the field other than this form's shows it to rules.
bool FormSession::Impl::is_shown_elsewhere(const Field& field) {
  if (field.owner->list != nullptr) return false;  // its own condition is its only place
  const auto holds = [&](const record::ConditionRule& condition) {
    if (!condition.rule) return condition.constant;
    const Outcome outcome = run(*field.owner, *condition.rule, true);
    return outcome.failure.has_value() || outcome.value.is_true();
  };
  for (const record::PlaceRule& place : field.rules->presence->places) {
    if (field.rules->counts_here && place.form == form().form) continue;
    if (holds(place.section) && holds(place.field)) return true;
  }
  return false;
}

bool FormSession::Impl::evaluate_visible(Field& field) {
  const FieldRules& rules = *field.rules;
  const Field* list = field.owner->list;
  // What the section and the list around it leave to the field's own condition: on the screen, and
  // for rules, which know no viewer.
  bool visible = false;
  bool present = false;
  if (rules.is_placed) {
    const Section& section = sections_[rules.section];
    visible = section.visible && (list == nullptr || list->visible);
    present = list != nullptr ? list->present : section.visible || section.rules->visible_looks;
  }
  present = present && rules.counts_here && rules.presence->can_be_hidden();
  bool shown = rules.visible.constant;
  std::optional<Diagnostic> failure;
  if (rules.visible.rule && (visible || (present && !rules.visible_looks))) {
    const Outcome outcome = run(*field.owner, *rules.visible.rule, true);
    shown = outcome.failure.has_value() || outcome.value.is_true();
    if (outcome.failure) {
      // Better a field too many than one that nobody can fill in.
      failure = rule_failure(rules, which("显示条件", "visibility"), *outcome.failure,
                             Severity::kWarning);
    }
  }
  visible = visible && shown && !field.is_withheld();
  present = !rules.presence->can_be_hidden() || (present && (shown || rules.visible_looks)) ||
            is_shown_elsewhere(field);
  // Without a form a field is where any form would show it.
  const bool in_no_form = form().form == nullptr || rules.is_beside;
  if (in_no_form && list == nullptr) visible = visible && present;
  bool changed = replace(field.visible_failure, std::move(failure));
  changed = changed || present != field.present;
  field.present = present;
  if (visible != field.visible) {
    field.visible = visible;
    field.changed |= kVisibleBit;
    changed = true;
  }
  return changed;
}

bool FormSession::Impl::evaluate_required(Field& field) {
  const Outcome outcome = run(*field.owner, *field.rules->required.rule, true);
  std::optional<Diagnostic> failure;
  if (outcome.failure) {
    failure = rule_failure(*field.rules, which("必填条件", "requirement"), *outcome.failure,
                           Severity::kWarning);
  }
  bool changed = replace(field.required_failure, std::move(failure));
  if (outcome.value.is_true() != field.required) {
    field.required = !field.required;
    field.changed |= kRequiredBit;
    changed = true;
  }
  return changed;
}

bool FormSession::Impl::evaluate_read_only(Field& field) {
  const Outcome outcome = run(*field.owner, *field.rules->read_only.rule, true);
  std::optional<Diagnostic> failure;
  if (outcome.failure) {
    failure = rule_failure(*field.rules, which("只读条件", "read-only"), *outcome.failure,
                           Severity::kWarning);
  }
  const bool read_only = outcome.value.is_true() || field.rules->is_stage ||
                         field.rules->computed || field.access != model::FieldAccess::kFull;
  if (read_only != field.read_only) {
    field.read_only = read_only;
    field.changed |= kReadOnlyBit;
  }
  return replace(field.read_only_failure, std::move(failure));
}

bool FormSession::Impl::accepts(Field& field, const Value& candidate) {
  if (!field.rules->filter) return true;
  Value& item = root_->values[root_->rules->names.item()];
  item = candidate;
  const Outcome outcome = run(*field.owner, *field.rules->filter, true);
  item = Value::null();
  return outcome.value.is_true();
}

bool FormSession::Impl::evaluate_filter(Field& field) {
  field.changed |= kCandidatesBit;
  std::optional<Diagnostic> next;
  if (!field.seen().is_null()) {
    Value& item = root_->values[root_->rules->names.item()];
    item = field.seen();
    const Outcome outcome = run(*field.owner, *field.rules->filter, true);
    item = Value::null();
    if (outcome.failure) {
      next = rule_failure(*field.rules, which("选择范围", "choice"), *outcome.failure,
                          Severity::kWarning);
    } else if (!outcome.value.is_true()) {
      const ReferredTitles referred = titles();
      const LocalizedText chosen =
          record::display_text(*form().app, field.model(), field.seen(), &referred);
      next = make_error("form.not_a_candidate",
                        {"“" + field.rules->label.zh + "”不能选“" + chosen.zh +
                             "”：它不在可选范围内，请重新选择。",
                         "“" + field.rules->label.en + "” cannot be “" + chosen.en +
                             "”, which is not among its choices; please choose again."});
    }
  }
  return replace(field.filter_finding, std::move(next));
}

bool FormSession::Impl::evaluate_validation(Field& field, size_t number) {
  const ValidationRule& validation = field.rules->validations[number];
  const Outcome outcome = run(*field.owner, validation.test, true);
  std::optional<Diagnostic> next;
  if (outcome.failure) {
    next = rule_failure(*field.rules, which("校验", "validation"), *outcome.failure,
                        validation.model->severity);
  } else if (outcome.value.is_false() || (outcome.value.is_null() && !outcome.reads_empty)) {
    const std::vector<uint32_t> needed = validation.message.slots_read();
    const std::span<const Value> slots = slots_for(*field.owner, needed);
    LocalizedText message = validation.message.render(slots, rule_context());
    next = make_diagnostic(validation.model->severity, "form.validation", std::move(message));
    next->place.source = validation.model->id;
  }
  return replace(field.validation_findings[number], std::move(next));
}

// Several verdicts may have seen the field: the strictest one speaks, of those the first.
void FormSession::Impl::check_seen(const Field& field, Diagnostics& findings) const {
  const Diagnostic* said = nullptr;
  for (const SeenValue& seen : options_.seen) {
    if (seen.field != field.model().id) continue;
    if (record::keeps(seen.value, record::to_wire(field.model(), field.seen()))) continue;
    const bool stricter = said != nullptr && said->severity != Severity::kError &&
                          seen.finding.severity == Severity::kError;
    if (said == nullptr || stricter) said = &seen.finding;
  }
  if (said != nullptr) findings.push_back(*said);
}

// In a form people choose among the records that there are; one that is gone since then stays
// chosen. What comes from outside can name anything.
void FormSession::Impl::check_referred(const Field& field, Diagnostics& findings) const {
  if (!form().has_all_fields || options_.records == nullptr) return;
  if (!model::is_reference(field.model().type)) return;
  const std::string id(record::reference_id(field.seen()));
  if (options_.records->find(field.model().entity, id) != nullptr) return;
  const LocalizedText& label = field.rules->label;
  const std::string shown = record::shortened(id);
  findings.push_back(make_error("form.no_such_record",
                                {"“" + label.zh + "”选的记录“" + shown + "”不存在，请重新选择。",
                                 "“" + label.en + "” names the record “" + shown +
                                     "”, which does not exist; please choose again."}));
}

bool FormSession::Impl::evaluate_findings(Field& field) {
  Diagnostics next;
  if (field.visible) {
    if (!field.text.empty()) {
      next.push_back(unreadable_finding(*form().app, *field.rules, field.text));
    } else if (field.seen().is_null()) {
      if (field.required) next.push_back(required_finding(*field.rules));
    } else {
      check_value(*form().app, *field.rules, field.seen(), rule_context(), next,
                  &statistics_.rules_run);
      check_referred(field, next);
    }
    if (field.text.empty()) {
      for (const std::optional<Diagnostic>& finding : field.validation_findings) {
        if (finding) next.push_back(*finding);
      }
    }
    if (field.filter_finding) next.push_back(*field.filter_finding);
    if (field.owner->list == nullptr) check_seen(field, next);
    if (auto finding = changed_after_finding(field)) next.push_back(*std::move(finding));
  }
  if (field.unfinished) next.push_back(unfinished_finding(*field.rules));
  for (const std::optional<Diagnostic>* failure :
       {&field.value_failure, &field.visible_failure, &field.required_failure,
        &field.read_only_failure}) {
    if (*failure) next.push_back(**failure);
  }
  if (next == field.findings) return false;
  field.findings = std::move(next);
  field.changed |= kFindingsBit;
  return true;
}

// The rules of a step have a bound together, because everybody else waits. What it leaves undone is
// said at its field (form.unfinished) and done at the next step; until then the record is not
// complete.
void FormSession::Impl::settle() {
  look_files_up();
  resume_postponed();
  feel::SharedWork work(kMaxStepWork);
  const graph::Propagation done = graph_.propagate([&](NodeId node) {
    const bool waits = may_wait(nodes_[node].kind);
    if (waits && work.exhausted()) {
      postpone(node);
      return false;
    }
    const bool changed = evaluate(node);
    if (waits && work.exhausted()) postpone(node);
    return changed;
  });
  statistics_.nodes_evaluated += done.evaluated;
}

void FormSession::Impl::postpone(NodeId node) {
  postponed_.push_back(node);
  Field* const field = nodes_[node].field;
  if (field == nullptr) return;
  field->unfinished = true;
  if (field->findings_node != kNoNode) graph_.invalidate(field->findings_node);
}

void FormSession::Impl::resume_postponed() {
  for (const NodeId node : std::exchange(postponed_, {})) {
    if (!may_wait(nodes_[node].kind)) continue;  // gone since then, with the item that it was of
    graph_.invalidate(node);
    Field* const field = nodes_[node].field;
    if (field == nullptr) continue;
    field->unfinished = false;
    if (field->findings_node != kNoNode) graph_.invalidate(field->findings_node);
  }
}

// Rules that read the clock are as good as their last look at it.
void FormSession::Impl::wake_clock_readers() {
  if (options_.clock == nullptr) return;
  const Instant now = options_.clock->now();
  if (clock_read_at_ == now) return;
  clock_read_at_ = now;
  for (NodeId node = 0; node < nodes_.size(); ++node) {
    if (nodes_[node].reads_clock) graph_.invalidate(node);
  }
}

}  // namespace tollgate::form
