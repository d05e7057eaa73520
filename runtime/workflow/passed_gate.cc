// Gates that were passed: what they saw, whether it is still there, and whether they hold.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "reads.h"
#include "tollgate/base/sha256.h"
#include "tollgate/feel/value_json.h"
#include "tollgate/record/seen.h"
#include "tollgate/record/values.h"
#include "tollgate/workflow/workflow.h"

namespace tollgate::workflow {
namespace {

using record::SlotSource;

// Names a test among all that a gate ever had.
std::string digest_of(const model::Expression& test) { return hex(sha256(test.text)); }

void collect_files(const std::string& field, const Json& value, Json& files) {
  if (value.is_object() && value.contains("sha256")) {
    Json file = {{"field", field}, {"sha256", value["sha256"]}};
    if (value.contains("name")) file["name"] = value["name"];
    files.push_back(std::move(file));
    return;
  }
  if (!value.is_structured()) return;
  for (const Json& part : value) collect_files(field, part, files);
}

// The value at the path below a context; null where there is none.
feel::Value at_path(const feel::Value& value, const std::vector<std::string>& path) {
  feel::Value at = value;
  for (const std::string& name : path) {
    const feel::Value* member = at.find(name);
    if (member == nullptr) return {};
    at = feel::Value(*member);
  }
  return at;
}

std::string joined(const std::string& first, const std::vector<std::string>& path) {
  std::string text = first;
  for (const std::string& name : path) text += "." + name;
  return text;
}

}  // namespace

Workflow::Inputs Workflow::inputs_of(const model::Stage& stage,
                                     const std::vector<Requirement>& gate,
                                     const record::Names& names) const {
  const std::vector<model::Field>& fields = names.entity().fields;
  Inputs inputs;
  std::set<uint32_t> places;
  const auto add = [&](uint32_t place) {
    if (fields[place].id != workflow_->stage_field) places.insert(place);
  };
  for (const Requirement& requirement : gate) {
    for (const feel::Dependency& read : requirement.test.program.dependencies()) {
      const SlotSource& source = names.source(read.slot);
      if (source.kind == SlotSource::Kind::kScore) inputs.scores = true;
      if (source.kind != SlotSource::Kind::kField) continue;
      add(source.index);
      const bool beyond = model::is_reference(fields[source.index].type) && !read.path.empty();
      const bool known =
          std::find(inputs.referred.begin(), inputs.referred.end(), read) != inputs.referred.end();
      if (beyond && !known) inputs.referred.push_back(read);
    }
  }
  for (const model::Requirement& requirement : stage.requirements) {
    for (const std::string& id : requirement.fields) {
      for (uint32_t i = 0; i < fields.size(); ++i) {
        if (fields[i].id == id) add(i);
      }
    }
  }
  inputs.fields.assign(places.begin(), places.end());
  return inputs;
}

Json Workflow::saw(int stage, const record::RecordView& view) const {
  const std::vector<model::Field>& fields = view.names->entity().fields;
  const Inputs& inputs = inputs_[static_cast<size_t>(stage)];
  Json saw = {{"requirements", Json::object()}, {"fields", Json::object()}};
  for (const Requirement& requirement : requirements_[static_cast<size_t>(stage)]) {
    saw["requirements"][requirement.model->id] = digest_of(requirement.model->test);
  }
  Json files = Json::array();
  for (const uint32_t place : inputs.fields) {
    const Json wire = record::to_wire(fields[place], view.slots[place]);
    saw["fields"][fields[place].id] = record::seen_value(wire);
    collect_files(fields[place].id, wire, files);
  }
  if (!files.empty()) saw["blobs"] = std::move(files);
  for (const feel::Dependency& read : inputs.referred) {
    saw["referred"][joined(fields[read.slot].id, read.path)] =
        record::seen_value(feel::to_json(at_path(view.slots[read.slot], read.path)));
  }
  if (inputs.scores) {
    saw["score"] = record::seen_value(feel::to_json(view.slots[view.names->score()]));
  }
  return saw;
}

std::vector<std::string> Workflow::lost(const PassedGate& passed,
                                        const record::RecordView& view) const {
  std::vector<std::string> lost;
  const auto seen = passed.saw.find("fields");
  if (seen == passed.saw.end() || !seen->is_object()) return lost;
  const std::vector<model::Field>& fields = view.names->entity().fields;
  for (size_t i = 0; i < fields.size(); ++i) {
    const auto value = seen->find(fields[i].id);
    if (value == seen->end()) continue;
    if (!record::keeps(*value, record::to_wire(fields[i], view.slots[i]))) {
      lost.push_back(fields[i].id);
    }
  }
  return lost;
}

std::vector<RequirementState> Workflow::unmet(std::string_view stage, const PassedGate* passed,
                                              const record::RecordView& view,
                                              const record::RuleContext& context) const {
  std::vector<RequirementState> unmet;
  const int index = workflow_->index_of(stage);
  if (index < 0) return unmet;
  Diagnostics problems;
  const std::vector<Requirement>& gate = requirements_[static_cast<size_t>(index)];
  const auto had_then = [&](const Requirement& requirement) {
    if (passed == nullptr) return false;
    const auto tests = passed->saw.find("requirements");
    if (tests == passed->saw.end() || !tests->is_object()) return false;
    const auto test = tests->find(requirement.model->id);
    return test != tests->end() && *test == digest_of(requirement.model->test);
  };
  for (RequirementState& state : check(index, view, context, problems)) {
    if (state.met) continue;
    const auto requirement = std::find_if(
        gate.begin(), gate.end(), [&](const Requirement& r) { return r.model->id == state.id; });
    // Whether a record is a draft is asked when it moves.
    if (requirement == gate.end()) continue;
    if (requirement->reads_user && had_then(*requirement)) continue;
    unmet.push_back(std::move(state));
  }
  return unmet;
}

const std::vector<std::string>& Workflow::gates_before(std::string_view stage) const {
  static const std::vector<std::string> kNone;
  const int index = workflow_->index_of(stage);
  return index < 0 ? kNone : gates_before_[static_cast<size_t>(index)];
}

// A stage that nobody reaches any more once another one is taken away lies behind that one.
void Workflow::find_gates_before() {
  const std::vector<model::Stage>& stages = workflow_->stages;
  const auto reached_without = [&](const std::string& closed) {
    std::set<std::string> reached;
    std::vector<std::string> next;
    if (stages.front().id != closed) next.push_back(stages.front().id);
    while (!next.empty()) {
      const std::string stage = std::move(next.back());
      next.pop_back();
      if (!reached.insert(stage).second) continue;
      for (const model::Transition& move : workflow_->transitions) {
        if (move.from == stage && move.to != closed) next.push_back(move.to);
      }
    }
    return reached;
  };
  const std::set<std::string> all = reached_without("");
  gates_before_.resize(stages.size());
  for (size_t gate = 1; gate < stages.size(); ++gate) {
    const std::set<std::string> reached = reached_without(stages[gate].id);
    for (size_t i = 1; i < stages.size(); ++i) {
      const bool behind = all.contains(stages[i].id) && !reached.contains(stages[i].id);
      if (i == gate || behind) gates_before_[i].push_back(stages[gate].id);
    }
  }
}

}  // namespace tollgate::workflow
