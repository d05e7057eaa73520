#include "context.h"

#include "tollgate/query/unknown.h"

namespace tollgate::query {

std::string Context::role() const {
  return viewer.roles.empty() ? std::string() : viewer.roles.front();
}

messages::Person Context::person_titled(const std::string& record, const std::string& title) const {
  messages::Person person{.record = record, .title = title};
  const auto& users = model().users;
  if (!sight->is_whole() && record != viewer.person &&
      (!users || !sight->title(users->entity, record))) {
    return person;
  }
  const model::Role* role = model().find_role(app.role_of(record, clock));
  if (role) person.role = model().text_for(role->label, viewer.locale);
  return person;
}

int64_t Context::today() const {
  const int64_t seconds = floor_divide(clock.now().microseconds, 1'000'000);
  return floor_divide(seconds + record::zone_of(model()).offset_at(seconds), kSecondsPerDay);
}

Diagnostic no_app() {
  return make_error("engine.no_app", {"还没有应用：请先保存或导入一个应用文档",
                                      "there is no app yet: save or import a document first"});
}

Result<Context> context_of(const Source& source, const Viewer& viewer) {
  if (!source.app) return no_app();
  return Context{*source.app, *source.store, *source.clock, viewer,
                 std::make_shared<Sight>(*source.app, *source.store, *source.clock, viewer)};
}

}  // namespace tollgate::query
