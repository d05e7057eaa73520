#include "tollgate/api/dispatch.h"

#include <array>
#include <nlohmann/json.hpp>
#include <span>

#include "handlers.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/base/limits.h"

namespace tollgate::api {
namespace {

using Run = Result<Json> (*)(Call&, const Json& params);

template <typename Request>
Result<Json> run(Call& call, const Json& params) {
  Result<Request> request = messages::from_json<Request>(params, "/params");
  if (!request) return std::move(request).error();
  Result<typename Request::Reply> reply = handle(call, *request);
  if (!reply) return std::move(reply).error();
  return messages::to_json(*reply);
}

struct Entry {
  std::string_view type;
  Run run;
};

template <typename... Request>
struct Table {
  static constexpr std::array<Entry, sizeof...(Request)> kEntries = {
      Entry{Request::kType, run<Request>}...};
};

constexpr std::span<const Entry> kEntries = AllRequests<Table>::kEntries;

Diagnostic unknown_request(const std::string& type) {
  std::vector<std::string> names;
  for (const Entry& entry : kEntries) names.emplace_back(entry.type);
  return make_error("api.unknown_request",
                    {"没有名为“" + type + "”的请求", "there is no request '" + type + "'"},
                    {.pointer = "/type"}, nearest_names(type, names));
}

Result<Json> dispatch(engine::Engine& engine, const messages::Envelope& envelope) {
  for (const Entry& entry : kEntries) {
    if (entry.type != envelope.type) continue;
    Call call{
        engine,
        {envelope.locale.value_or(""), envelope.user.value_or(""), envelope.role.value_or("")}};
    Result<Json> result = entry.run(call, envelope.params);
    // A read that failed in the store gave nothing: that must not look like an empty answer.
    if (auto error = engine.take_error()) return *error;
    return result;
  }
  return unknown_request(envelope.type);
}

Json changed_json(const engine::ChangeSet& changes) {
  messages::Changed out;
  if (changes.app) out.app = true;
  if (changes.all) out.all = true;
  if (!changes.records.empty()) out.records.emplace();
  for (const auto& [key, session] : changes.records) {
    messages::ChangedRecord& record = out.records->emplace_back();
    record.entity = key.entity;
    record.record = key.record;
    if (!session.empty()) record.session = session;
  }
  return messages::to_json(out);
}

// The id of a message whose rest is no good, so that its sender still knows which one failed.
int64_t id_of(const Json& message) {
  if (!message.is_object()) return 0;
  auto id = message.find("id");
  return id != message.end() && id->is_number_integer() ? id->get<int64_t>() : 0;
}

HandledMessage refused(int64_t id, const Diagnostics& diagnostics) {
  return {
      write_json({{"id", id}, {"ok", false}, {"diagnostics", to_json(diagnostics)}}), false, {}};
}

}  // namespace

HandledMessage handle_message(engine::Engine& engine, std::string_view message) {
  Result<Json> json = parse_json(message, {.max_bytes = limits::kMessageBytes});
  if (!json) return refused(0, json.diagnostics());
  int64_t id = id_of(*json);
  Result<messages::Envelope> envelope = messages::from_json<messages::Envelope>(*json, "");
  if (!envelope) return refused(id, envelope.diagnostics());

  Result<Json> result = dispatch(engine, *envelope);
  engine::ChangeSet changes = engine.take_changes();
  if (!result && changes.empty()) return refused(id, result.diagnostics());
  Json reply = {{"id", id}, {"ok", result.ok()}};
  if (result) {
    reply["result"] = std::move(*result);
  } else {
    reply["diagnostics"] = to_json(result.diagnostics());
  }
  HandledMessage handled;
  handled.ok = result.ok();
  if (!changes.empty()) {
    Json changed = changed_json(changes);
    handled.changed = write_json(changed);
    reply["changed"] = std::move(changed);
  }
  handled.reply = write_json(reply);
  return handled;
}

HandledMessage put_blob(engine::Engine& engine, std::string_view name, std::string_view bytes) {
  Result<Json> facts = engine.put_blob(name, bytes);
  engine.take_changes();
  if (!facts) return refused(0, facts.diagnostics());
  return {write_json({{"id", 0}, {"ok", true}, {"result", *facts}}), true, {}};
}

std::string refusal(const Diagnostics& diagnostics) { return refused(0, diagnostics).reply; }

}  // namespace tollgate::api
