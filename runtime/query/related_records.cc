#include "related_records.h"

#include <nlohmann/json.hpp>

#include "rows.h"

namespace tollgate::query {
namespace {

constexpr size_t kMaxRelatedColumns = 4;

std::vector<std::string> related_columns(const Context& context, const model::Entity& entity,
                                         const std::string& without) {
  std::vector<std::string> columns;
  const auto take = [&](const std::string& id) {
    const model::Field* field = entity.find_field(id);
    if (!field || id == without || id == entity.owner) return;
    if (columns.size() == kMaxRelatedColumns) return;
    if (context.sight->hides(entity.id, id) || model::is_list(field->type)) return;
    columns.push_back(id);
  };
  if (const model::View* view = view_of(context.model(), entity.id)) {
    for (const model::Column& column : view->columns) take(column.field);
  }
  if (columns.empty()) {
    for (const model::Field& field : entity.fields) take(field.id);
  }
  return columns;
}

}  // namespace

std::vector<messages::RecordGetReplyRelated> related_of(const Context& context,
                                                        const model::Entity& entity) {
  std::vector<messages::RecordGetReplyRelated> related;
  const model::App& app = context.model();
  const Texts texts = context.texts();
  for (const model::Entity& other : app.entities) {
    if (!context.sight->rights().may_some(access::Action::kRead, other.id)) continue;
    for (const model::Field& field : other.fields) {
      if (!model::is_reference(field.type) || field.entity != entity.id) continue;
      if (context.sight->hides(other.id, field.id)) continue;
      messages::RecordGetReplyRelated& list = related.emplace_back();
      list.entity = other.id;
      list.label = texts.of(other.label);
      list.field = field.id;
      list.field_label = texts.of(field.label);
      list.columns = related_columns(context, other, field.id);
      const model::Form* form = app.form_of(other.id);
      if (form && context.sight->rights().may_some(access::Action::kCreate, other.id)) {
        list.form = form->id;
        list.form_label = texts.of(form->label);
      }
    }
  }
  return related;
}

Json values_to_copy(const Context& context, const model::Entity& entity, const Json& values) {
  Json copy = Json::object();
  const model::Workflow* workflow = context.model().workflow_of(entity.id);
  for (const model::Field& field : entity.fields) {
    const auto value = values.find(field.id);
    if (value == values.end() || value->is_null() || field.computed || field.capture) continue;
    if (model::is_evidence(field.type) ||
        model::is_family(field.type, model::FieldFamily::kLocation))
      continue;
    if (workflow && workflow->stage_field == field.id) continue;
    copy[field.id] = *value;
  }
  return copy;
}

std::vector<messages::RecordGetReplyFollowUp> follow_ups_of(const Context& context,
                                                            const model::Entity& entity,
                                                            const ops::RecordState& state) {
  std::vector<messages::RecordGetReplyFollowUp> offered;
  if (entity.follow_ups.empty() || state.status != ops::RecordStatus::kComplete) return offered;
  const Texts texts = context.texts();
  live::Records& records = *context.app.records;
  const record::RecordView view = context.sight->view(state, true);
  if (view.names == nullptr) return offered;
  const auto value_of = [&](const model::Expression& expression) {
    const record::Rule* rule = records.rule(expression, *view.names);
    return rule ? record::run(*rule, view.slots, context.rules()).value : feel::Value();
  };
  for (const model::FollowUp& follow_up : entity.follow_ups) {
    const model::Form* form = context.model().find_form(follow_up.form);
    if (!form || !context.sight->rights().may_some(access::Action::kCreate, form->entity)) continue;
    if (follow_up.when && !value_of(*follow_up.when).is_true()) continue;
    messages::RecordGetReplyFollowUp& out = offered.emplace_back();
    out.id = follow_up.id;
    out.label = texts.of(follow_up.label);
    out.form = form->id;
    out.values = Json::object();
    const model::Entity& target = *context.model().find_entity(form->entity);
    for (const model::Assignment& set : follow_up.set) {
      const model::Field* field = target.find_field(set.field);
      if (!field || field->computed || context.sight->hides(target.id, field->id)) continue;
      const std::optional<feel::Value> value =
          record::fit_value(*field, value_of(set.value), records.values());
      if (value && !value->is_null()) out.values[field->id] = record::to_wire(*field, *value);
    }
  }
  return offered;
}

}  // namespace tollgate::query
