// Fields that are changed after they were settled: rules hear of it while the form is filled in, as
// they will of the record when it is saved, and the person is told.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "session_impl.h"
#include "tollgate/record/display.h"

namespace tollgate::form {

void FormSession::Impl::set_stored(const Json& values, record::SettledValues settled) {
  stored_ = values;
  options_.settled = std::move(settled);
}

// Whether rules have something else to see now.
bool FormSession::Impl::update_changed_after() {
  const model::Entity& entity = *form().entity;
  if (!record::has_settled_fields(entity)) return false;
  Json now = Json::object();
  for (const Field& field : root_->fields) {
    const std::string& id = field.model().id;
    // The fields that are settled, and those that settle them.
    const bool matters =
        !field.model().settled_by.empty() ||
        std::any_of(entity.fields.begin(), entity.fields.end(),
                    [&](const model::Field& other) { return other.settled_by == id; });
    if (!matters) continue;
    const feel::Value value = held_value(field);
    if (!value.is_null()) now[id] = record::to_wire(field.model(), value);
  }
  settled_ = options_.settled;
  record::note_settled(entity, stored_, now, settled_);
  std::vector<std::string> changed = record::changed_after(entity, settled_, now, value_context());
  if (changed == options_.facts.changed_after) return false;
  options_.facts.changed_after = std::move(changed);
  root_->values[root_->rules->names.record()] = record::to_feel(options_.facts, value_context());
  graph_.changed(record_node_);
  for (const Field& field : root_->fields) {
    const bool is_settled = !field.model().settled_by.empty();
    if (is_settled && field.findings_node != kNoNode) graph_.invalidate(field.findings_node);
  }
  return true;
}

std::optional<Diagnostic> FormSession::Impl::changed_after_finding(const Field& field) const {
  const model::Field& model = field.model();
  const std::vector<std::string>& changed = options_.facts.changed_after;
  const bool is_own = field.owner == root_.get();
  if (!is_own || std::find(changed.begin(), changed.end(), model.id) == changed.end()) {
    return std::nullopt;
  }
  const auto settled = settled_.find(model.id);
  if (settled == settled_.end()) return std::nullopt;
  const ReferredTitles referred = titles();
  const LocalizedText was = record::display_text(
      *form().app, model, record::to_feel(model, settled->second, value_context()), &referred);
  LocalizedText by{model.settled_by, model.settled_by};
  for (const Field& other : root_->fields) {
    if (other.model().id == model.settled_by) by = other.rules->label;
  }
  const LocalizedText& label = field.rules->label;
  return make_warning(
      "form.changed_after",
      {"“" + by.zh + "”填写后，“" + label.zh + "”改过，原为“" + was.zh + "”；改动会注明。",
       "“" + label.en + "” was changed after “" + by.en + "” was filled in; it was “" + was.en +
           "”. The change is noted."});
}

}  // namespace tollgate::form
