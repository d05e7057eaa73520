#include "../require.h"
#include "listed_groups.h"

namespace tollgate::query {

Result<messages::QuickFilterReadReply> read_quick_filter(
    const Source& source, const Viewer& viewer, const messages::QuickFilterReadRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  const model::App& app = context->model();
  const model::QuickFilter* filter = app.find_quick_filter(request.quick_filter);
  if (!filter) {
    return unknown("quick_filter", request.quick_filter, "/params/quick_filter",
                   ids_of(app.quick_filters));
  }
  Result<ListedGroups> listed = list_groups(*context, *filter, {}, {});
  if (!listed) return std::move(listed).error();
  messages::QuickFilterReadReply reply;
  reply.label = app.text_for(filter->label, viewer.locale);
  reply.columns = std::move(listed->columns);
  reply.groups = std::move(listed->groups);
  reply.checked = listed->checked;
  return reply;
}

}  // namespace tollgate::query
