#include "handlers.h"
#include "tollgate/base/utf8.h"
#include "tollgate/engine/editors.h"

namespace tollgate::api {
namespace {

constexpr size_t kMaxPageName = 64;
constexpr size_t kMaxPartCharacters = 200;

}  // namespace

Result<messages::AppEditingReply> handle(Call& call, const messages::AppEditingRequest& request) {
  if (request.page.empty() || request.page.size() > kMaxPageName) {
    return make_error("api.page_name",
                      {"页面的名字应为 1 至 64 个字符", "a page's name has 1 to 64 characters"},
                      {.pointer = "/params/page"});
  }
  engine::Editors& editors = call.engine.editors();
  const Instant now = call.engine.now();
  if (request.leaves.value_or(false)) {
    editors.leave(request.page);
  } else {
    const std::string part = request.part.value_or("");
    editors.say({.page = request.page,
                 .user = call.caller.user,
                 .part = std::string(prefix_of_code_points(part, kMaxPartCharacters)),
                 .changed = request.changed.value_or(false)},
                now);
  }
  messages::AppEditingReply reply;
  for (engine::Editor& other : editors.others(request.page, now)) {
    messages::AppEditingReplyOther& out = reply.others.emplace_back();
    out.page = std::move(other.page);
    out.name = other.user.empty()
                   ? ""
                   : query::person_title(call.engine.source(), call.viewer(), other.user);
    if (!other.part.empty()) out.part = std::move(other.part);
    out.changed = other.changed;
  }
  return reply;
}

}  // namespace tollgate::api
