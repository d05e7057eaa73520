#include "hub/hub_refusals.h"

#include <utility>

namespace tollgate::server {

Diagnostic failure_diagnostic(unsigned status) {
  switch (status) {
    case 413:
      return make_error("server.too_large",
                        {"请求体太大。", "the body of the request is too large"});
    case 431:
      return make_error("server.head_too_large",
                        {"请求头太大。", "the headers of the request are too large"});
    case 429:
      return make_error("server.overloaded",
                        {"现在请求太多，这个没有处理；请稍后再试。",
                         "too much is asked at the moment: this was not done, try again soon"});
    case 503:
      return make_error("server.busy",
                        {"服务器正忙，请稍后再试。", "the hub is busy: try again in a moment"});
    default:
      return make_error("server.bad_request",
                        {"这不是有效的 HTTP 请求。", "this is no valid HTTP request"});
  }
}

Response not_found() {
  return refusal(
      404, make_error("server.unknown_route", {"没有这个接口。", "there is no such route"}, {},
                      {"POST /apps", "POST /apps/ID/api/request", "POST /apps/ID/api/sync",
                       "POST /apps/ID/api/blob", "GET /apps/ID/api/blob/SHA256",
                       "GET /apps/ID/api/events"}));
}

Response unknown_app(std::string_view id) {
  const std::string name(id);
  return refusal(404, make_error("server.unknown_app",
                                 {"没有应用“" + name + "”。", "there is no app '" + name + "'"}));
}

Response redirect(std::string address) {
  Response response;
  response.status = 308;  // the method stays
  response.set("Location", std::move(address));
  response.set("Cache-Control", "no-store");
  return response;
}

Response overloaded() {
  Response response = refusal(429, failure_diagnostic(429));
  response.set("Retry-After", "1");
  return response;
}

Response unavailable(const ServedApp& app) {
  return refusal(
      503, make_error("server.app_unavailable",
                      {"应用“" + app.id + "”无法打开，原因见服务的输出。",
                       "the app '" + app.id + "' could not be opened; the hub's output says why"}));
}

Response not_durable(std::string reply) {
  Response response = reply_response(std::move(reply), {});
  response.status = 503;
  return response;
}

bool reads(const Request& request) { return request.method == "GET" || request.method == "HEAD"; }

}  // namespace tollgate::server
