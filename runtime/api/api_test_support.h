#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "tollgate/api/tollgate.h"

namespace tollgate::api {

// An engine through the C ABI, as pages use it.
class TestEngine {
 public:
  explicit TestEngine(const nlohmann::json& options) {
    std::string text = options.dump();
    handle_ = tg_create(text.data(), text.size());
    created_ = nlohmann::json::parse(reply());
  }
  ~TestEngine() { tg_destroy(handle_); }
  TestEngine(const TestEngine&) = delete;

  nlohmann::json ask(const std::string& type,
                     const nlohmann::json& params = nlohmann::json::object(),
                     const nlohmann::json& principal = nlohmann::json::object(),
                     const std::string& locale = "") {
    nlohmann::json message = {{"id", ++id_}, {"type", type}};
    message["params"] = params.is_null() ? nlohmann::json::object() : params;
    if (!locale.empty()) message["locale"] = locale;
    return send(message.dump(), principal.dump());
  }
  nlohmann::json send(const std::string& message, const std::string& principal = "") {
    tg_request(handle_, principal.data(), principal.size(), message.data(), message.size());
    return nlohmann::json::parse(reply());
  }
  // The result of a request that must work.
  nlohmann::json result(const std::string& type,
                        const nlohmann::json& params = nlohmann::json::object(),
                        const nlohmann::json& principal = nlohmann::json::object(),
                        const std::string& locale = "") {
    nlohmann::json answer = ask(type, params, principal, locale);
    return answer.value("ok", false) ? answer["result"] : answer;
  }

  int handle() const { return handle_; }
  const nlohmann::json& created() const { return created_; }

 private:
  static std::string reply() { return {tg_reply(), tg_reply_size()}; }
  int handle_ = 0;
  int id_ = 0;
  nlohmann::json created_;
};

inline std::string code_of(const nlohmann::json& reply) {
  return reply.contains("diagnostics") ? reply["diagnostics"][0]["code"].get<std::string>()
                                       : std::string("ok");
}

inline const char* const kSmallApp = R"({
  "format": "tollgate.app/1", "id": "small", "version": 1,
  "label": {"en": "Small", "zh-CN": "小应用"}, "locales": ["en", "zh-CN"],
  "entities": [{"id": "visit", "label": {"en": "Visit", "zh-CN": "拜访"},
                "fields": [{"id": "city", "type": "text", "label": {"en": "City", "zh-CN": "城市"}}]}],
  "forms": [{"id": "visit", "entity": "visit", "label": {"en": "Visit", "zh-CN": "拜访"},
             "sections": [{"id": "main", "fields": [{"field": "city"}]}]}]
})";

}  // namespace tollgate::api
