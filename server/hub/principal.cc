#include "hub/principal.h"

#include <nlohmann/json.hpp>

#include "http/percent.h"
#include "tollgate/base/json.h"
#include "tollgate/base/utf8.h"

namespace tollgate::server {
namespace {

constexpr size_t kMaxHeaderBytes = 2048;

Diagnostic bad_principal() {
  return make_error(
      "server.bad_principal",
      {"请求头 Tollgate-Acts-For 无法理解；应为 user=人员记录的标识&role=角色，各值经百分号编码",
       "the header Tollgate-Acts-For makes no sense: it should be user=RECORD&role=ROLE, each "
       "value percent-encoded"});
}

}  // namespace

Result<std::string> principal_of(const Request& request) {
  std::string_view rest = request.header(kPrincipalHeader);
  if (rest.empty()) return std::string();
  if (rest.size() > kMaxHeaderBytes) return bad_principal();
  Json principal = Json::object();
  while (!rest.empty()) {
    const size_t end = rest.find('&');
    const std::string_view part = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    const size_t equals = part.find('=');
    const std::string name(part.substr(0, equals));
    if (equals == std::string_view::npos || (name != "user" && name != "role")) {
      return bad_principal();
    }
    const auto value = percent_decode(part.substr(equals + 1));
    if (!value || principal.contains(name)) return bad_principal();
    if (invalid_utf8_at(*value)) return bad_principal();
    principal[name] = *value;
  }
  return write_json(principal);
}

std::string as_administrator(std::string_view principal) {
  Json json = principal.empty() ? Json::object() : stored_json(principal);
  json["administrator"] = true;
  return write_json(json);
}

}  // namespace tollgate::server
