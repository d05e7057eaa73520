#include "tollgate/ops/record_state.h"

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

  void operator()(const RecordSet& body) const {
    for (const FieldWrite& w : body.writes) write(w.field, w.value);
  }
  void operator()(const RecordDraft& body) const { state.draft = body.draft; }
  void operator()(const RecordStatusSet& body) const {
    state.status = body.status;
    state.draft = nullptr;
  }
  void operator()(const RecordDiscard&) const { state.status = RecordStatus::kDiscarded; }
  void operator()(const WorkflowAdvance& body) const { write(body.field, body.to); }
  void operator()(const RecordImport& body) const {
    state.created_ms = body.at_ms;
    state.updated_ms = body.at_ms;
    state.status = body.status;
    for (const auto& [field, value] : body.values.items()) write(field, value);
  }
  void operator()(const RecordRestore& body) const {
    state.created_ms = body.created_ms;
    state.updated_ms = body.updated_ms;
    state.status = body.status;
    state.draft = body.draft;
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
};

}  // namespace

const Json& RecordState::value(std::string_view field) const {
  static const Json kNull;
  auto found = fields.find(field);
  return found == fields.end() ? kNull : found->second.value;
}

std::optional<RecordState> apply_op(std::optional<RecordState> state, const Op& op) {
  std::string_view record = record_of(op.body);
  if (record.empty()) return state;
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
