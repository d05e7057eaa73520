#include "firm_app_test_support.h"

#include <stdexcept>

namespace tollgate::reading {

Firm::Firm() {
  const std::string options = json{{"storage", "memory"},
                                   {"app", kFirmApp},
                                   {"now", "2026-03-02T09:00:00Z"},
                                   {"seed", 7},
                                   {"device", "hub"}}
                                  .dump();
  handle_ = tg_create(options.data(), options.size());
  if (handle_ == 0) throw std::runtime_error(std::string(tg_reply(), tg_reply_size()));
}

std::string replaced(std::string text, const std::string& id, const std::string& other) {
  for (size_t at = text.find(id); at != std::string::npos; at = text.find(id, at + other.size())) {
    text.replace(at, id.size(), other);
  }
  return text;
}

std::string Firm::send(const std::string& type, const json& params, const std::string& principal) {
  const std::string message = json{{"id", 1}, {"type", type}, {"params", params}}.dump();
  tg_request(handle_, principal.data(), principal.size(), message.data(), message.size());
  return {tg_reply(), tg_reply_size()};
}

std::string Firm::ask(const std::string& type, const json& params, const std::string& person) {
  return send(type, params, person.empty() ? "" : json{{"user", person}}.dump());
}

json Firm::result(const std::string& type, const json& params, const std::string& person) {
  json reply = json::parse(ask(type, params, person));
  if (!reply["ok"]) throw std::runtime_error(type + " " + params.dump() + ": " + reply.dump());
  return reply["result"];
}

std::string Firm::bring(const std::vector<json>& lines) {
  std::string text;
  for (const json& line : lines) text += line.dump() + "\n";
  const std::string reply =
      send("data.import", {{"text", text}}, json{{"administrator", true}}.dump());
  const json report = json::parse(reply);
  if (!report["ok"] || report["result"]["refused"] != 0) throw std::runtime_error(reply);
  return report["result"]["batch"];
}

json Firm::heard(const std::string& person) {
  const std::string principal = json{{"user", person}}.dump();
  if (tg_heard(handle_, principal.data(), principal.size()) == 0) return nullptr;
  return json::parse(std::string(tg_reply(), tg_reply_size()));
}

void Firm::take_back(const std::string& batch) {
  const std::string reply =
      send("data.import_undo", {{"batch", batch}}, json{{"administrator", true}}.dump());
  const json report = json::parse(reply);
  if (!report["ok"] || report["result"]["restored"] != 1) throw std::runtime_error(reply);
}

}  // namespace tollgate::reading
