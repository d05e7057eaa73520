#include "group_in_words.h"

#include <nlohmann/json.hpp>

namespace tollgate::api {
namespace {

constexpr size_t kMaxLines = 60;

// One op as lines for a reader: "Amount: 12.5".
class LinesOfOp {
 public:
  LinesOfOp(const model::App& app, const query::Texts& texts, std::vector<std::string>& lines)
      : app_(app), texts_(texts), lines_(lines) {}

  void operator()(const ops::RecordSet& body) {
    for (const ops::FieldWrite& write : body.writes) value(body.entity, write.field, write.value);
  }
  void operator()(const ops::RecordDraft& body) {
    if (!body.draft.is_object()) return;
    const Json values = body.draft.value("values", Json::object());
    for (const auto& [field, typed] : values.items()) value(body.entity, field, typed);
  }
  void operator()(const ops::RecordStatusSet& body) {
    if (body.status == ops::RecordStatus::kComplete) said({"保存为完成", "saved as complete"});
  }
  void operator()(const ops::RecordDiscard&) { said({"删除记录", "the record was discarded"}); }
  void operator()(const ops::WorkflowAdvance& body) {
    const model::Workflow* workflow = app_.find_workflow(body.workflow);
    std::string stage = body.to;
    if (workflow) {
      for (const model::Stage& each : workflow->stages) {
        if (each.id == body.to) stage = texts_.of(each.label);
      }
    }
    said({"进入阶段：" + stage, "moved to the stage " + stage});
  }
  template <typename Other>
  void operator()(const Other&) {}

 private:
  void said(const LocalizedText& text) { lines_.push_back(texts_.of(text)); }
  void value(const std::string& entity_id, const std::string& id, const Json& value) {
    const model::Entity* entity = app_.find_entity(entity_id);
    const model::Field* field = entity ? entity->find_field(id) : nullptr;
    const std::string label = field ? texts_.of(field->label) : id;
    const std::string text = value.is_null() ? "–"
                             : field         ? texts_.of(*field, value)
                                             : texts_.of_any(value);
    lines_.push_back(label + (texts_.language() == Language::kChinese ? "：" : ": ") + text);
  }

  const model::App& app_;
  const query::Texts& texts_;
  std::vector<std::string>& lines_;
};

}  // namespace

messages::Person person_in_words(const Call& call, const std::string& record) {
  const engine::AppInForce in_force = *call.engine.app_in_force();
  const auto& users = in_force.model.users;
  messages::Person person;
  person.record = record;
  person.title = users ? call.texts().title(users->entity, record) : record;
  return person;
}

messages::GroupSetAside group_in_words(const Call& call, const engine::SetAside& group) {
  const engine::AppInForce in_force = *call.engine.app_in_force();
  const query::Texts texts = call.texts();
  messages::GroupSetAside out;
  out.op = group.op;
  out.at = texts.instant(group.at_ms);
  out.device = group.device;
  if (!group.user.empty()) out.person = person_in_words(call, group.user);
  out.entity = group.entity;
  out.record = group.record;
  if (!group.record.empty() && in_force.model.find_entity(group.entity)) {
    out.title = texts.title(group.entity, group.record);
  }
  out.why = group.why;
  for (const ops::Op& op : group.ops) {
    if (out.lines.size() >= kMaxLines) break;
    std::visit(LinesOfOp(in_force.model, texts, out.lines), op.body);
  }
  if (!group.act.empty()) {
    out.settled.emplace();
    out.settled->act = group.act;
    out.settled->reason = group.reason;
    out.settled->at = texts.instant(group.settled_ms);
  }
  return out;
}

}  // namespace tollgate::api
