#include "hub/hub.h"

#include "content_security_policy.h"
#include "http/media_type.h"
#include "http/percent.h"
#include "hub/principal.h"
#include "hub/reply.h"

namespace tollgate::server {
namespace {

Diagnostic failure_diagnostic(unsigned status) {
  switch (status) {
    case 413:
      return make_error("server.too_large",
                        {"请求体太大。", "the body of the request is too large"});
    case 431:
      return make_error("server.head_too_large",
                        {"请求头太大。", "the headers of the request are too large"});
    case 503:
      return make_error("server.busy",
                        {"服务器正忙，请稍后再试。", "the hub is busy: try again in a moment"});
    default:
      return make_error("server.bad_request",
                        {"这不是有效的 HTTP 请求。", "this is no valid HTTP request"});
  }
}

bool is_api(std::string_view path) { return path == "/api" || path.starts_with("/api/"); }

Response not_found() {
  return refusal(
      404, make_error(
               "server.unknown_route", {"没有这个接口。", "there is no such route"}, {},
               {"POST /api/request", "POST /api/blob", "GET /api/blob/SHA256", "GET /api/events"}));
}

Response wrong_media_type(const std::string& expected) {
  return refusal(
      415, make_error("server.wrong_content_type",
                      {"Content-Type 应为 " + expected + "。", "Content-Type must be " + expected},
                      {}, {expected}));
}

bool is_sha256(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

Hub::Hub(const HubOptions& options, EngineThread& engine)
    : options_(options), engine_(engine), guard_(options.allowed_hosts), files_(options.site) {}

const std::vector<std::pair<std::string, std::string>>& Hub::common_headers() const {
  static const std::vector<std::pair<std::string, std::string>> headers = {
      {"Content-Security-Policy", kPagePolicy},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"Permissions-Policy", "camera=(self), geolocation=(self), microphone=(self)"},
  };
  return headers;
}

Response Hub::failure(unsigned status) { return refusal(status, failure_diagnostic(status)); }

Admission Hub::admit(const Request& head) {
  Admission admission;
  const bool api = is_api(head.path);
  if (const auto refused = guard_.refuses(head, api)) {
    admission.refusal = refusal(403, *refused);
    return admission;
  }
  if (!api || head.method != "POST") return admission;
  const std::string_view content_type = head.header("content-type");
  // Neither type can be sent by a plain form of another page.
  if (head.path == "/api/request") {
    admission.max_body_bytes = options_.max_request_bytes;
    if (!content_type.starts_with("application/json")) {
      admission.refusal = wrong_media_type("application/json");
    }
  } else if (head.path == "/api/blob") {
    admission.max_body_bytes = options_.max_blob_bytes;
    if (!content_type.starts_with("application/octet-stream")) {
      admission.refusal = wrong_media_type("application/octet-stream");
    }
  }
  return admission;
}

void Hub::handle(Request request, Respond respond) {
  const std::string_view path = request.path;
  if (!is_api(path)) {
    respond(files_.serve(request));
  } else if (path == "/api/request" && request.method == "POST") {
    handle_message(std::move(request), std::move(respond));
  } else if (path == "/api/blob" && request.method == "POST") {
    handle_blob_upload(std::move(request), std::move(respond));
  } else if (path.starts_with("/api/blob/") && request.method == "GET") {
    handle_blob_download(request, std::move(respond));
  } else if (path == "/api/events" && request.method == "GET") {
    Response response;
    response.is_event_stream = true;
    respond(std::move(response));
  } else {
    respond(not_found());
  }
}

void Hub::submit(EngineThread::Job job, const Respond& respond) {
  if (!engine_.submit(std::move(job))) respond(failure(503));
}

void Hub::handle_message(Request request, Respond respond) {
  Result<std::string> principal = principal_of(request);
  if (!principal) {
    respond(refusal(400, principal.diagnostics().front()));
    return;
  }
  submit(
      [this, principal = std::move(*principal), request = std::move(request),
       respond](EnginePort& engine) {
        std::string reply = engine.request(principal, request.body);
        std::string changed = changed_part(reply);
        if (!changed.empty() && publish_) publish_("changed", std::move(changed));
        respond(reply_response(std::move(reply), request.header("accept-encoding")));
      },
      respond);
}

void Hub::handle_blob_upload(Request request, Respond respond) {
  const auto name = query_value(request.query, "name");
  if (!name || name->empty() || name->size() > 255) {
    respond(
        refusal(400, make_error("server.blob_name",
                                {"请在 name 参数中给出文件名（1 至 255 字节）。",
                                 "give the file's name (1 to 255 bytes) as parameter 'name'"})));
    return;
  }
  submit(
      [name = *name, request = std::move(request), respond](EnginePort& engine) {
        respond(reply_response(engine.put_blob(name, request.body), {}));
      },
      respond);
}

void Hub::handle_blob_download(const Request& request, Respond respond) {
  const std::string digest = request.path.substr(std::string_view("/api/blob/").size());
  if (!is_sha256(digest)) {
    respond(not_found());
    return;
  }
  submit(
      [digest, respond](EnginePort& engine) {
        std::optional<std::string> bytes = engine.get_blob(digest);
        if (!bytes) {
          respond(refusal(
              404, make_error("server.unknown_blob", {"没有这个文件。", "there is no such file"})));
          return;
        }
        Response response;
        const std::string_view shown = showable_media_type(*bytes);
        response.set("Cache-Control", "private, max-age=31536000, immutable");
        // What somebody uploaded may never act as a page of ours.
        response.set("Content-Security-Policy", kBlobPolicy);
        if (shown.empty()) response.set("Content-Disposition", "attachment");
        response.set_body(std::move(*bytes),
                          std::string(shown.empty() ? "application/octet-stream" : shown));
        respond(std::move(response));
      },
      respond);
}

}  // namespace tollgate::server
