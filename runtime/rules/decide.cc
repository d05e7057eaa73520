#include "tollgate/rules/decide.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "tollgate/rules/standing.h"
#include "view.h"

namespace tollgate::rules {
namespace {

using automation::Event;
using model::TriggerEvent;
using scorecard::Score;

constexpr std::string_view kComplete = "complete";

workflow::Advance unknown_workflow(const CompiledApp& app, const Claim& claim) {
  workflow::Advance refused;
  refused.to = claim.to;
  std::vector<std::string> ids;
  for (const model::Workflow& w : app.app().workflows) ids.push_back(w.id);
  refused.refusal = make_error(
      "workflow.unknown",
      {"没有“" + claim.workflow + "”这个流程。", "There is no workflow “" + claim.workflow + "”."},
      {.source = claim.workflow}, nearest_names(claim.workflow, ids));
  return refused;
}

workflow::Advance advance(const CompiledApp& app, const record::RecordView& view,
                          const std::vector<workflow::PassedGate>& passed, const Claim& claim,
                          const Setting& setting) {
  const workflow::Workflow* workflow = app.find_workflow(claim.workflow);
  const bool theirs = workflow != nullptr && view.names != nullptr &&
                      workflow->model().entity == view.names->entity().id;
  if (!theirs) return unknown_workflow(app, claim);
  return workflow->advance(view, passed, claim.to, claim.role, app.context(*setting.clock));
}

// The fields in which the record differs from what it was as a complete one. What was typed into a
// draft over days all changes at the moment it becomes complete.
std::vector<std::string> changed_fields(const std::optional<Record>& before, const Record& after) {
  static const Json kNothing = Json::object();
  const bool was_complete = before && before->facts.status == kComplete;
  const Json& old = was_complete ? before->values : kNothing;
  std::vector<std::string> changed;
  for (const auto& [field, value] : after.values.items()) {
    if (value != old.value(field, Json())) changed.push_back(field);
  }
  for (const auto& [field, value] : old.items()) {
    if (!value.is_null() && !after.values.contains(field)) changed.push_back(field);
  }
  return changed;
}

bool was_in_pool(const std::vector<EarlierScore>& scores, const std::string& scorecard,
                 const std::string& pool) {
  for (const EarlierScore& score : scores) {
    if (score.scorecard != scorecard) continue;
    if (std::find(score.pools.begin(), score.pools.end(), pool) != score.pools.end()) return true;
  }
  return false;
}

class Deciding {
 public:
  Deciding(const CompiledApp& app, const Before& before, Record after, const Events& events,
           const Setting& setting)
      : app_(app),
        rules_(app.rules_of(after.facts.entity)),
        before_(before),
        events_(events),
        setting_(setting),
        context_(app.context(*setting.clock)) {
    decision_.after = std::move(after);
  }

  Decision run() && {
    decision_.view = view_of(app_, decision_.after, setting_);
    if (rules_ == nullptr) return std::move(decision_);
    const bool scores_first = events_.completed || events_.claims.empty();
    if (scores_first) {
      score();
    } else {
      set_scores(decision_.view, score_context(before_.scores));
    }
    const std::vector<std::string> stages = decide_claims();
    if (!stages.empty() || !scores_first) rescore();
    react(stages);
    if (write_own_fields()) rescore();
    return std::move(decision_);
  }

 private:
  bool is_complete() const { return decision_.after.facts.status == kComplete; }

  // Drafts have no scores.
  void score() {
    decision_.scores.clear();
    if (is_complete()) {
      for (const scorecard::Scorecard& card : rules_->scorecards) {
        std::optional<Score> score = events_.imported ? card.total(decision_.view, context_)
                                                      : card.score(decision_.view, context_);
        if (!score) continue;
        add_once(decision_.problems, score->problems);
        decision_.scores.push_back(*std::move(score));
      }
    }
    set_scores(decision_.view, scorecard::score_context(decision_.scores));
  }

  void rescore() {
    decision_.view = view_of(app_, decision_.after, setting_);
    score();
  }

  // The stages that were entered.
  std::vector<std::string> decide_claims() {
    std::vector<std::string> stages;
    for (const Claim& claim : events_.claims) {
      workflow::Advance verdict =
          claim.given ? *claim.given
                      : advance(app_, decision_.view, decision_.after.passed, claim, setting_);
      add_once(decision_.problems, verdict.problems);
      if (verdict.accepted) {
        enter(app_.find_workflow(claim.workflow)->model(), verdict);
        stages.push_back(claim.to);
      }
      decision_.advances.push_back(std::move(verdict));
    }
    return stages;
  }

  void enter(const model::Workflow& workflow, const workflow::Advance& verdict) {
    const feel::Value scores = decision_.view.slots[decision_.view.names->score()];
    Record& after = decision_.after;
    after.values[workflow.stage_field] = verdict.to;
    after.facts.stage = verdict.to;
    std::erase_if(after.passed, [&](const workflow::PassedGate& gate) {
      return gate.stage == verdict.to ? !verdict.saw.is_null()
                                      : std::find(verdict.leaves.begin(), verdict.leaves.end(),
                                                  gate.stage) != verdict.leaves.end();
    });
    if (!verdict.saw.is_null()) {
      after.passed.push_back({verdict.to, verdict.from, verdict.saw, setting_.clock->now()});
      after.facts.stage_origin = kPassed;
    } else if (verdict.to == workflow.first_stage().id) {
      after.facts.stage_origin = kBegun;
    }
    const std::vector<EarlierScore> scored =
        decision_.scores.empty() ? before_.scores : earlier(decision_.scores);
    after.facts.stage_holds = broken_gates(app_, after, scored, setting_).empty();
    after.facts.updated_at = record::iso_text(setting_.clock->now().microseconds / 1000);
    decision_.view = view_of(app_, after, setting_);
    set_scores(decision_.view, scores);
  }

  std::vector<Event> events(const std::vector<std::string>& stages) const {
    std::vector<Event> events;
    const std::vector<std::string> changed = changed_fields(before_.record, decision_.after);
    if (events_.completed) {
      events.push_back({TriggerEvent::kRecordSaved, "", "", changed});
      events.push_back({TriggerEvent::kRecordCompleted, "", "", changed});
      for (const Score& score : decision_.scores) {
        for (const scorecard::PoolPlace& pool : score.pools) {
          if (was_in_pool(before_.scores, score.scorecard, pool.id)) continue;
          events.push_back({TriggerEvent::kPoolEntered, "", pool.id, changed});
        }
      }
    }
    for (const std::string& stage : stages) {
      events.push_back({TriggerEvent::kStageEntered, stage, "", changed});
    }
    return events;
  }

  void react(const std::vector<std::string>& stages) {
    if (events_.imported || rules_->automations.empty()) return;
    const record::ValueContext values = app_.values(setting_.records);
    if (events_.saved) meet(values);
    if (!is_complete()) return;
    for (const Event& event : events(stages)) {
      Diagnostics problems;
      for (automation::Effect& effect :
           rules_->automations.react(event, decision_.view, values, context_, problems)) {
        decision_.effects.push_back(std::move(effect));
      }
      add_once(decision_.problems, problems);
    }
    for (const std::string& automation : events_.due) {
      Diagnostics problems;
      for (automation::Effect& effect :
           rules_->automations.reach(automation, decision_.view, values, context_, problems)) {
        decision_.effects.push_back(std::move(effect));
      }
      add_once(decision_.problems, problems);
    }
  }

  void meet(const record::ValueContext& values) {
    if (!rules_->automations.waits_for_conditions()) return;
    std::optional<record::RecordView> was;
    if (before_.record && before_.record->facts.status == kComplete) {
      was = view_of(app_, *before_.record, setting_);
      set_scores(*was, score_context(before_.scores));
    }
    Diagnostics problems;
    automation::Automations::Met met =
        rules_->automations.meet(before_.met, decision_.view, was ? &*was : nullptr, !is_complete(),
                                 values, context_, problems);
    decision_.effects = std::move(met.effects);
    decision_.met = std::move(met.automations);
    add_once(decision_.problems, problems);
  }

  // Whether there were any.
  bool write_own_fields() {
    std::optional<FieldSetter> setter;
    for (const automation::Effect& effect : decision_.effects) {
      const auto* set = std::get_if<automation::SetField>(&effect.kind);
      if (set == nullptr || !is_own(*set, decision_.after)) continue;
      if (!setter) setter.emplace(app_, decision_.after, setting_);
      decision_.own_writes.push_back({effect.automation, setter->set(*set)});
    }
    for (const OwnWrites& own : decision_.own_writes) {
      for (const FieldWrite& write : own.writes) {
        if (write.value.is_null()) {
          decision_.after.values.erase(write.field);
        } else {
          decision_.after.values[write.field] = write.value;
        }
      }
    }
    return !decision_.own_writes.empty();
  }

  const CompiledApp& app_;
  const EntityRules* rules_;
  const Before& before_;
  const Events& events_;
  const Setting& setting_;
  record::RuleContext context_;
  Decision decision_;
};

}  // namespace

Decision decide(const CompiledApp& app, const Before& before, Record after, const Events& events,
                const Setting& setting) {
  return Deciding(app, before, std::move(after), events, setting).run();
}

workflow::Advance try_advance(const CompiledApp& app, const Record& record,
                              const std::vector<EarlierScore>& scores, const Claim& claim,
                              const Setting& setting) {
  record::RecordView view = view_of(app, record, setting);
  set_scores(view, score_context(scores));
  return advance(app, view, record.passed, claim, setting);
}

workflow::State stage_state(const CompiledApp& app, const workflow::Workflow& workflow,
                            const Record& record, const std::vector<EarlierScore>& scores,
                            std::string_view role, const Setting& setting) {
  record::RecordView view = view_of(app, record, setting);
  set_scores(view, score_context(scores));
  return workflow.state(view, record.passed, role, app.context(*setting.clock));
}

std::vector<EarlierScore> earlier(const std::vector<Score>& scores) {
  std::vector<EarlierScore> all;
  for (const Score& score : scores) {
    EarlierScore& one =
        all.emplace_back(EarlierScore{score.scorecard, score.total, score.possible, {}});
    for (const scorecard::PoolPlace& pool : score.pools) one.pools.push_back(pool.id);
  }
  return all;
}

bool is_own(const automation::SetField& set, const Record& record) {
  if (set.record.empty()) return true;
  return set.entity == record.facts.entity && set.record == record.facts.id;
}

}  // namespace tollgate::rules
