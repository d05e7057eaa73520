#include <algorithm>
#include <nlohmann/json.hpp>

#include "require.h"
#include "widgets.h"

namespace tollgate::query {
namespace {

Diagnostic not_proposed() {
  return make_error("query.not_proposed",
                    {"这个人不在为它推荐的人员之中，可能情况刚有变化；请刷新后再选",
                     "this person is not among those proposed for it, which may just have changed: "
                     "look again and choose"},
                    {.pointer = "/params/person"});
}

}  // namespace

Result<Dispatching> dispatch_of(const Source& source, const Viewer& viewer,
                                const messages::DashboardAssignRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  Result<const model::Dashboard*> dashboard = require_dashboard(*context, request.dashboard);
  if (!dashboard) return std::move(dashboard).error();
  std::vector<std::string> able;
  const model::CoverageWidget* coverage = nullptr;
  for (const model::Widget& widget : (*dashboard)->widgets) {
    const auto* kind = std::get_if<model::CoverageWidget>(&widget.kind);
    if (kind == nullptr || !kind->dispatch) continue;
    able.push_back(widget.id);
    if (widget.id == request.widget) coverage = kind;
  }
  if (coverage == nullptr) return unknown("widget", request.widget, "/params/widget", able);
  const Widgets widgets(*context, **dashboard, std::vector<messages::DashboardReadRequestFilter>());
  Dispatching found = widgets.dispatching(*coverage, request.key);
  const bool is_proposed = std::ranges::any_of(
      found.proposals, [&](const auto& each) { return each.person == request.person; });
  if (!is_proposed) return not_proposed();
  const size_t most = size_t(std::max<int64_t>(1, coverage->dispatch->limit));
  if (found.records.size() > most) {
    found.left = int64_t(found.records.size() - most);
    found.records.resize(most);
  }
  return found;
}

}  // namespace tollgate::query
