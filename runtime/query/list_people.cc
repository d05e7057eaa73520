#include "require.h"

namespace tollgate::query {
namespace {

// As many people as are looked through for those of one role.
constexpr int64_t kMaxPeople = 10'000;

}  // namespace

Result<messages::PeopleListReply> list_people(const Source& source, const Viewer& viewer,
                                              const messages::PeopleListRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  Result<std::string> search = searched_text(request.search);
  if (!search) return std::move(search).error();
  messages::PeopleListReply reply;
  const auto& users = context->model().users;
  if (!users) return reply;
  const int64_t limit = bounded(request.limit, 500, 1000);
  const std::string role = request.role.value_or("");
  const bool of_role = !role.empty() && users->role;
  // Whoever is nobody yet says who they are.
  if (viewer.person.empty() && viewer.roles.empty()) {
    Viewer chooser = viewer;
    chooser.whole_app = true;
    context->sight =
        std::make_shared<Sight>(*source.app, *source.store, *source.clock, std::move(chooser));
  }
  store::RecordPage page = context->sight->list({.entity = users->entity,
                                                 .search = *search,
                                                 .sort = {{"title", false}},
                                                 .limit = of_role ? kMaxPeople : limit});
  reply.total = of_role ? 0 : page.total;
  for (const store::StoredRecord& record : page.records) {
    if (of_role) {
      if (context->app.role_of(record.state.id, context->clock) != role) continue;
      ++reply.total;
      if (static_cast<int64_t>(reply.people.size()) >= limit) continue;
    }
    reply.people.push_back(context->person_titled(record.state.id, record.title));
  }
  return reply;
}

}  // namespace tollgate::query
