// What metrics count for a viewer.
#include <algorithm>

#include "sight.h"
#include "tollgate/base/sha256.h"

namespace tollgate::query {
namespace {

// A member of `user` that no entity can have as a field.
constexpr std::string_view kTeamMember = "_team";

feel::Value with_team(const feel::Value& user, const std::string& person,
                      const std::vector<std::string>& team) {
  std::vector<std::pair<std::string, feel::Value>> members;
  if (user.kind() == feel::Kind::kContext) {
    const feel::ContextRep& held = user.as_context();
    for (size_t i = 0; i < held.size(); ++i) {
      members.emplace_back(std::string(held.key(i)), held.value(i));
    }
  } else {
    members.emplace_back("id", feel::Value::string(person));
  }
  std::vector<feel::Value> people;
  for (const std::string& id : team) people.push_back(feel::Value::string(id));
  members.emplace_back(std::string(kTeamMember), feel::Value::list(std::move(people)));
  return feel::Value::context(std::move(members));
}

}  // namespace

bool Sight::reads_unseen(const record::Rule& rule, const record::Names& names) const {
  for (const feel::Dependency& read : rule.program.dependencies()) {
    const record::SlotSource& source = names.source(read.slot);
    if (source.kind != record::SlotSource::Kind::kField) continue;
    const model::Field& field = names.entity().fields[source.index];
    const bool beyond_id = !read.path.empty() && read.path.front() != "id";
    if (model::is_reference(field.type) && beyond_id && !sees_all_rows(field.entity)) return true;
  }
  return false;
}

bool Sight::may_tell(const std::optional<model::Expression>& expression,
                     const model::Entity& entity) {
  if (!expression) return true;
  const record::Names& names = app_.records->names(entity);
  const record::Rule* rule = app_.records->rule(*expression, names);
  return rule == nullptr || (!reads_hidden(*rule, names) && !reads_unseen(*rule, names));
}

// Which groups stand at the top tells of the numbers that rank them.
bool Sight::withholds_top(const model::Among& among, const model::Entity& entity) {
  if (!may_tell(among.group_by, entity)) return true;
  const model::Metric* by = app_.model->find_metric(among.metric);
  const model::Metric* of = app_.model->find_metric(among.of);
  return (by && !by->among && withholds(*by, {model::Grouping(among.group_by)})) ||
         (of && !of->among && withholds(*of, {}));
}

bool Sight::withholds(const model::Metric& metric, const std::vector<model::Grouping>& group_by) {
  if (is_whole() || metric.may_reveal_totals) return false;
  if (metric.aggregate == model::Aggregate::kRatio) {
    for (const std::string& part : {metric.numerator, metric.denominator}) {
      const model::Metric* found = app_.model->find_metric(part);
      if (found && withholds(*found, group_by)) return true;
    }
    return false;
  }
  const model::Entity* entity = app_.model->find_entity(metric.entity);
  if (!entity) return false;
  return (metric.window && hides(entity->id, metric.window->field)) ||
         (metric.among && withholds_top(*metric.among, *entity)) ||
         !may_tell(metric.filter, *entity) || !may_tell(metric.value, *entity) ||
         !may_tell(metric.test, *entity) ||
         std::any_of(group_by.begin(), group_by.end(),
                     [&](const model::Grouping& by) { return !may_tell(by, *entity); });
}

// The rows of the permission as one condition, which metrics ask of each record.
std::optional<model::Expression> Sight::metric_condition(const model::Entity& entity) const {
  if (sees_all_rows(entity.id)) return std::nullopt;
  const access::RowRule& rule = rights_.rows(access::Action::kRead, entity.id);
  const std::string owner = owner_of(entity);
  std::string text = "true";
  if (rule.rows == model::Rows::kNone || (rule.rows != model::Rows::kAll && owner.empty())) {
    text = "false";
  } else if (rule.rows != model::Rows::kAll) {
    const std::string whose = owner == "id" ? "record.id" : owner + ".id";
    text = rule.rows == model::Rows::kOwn
               ? whose + " = user.id"
               : "list contains(user." + std::string(kTeamMember) + ", " + whose + ")";
  }
  const model::Role* role = app_.model->find_role(rights_.role());
  if (role && role->permissions) {
    const model::EntityPermission* said = role->permissions->find_entity(entity.id);
    // On a line of its own, for it may end in a comment.
    if (said && said->read.when) text += " and (" + said->read.when->text + "\n)";
  }
  return model::Expression{text, "/permissions/" + rights_.role() + "/" + entity.id};
}

std::shared_ptr<const metrics::Sight> Sight::for_metrics() {
  if (is_whole() || for_metrics_) return for_metrics_;
  auto sight = std::make_shared<metrics::Sight>();
  const feel::Value user = app_.records->user(viewer_.person);
  sight->user = with_team(user, viewer_.person, team());
  // Whatever conditions read of the person is in the key.
  sight->key =
      rights_.role() + "|" + viewer_.person + "|" + hex(sha256(feel::to_text(sight->user)));
  for (const model::Entity& entity : app_.model->entities) {
    if (is_whole(entity.id)) continue;
    metrics::SeenRecords& seen = sight->entities[entity.id];
    seen.hidden = hidden(entity.id);
    if (const auto condition = metric_condition(entity)) {
      seen.condition = app_.records->rule(*condition, app_.records->names(entity));
    }
  }
  for_metrics_ = std::move(sight);
  return for_metrics_;
}

}  // namespace tollgate::query
