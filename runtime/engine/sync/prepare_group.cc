#include "sync/prepare_group.h"

#include <algorithm>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "derivation.h"
#include "evidence_of_device.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/evidence/capture.h"
#include "tollgate/form/session.h"
#include "tollgate/record/file_facts.h"
#include "tollgate/rules/decide.h"
#include "tollgate/rules/set_fields.h"
#include "tollgate/rules/standing.h"
#include "tollgate/sync/merge.h"

namespace tollgate::engine {
namespace {

using ops::RecordStatus;

// What is looked through to find who wrote a field before.
constexpr store::Store::LookBound kLook{2'000, int64_t{16} << 20};

Diagnostic record_gone(const std::string& record) {
  return make_error("sync.record_gone",
                    {"记录“" + record + "”在此期间被删除，您的改动没有生效；内容保留在服务器上",
                     "the record '" + record +
                         "' was discarded meanwhile: your change is not in force; it is kept at "
                         "the hub"},
                    {.source = record});
}

Diagnostic not_from_devices(std::string_view kind) {
  const std::string name(kind);
  return make_error("sync.not_from_devices",
                    {"这类操作（" + name + "）只能在服务器上进行，没有生效；内容保留在服务器上",
                     "operations of this kind (" + name +
                         ") are done at the hub alone: it is not in force; it is kept at the hub"},
                    {.source = name});
}

Diagnostic unknown_entity(const std::string& entity) {
  return make_error(
      "sync.unknown_entity",
      {"应用中没有数据对象“" + entity + "”，没有生效；内容保留在服务器上",
       "the app has no entity '" + entity + "': it is not in force; it is kept at the hub"},
      {.source = entity});
}

class Preparing {
 public:
  explicit Preparing(const GroupToPrepare& group) : group_(group), clock_(group.at) {}

  Result<PreparedGroup> run(const std::vector<ops::Op>& ops) {
    for (const ops::Op& op : ops) {
      op_ = &op;
      Status taken = std::visit([&](const auto& body) { return take(body); }, op.body);
      if (!taken) return std::move(taken).error();
    }
    return std::move(ready_);
  }

 private:
  using State = std::optional<ops::RecordState>;

  // As the group leaves it so far.
  State& state_of(const ops::RecordKey& key) {
    auto [slot, fresh] = states_.try_emplace(key);
    if (fresh) {
      if (auto stored = group_.store.find_record(key.entity, key.record)) {
        slot->second = std::move(stored->state);
      } else {
        begun_.insert(key);
      }
    }
    return slot->second;
  }

  void add(ops::Body body) {
    if (!ops::is_note(body)) {
      ops::Op op = *op_;
      op.body = body;
      State& state =
          state_of({std::string(ops::entity_of(body)), std::string(ops::record_of(body))});
      state = ops::apply_op(std::move(state), op);
    }
    ready_.ops.push_back({std::move(body), op_->version()});
  }

  // Whose rules judge claims about the entity.
  live::AppRules& judge_for(const std::string& entity) const {
    const bool knows =
        group_.judge != nullptr && group_.judge->model->find_entity(entity) != nullptr;
    return knows ? *group_.judge : group_.app;
  }

  // What an op says of that: 0 for the version in force.
  int64_t named(const live::AppRules& judge) const {
    return &judge == &group_.app ? 0 : judge.model->version;
  }

  Status may(const ops::Body& body) {
    const std::string entity(ops::entity_of(body));
    const std::string record(ops::record_of(body));
    if (group_.app.model->find_entity(entity) == nullptr) return unknown_entity(entity);
    const State& state = state_of({entity, record});
    if (state && state->status == RecordStatus::kDiscarded) return record_gone(record);
    ops::Op op = *op_;
    op.body = body;
    // What the group itself began was not there before: its person makes it.
    const std::optional<Diagnostic> refused = group_.rights.refuses(
        begun_.contains({entity, record}) ? State() : state, *ops::apply_op(state, op), body);
    return refused ? Status(*refused) : ok_status();
  }

  Status take(const ops::RecordSet& body) {
    if (!body.cause.empty()) return ok_status();  // follows from the rest, here as well
    if (Status allowed = may(body); !allowed) return allowed;
    ops::RecordSet merged{body.entity, body.record, {}, ""};
    std::vector<ops::FieldConflict> conflicts;
    known_ = known_in({body.entity, body.record});
    for (ops::FieldWrite write : body.writes) {
      if (const model::Field* field = field_of(body.entity, write.field)) {
        write.value = judged({body.entity, body.record}, *field, write.value);
      }
      merge_field(body, write, merged.writes, conflicts);
    }
    compute_again(merged);
    const bool known = state_of({body.entity, body.record}).has_value();
    if (!merged.writes.empty() || !known) add(std::move(merged));
    for (ops::FieldConflict& conflict : conflicts) add(std::move(conflict));
    return ok_status();
  }

  const model::Field* field_of(const std::string& entity, const std::string& field) const {
    return group_.app.model->find_entity(entity)->find_field(field);
  }

  KnownEvidence known_in(const ops::RecordKey& key) {
    const State& state = state_of(key);
    const model::Entity& entity = *group_.app.model->find_entity(key.entity);
    return state ? known_evidence(group_.store, entity, *state) : KnownEvidence();
  }

  // What the device says of files and positions, as far as it holds here.
  Json judged(const ops::RecordKey& key, const model::Field& field, const Json& value) const {
    const int64_t off_s = (op_->at().microseconds - group_.at.microseconds) / int64_t{1'000'000};
    const FromDevice from{
        {key.entity, key.record}, group_.user, op_->at(), std::abs(off_s) > evidence::kClockSlackS};
    return evidence_of_device(group_.store, *group_.app.model, from, field, value, known_);
  }

  // Computed on a device that knew less, or by whoever sent it.
  void compute_again(ops::RecordSet& merged) {
    const model::Entity& entity = *group_.app.model->find_entity(merged.entity);
    if (!rules::computes(entity)) return;
    ops::Op op = *op_;
    op.body = merged;
    const State after = ops::apply_op(state_of({merged.entity, merged.record}), op);
    const rules::Setting setting = group_.app.setting(clock_, group_.user);
    for (rules::FieldWrite& fresh :
         rules::stale_computed(*group_.app.compiled, group_.app.record(*after), setting)) {
      std::erase_if(merged.writes, [&](const auto& write) { return write.field == fresh.field; });
      merged.writes.push_back({std::move(fresh.field), std::move(fresh.value), ""});
    }
  }

  struct Writer {
    ops::Op op;
    Json value;
  };

  // The op that wrote the field last before the op `before`.
  std::optional<Writer> writer_of(const ops::RecordSet& body, const std::string& field,
                                  int64_t before, store::Store::LookBound& bound) {
    for (;;) {
      const auto stored =
          group_.store.find_write_back(body.entity, body.record, before, {field}, bound);
      if (!stored) return std::nullopt;
      Result<ops::Op> op = ops::parse_op(stored->bytes);
      std::optional<Json> value = op ? written_by(op->body, field) : std::nullopt;
      if (value) return Writer{std::move(*op), *std::move(value)};
      before = stored->number;
    }
  }

  // What the op gives the field; nullopt where it does not write it.
  static std::optional<Json> written_by(const ops::Body& body, const std::string& field) {
    std::optional<Json> value;
    if (const auto* set = std::get_if<ops::RecordSet>(&body)) {
      for (const ops::FieldWrite& write : set->writes) {
        if (write.field == field) value = write.value;
      }
    } else if (const auto* import = std::get_if<ops::RecordImport>(&body)) {
      if (import->values.contains(field)) value = import->values[field];
    } else if (const auto* restore = std::get_if<ops::RecordRestore>(&body)) {
      value = restore->values.value(field, Json());
    } else if (const auto* move = std::get_if<ops::WorkflowAdvance>(&body)) {
      if (move->field == field) value = move->to;
    } else if (const auto* reopen = std::get_if<ops::WorkflowReopen>(&body)) {
      if (reopen->field == field) value = reopen->to;
    }
    return value;
  }

  // What the writer had seen in the field; null where that cannot be told any more.
  Json base_value(const ops::RecordSet& body, const ops::FieldWrite& write, int64_t before,
                  store::Store::LookBound& bound) {
    while (!write.base.empty()) {
      const std::optional<Writer> writer = writer_of(body, write.field, before, bound);
      if (!writer) break;
      const auto& origin = writer->op.origin;
      const bool seen =
          writer->op.version() == write.base ||
          (origin && origin->device == group_.device && origin->version == write.base);
      if (seen) return writer->value;
      before = writer->op.number;
    }
    return nullptr;
  }

  void merge_field(const ops::RecordSet& body, const ops::FieldWrite& write,
                   std::vector<ops::FieldWrite>& writes,
                   std::vector<ops::FieldConflict>& conflicts) {
    const State& state = state_of({body.entity, body.record});
    const auto slot = state ? state->fields.find(write.field) : decltype(state->fields.find("")){};
    const bool is_there = state && slot != state->fields.end();
    // Nobody else wrote it: the writer saw what is there, or the group itself made it.
    if (!is_there || slot->second.version == write.base || slot->second.version == op_->version() ||
        slot->second.value == write.value) {
      if (!is_there || slot->second.value != write.value) writes.push_back(write);
      return;
    }
    store::Store::LookBound bound = kLook;
    const std::optional<Writer> last =
        writer_of(body, write.field, std::numeric_limits<int64_t>::max(), bound);
    if (last && last->op.origin && last->op.origin->device == group_.device) {
      writes.push_back(write);
      return;
    }
    const Json& theirs = slot->second.value;
    Json base = last ? base_value(body, write, last->op.number + 1, bound) : Json();
    if (const model::Field* field = field_of(body.entity, write.field)) {
      base = as_known(*field, base, known_);
    }
    const bool later = !last || group_.at.microseconds >= last->op.at_ms() * 1000;
    const sync::Merged merged =
        sync::merge(base, theirs, write.value, later ? sync::Later::kOurs : sync::Later::kTheirs);
    if (merged.value != theirs) writes.push_back({write.field, merged.value, write.base});
    if (!merged.contested) return;
    const std::string other = last ? last->op.user : std::string();
    conflicts.push_back({body.entity, body.record, write.field, merged.value,
                         later ? group_.user : other, later ? theirs : write.value,
                         later ? other : group_.user});
    note_conflict(body, write.field, later);
  }

  void note_conflict(const ops::RecordSet& body, const std::string& field, bool ours_stands) {
    const model::Entity& entity = *group_.app.model->find_entity(body.entity);
    const LocalizedText name = rules::quoted_labels(*group_.app.model, entity, {field});
    ready_.notes.push_back(make_warning(
        "sync.field_conflict",
        {"别人也改了" + name.zh + "：" +
             (ours_stands ? "您的较晚，以您的为准" : "别人的较晚，以别人的为准") +
             "；两个值都在历史里",
         "somebody else changed " + name.en + ", too: " +
             (ours_stands ? "yours is later and stands" : "theirs is later and stands") +
             "; both are in the history"},
        {.source = body.record, .pointer = "/values/" + field}));
  }

  Status take(const ops::RecordDraft& body) {
    if (Status allowed = may(body); !allowed) return allowed;
    const ops::RecordKey key{body.entity, body.record};
    known_ = known_in(key);
    ops::RecordDraft judged_draft = body;
    if (judged_draft.draft.is_object() && judged_draft.draft.contains("values")) {
      for (auto& [name, value] : judged_draft.draft["values"].items()) {
        const model::Field* field = field_of(body.entity, name);
        if (field != nullptr) value = judged(key, *field, value);
      }
    }
    add(std::move(judged_draft));
    return ok_status();
  }

  Status take(const ops::RecordDiscard& body) {
    if (Status allowed = may(body); !allowed) return allowed;
    add(body);
    return ok_status();
  }

  Status take(const ops::RecordStatusSet& body) {
    if (Status allowed = may(body); !allowed) return allowed;
    if (body.status != RecordStatus::kComplete) {
      add(body);
      return ok_status();
    }
    live::AppRules& judge = judge_for(body.entity);
    Diagnostics missing = hindrances(judge, body.entity, body.record);
    if (has_errors(missing) && !group_.without_files) {
      // Texts come before files: what is missing may be what stands in one.
      if (const State& state = state_of({body.entity, body.record})) note_missing_files(*state);
      if (!ready_.waits_for.empty()) return ok_status();
    }
    if (has_errors(missing)) {
      refuse({body.entity, body.record, "record.status", "", "complete", to_json(missing),
              named(judge)},
             std::move(missing));
      return ok_status();
    }
    add(ops::RecordStatusSet{body.entity, body.record, body.status, named(judge)});
    return ok_status();
  }

  // What keeps the record, as it is merged, from being complete: by the form that it meets best.
  Diagnostics hindrances(const live::AppRules& judge, const std::string& entity_id,
                         const std::string& record) {
    const model::Entity& entity = *judge.model->find_entity(entity_id);
    const State& state = state_of({entity_id, record});
    std::optional<Diagnostics> fewest;
    for (const model::Form& form : judge.model->forms) {
      if (form.entity != entity_id) continue;
      auto rules = judge.form_rules(entity, form.id);
      if (!rules) continue;
      form::OpenOptions options;
      options.clock = &clock_;
      options.records = judge.records.get();
      options.user = judge.records->user(group_.user);
      options.is_new = false;
      if (state) {
        options.values = live::wire_values(*state);
        options.facts = judge.records->facts(*state);
        options.settled = state->settled;
      }
      form::FormSession session(std::move(*rules), std::move(options));
      if (session.complete()) return {};
      Diagnostics errors;
      for (auto& [path, finding] : session.findings()) {
        if (finding.severity != Severity::kError) continue;
        finding.place.source = record;
        finding.place.pointer = "/values/" + path;
        errors.push_back(std::move(finding));
      }
      if (!fewest || errors.size() < fewest->size()) fewest = std::move(errors);
    }
    return fewest.value_or(Diagnostics());
  }

  void refuse(ops::ClaimRefuse refused, Diagnostics why) {
    add(std::move(refused));
    ready_.why.insert(ready_.why.end(), std::make_move_iterator(why.begin()),
                      std::make_move_iterator(why.end()));
  }

  Status take(const ops::WorkflowAdvance& body) {
    if (Status allowed = may(body); !allowed) return allowed;
    const State& state = state_of({body.entity, body.record});
    if (!state) return record_gone(body.record);
    if (!group_.without_files) {
      note_missing_files(*state);
      if (!ready_.waits_for.empty()) return ok_status();
    }
    const live::AppRules& app = group_.app;
    // By what the person is here, whatever the device took them for.
    const bool tells_roles = app.model->users && app.model->users->role;
    const std::string role = tells_roles ? app.role_of(group_.user, clock_) : body.role;
    live::AppRules& judge = judge_of_move(body);
    workflow::Advance verdict =
        rules::try_advance(*judge.compiled, judge.record(*state), scores_by(judge, *state),
                           {body.workflow, body.to, role}, judge.setting(clock_, group_.user));
    if (!verdict.accepted) {
      Diagnostics why;
      if (verdict.refusal) why.push_back(*verdict.refusal);
      for (const workflow::RequirementState& missing : verdict.missing) {
        why.push_back(
            make_error("workflow.requirement_missing", missing.message,
                       {.source = body.record, .pointer = "/requirements/" + missing.id}));
      }
      refuse({body.entity, body.record, "workflow.advance", body.workflow, body.to, to_json(why),
              named(judge)},
             std::move(why));
      return ok_status();
    }
    const Json& from = state->value(body.field);
    Json saw = std::move(verdict.saw);
    if (saw.is_object()) saw["app"] = {{"version", judge.model->version}, {"hash", judge.hash}};
    const model::Workflow& workflow = *app.model->find_workflow(body.workflow);
    add(ops::WorkflowAdvance{workflow.entity, body.record, workflow.id, workflow.stage_field,
                             from.is_string() ? from.get<std::string>() : "", body.to, role,
                             std::move(saw), std::move(verdict.leaves), named(judge)});
    return ok_status();
  }

  // Where the app in force has no such stage any more, no earlier rules can bring a record there.
  live::AppRules& judge_of_move(const ops::WorkflowAdvance& body) const {
    const model::Workflow* now = group_.app.model->find_workflow(body.workflow);
    const bool stands = now != nullptr && now->entity == body.entity &&
                        now->stage_field == body.field && now->find_stage(body.to) != nullptr;
    return stands ? judge_for(body.entity) : group_.app;
  }

  // As stored where the rules in force gave them; what gates of another version look at is scored
  // by that version.
  std::vector<rules::EarlierScore> scores_by(const live::AppRules& judge,
                                             const ops::RecordState& state) const {
    if (&judge == &group_.app) return earlier_scores(group_.store.scores(state.entity, state.id));
    return rules::earlier(rules::decide(*judge.compiled, {}, judge.record(state), {},
                                        judge.setting(clock_, group_.user))
                              .scores);
  }

  void note_missing_files(const ops::RecordState& state) {
    std::vector<record::HeldFile> files;
    for (const auto& [field, slot] : state.fields) record::add_files_in(slot.value, field, files);
    for (const record::HeldFile& file : files) {
      const auto& waits = ready_.waits_for;
      const bool told = std::find(waits.begin(), waits.end(), file.sha256) != waits.end();
      if (!told && !group_.store.has_blob(file.sha256)) ready_.waits_for.push_back(file.sha256);
    }
  }

  // Whoever may read a record may say something about it.
  Status take(const ops::RecordComment& body) {
    const State& state = state_of({body.entity, body.record});
    const bool is_seen =
        state && state->status != RecordStatus::kDiscarded && group_.rights.sees(*state);
    if (!is_seen) return record_gone(body.record);
    add(body);
    return ok_status();
  }

  // Follows from the rest, or comes by another way.
  Status take(const ops::WorkflowReopen&) { return ok_status(); }
  Status take(const ops::BlobAdd&) { return ok_status(); }
  // From when the device followed no hub: its times come here from now on.
  Status take(const ops::AutomationDue&) { return ok_status(); }

  template <typename Other>
  Status take(const Other& body) {
    return not_from_devices(ops::kind_of(ops::Body(body)));
  }

  const GroupToPrepare& group_;
  FixedClock clock_;
  const ops::Op* op_ = nullptr;
  std::map<ops::RecordKey, State> states_;
  std::set<ops::RecordKey> begun_;  // by the group
  KnownEvidence known_;             // of the record that is written now
  PreparedGroup ready_;
};

}  // namespace

Result<PreparedGroup> prepare_group(const GroupToPrepare& group, const std::vector<ops::Op>& ops) {
  return Preparing(group).run(ops);
}

}  // namespace tollgate::engine
