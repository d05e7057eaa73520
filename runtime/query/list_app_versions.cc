// The versions of the app that came into force, as whoever designs it looks at them.
#include "require.h"
#include "tollgate/base/sha256.h"
#include "tollgate/ops/op.h"

namespace tollgate::query {

Result<messages::AppVersionsReply> list_app_versions(const Source& source, const Viewer& viewer,
                                                     const messages::AppVersionsRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  const Texts texts = context->texts();
  const auto& users = context->model().users;
  const int64_t limit = bounded(request.limit, 50, 500);
  messages::AppVersionsReply reply;
  context->store.read_apps_back([&](const store::StoredOp& stored) {
    Result<ops::Op> op = ops::parse_op(stored.bytes);
    auto* put = op ? std::get_if<ops::AppPut>(&op->body) : nullptr;
    if (put == nullptr) return true;  // the check of the log tells of it
    std::string hash = hex(sha256(put->text));
    const bool wanted = request.hash && *request.hash == hash && !reply.text;
    if (wanted) reply.text = std::move(put->text);
    if (static_cast<int64_t>(reply.versions.size()) >= limit) {
      reply.more = true;
      return request.hash.has_value() && !reply.text;
    }
    messages::AppVersionsReplyVersion& out = reply.versions.emplace_back();
    out.version = put->version;
    out.at = texts.instant(op->at_ms());
    if (!op->user.empty()) out.by = users ? texts.title(users->entity, op->user) : op->user;
    // The same text may have come into force more than once: the newest is the one that holds.
    out.in_force = reply.versions.size() == 1 && hash == context->app.hash;
    out.hash = std::move(hash);
    return true;
  });
  if (request.hash && !reply.text) {
    return make_error("query.unknown_version",
                      {"日志里没有这个版本", "the log holds no such version of the app"},
                      {.pointer = "/params/hash"});
  }
  return reply;
}

}  // namespace tollgate::query
