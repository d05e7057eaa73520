#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "require.h"
#include "tollgate/base/json.h"

namespace tollgate::query {
namespace {

messages::OutboxPendingReplyPeople pending_person(const Context& context, const std::string& id,
                                                  const std::vector<std::string>& fields) {
  messages::OutboxPendingReplyPeople person{.record = id, .title = id};
  const auto& users = context.model().users;
  const auto stored = users ? context.store.find_record(users->entity, id) : std::nullopt;
  if (stored && !stored->title.empty()) person.title = stored->title;
  for (const std::string& field : fields) {
    const Json value = stored ? stored->state.value(field) : Json();
    person.values.push_back(value.is_string() ? value.get<std::string>() : std::string());
  }
  return person;
}

}  // namespace

Result<messages::OutboxPendingReply> list_pending(const Source& source, const Viewer& viewer,
                                                  const messages::OutboxPendingRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  const int64_t limit = bounded(request.limit, 50, 200);
  const std::vector<int64_t> ops =
      context->store.ops_with_messages(request.after.value_or(0), limit);
  messages::OutboxPendingReply reply;
  std::set<std::string> people;
  for (const int64_t op : ops) {
    int64_t ordinal = -1;
    for (const store::MessageRow& row : context->store.messages_of_op(op)) {
      ++ordinal;
      if (row.delivered) continue;
      const Json effect = stored_json(row.effect);
      if (!effect.is_object()) continue;
      messages::OutboxPendingReplyMessage message;
      message.op = op;
      message.ordinal = ordinal;
      message.at_ms = row.at_ms;
      message.entity = row.entity;
      message.record = row.record;
      const auto stored = context->store.find_record(row.entity, row.record);
      message.title = stored && !stored->title.empty() ? stored->title : row.record;
      message.channel = effect.value("channel", "");
      message.to = effect.value("to", std::vector<std::string>());
      const Json text = effect.value("message", Json::object());
      message.message.zh = text.value("zh-CN", "");
      message.message.en = text.value("en", "");
      if (effect.value("urgent", false)) message.urgent = true;
      people.insert(message.to.begin(), message.to.end());
      reply.messages.push_back(std::move(message));
    }
  }
  const std::vector<std::string> fields =
      request.person_fields.value_or(std::vector<std::string>());
  for (const std::string& id : people) {
    reply.people.push_back(pending_person(*context, id, fields));
  }
  if (static_cast<int64_t>(ops.size()) == limit) reply.next = ops.back();
  return reply;
}

}  // namespace tollgate::query
