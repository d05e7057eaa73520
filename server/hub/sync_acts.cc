#include "hub/sync_acts.h"

#include <nlohmann/json.hpp>

#include "hub/ask.h"
#include "tollgate/base/json.h"

namespace tollgate::server {
namespace {

constexpr size_t kMaxBytesOfWork = 1000;

// To the owner: what was typed, so that it can be entered again, and why it does not stand.
delivery::Delivery::Word word_to_owner(const std::string& app, const Json& group,
                                       const std::string& reason) {
  const Json person = group.value("person", Json::object());
  delivery::Delivery::Word word;
  word.app = app;
  word.person = person.value("record", "");
  word.entity = group.value("entity", "");
  word.record = group.value("record", "");
  word.title = group.value("title", word.record);
  word.key = "sync-" + app + "-" + std::to_string(group.value("op", int64_t{0}));
  std::string lines;
  for (const Json& line : group.value("lines", Json::array())) {
    if (line.is_string()) lines += "\n" + line.get<std::string>();
  }
  if (lines.size() > kMaxBytesOfWork) {
    lines.resize(lines.find_last_of('\n', kMaxBytesOfWork));
    lines += "\n…";
  }
  word.zh =
      "您在“" + word.title + "”上做的改动没有生效：" + reason + "\n您当时填写的内容：" + lines;
  word.en = "What you did on \"" + word.title + "\" is not in force: " + reason +
            "\nThis is what you had entered:" + lines;
  return word;
}

}  // namespace

std::optional<NotedAct> sync_act_of(const std::string& app, std::string_view type,
                                    std::string_view message, std::string_view reply) {
  if (type != "sync.release" && type != "sync.settle") return std::nullopt;
  const auto result = result_of(reply);
  if (!result) return std::nullopt;
  const Json asked = stored_json(message);
  const Json params = asked.is_object() ? asked.value("params", Json::object()) : Json::object();
  NotedAct act;
  act.note = params.value("reason", "");
  if (type == "sync.release") {
    act.act = "sync.release";
    act.target = app + " " + params.value("device", "");
    return act;
  }
  const Json group = result->value("group", Json::object());
  act.act = "sync." + params.value("act", "");
  act.target = app + " " + group.value("entity", "") + " " + group.value("record", "");
  const bool has_owner = group.contains("person") && group["person"].is_object();
  if (act.act == "sync.sent_on" && has_owner) act.word = word_to_owner(app, group, act.note);
  return act;
}

}  // namespace tollgate::server
