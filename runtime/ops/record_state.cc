#include "tollgate/ops/record_state.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace tollgate::ops {
namespace {

struct Apply {
  RecordState& state;
  const Op& op;

  void write(const std::string& field, const Json& value) const {
    FieldState& slot = state.fields[field];
    slot.value = value;
    slot.version = op.version();
  }

  void leave(const std::string& stage) const {
    std::erase_if(state.standing.passed, [&](const PassedGate& g) { return g.stage == stage; });
  }

  void operator()(const RecordSet& body) const {
    for (const FieldWrite& w : body.writes) write(w.field, w.value);
  }
  void operator()(const RecordDraft& body) const { state.draft = body.draft; }
  void operator()(const RecordStatusSet& body) const {
    state.status = body.status;
    state.draft = nullptr;
  }
  void operator()(const RecordDiscard&) const { state.status = RecordStatus::kDiscarded; }
  void operator()(const WorkflowAdvance& body) const {
    write(body.field, body.to);
    for (const std::string& stage : body.leaves) leave(stage);
    if (!body.saw.is_object()) return;
    leave(body.to);
    const int64_t judged_by = body.judged_by != 0 ? body.judged_by : op.app_version;
    state.standing.passed.push_back(
        {body.to, body.from, op.number, op.at_ms(), op.user, judged_by, body.saw});
  }
  void operator()(const WorkflowReopen& body) const {
    write(body.field, body.to);
    // What was passed behind the gate rested on it.
    auto& passed = state.standing.passed;
    const auto gate = std::find_if(passed.begin(), passed.end(),
                                   [&](const PassedGate& g) { return g.stage == body.gate; });
    passed.erase(gate, passed.end());
  }
  void operator()(const RecordImport& body) const {
    state.created_ms = body.at_ms;
    state.updated_ms = body.at_ms;
    state.status = body.status;
    state.standing = {.imported = body.stage_imported, .passed = {}, .broken = {}};
    for (const auto& [field, value] : body.values.items()) write(field, value);
  }
  void operator()(const RecordRestore& body) const {
    state.created_ms = body.created_ms;
    state.updated_ms = body.updated_ms;
    state.status = body.status;
    state.draft = body.draft;
    if (body.standing.is_object()) state.standing = standing_from_json(body.standing);
    for (const auto& [field, slot] : state.fields) {
      if (!slot.value.is_null() && !body.values.contains(field)) write(field, nullptr);
    }
    for (const auto& [field, value] : body.values.items()) {
      if (value != state.value(field)) write(field, value);
    }
  }
  void operator()(const AppPut&) const {}
  void operator()(const BlobAdd&) const {}
  void operator()(const EffectDelivered&) const {}
  void operator()(const ImportBegin&) const {}
  void operator()(const ImportUndo&) const {}
  void operator()(const DeviceJoin&) const {}
  void operator()(const ClaimRefuse&) const {}
  void operator()(const FieldConflict&) const {}
  void operator()(const GroupSetAside&) const {}
  void operator()(const AutomationDue&) const {}
  void operator()(const RecordComment&) const {}
};

}  // namespace

const Json& RecordState::value(std::string_view field) const {
  static const Json kNull;
  auto found = fields.find(field);
  return found == fields.end() ? kNull : found->second.value;
}

std::optional<RecordState> apply_op(std::optional<RecordState> state, const Op& op) {
  std::string_view record = record_of(op.body);
  if (record.empty() || is_note(op.body)) return state;
  if (!state) {
    state.emplace();
    state->entity = entity_of(op.body);
    state->id = record;
    state->created_ms = op.at_ms();
  }
  state->updated_ms = op.at_ms();
  state->version = op.version();
  std::visit(Apply{*state, op}, op.body);
  return state;
}

}  // namespace tollgate::ops
