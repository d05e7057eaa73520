#include "tollgate/access/rights.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace tollgate::access {
namespace {

using model::Rows;

RowRule all_rows() { return {Rows::kAll, std::nullopt}; }

const EntityRights& whole() {
  static const EntityRights kWhole{
      {all_rows(), all_rows(), all_rows(), all_rows()}, {}, true, true};
  return kWhole;
}

const EntityRights& nothing() {
  static const EntityRights kNothing;
  return kNothing;
}

}  // namespace

Rights Rights::everything() { return {}; }

Rights::Rights(const Policy& policy, std::string person, std::string role, People& people)
    : policy_(policy.restricts() ? &policy : nullptr),
      rights_(policy.find_role(role)),
      person_(std::move(person)),
      role_(std::move(role)),
      people_(&people) {}

const EntityRights& Rights::entity(std::string_view id) const {
  if (!is_restricted()) return whole();
  if (rights_ == nullptr) return nothing();
  const auto found = rights_->entities.find(id);
  return found == rights_->entities.end() ? nothing() : found->second;
}

bool Rights::administration() const {
  return !is_restricted() || (rights_ != nullptr && rights_->administration);
}

bool Rights::opens(std::string_view dashboard) const {
  return !is_restricted() || (rights_ != nullptr && rights_->dashboards.contains(dashboard));
}

bool Rights::exports(std::string_view id) const { return entity(id).exports; }
bool Rights::imports(std::string_view id) const { return entity(id).imports; }

bool Rights::imports_any() const {
  if (!is_restricted()) return true;
  return rights_ != nullptr && std::ranges::any_of(rights_->entities, [](const auto& each) {
           return each.second.imports;
         });
}

const RowRule& Rights::rows(Action action, std::string_view id) const {
  return entity(id).of(action);
}

bool Rights::may_some(Action action, std::string_view id) const {
  return rows(action, id).rows != Rows::kNone;
}

bool Rights::may_all(Action action, std::string_view id) const {
  const RowRule& rule = rows(action, id);
  return rule.rows == Rows::kAll && !rule.when;
}

bool Rights::may(Action action, std::string_view id, std::string_view owner,
                 const std::function<record::RecordView()>& view,
                 const record::RuleContext& context) const {
  const RowRule& rule = rows(action, id);
  switch (rule.rows) {
    case Rows::kNone:
      return false;
    case Rows::kOwn:
      if (owner.empty() || owner != person_) return false;
      break;
    case Rows::kTeam:
      if (!is_in_team(owner)) return false;
      break;
    case Rows::kAll:
      break;
  }
  if (!rule.when) return true;
  const record::RecordView seen = view();
  if (seen.names == nullptr) return false;
  return record::run_boolean(*rule.when, seen.slots, context).value.is_true();
}

model::FieldAccess Rights::field(std::string_view id, std::string_view field) const {
  if (!is_restricted()) return model::FieldAccess::kFull;
  const EntityRights& rights = entity(id);
  const std::optional<size_t> place = policy_->place_of(id, field);
  // Of an entity that the role has nothing to do with there is no field either.
  if (!place || *place >= rights.fields.size()) return model::FieldAccess::kHidden;
  return rights.fields[*place];
}

bool Rights::is_in_team(std::string_view of) const {
  if (!is_restricted()) return true;
  if (of.empty() || person_.empty()) return false;
  if (of == person_) return true;
  const auto known = team_.find(std::string(of));
  if (known != team_.end()) return known->second;
  std::vector<std::string> walked = {std::string(of)};
  bool found = false;
  while (!found && static_cast<int>(walked.size()) <= kMaxManagers) {
    std::string manager = people_->manager_of(walked.back());
    if (manager.empty() || std::ranges::find(walked, manager) != walked.end()) break;
    found = manager == person_;
    walked.push_back(std::move(manager));
  }
  team_[std::string(of)] = found;
  return found;
}

}  // namespace tollgate::access
