#include "hub/hub.h"

#include "content_security_policy.h"
#include "http/media_type.h"
#include "http/percent.h"
#include "hub/app_install.h"
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

// What all apps share: no app can be called so.
constexpr std::string_view kSharedFolder = "/apps/_/";
constexpr std::string_view kListRoute = "/apps/index.json";
constexpr std::string_view kMessageRoute = "/api/request";
constexpr std::string_view kBlobRoute = "/api/blob";
constexpr std::string_view kEventsRoute = "/api/events";

bool is_below_api(std::string_view path) { return path == "/api" || path.starts_with("/api/"); }

// What no other origin may ask, not even to read.
bool is_api(std::string_view path) {
  if (path == kListRoute || is_below_api(path)) return true;
  const auto parts = app_path(path);
  return parts && is_below_api(parts->rest);
}

Response not_found() {
  return refusal(
      404, make_error("server.unknown_route", {"没有这个接口。", "there is no such route"}, {},
                      {"POST /apps/ID/api/request", "POST /apps/ID/api/blob",
                       "GET /apps/ID/api/blob/SHA256", "GET /apps/ID/api/events"}));
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

Hub::Hub(const HubOptions& options, std::vector<ServedApp> apps)
    : options_(options),
      first_(apps.front().id),
      guard_(options.allowed_hosts),
      files_(options.site) {
  for (ServedApp& app : apps) {
    list_.add(app.id, app.label);
    std::string id = app.id;
    apps_.emplace(std::move(id), std::move(app));
  }
}

void Hub::stop() {
  for (auto& [id, app] : apps_) {
    if (app.thread) app.thread->stop();
  }
}

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
  if (const auto refused = guard_.refuses(head, is_api(head.path))) {
    admission.refusal = refusal(403, *refused);
    return admission;
  }
  if (is_below_api(head.path)) {
    admission.refusal = moved(head);
    return admission;
  }
  const auto path = app_path(head.path);
  if (!path || head.method != "POST") return admission;
  const std::string_view content_type = head.header("content-type");
  // Neither type can be sent by a plain form of another page.
  if (path->rest == kMessageRoute) {
    admission.max_body_bytes = options_.max_request_bytes;
    if (!content_type.starts_with("application/json")) {
      admission.refusal = wrong_media_type("application/json");
    }
  } else if (path->rest == kBlobRoute) {
    admission.max_body_bytes = options_.max_blob_bytes;
    if (!content_type.starts_with("application/octet-stream")) {
      admission.refusal = wrong_media_type("application/octet-stream");
    }
  }
  return admission;
}

Response Hub::moved(const Request& request) const {
  std::string address = "/apps/" + first_ + request.path;
  if (!request.query.empty()) address += '?' + request.query;
  return redirect(std::move(address));
}

void Hub::handle(Request request, Respond respond) {
  if (request.path == kListRoute && request.method == "GET") {
    Response response;
    response.set("Cache-Control", "no-store");
    response.set_body(list_.json(), "application/json");
    respond(std::move(response));
    return;
  }
  // What keeps the site for times without a network asks for the shared files where they lie.
  const bool shared = request.path.starts_with(kSharedFolder) && files_.has(request.path);
  if (shared || !request.path.starts_with("/apps/")) {
    respond(files_.serve(request));
    return;
  }
  // Of its own, since the request goes on.
  const std::string whole = request.path;
  const auto path = app_path(whole);
  const auto app = path ? apps_.find(path->id) : apps_.end();
  const bool api = path && is_below_api(path->rest);
  if (app == apps_.end()) {
    // No file of the site is an app's that the hub does not have.
    request.path = "/apps/";
    const bool reads = request.method == "GET" || request.method == "HEAD";
    respond(api ? unknown_app(path->id) : reads ? files_.serve(request) : not_found());
  } else if (api) {
    handle_api(app->second, path->rest, std::move(request), std::move(respond));
  } else {
    respond(page(request, *path));
  }
}

// The pages of all apps are the same files; an app's own files lie in its folder of the site.
Response Hub::page(const Request& request, const AppPath& path) {
  if (path.rest.empty()) return redirect(request.path + '/');
  Request shared = request;
  shared.path = std::string(kSharedFolder) + std::string(path.rest.substr(1));
  return files_.serve(files_.has(shared.path) ? shared : request);
}

void Hub::handle_api(const ServedApp& app, std::string_view route, Request request,
                     Respond respond) {
  constexpr std::string_view kBlobs = "/api/blob/";
  if (route == kMessageRoute && request.method == "POST") {
    handle_message(app, std::move(request), std::move(respond));
  } else if (route == kBlobRoute && request.method == "POST") {
    handle_blob_upload(app, std::move(request), std::move(respond));
  } else if (route.starts_with(kBlobs) && request.method == "GET") {
    handle_blob_download(app, std::string(route.substr(kBlobs.size())), std::move(respond));
  } else if (route == kEventsRoute && request.method == "GET") {
    Response response;
    response.is_event_stream = true;
    response.event_channel = app.id;
    respond(std::move(response));
  } else {
    respond(not_found());
  }
}

void Hub::submit(const ServedApp& app, EngineThread::Job job, const Respond& respond) {
  if (!app.thread) {
    respond(refusal(503, make_error("server.app_unavailable",
                                    {"应用“" + app.id + "”无法打开，原因见服务的输出。",
                                     "the app '" + app.id +
                                         "' could not be opened; the hub's output says why"})));
  } else if (!app.thread->submit(std::move(job))) {
    respond(failure(503));
  }
}

void Hub::tell(const ServedApp& app, EnginePort& engine, std::string changed) {
  if (changed.find("\"app\"") != std::string::npos) {
    if (const auto label = label_in_force(engine)) list_.relabel(app.id, *label);
  }
  if (publish_) publish_(app.id, "changed", std::move(changed));
}

void Hub::handle_message(const ServedApp& app, Request request, Respond respond) {
  Result<std::string> principal = principal_of(request);
  if (!principal) {
    respond(refusal(400, principal.diagnostics().front()));
    return;
  }
  submit(
      app,
      [this, &app, principal = std::move(*principal), request = std::move(request),
       respond](EnginePort& engine) {
        std::string reply = engine.request(principal, request.body);
        std::string changed = changed_part(reply);
        if (!changed.empty()) tell(app, engine, std::move(changed));
        respond(reply_response(std::move(reply), request.header("accept-encoding")));
      },
      respond);
}

void Hub::handle_blob_upload(const ServedApp& app, Request request, Respond respond) {
  const auto name = query_value(request.query, "name");
  if (!name || name->empty() || name->size() > 255) {
    respond(
        refusal(400, make_error("server.blob_name",
                                {"请在 name 参数中给出文件名（1 至 255 字节）。",
                                 "give the file's name (1 to 255 bytes) as parameter 'name'"})));
    return;
  }
  submit(
      app,
      [name = *name, request = std::move(request), respond](EnginePort& engine) {
        respond(reply_response(engine.put_blob(name, request.body), {}));
      },
      respond);
}

void Hub::handle_blob_download(const ServedApp& app, const std::string& digest, Respond respond) {
  if (!is_sha256(digest)) {
    respond(not_found());
    return;
  }
  submit(
      app,
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
