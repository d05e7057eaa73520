// Which desk answers a request, and what is noted of it.
#include <chrono>
#include <nlohmann/json.hpp>

#include "http/response_head.h"
#include "hub/hub.h"
#include "hub/hub_paths.h"
#include "hub/hub_refusals.h"
#include "hub/message_type.h"
#include "hub/reply.h"
#include "open_api.h"

namespace tollgate::server {
namespace {

// Looks like the type of a request: what else a client writes there is noted nowhere.
bool is_request_type(std::string_view type) {
  return !type.empty() && type.size() <= 40 &&
         type.find_first_not_of("abcdefghijklmnopqrstuvwxyz_.") == std::string_view::npos;
}

}  // namespace

void Hub::handle(Request request, Respond respond) {
  // What is said of a request later: not its body, nor who sent it.
  auto told = std::make_shared<Request>();
  told->method = request.method;
  told->path = request.path;
  told->peer_address = request.peer_address;
  const bool has_type = route_of(request.path) == HubRoute::kMessage;
  std::string type(has_type ? message_type(request.body) : std::string_view());
  answer(std::move(request), [this, told = std::move(told), type = std::move(type),
                              began = std::chrono::steady_clock::now(),
                              respond = std::move(respond)](Response response) {
    note(*told, response, type, began);
    respond(std::move(response));
  });
}

void Hub::note(const Request& request, const Response& response, std::string_view type,
               std::chrono::steady_clock::time_point began) {
  const HubRoute route = route_of(request.path);
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - began);
  metrics_.answered(route, response.status, took);
  if (!journal_) return;
  const bool is_quiet = route == HubRoute::kSite || route == HubRoute::kOperate;
  const LogLevel level = response.status >= 500   ? LogLevel::kError
                         : response.status >= 400 ? LogLevel::kWarning
                         : is_quiet               ? LogLevel::kDebug
                                                  : LogLevel::kInfo;
  if (!journal_->takes(level)) return;
  Json members = {{"route", name_of(route)},       {"method", request.method},
                  {"status", response.status},     {"duration_us", took.count()},
                  {"bytes", body_bytes(response)}, {"peer", short_address(request.peer_address)}};
  const auto path = app_path(request.path);
  if (path && shelf_.find(path->id)) members["app"] = path->id;
  if (is_request_type(type)) members["type"] = type;
  journal_->write(level, "request", std::move(members));
}

void Hub::answer(Request request, Respond respond) {
  if (Monitoring::is_route(request.path)) return monitoring_.handle(request, std::move(respond));
  if (request.path == kListRoute && reads(request)) {
    if (Status signed_in = desk_.is_known(request); !signed_in) {
      return respond(desk_.refused(signed_in.diagnostics()));
    }
    const auto may_know = [&](const std::string& app) { return desk_.may_know(request, app); };
    Response response;
    response.set("Cache-Control", "no-store");
    response.set_body(shelf_.json(may_know), "application/json");
    respond(std::move(response));
    return;
  }
  if (guide_) {
    if (auto told = guide_->answer(request)) return respond(std::move(*told));
  }
  if (request.path == kOpenApiRoute && reads(request)) {
    static const auto text = [] {
      std::string whole;
      for (const std::string_view piece : kOpenApi) whole += piece;
      return std::make_shared<const std::string>(std::move(whole));
    }();
    Response response;
    response.set("Cache-Control", "no-cache");
    response.set("Content-Type", "application/json");
    response.body = text;
    respond(std::move(response));
    return;
  }
  if (request.path == kAppsRoute && request.method == "POST") {
    if (Status may = desk_.may_administrate(request); !may) {
      respond(desk_.refused(may.diagnostics()));
    } else if (!maker_.submit(std::move(request.body), respond)) {
      respond(failure(503));
    }
    return;
  }
  if (SignInDesk::is_route(request.path)) {
    const char* method = SignInDesk::is_sign_out(request.path) ? "POST" : "GET";
    if (request.method != method) return respond(not_found());
    if (!sign_in_.submit(std::move(request), respond)) respond(overloaded());
    return;
  }
  if (request.path == kHubRoute) {
    if (request.method != "POST") return respond(not_found());
    const std::string_view type = message_type(request.body);
    const bool taken =
        delivery::is_delivery_request(type) ? delivery_.submit(std::move(request), respond)
        : is_package_request(type)          ? packages_.submit(std::move(request), respond)
        : sign_in::is_sign_in_request(type) ? sign_in_.submit(std::move(request), respond)
                                            : desk_.submit(std::move(request), respond);
    if (!taken) respond(overloaded());
    return;
  }
  if (is_package_route(request.path)) {
    if (!packages_.handle(std::move(request), respond)) respond(overloaded());
    return;
  }
  // What keeps the site for times without a network asks for the shared files where they lie.
  const bool shared = request.path.starts_with(kSharedFolder) && files_.has(request.path);
  if (shared || !request.path.starts_with("/apps/")) {
    Response file = files_.serve(request);
    // The one script that other sites' pages load; it holds nothing that is anybody's.
    if (request.path == kEmbedScript) file.set("Cross-Origin-Resource-Policy", "cross-origin");
    respond(std::move(file));
    return;
  }
  // Of its own, since the request goes on.
  const std::string whole = request.path;
  const auto path = app_path(whole);
  const ServedApp* app = path ? shelf_.find(path->id) : nullptr;
  const bool api = path && is_below_api(path->rest);
  if (!app) {
    // No file of the site is an app's that the hub does not have.
    request.path = "/apps/";
    respond(api ? unknown_app(path->id) : reads(request) ? files_.serve(request) : not_found());
  } else if (api) {
    handle_api(*app, path->rest, std::move(request), std::move(respond));
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
  if (auto refused = unless_signed_in(request, app.id)) return respond(std::move(*refused));
  if (route == kMessageRoute && request.method == "POST") {
    handle_message(app, std::move(request), std::move(respond));
  } else if (route == kDeviceRoute && request.method == "POST") {
    handle_device(app, std::move(request), std::move(respond));
  } else if (route == kBlobRoute && request.method == "POST") {
    handle_blob_upload(app, std::move(request), std::move(respond));
  } else if (route.starts_with(kBlobs) && reads(request)) {
    const std::string digest(route.substr(kBlobs.size()));
    handle_blob_download(app, digest, request, std::move(respond));
  } else if (route == kEventsRoute && reads(request)) {
    handle_events(app, request, std::move(respond));
  } else {
    respond(not_found());
  }
}

}  // namespace tollgate::server
