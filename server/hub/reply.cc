#include "hub/reply.h"

#include <nlohmann/json.hpp>

#include "http/compression.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/base/json.h"

namespace tollgate::server {
namespace {

constexpr size_t kSmallestCompressedReply = 4096;

}  // namespace

Response reply_response(std::string reply, std::string_view accept_encoding) {
  Response response;
  response.set("Cache-Control", "no-store");
  if (reply.size() >= kSmallestCompressedReply && accepts_encoding(accept_encoding, "gzip")) {
    std::string packed = gzip(reply, 1);
    if (!packed.empty()) {
      response.set("Content-Encoding", "gzip");
      response.set_body(std::move(packed), "application/json");
      return response;
    }
  }
  response.set_body(std::move(reply), "application/json");
  return response;
}

Response refusal(unsigned status, const Diagnostic& diagnostic) {
  Response response;
  response.status = status;
  response.set("Cache-Control", "no-store");
  const Json reply{{"ok", false}, {"diagnostics", Json::array({to_json(diagnostic)})}};
  response.set_body(write_json(reply), "application/json");
  return response;
}

std::string changed_part(std::string_view reply) {
  // Most replies only read; those are not parsed a second time.
  if (reply.find("\"changed\"") == std::string_view::npos) return {};
  const Json json = stored_json(reply);
  const auto changed = json.is_object() ? json.find("changed") : json.end();
  return changed == json.end() ? std::string{} : write_json(*changed);
}

}  // namespace tollgate::server
