// One function a route, with what it lets in before a body comes. Long because the routes share the
// apps, the desks and the answers when there is too much to do; what each of them does stands in
// files of its own.
#include "hub/hub.h"

#include <chrono>
#include <future>
#include <nlohmann/json.hpp>

#include "content_security_policy.h"
#include "http/compression.h"
#include "http/media_type.h"
#include "http/percent.h"
#include "http/range.h"
#include "http/request_head.h"
#include "http/response_head.h"
#include "hub/app_install.h"
#include "hub/ask.h"
#include "hub/group_roles.h"
#include "hub/message_type.h"
#include "hub/open_engine.h"
#include "hub/principal.h"
#include "hub/reply.h"
#include "hub/sync_acts.h"
#include "open_api.h"

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

// Whom the hub acts as by itself, as EnginePort takes it.
constexpr std::string_view kAppItself = R"({"administrator":true})";

// What all apps share: no app can be called so.
constexpr std::string_view kSharedFolder = "/apps/_/";
constexpr std::string_view kListRoute = "/apps/index.json";
constexpr std::string_view kOpenApiRoute = "/api/openapi.json";
constexpr std::string_view kAppsRoute = "/apps";
constexpr std::string_view kEmbedScript = "/embed.js";
constexpr std::string_view kHubRoute = "/hub/request";
constexpr std::string_view kMessageRoute = "/api/request";
constexpr std::string_view kDeviceRoute = "/api/sync";
constexpr std::string_view kBlobRoute = "/api/blob";
constexpr std::string_view kEventsRoute = "/api/events";
// A step of a device, or one group with the largest op (runtime/engine/sync/hub.cc).
constexpr uint64_t kMaxDeviceBytes = 2 * limits::kOpBytes + (uint64_t{2} << 20);

bool is_below_api(std::string_view path) { return path == "/api" || path.starts_with("/api/"); }

// What no other origin may ask, not even to read.
bool is_api(std::string_view path) {
  if (path == kListRoute || path == kAppsRoute || path == kHubRoute || path == kPackagesRoute ||
      is_below_api(path)) {
    return true;
  }
  const auto parts = app_path(path);
  return parts && is_below_api(parts->rest);
}

// What the hub's administrators ask of an app about its people, whoever they are in it: who there
// is, and that somebody who leaves hands over. All else in an app is for whom the app says.
bool is_of_the_hub_s_people(std::string_view type) {
  return type == "people.list" || type == "people.hand_over";
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

// Refuses another media type than the expected one, which no plain form of another page can send.
// What is none, or only begins like it, is no request that anybody means: 400.
std::optional<Response> wrong_media_type(const Request& head, const std::string& expected) {
  const auto type = parse_media_type(head.header("content-type"));
  if (type == expected) return std::nullopt;
  const bool is_made_up =
      (!type && !head.header("content-type").empty()) || (type && type->starts_with(expected));
  return refusal(is_made_up ? 400 : 415, make_error("server.wrong_content_type",
                                                    {"Content-Type 应为 " + expected + "。",
                                                     "Content-Type must be " + expected},
                                                    {}, {expected}));
}

HubRoute route_of(std::string_view path) {
  if (Monitoring::is_route(path)) return HubRoute::kOperate;
  if (path == kHubRoute) return HubRoute::kPeople;
  if (path == kListRoute || path == kAppsRoute || is_package_route(path)) return HubRoute::kApps;
  if (path == kOpenApiRoute) return HubRoute::kApi;
  const auto parts = app_path(path);
  if (!parts || !is_below_api(parts->rest)) return HubRoute::kSite;
  if (parts->rest == kMessageRoute) return HubRoute::kMessage;
  if (parts->rest == kBlobRoute) return HubRoute::kFileIn;
  if (parts->rest == kEventsRoute) return HubRoute::kEvents;
  if (parts->rest.starts_with(kBlobRoute)) return HubRoute::kFileOut;
  return HubRoute::kApi;
}

// Looks like the type of a request: what else a client writes there is noted nowhere.
bool is_request_type(std::string_view type) {
  return !type.empty() && type.size() <= 40 &&
         type.find_first_not_of("abcdefghijklmnopqrstuvwxyz_.") == std::string_view::npos;
}

// Refused before anything was done, so that sending it again is safe.
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

// What was saved may be gone after a loss of power: nobody is told that it is kept.
Response not_durable(std::string reply) {
  Response response = reply_response(std::move(reply), {});
  response.status = 503;
  return response;
}

// HEAD asks for what GET would be answered; the server leaves the body out.
bool reads(const Request& request) { return request.method == "GET" || request.method == "HEAD"; }

bool is_sha256(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// The pages' policy, with whose pages besides ours may show them.
std::string policy_for(const std::vector<std::string>& embed_in) {
  constexpr std::string_view kOwnFrames = "frame-ancestors 'self'";
  std::string policy = kPagePolicy;
  const size_t at = policy.find(kOwnFrames);
  if (at == std::string::npos) return policy;
  std::string origins;
  for (const std::string& origin : embed_in) origins += " " + origin;
  return policy.insert(at + kOwnFrames.size(), origins);
}

std::vector<std::pair<std::string, std::string>> headers_for(
    const std::vector<std::string>& embed_in) {
  return {
      {"Content-Security-Policy", policy_for(embed_in)},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"Permissions-Policy", "camera=(self), geolocation=(self), microphone=(self)"},
  };
}

}  // namespace

Hub::Hub(const HubOptions& options, std::vector<ServedApp> apps,
         std::unique_ptr<EngineThread> checker, std::unique_ptr<accounts::Accounts> accounts)
    : options_(options),
      common_headers_(headers_for(options.embed_in)),
      shelf_(std::move(apps)),
      maker_(shelf_),
      checker_(std::move(checker)),
      guard_(options.allowed_hosts),
      desk_(std::move(accounts), options.desk),
      watch_(desk_),
      delivery_(desk_),
      files_(options.site),
      uploads_(options.upload_folder) {
  desk_.on_status([this](accounts::HubStatusReply& status) { tell_status(status); });
  if (accounts::Accounts* known = desk_.accounts()) {
    people_import_.emplace(
        *known, shelf_, [this](const ServedApp& app, EnginePort& engine) { tell(app, engine); },
        [this](const std::string& account) { desk_.tell_changed(account); });
    known->on_import(
        [this](const accounts::AccountImportRequest& request, const accounts::Asker& asker) {
          return people_import_->run(request, asker);
        });
  }
}

void Hub::sign_in_by(std::unique_ptr<sign_in::SignIn> sign_in, std::string public_url,
                     bool is_tls) {
  sign_in->on_roles([this](const std::vector<accounts::RoleInApp>& roles, const std::string& name) {
    return put_roles(shelf_, roles, name,
                     [this](const ServedApp& app, EnginePort& engine) { tell(app, engine); });
  });
  sign_in_.begin(std::move(sign_in), std::move(public_url), is_tls);
}

void Hub::deliver_by(std::unique_ptr<delivery::Delivery> delivery) {
  maker_.on_made([this](const ServedApp& app) { delivery_.add(app); });
  delivery_.begin(std::move(delivery), shelf_, [this](const std::string& app) {
    // Who got what is asked by each page for itself.
    if (publish_) publish_(app, std::nullopt, "inbox", "{}");
  });
}

void Hub::keep_time() {
  due_clock_.begin(shelf_, [this](const ServedApp& app, EnginePort& engine) { tell(app, engine); });
}

// Of one app, as far as its engine answers in a moment.
accounts::AppStatus Hub::status_of(const ServedApp& app) {
  constexpr auto kPatience = std::chrono::seconds(1);
  accounts::AppStatus status;
  status.id = app.id;
  status.open = app.thread != nullptr;
  if (app.database) status.database_bytes = static_cast<int64_t>(stored_bytes(*app.database));
  if (!app.thread) return status;
  status.waiting = static_cast<int64_t>(app.thread->waiting());
  // Its own: the job may run after nobody waits for it any more.
  auto told = std::make_shared<std::promise<std::pair<int64_t, int64_t>>>();
  auto counts = told->get_future();
  const bool taken = app.thread->submit([told](EnginePort& engine) {
    const auto info = ask(engine, "engine.info", Json::object());
    const auto outbox = ask(engine, "outbox.list", {{"limit", 1}});
    told->set_value({info ? info->value("op_count", int64_t{0}) : 0,
                     outbox ? outbox->value("total", int64_t{0}) : 0});
  });
  status.busy = !taken || counts.wait_for(kPatience) != std::future_status::ready;
  if (!status.busy) std::tie(status.op_count, status.undelivered) = counts.get();
  return status;
}

void Hub::tell_status(accounts::HubStatusReply& status) {
  status.version = TOLLGATE_VERSION;
  status.memory_bytes = static_cast<int64_t>(resident_bytes());
  std::error_code error;
  const auto space = std::filesystem::space(options_.upload_folder, error);
  if (!error) status.disk_free_bytes = static_cast<int64_t>(space.available);
  for (const ServedApp* app : shelf_.all()) status.apps.push_back(status_of(*app));
}

void Hub::look_after_packages(std::unique_ptr<packages::PackageStore> store,
                              const ShopOptions& options, const GalleryFolders& folders) {
  auto shop = std::make_unique<PackageShop>(shelf_, *store, options);
  if (open_) shop->on_open(open_);
  shop->on_made([this](const ServedApp& app) { delivery_.add(app); });
  shop->on_saved([this](const ServedApp& app, EnginePort& engine) { tell(app, engine); });
  auto galleries = std::make_unique<Galleries>(*shop, folders);
  galleries->on_fetch(
      [this](const std::string& url, size_t max_bytes) { return delivery_.fetch(url, max_bytes); });
  packages_.begin(std::move(store), std::move(shop), std::move(galleries));
}

void Hub::stop() {
  packages_.stop();
  due_clock_.stop();
  delivery_.stop();
  desk_.stop();
  sign_in_.stop();
  uploads_.stop();
  maker_.stop();
  shelf_.stop();
  if (checker_) checker_->stop();
}

const std::vector<std::pair<std::string, std::string>>& Hub::common_headers() const {
  return common_headers_;
}

Response Hub::failure(unsigned status, const std::optional<Diagnostic>& why) {
  return refusal(status, why ? *why : failure_diagnostic(status));
}

Admission Hub::admit(const Request& head) {
  const auto began = std::chrono::steady_clock::now();
  Admission admission = admission_of(head);
  if (admission.refusal) note(head, *admission.refusal, {}, began);
  return admission;
}

Admission Hub::admission_of(const Request& head) {
  Admission admission;
  if (const auto refused = guard_.refuses(head, is_api(head.path))) {
    admission.refusal = refusal(403, *refused);
    return admission;
  }
  if (is_api(head.path)) {
    admission.refusal = desk_.refuses_program(head);
    if (admission.refusal) return admission;
  }
  if (is_below_api(head.path) && head.path != kOpenApiRoute) {
    admission.refusal = moved(head);
    return admission;
  }
  if (head.path == kHubRoute && head.method == "POST") {
    admission.max_body_bytes =
        desk_.may_administrate(head) ? kMaxTableOfPeopleBytes : kMaxHubMessageBytes;
    admission.refusal = wrong_media_type(head, "application/json");
    return admission;
  }
  if (head.path == kAppsRoute && head.method == "POST") {
    admission.max_body_bytes = options_.max_request_bytes;
    admission.refusal = wrong_media_type(head, "application/json");
    if (const Status may = desk_.may_administrate(head); !admission.refusal && !may) {
      admission.refusal = desk_.refused(may.diagnostics());
    }
    return admission;
  }
  if (SignInDesk::is_sign_out(head.path) && head.method == "POST") {
    admission.max_body_bytes = kMaxHubMessageBytes;
    admission.refusal = wrong_media_type(head, "application/x-www-form-urlencoded");
    return admission;
  }
  if (head.path == kPackagesRoute && head.method == "POST") {
    admission.max_body_bytes = package::kMaxPackageBytes;
    admission.refusal = wrong_media_type(head, "application/octet-stream");
    if (const Status may = desk_.may_administrate(head); !admission.refusal && !may) {
      admission.refusal = desk_.refused(may.diagnostics());
    }
    if (!admission.refusal) take_upload(admission);
    return admission;
  }
  const auto path = app_path(head.path);
  if (!path || head.method != "POST") return admission;
  if (path->rest == kMessageRoute) {
    admission.max_body_bytes = options_.max_request_bytes;
    admission.refusal = wrong_media_type(head, "application/json");
  } else if (path->rest == kDeviceRoute) {
    admission.max_body_bytes = kMaxDeviceBytes;
    admission.refusal = wrong_media_type(head, "application/json");
    if (!admission.refusal) admission.refusal = unless_signed_in(head, std::string(path->id));
  } else if (path->rest == kBlobRoute) {
    admission.max_body_bytes = options_.max_blob_bytes;
    admission.refusal = wrong_media_type(head, "application/octet-stream");
    // Nobody stores anything here before the hub knows them.
    if (!admission.refusal) admission.refusal = unless_signed_in(head, std::string(path->id));
    if (!admission.refusal) take_upload(admission);
  }
  return admission;
}

void Hub::take_upload(Admission& admission) {
  Result<std::shared_ptr<Upload>> upload = uploads_.begin();
  if (upload) {
    admission.sink = std::move(*upload);
  } else {
    admission.refusal = failure(503, upload.diagnostics().front());
  }
}

std::optional<Response> Hub::unless_signed_in(const Request& request,
                                              const std::string& app_id) const {
  if (desk_.is_demo()) return std::nullopt;
  const auto principal = desk_.principal_of(request, app_id);
  if (principal) return std::nullopt;
  return desk_.refused(principal.diagnostics());
}

Response Hub::moved(const Request& request) const {
  const std::string first = shelf_.first_id();
  if (first.empty()) return not_found();
  std::string address = "/apps/" + first + request.path;
  if (!request.query.empty()) address += '?' + request.query;
  return redirect(std::move(address));
}

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

void Hub::submit(const ServedApp& app, EngineThread::Job job, const Respond& respond,
                 EngineThread::Length length) {
  if (!app.thread) {
    respond(unavailable(app));
  } else if (!app.thread->submit(std::move(job), length)) {
    respond(overloaded());
  }
}

// What a request changed, to each reader what they may hear of.
void Hub::tell(const ServedApp& app, EnginePort& engine) {
  const EnginePort::Heard changed = engine.heard(kAppItself);
  if (changed.text.empty()) return;
  if (changed.by_all) {
    if (publish_) publish_(app.id, std::nullopt, "changed", changed.text);
  } else if (desk_.is_demo()) {
    // Whom a page of a demo acts for is said with its requests alone.
    if (publish_) publish_(app.id, std::nullopt, "changed", R"({"all":true})");
  } else {
    for (const auto& [owner, principal] : readers_.of(app.id)) {
      EnginePort::Heard heard = engine.heard(principal);
      if (heard.text.empty() || !publish_) continue;
      publish_(app.id, owner, "changed", std::move(heard.text));
    }
  }
  if (changed.text.find("\"app\"") != std::string::npos) {
    if (const auto label = label_in_force(engine)) shelf_.relabel(app.id, *label);
  }
  watch_.look(app, engine, changed.text);
  engine.told();
  delivery_.wake(app.id);
}

void Hub::handle_events(const ServedApp& app, const Request& request, Respond respond) {
  Result<std::string> principal = desk_.principal_of(request, app.id);
  if (!principal) return respond(desk_.refused(principal.diagnostics()));
  submit(
      app,
      [this, app_id = app.id, owner = desk_.account_of(request), principal = std::move(*principal),
       respond](EnginePort& engine) {
        if (!is_let_in(engine, principal)) {
          return respond(refusal(
              403, make_error("accounts.not_of_this_app",
                              {"您不再属于这个应用。", "you are nobody in this app any more"})));
        }
        Response response;
        response.is_event_stream = true;
        response.event_channel = app_id;
        response.event_owner = owner;
        response.while_open = readers_.add(app_id, owner, principal);
        respond(std::move(response));
      },
      respond);
}

void Hub::handle_message(const ServedApp& app, Request request, Respond respond) {
  Result<std::string> principal = desk_.principal_of(request, app.id);
  if (!principal) return respond(desk_.refused(principal.diagnostics()));
  const std::string_view type = message_type(request.body);
  if (type == "app.check" && checker_) {
    // Many large documents at once would fill the engine's memory.
    if (!check_document(request, respond)) respond(overloaded());
    return;
  }
  if (!desk_.is_demo() && is_of_the_hub_s_people(type) && desk_.may_administrate(request)) {
    principal = as_administrator(*principal);
  }
  auto asked =
      std::make_shared<Asked>(Asked{std::move(*principal), std::move(request), std::move(respond)});
  if (takes_long(type)) {
    submit(
        app, [this, &app, asked](EnginePort& engine) { answer_now(app, engine, asked); },
        asked->respond, EngineThread::Length::kLong);
    return;
  }
  if (!app.thread) return asked->respond(unavailable(app));
  const bool taken =
      app.thread->submit_saving([this, &app, asked](EnginePort& engine) -> EngineThread::Answer {
        // A function is copied, an answer is large.
        auto response = std::make_shared<std::optional<Response>>(
            answer_turn(app, engine, engine.begin(asked->principal, asked->request.body), asked,
                        Telling::kTogether));
        return [this, &app, &engine, response, asked](std::string unflushed) {
          // The first who is answered tells of all: the others find nothing more to tell.
          tell(app, engine);
          // The rest of it comes in turns, and its answer behind that.
          if (!*response) asked->unflushed = std::move(unflushed);
          if (!*response) return;
          if (!unflushed.empty()) **response = not_durable(std::move(unflushed));
          asked->respond(std::move(**response));
        };
      });
  if (!taken) asked->respond(overloaded());
}

void Hub::answer_now(const ServedApp& app, EnginePort& engine,
                     const std::shared_ptr<const Asked>& asked) {
  auto response =
      answer_turn(app, engine, engine.begin(asked->principal, asked->request.body), asked);
  if (response) asked->respond(std::move(*response));
}

// What administrators read of what was done in apps.
void Hub::note_act(const ServedApp& app, const Asked& asked, std::string_view reply) {
  const std::string& message = asked.request.body;
  const std::string_view type = message_type(message);
  std::optional<NotedAct> act = sync_act_of(app.id, type, message, reply);
  if (type == "list.export") {
    const std::optional<accounts::ApiKey> key = desk_.key_of(asked.request);
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    act = export_acts_.of(app.id, type, message, reply, asked.principal, key ? key->name : "",
                          std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
  }
  if (!act) return;
  if (act->word) delivery_.tell(*act->word);
  if (accounts::Accounts* known = desk_.accounts()) {
    static_cast<void>(
        known->note_act(act->act, act->target, act->note, desk_.asker_of(asked.request)));
  }
}

// What is not finished yet goes on behind what others asked meanwhile.
std::optional<Response> Hub::answer_turn(const ServedApp& app, EnginePort& engine,
                                         EnginePort::Turned turned,
                                         const std::shared_ptr<const Asked>& asked,
                                         Telling telling) {
  if (turned.unfinished == 0) {
    if (telling == Telling::kAtOnce) tell(app, engine);
    if (!asked->unflushed.empty()) return not_durable(asked->unflushed);
    note_act(app, *asked, turned.reply);
    return reply_response(std::move(turned.reply), asked->request.header("accept-encoding"));
  }
  app.thread->go_on([this, &app, asked, unfinished = turned.unfinished](EnginePort& port) {
    auto response = answer_turn(app, port, port.go_on(unfinished), asked);
    if (response) asked->respond(std::move(*response));
  });
  return std::nullopt;
}

void Hub::handle_device(const ServedApp& app, Request request, Respond respond) {
  Result<std::string> principal = desk_.principal_of(request, app.id);
  if (!principal) return respond(desk_.refused(principal.diagnostics()));
  // In a demo a browser may act as any of the app's people, without the network too.
  if (desk_.is_demo()) principal = std::string(R"({"administrator":true})");
  const std::string_view encoding = request.header("content-encoding");
  if (encoding == "gzip") {
    std::optional<std::string> body = gunzip(request.body, kMaxDeviceBytes);
    if (!body) return respond(failure(400));
    request.body = std::move(*body);
  } else if (!encoding.empty()) {
    return respond(failure(400));
  }
  submit(
      app,
      [this, &app, principal = std::move(*principal), request = std::move(request),
       respond](EnginePort& engine) {
        // A step of many groups waits for the disk once, and none of them is receipted before.
        const bool together = message_type(request.body) == "sync.push";
        if (together) engine.hold_flush(true);
        std::string reply = engine.answer_device(principal, request.body);
        std::string unflushed = together ? engine.flush() : std::string();
        if (together) engine.hold_flush(false);
        tell(app, engine);
        if (!unflushed.empty()) return respond(not_durable(std::move(unflushed)));
        respond(reply_response(std::move(reply), request.header("accept-encoding")));
      },
      respond, EngineThread::Length::kDevice);
}

// A document is checked by itself alone: no app's engine has to be asked. False: the checker has
// too much to do.
bool Hub::check_document(Request& request, const Respond& respond) {
  auto asked = std::make_shared<Request>(std::move(request));
  const bool taken = checker_->submit([asked, respond](EnginePort& engine) {
    respond(reply_response(engine.request("", asked->body), asked->header("accept-encoding")));
  });
  if (!taken) request = std::move(*asked);
  return taken;
}

// A whole upload and what it is.
struct StoredUpload {
  std::shared_ptr<Upload> upload;
  std::string sha256;
  std::string facts;  // JSON
};

void Hub::handle_blob_upload(const ServedApp& app, Request request, Respond respond) {
  const auto name = query_value(request.query, "name");
  if (!name || name->empty() || name->size() > 255) {
    respond(
        refusal(400, make_error("server.blob_name",
                                {"请在 name 参数中给出文件名（1 至 255 字节）。",
                                 "give the file's name (1 to 255 bytes) as parameter 'name'"})));
    return;
  }
  auto upload = std::static_pointer_cast<Upload>(request.sink);
  const bool taken = uploads_.inspect([this, &app, name = *name, upload, respond] {
    const std::string_view bytes = upload ? upload->bytes() : std::string_view();
    std::string reply = inspect_blob(name, bytes);
    const auto facts = result_of(reply);
    if (!facts) {
      respond(reply_response(std::move(reply), {}));
      return;
    }
    auto stored = std::make_shared<StoredUpload>(
        StoredUpload{upload, facts->value("sha256", ""), write_json(*facts)});
    store_upload(app, std::move(stored), 0, respond);
  });
  if (!taken) respond(failure(503));
}

// A piece at a time, each a job of its own: other requests have their turn between two of them, and
// before those of other files.
void Hub::store_upload(const ServedApp& app, std::shared_ptr<const StoredUpload> upload,
                       uint64_t offset, Respond respond) {
  submit(
      app,
      [this, &app, upload, offset, respond](EnginePort& engine) {
        const std::string_view rest = upload->upload->bytes().substr(offset);
        if (rest.empty()) {
          respond(reply_response(engine.add_blob(upload->facts), {}));
          return;
        }
        const std::string_view piece = rest.substr(0, kUploadPieceBytes);
        std::string refused = engine.put_blob_parts(upload->sha256, offset, piece);
        if (!refused.empty()) {
          respond(reply_response(std::move(refused), {}));
          return;
        }
        store_upload(app, upload, offset + piece.size(), respond);
      },
      respond, EngineThread::Length::kLong);
}

void Hub::handle_blob_download(const ServedApp& app, const std::string& digest,
                               const Request& request, Respond respond) {
  if (!is_sha256(digest)) {
    respond(not_found());
    return;
  }
  Result<std::string> principal = desk_.principal_of(request, app.id);
  if (!principal) return respond(desk_.refused(principal.diagnostics()));
  const std::string range(request.header("range"));
  submit(
      app,
      [&app, digest, range, principal = std::move(*principal), respond](EnginePort& engine) {
        const std::optional<StoredPiece> first = engine.read_blob(principal, digest, 0);
        if (!first) {
          respond(refusal(
              404, make_error("server.unknown_blob", {"没有这个文件。", "there is no such file"})));
          return;
        }
        Response response;
        const std::string_view shown = showable_media_type(first->bytes);
        // One browser may be another person's next.
        response.set("Cache-Control", "private, max-age=31536000, immutable");
        response.set("Vary", "Cookie, Tollgate-Acts-For");
        // What somebody uploaded may never act as a page of ours.
        response.set("Content-Security-Policy", kBlobPolicy);
        response.set("Content-Type",
                     std::string(shown.empty() ? "application/octet-stream" : shown));
        if (shown.empty()) response.set("Content-Disposition", "attachment");
        response.set("Accept-Ranges", "bytes");
        set_part(response, parse_range(range, first->size_bytes), first->size_bytes,
                 [&app, principal, digest](uint64_t offset, size_t most, PieceRead done) {
                   const auto read = [principal, digest, offset, most, done](EnginePort& reader) {
                     std::optional<StoredPiece> piece = reader.read_blob(principal, digest, offset);
                     if (piece && piece->bytes.size() > most) piece->bytes.resize(most);
                     done(piece ? std::optional(std::move(piece->bytes)) : std::nullopt);
                   };
                   if (!app.thread->submit(read)) done(std::nullopt);
                 });
        respond(std::move(response));
      },
      respond);
}

}  // namespace tollgate::server
