// What a document would change if it came into force: parts, values that are there, and rights.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "part_steps.h"
#include "require.h"
#include "tollgate/versions/rights.h"

namespace tollgate::query {
namespace {

using messages::AppCompareReply;
using messages::AppCompareReplyData;

bool is_blank(const Json& value) {
  return value.is_null() || value == "" || (value.is_array() && value.empty());
}

// What is counted of one field's values.
struct ValueCount {
  AppCompareReplyData said;
  std::string field;
  std::string option;        // that the value is, or holds
  bool blank = false;        // counted where there is none
  bool of_complete = false;  // drafts lack it rightly
  bool of_record = false;    // each record counts
};

class DataComparison {
 public:
  DataComparison(Context& context, const model::App& after)
      : context_(context), before_(context.model()), after_(after) {}

  std::vector<AppCompareReplyData> found() {
    for (const model::Entity& entity : before_.entities) {
      counts_.clear();
      collect(entity);
      if (!counts_.empty()) count(entity.id);
    }
    return std::move(found_);
  }

 private:
  std::string text(const model::Text& text) const {
    return before_.text_for(text, context_.viewer.locale);
  }

  std::string type_label(model::FieldType type) const {
    return model::info_of(type).words.text().in(context_.viewer.locale);
  }

  ValueCount& note(const char* kind, const model::Entity& entity, const model::Field* field) {
    ValueCount& count = counts_.emplace_back();
    count.said.kind = kind;
    count.said.entity = entity.id;
    count.said.entity_label = text(entity.label);
    if (field != nullptr) {
      count.field = field->id;
      count.said.field = field->id;
      count.said.field_label = text(field->label);
    }
    return count;
  }

  void collect(const model::Entity& entity) {
    const model::Entity* now = after_.find_entity(entity.id);
    if (now == nullptr) {
      note("entity_removed", entity, nullptr).of_record = true;
      return;
    }
    for (const model::Field& field : entity.fields) {
      const model::Field* next = now->find_field(field.id);
      if (next == nullptr) {
        note("field_removed", entity, &field);
      } else if (next->type != field.type) {
        ValueCount& count = note("field_retyped", entity, &field);
        count.said.was = type_label(field.type);
        count.said.is = type_label(next->type);
      } else {
        collect_options(entity, field, *next);
        if (always(next->required) && !always(field.required)) lacks(entity, *next);
      }
    }
    for (const model::Field& field : now->fields) {
      if (entity.find_field(field.id) == nullptr && always(field.required)) lacks(entity, field);
    }
  }

  static bool always(const std::optional<model::Condition>& condition) {
    return condition && !condition->expression && condition->constant;
  }

  void lacks(const model::Entity& entity, const model::Field& field) {
    ValueCount& count = note("field_required", entity, &field);
    count.blank = true;
    count.of_complete = true;
  }

  void collect_options(const model::Entity& entity, const model::Field& field,
                       const model::Field& next) {
    std::set<std::string_view> kept;
    for (const model::Option& option : next.options) kept.insert(option.id);
    for (const model::Option& option : field.options) {
      if (kept.contains(option.id)) continue;
      ValueCount& count = note("option_removed", entity, &field);
      count.option = option.id;
      count.said.option_label = text(option.label);
    }
  }

  static bool has_option(const Json& value, const std::string& option) {
    if (value.is_array()) return std::find(value.begin(), value.end(), option) != value.end();
    return value == option;
  }

  void count(const std::string& entity) {
    store::RecordQuery query;
    query.entity = entity;
    query.drafts = true;
    query.any_order = true;
    context_.store.scan(query, [&](ops::StoredRecord&& record) {
      const bool complete = record.state.status == ops::RecordStatus::kComplete;
      for (ValueCount& count : counts_) {
        if (count.of_complete && !complete) continue;
        const Json& value = record.state.value(count.field);
        const bool counts = count.of_record        ? true
                            : count.blank          ? is_blank(value)
                            : count.option.empty() ? !is_blank(value)
                                                   : has_option(value, count.option);
        if (counts) ++count.said.records;
      }
      return true;
    });
    for (ValueCount& count : counts_) {
      if (count.said.records > 0) found_.push_back(std::move(count.said));
    }
  }

  Context& context_;
  const model::App& before_;
  const model::App& after_;
  std::vector<ValueCount> counts_;
  std::vector<AppCompareReplyData> found_;
};

class RoleWords {
 public:
  RoleWords(const Context& context, const model::App& after)
      : context_(context), after_(after), locale_(context.viewer.locale) {}

  messages::AppCompareReplyRole said(const versions::RoleChange& change) const {
    messages::AppCompareReplyRole out;
    out.kind = change.kind == versions::ChangeKind::kAdded     ? "added"
               : change.kind == versions::ChangeKind::kRemoved ? "removed"
                                                               : "changed";
    out.role = change.role;
    const model::Role* role = after_.find_role(change.role);
    if (role == nullptr) role = context_.model().find_role(change.role);
    out.label = after_.text_for(role->label, locale_);
    for (const versions::RightChange& right : change.rights) {
      messages::AppCompareReplyRoleRight& said = out.rights.emplace_back();
      said.right = versions::name_of(right.right);
      said.subject = subject(right);
      if (!right.field.empty()) {
        said.entity_label = after_.text_for(after_.find_entity(right.entity)->label, locale_);
      }
      said.was = right.was;
      said.is = right.is;
      if (right.was_conditional) said.was_conditional = true;
      if (right.is_conditional) said.is_conditional = true;
    }
    return out;
  }

 private:
  std::string subject(const versions::RightChange& right) const {
    if (!right.field.empty()) {
      const model::Entity* entity = after_.find_entity(right.entity);
      return after_.text_for(entity->find_field(right.field)->label, locale_);
    }
    if (!right.entity.empty()) {
      return after_.text_for(after_.find_entity(right.entity)->label, locale_);
    }
    // A page of the menu may be in one of the two alone.
    const std::string label = page_label(after_, right.target);
    return label.empty() ? page_label(context_.model(), right.target) : label;
  }

  std::string page_label(const model::App& app, const std::string& target) const {
    const size_t slash = target.find('/');
    const std::string kind = target.substr(0, slash);
    const std::string id = slash == std::string::npos ? "" : target.substr(slash + 1);
    const auto labelled = [&](const auto* part) {
      return part == nullptr ? std::string() : app.text_for(part->label, locale_);
    };
    if (kind == "dashboard") return labelled(app.find_dashboard(id));
    if (kind == "view") return labelled(app.find_view(id));
    if (kind == "form") return labelled(app.find_form(id));
    if (kind == "workflow") return labelled(app.find_workflow(id));
    return labelled(app.find_quick_filter(id));
  }

  const Context& context_;
  const model::App& after_;
  const std::string& locale_;
};

// As many people as are looked through for those of each role.
constexpr int64_t kMaxPeopleCounted = 10'000;

std::map<std::string, int64_t> people_by_role(const Context& context) {
  std::map<std::string, int64_t> people;
  const auto& users = context.model().users;
  if (!users || !users->role) return people;
  store::RecordQuery query;
  query.entity = users->entity;
  query.any_order = true;
  query.limit = kMaxPeopleCounted;
  for (const ops::StoredRecord& record : context.store.list(query).records) {
    ++people[context.app.role_of(record.state.id, context.clock)];
  }
  return people;
}

}  // namespace

Result<messages::AppCompareReply> compare_app(const Source& source, const Viewer& viewer,
                                              const model::App& after) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  const model::App& before = context->model();
  AppCompareReply reply;
  reply.parts = part_changes(*before.raw, *after.raw, viewer.locale);
  reply.data = DataComparison(*context, after).found();
  const auto people = people_by_role(*context);
  const bool tells_roles = before.users && before.users->role;
  const RoleWords words(*context, after);
  for (const versions::RoleChange& change : versions::list_right_changes(before, after)) {
    messages::AppCompareReplyRole& role = reply.roles.emplace_back(words.said(change));
    if (!tells_roles) continue;
    const auto found = people.find(change.role);
    role.people = found == people.end() ? 0 : found->second;
  }
  return reply;
}

}  // namespace tollgate::query
