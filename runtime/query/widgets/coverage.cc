#include "widgets/coverage.h"

#include <algorithm>
#include <map>

#include "tollgate/base/json.h"
#include "tollgate/metrics/metrics.h"
#include "tollgate/record/values.h"
#include "widgets/kinds.h"

namespace tollgate::query {
namespace {

constexpr size_t kShownProposals = 3;
constexpr int64_t kMaxCandidates = 5'000;

using ByPerson = std::map<std::string, Decimal>;

// A metric's numbers by person; nullopt where they may not be told.
std::optional<ByPerson> numbers_by_person(const WidgetNumbers& numbers, const model::Metric& metric,
                                          const model::Dispatch& dispatch) {
  const std::vector<model::Grouping> by{
      dispatch.by ? model::Grouping(*dispatch.by)
                  : model::Grouping(model::Expression{dispatch.field, dispatch.pointer})};
  if (numbers.withholds(metric, by)) return std::nullopt;
  metrics::MetricSlice slice = numbers.slice(metric, by);
  slice.where.clear();
  slice.days.reset();
  ByPerson found;
  for (const metrics::GroupValue& value :
       numbers.app().metrics->read(metric, slice, numbers.today())) {
    const Json key = stored_json(value.keys.back());
    if (value.value && key.is_string()) found[key.get<std::string>()] = *value.value;
  }
  return found;
}

// What the conditions on a person see: one of the uncovered records, and the person as item.
class Questions {
 public:
  Questions(const WidgetNumbers& numbers, const model::Dispatch& dispatch, std::string_view entity,
            const std::string& record)
      : numbers_(numbers), people_(*numbers.model().find_entity(numbers.model().users->entity)) {
    const model::Entity& of = *numbers.model().find_entity(entity);
    names_ = &numbers.app().records->names(of);
    const std::optional<ops::StoredRecord> stored = numbers.sight().find_record(entity, record);
    if (!stored) return;
    slots_ = numbers.sight().view(stored->state, false).slots;
    is_asked_ = true;
    if (const model::Field* field = of.find_field(dispatch.field)) add(field->filter);
    add(dispatch.who);
  }

  // Whether all of it may be asked by the viewer.
  bool is_asked() const { return is_asked_; }

  bool come_into_question(const ops::RecordState& person) {
    record::ValueContext flat = numbers_.app().records->values();
    flat.records = nullptr;
    slots_[names_->item()] =
        record::reference_context(people_, person.id, numbers_.sight().seen_values(person), flat);
    return std::ranges::all_of(rules_, [&](const record::Rule* rule) {
      return record::run_boolean(*rule, slots_, numbers_.rules()).value.is_true();
    });
  }

 private:
  void add(const std::optional<model::Expression>& condition) {
    if (!condition) return;
    const record::Rule* rule = numbers_.app().records->rule(*condition, *names_);
    if (rule == nullptr || numbers_.sight().reads_hidden(*rule, *names_)) {
      is_asked_ = false;
    } else {
      rules_.push_back(rule);
    }
  }

  const WidgetNumbers& numbers_;
  const model::Entity& people_;
  const record::Names* names_ = nullptr;
  std::vector<feel::Value> slots_;
  std::vector<const record::Rule*> rules_;
  bool is_asked_ = false;
};

messages::CheckFigure proposal_figure(const WidgetNumbers& numbers, const model::Metric& metric,
                                      const Decimal& value) {
  messages::CheckFigure out;
  out.label = numbers.texts().of(metric.label);
  out.text = numbers.texts().metric(metric, value);
  out.value = value.to_text();
  return out;
}

struct Candidate {
  messages::Proposal proposal;
  Decimal experience;
  Decimal load;
};

bool ranks_before(const Candidate& a, const Candidate& b) {
  if (const int order = compare(a.experience, b.experience); order != 0) return order > 0;
  if (const int order = compare(a.load, b.load); order != 0) return order < 0;
  return a.proposal.title < b.proposal.title;
}

Decimal dispatch_number(const std::optional<ByPerson>& numbers, const std::string& person) {
  if (!numbers) return Decimal();
  const auto found = numbers->find(person);
  return found == numbers->end() ? Decimal() : found->second;
}

}  // namespace

Uncovered uncovered_of(const WidgetNumbers& numbers, const model::CoverageWidget& widget,
                       const Json& group) {
  Uncovered uncovered;
  const model::Metric* metric =
      widget.dispatch ? numbers.model().find_metric(widget.dispatch->records) : nullptr;
  if (metric == nullptr || !widget.group_by || numbers.withholds(*metric, {*widget.group_by})) {
    return uncovered;
  }
  uncovered.entity = metric->entity;
  metrics::Metrics& metrics = *numbers.app().metrics;
  uncovered.records = metrics.records(*metric, numbers.slice(*metric, {*widget.group_by}),
                                      {write_json(group)}, numbers.today());
  return uncovered;
}

std::vector<messages::Proposal> proposals_for(const WidgetNumbers& numbers,
                                              const model::Dispatch& dispatch,
                                              const Uncovered& uncovered) {
  const model::App& app = numbers.model();
  if (!app.users || !app.find_entity(app.users->entity) || uncovered.records.empty()) return {};
  std::optional<ByPerson> experience;
  std::optional<ByPerson> load;
  const model::Metric* experience_of = app.find_metric(dispatch.experience);
  const model::Metric* load_of = app.find_metric(dispatch.load);
  if (experience_of && !(experience = numbers_by_person(numbers, *experience_of, dispatch)))
    return {};
  if (load_of && !(load = numbers_by_person(numbers, *load_of, dispatch))) return {};
  const std::optional<Decimal> load_below = Decimal::parse(dispatch.load_below);
  Questions questions(numbers, dispatch, uncovered.entity, uncovered.records.front());
  if (!questions.is_asked()) return {};
  std::vector<Candidate> candidates;
  const store::RecordPage people = numbers.sight().list(
      {.entity = app.users->entity, .sort = {{"title", false}}, .limit = kMaxCandidates});
  for (const store::StoredRecord& person : people.records) {
    Candidate candidate{.proposal = {.person = person.state.id, .title = person.title},
                        .experience = dispatch_number(experience, person.state.id),
                        .load = dispatch_number(load, person.state.id)};
    if (experience_of && compare(candidate.experience, Decimal()) <= 0) continue;
    if (load_below && compare(candidate.load, *load_below) >= 0) continue;
    if (!questions.come_into_question(person.state)) continue;
    if (experience_of) {
      candidate.proposal.experience =
          proposal_figure(numbers, *experience_of, candidate.experience);
    }
    if (load_of) candidate.proposal.load = proposal_figure(numbers, *load_of, candidate.load);
    candidates.push_back(std::move(candidate));
  }
  std::ranges::sort(candidates, ranks_before);
  std::vector<messages::Proposal> proposals;
  for (Candidate& candidate : candidates) proposals.push_back(std::move(candidate.proposal));
  if (proposals.size() > kShownProposals) proposals.resize(kShownProposals);
  return proposals;
}

Shown kind_metrics(const live::AppRules& app, const model::CoverageWidget& widget) {
  return only(app.model->find_metric(widget.metric));
}

Grouping kind_grouping(const live::AppRules&, const model::CoverageWidget& widget) {
  return widget.group_by;
}

void fill_kind(const WidgetNumbers& numbers, const model::Widget& widget,
               const model::CoverageWidget& kind, messages::Widget& out) {
  fill_groups(numbers, widget, {kind.metric, kind.group_by, std::nullopt}, out);
  if (!out.groups) return;
  order_groups(*out.groups, widget.descending.value_or(false));
  if (!kind.dispatch) return;
  for (messages::Group& group : *out.groups) {
    const Uncovered uncovered = uncovered_of(numbers, kind, group.key);
    group.uncovered = int64_t(uncovered.records.size());
    if (group.level != name_of(model::Level::kRisk)) continue;
    group.proposals = proposals_for(numbers, *kind.dispatch, uncovered);
  }
}

}  // namespace tollgate::query
