#include <algorithm>

#include "context.h"

namespace tollgate::query {
namespace {

using messages::AppSummaryEntity;

class Describe {
 public:
  Describe(const live::AppRules& app, const Sight& sight)
      : app_(*app.model), hash_(app.hash), viewer_(sight.viewer()), sight_(sight) {}

  messages::AppSummary summary() const {
    messages::AppSummary s;
    s.id = app_.id;
    s.version = app_.version;
    s.hash = hash_;
    s.label = text(app_.label);
    s.locales = app_.locales;
    s.time_zone = app_.time_zone;
    if (app_.users) s.users_entity = app_.users->entity;
    s.chooses_role = !app_.roles.empty() && !(app_.users && app_.users->role);
    if (sight_.rights().administration()) s.administration = true;
    for (const model::Role& role : app_.roles) s.roles.push_back(role_of(role));
    for (const model::Form& f : app_.forms) {
      if (offers(f))
        s.forms.push_back({.id = f.id,
                           .entity = f.entity,
                           .label = text(f.label),
                           .target_seconds = f.target_seconds});
    }
    for (const model::View& v : app_.views) {
      if (offers(v)) s.views.push_back(view_of(v));
    }
    for (const model::Workflow& w : app_.workflows) {
      if (offers(w))
        s.workflows.push_back(
            {.id = w.id, .entity = w.entity, .label = text(w.label), .decides = decided_by_me(w)});
    }
    for (const model::Dashboard& d : app_.dashboards) {
      if (offers(d)) s.dashboards.push_back({.id = d.id, .label = text(d.label)});
    }
    for (const model::QuickFilter& q : app_.quick_filters) {
      if (offers(q)) s.quick_filters.push_back({.id = q.id, .label = text(q.label)});
    }
    for (const model::Entity& e : app_.entities) s.entities.push_back(entity_of(e));
    return s;
  }

 private:
  std::string text(const model::Text& t) const { return app_.text_for(t, viewer_.locale); }

  bool reads(const std::string& entity) const {
    return sight_.rights().may_some(access::Action::kRead, entity);
  }
  bool offers(const model::Form& form) const {
    return reads(form.entity) || sight_.rights().may_some(access::Action::kCreate, form.entity);
  }
  bool offers(const model::View& view) const { return reads(view.entity); }
  bool offers(const model::Workflow& workflow) const { return reads(workflow.entity); }
  bool offers(const model::Dashboard& dashboard) const {
    return sight_.rights().opens(dashboard.id);
  }
  bool offers(const model::QuickFilter& filter) const {
    if (sight_.is_whole()) return true;
    return std::any_of(filter.metrics.begin(), filter.metrics.end(), [&](const std::string& id) {
      const model::Metric* metric = app_.find_metric(id);
      return metric && (metric->may_reveal_totals || reads(metric->entity));
    });
  }
  template <typename T>
  bool offers(const T* named) const {
    return named && offers(*named);
  }
  // Whether the reader has a use for the entry of their own menu.
  bool offers(const model::MenuItem& item) const {
    switch (item.type) {
      case model::MenuItemType::kView:
        return offers(app_.find_view(item.target));
      case model::MenuItemType::kForm: {
        const model::Form* form = app_.find_form(item.target);
        return form && sight_.rights().may_some(access::Action::kCreate, form->entity);
      }
      case model::MenuItemType::kDashboard:
        return offers(app_.find_dashboard(item.target));
      case model::MenuItemType::kWorkflow:
        return offers(app_.find_workflow(item.target));
      case model::MenuItemType::kQuickFilter:
        break;
    }
    return offers(app_.find_quick_filter(item.target));
  }

  std::string target_label(const model::MenuItem& item) const {
    switch (item.type) {
      case model::MenuItemType::kView:
        return label_of(app_.find_view(item.target));
      case model::MenuItemType::kForm:
        return label_of(app_.find_form(item.target));
      case model::MenuItemType::kDashboard:
        return label_of(app_.find_dashboard(item.target));
      case model::MenuItemType::kWorkflow:
        return label_of(app_.find_workflow(item.target));
      case model::MenuItemType::kQuickFilter:
        break;
    }
    return label_of(app_.find_quick_filter(item.target));
  }
  template <typename T>
  std::string label_of(const T* named) const {
    return named ? text(named->label) : std::string();
  }

  messages::AppSummaryRole role_of(const model::Role& role) const {
    messages::AppSummaryRole out{.id = role.id, .label = text(role.label)};
    if (role.outbox) out.outbox = true;
    if (role.imports) out.imports = true;
    const bool own = !sight_.is_whole() && role.id == sight_.rights().role();
    for (const model::MenuItem& item : role.menu) {
      if (own && !offers(item)) continue;
      messages::MenuItem& entry = out.menu.emplace_back();
      entry.type = name_of(item.type);
      entry.target = item.target;
      entry.label = item.label.empty() ? target_label(item) : text(item.label);
      if (item.mine) entry.mine = true;
    }
    return out;
  }
  // Stages from which a move is left to named roles, the reader's among them.
  std::optional<std::vector<std::string>> decided_by_me(const model::Workflow& workflow) const {
    const std::string& role = sight_.rights().role();
    std::vector<std::string> stages;
    for (const model::Transition& move : workflow.transitions) {
      const bool is_mine =
          std::find(move.roles.begin(), move.roles.end(), role) != move.roles.end();
      if (is_mine && std::find(stages.begin(), stages.end(), move.from) == stages.end()) {
        stages.push_back(move.from);
      }
    }
    if (stages.empty()) return std::nullopt;
    return stages;
  }
  messages::AppSummaryView view_of(const model::View& view) const {
    messages::AppSummaryView out;
    out.id = view.id;
    out.entity = view.entity;
    out.label = text(view.label);
    if (!view.form.empty()) out.form = view.form;
    if (!view.pool.empty()) out.pool = view.pool;
    if (view.mine) out.mine = true;
    if (view.kind != model::ViewKind::kTable) out.kind = name_of(view.kind);
    const auto seen = [&](const std::string& field) -> std::optional<std::string> {
      if (field.empty() || sight_.hides(view.entity, field)) return std::nullopt;
      return field;
    };
    out.date = seen(view.date);
    out.end = seen(view.end);
    out.actual = seen(view.actual);
    out.picture = seen(view.picture);
    out.colour = seen(view.colour);
    if (view.location) out.located = true;
    out.searchable = !view.search.empty();
    return out;
  }
  AppSummaryEntity entity_of(const model::Entity& entity) const {
    AppSummaryEntity out;
    out.id = entity.id;
    out.label = text(entity.label);
    if (const model::Form* form = app_.form_of(entity.id)) out.form = form->id;
    const access::Rights& rights = sight_.rights();
    const model::Role* role = app_.find_role(rights.role());
    const bool may_import = sight_.is_whole() ? app_.roles.empty() || (role && role->imports)
                                              : rights.imports(entity.id);
    if (rights.may_some(access::Action::kCreate, entity.id)) out.may_create = true;
    if (rights.may_some(access::Action::kDelete, entity.id)) out.may_delete = true;
    if (may_import) out.may_import = true;
    if (rights.exports(entity.id)) out.may_export = true;
    return out;
  }

  const model::App& app_;
  const std::string& hash_;
  const Viewer& viewer_;
  const Sight& sight_;
};

}  // namespace

Result<messages::AppDescribeReply> describe_app(const Source& source, const Viewer& viewer) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  messages::AppDescribeReply reply;
  reply.app = Describe(context->app, *context->sight).summary();
  reply.app.role = context->role();
  const std::optional<model::Users>& users = context->model().users;
  if (users && !viewer.person.empty()) {
    std::optional<std::string> title = context->store.title(users->entity, viewer.person);
    if (title) reply.app.user = context->person_titled(viewer.person, *title);
  }
  return reply;
}

}  // namespace tollgate::query
