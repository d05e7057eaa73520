#include "hub/packages/package_desk.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <nlohmann/json.hpp>

#include "hub/message_type.h"
#include "hub/reply.h"
#include "tollgate/base/json.h"
#include "tollgate/base/sha256.h"

namespace tollgate::server {
namespace {

constexpr size_t kMaxWaitingForPackages = 50;
constexpr std::string_view kGalleryRoute = "/gallery/";
constexpr std::string_view kPackageFiles = "/packages/";
constexpr auto kLookEvery = std::chrono::hours(1);

Diagnostic no_packages() {
  return make_error("packages.none",
                    {"这个服务不管理应用包。", "this hub looks after no packages"});
}

Response no_such_file() {
  return refusal(404,
                 make_error("packages.unknown_file", {"没有这个文件。", "there is no such file"}));
}

template <typename Request, typename Handler>
Result<Json> run_package_request(Handler& handler, const Json& params) {
  Result<Request> request = messages::from_json<Request>(params, "/params");
  if (!request) return std::move(request).error();
  auto reply = handler.handle(*request);
  if (!reply) return std::move(reply).error();
  return packages::to_json(*reply);
}

// What changes apps; the others read, or wait for a network.
bool changes_apps(std::string_view type) {
  static constexpr std::array<std::string_view, 6> kChanging = {
      "package.install", "package.update", "package.roll_back",
      "package.remove",  "package.make",   "gallery.try"};
  return std::ranges::find(kChanging, type) != kChanging.end();
}

std::string_view picture_type(std::string_view path) {
  if (path.ends_with(".png")) return "image/png";
  return path.ends_with(".webp") ? "image/webp" : "image/jpeg";
}

Response file_response(std::string bytes, std::string_view media_type, bool is_download) {
  Response response;
  response.set("Cache-Control", "no-cache");
  if (is_download) response.set("Content-Disposition", "attachment");
  response.set_body(std::move(bytes), std::string(media_type));
  return response;
}

}  // namespace

bool is_package_request(std::string_view type) {
  return std::ranges::find(packages::kRequestTypes, type) != packages::kRequestTypes.end();
}

bool is_package_route(std::string_view path) {
  return path == kPackagesRoute || path.starts_with(kPackageFiles) ||
         path.starts_with(kGalleryRoute);
}

void PackageDesk::begin(std::unique_ptr<packages::PackageStore> store,
                        std::unique_ptr<PackageShop> shop, std::unique_ptr<Galleries> galleries) {
  store_ = std::move(store);
  shop_ = std::move(shop);
  galleries_ = std::move(galleries);
  updates_ = std::thread([this] { look_for_updates(); });
}

void PackageDesk::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (updates_.joinable()) updates_.join();
  changes_.stop();
  reads_.stop();
}

void PackageDesk::look_for_updates() {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, kLookEvery, [this] { return stopping_; })) {
    changes_.run([this] { galleries_->update_by_themselves(); });
  }
}

bool PackageDesk::run(WorkThread& thread, WorkThread::Job job) {
  if (++waiting_ > kMaxWaitingForPackages) {
    --waiting_;
    return false;
  }
  return thread.run([this, job = std::move(job)] {
    job();
    --waiting_;
  });
}

bool PackageDesk::submit(Request request, Respond respond) {
  WorkThread& thread = changes_apps(message_type(request.body)) ? changes_ : reads_;
  return run(thread, [this, request = std::move(request), respond = std::move(respond)] {
    respond(answer(request));
  });
}

Response PackageDesk::answer(const Request& request) {
  if (!shop_) return desk_.refused({no_packages()});
  if (Status may = desk_.may_administrate(request); !may) return desk_.refused(may.diagnostics());
  const Result<Json> message = parse_json(request.body, {.max_bytes = kMaxTableOfPeopleBytes});
  if (!message) return desk_.refused(message.diagnostics());
  const std::string type(message_type(request.body));
  const Json params = message->is_object() ? message->value("params", Json::object()) : Json();
  const Result<Json> reply = answer_message(type, params);
  if (!reply) return desk_.refused(reply.diagnostics());
  if (changes_apps(type) || type.starts_with("gallery.publish") ||
      type.starts_with("gallery.withdraw")) {
    note(type, params);
  }
  // Whoever looks at the galleries now wants the updates that may come by themselves, too.
  if (type == "gallery.list" && params.is_object() && params.value("refresh", false)) {
    changes_.run([this] { galleries_->update_by_themselves(); });
  }
  return reply_response(write_json({{"ok", true}, {"result", *reply}}),
                        request.header("accept-encoding"));
}

Result<Json> PackageDesk::answer_message(std::string_view type, const Json& params) {
  using Run = Result<Json> (*)(PackageDesk&, const Json&);
  struct Entry {
    std::string_view type;
    Run run;
  };
#define TOLLGATE_SHOP(Name)                                         \
  {packages::Name::kType, [](PackageDesk& desk, const Json& json) { \
     return run_package_request<packages::Name>(*desk.shop_, json); \
   }}
#define TOLLGATE_GALLERY(Name)                                           \
  {packages::Name::kType, [](PackageDesk& desk, const Json& json) {      \
     return run_package_request<packages::Name>(*desk.galleries_, json); \
   }}
  static constexpr Entry kEntries[] = {
      TOLLGATE_SHOP(PackagePreviewRequest),
      TOLLGATE_SHOP(PackageInstallRequest),
      TOLLGATE_SHOP(PackageConfigureRequest),
      TOLLGATE_SHOP(PackageUpdatePreviewRequest),
      TOLLGATE_SHOP(PackageUpdateRequest),
      TOLLGATE_SHOP(PackageRollBackRequest),
      TOLLGATE_SHOP(PackageRemoveRequest),
      TOLLGATE_SHOP(PackageMakeRequest),
      TOLLGATE_SHOP(GalleryTryRequest),
      TOLLGATE_GALLERY(GalleryListRequest),
      TOLLGATE_GALLERY(GalleryFollowRequest),
      TOLLGATE_GALLERY(GalleryForgetRequest),
      TOLLGATE_GALLERY(GalleryTakeRequest),
      TOLLGATE_GALLERY(GalleryPublishRequest),
      TOLLGATE_GALLERY(GalleryWithdrawRequest),
      {packages::PackageListRequest::kType, [](PackageDesk& desk, const Json&) -> Result<Json> {
         auto list = desk.shop_->handle(packages::PackageListRequest{});
         if (!list) return std::move(list).error();
         desk.galleries_->complete(*list);
         return packages::to_json(*list);
       }}};
#undef TOLLGATE_SHOP
#undef TOLLGATE_GALLERY
  static_assert(std::size(kEntries) == packages::kRequestTypes.size());
  for (const Entry& entry : kEntries) {
    if (entry.type == type) return entry.run(*this, params);
  }
  return no_packages();
}

// What administrators did stands in the hub's acts.
void PackageDesk::note(std::string_view type, const Json& params) {
  accounts::Accounts* accounts = desk_.accounts();
  if (accounts == nullptr || !params.is_object()) return;
  std::string target = params.value("app", params.value("id", params.value("sha256", "")));
  // Done is done: a note that can't be written changes nothing.
  (void)accounts->note_act(std::string(type), std::move(target), "");
}

bool PackageDesk::handle(Request request, Respond respond) {
  if (!shop_) {
    respond(no_such_file());
    return true;
  }
  return run(reads_, [this, request = std::move(request), respond = std::move(respond)] {
    if (request.path.starts_with(kGalleryRoute)) {
      const bool reads = request.method == "GET" || request.method == "HEAD";
      return respond(reads ? gallery_file(request.path.substr(kGalleryRoute.size()))
                           : no_such_file());
    }
    if (Status may = desk_.may_administrate(request); !may) {
      return respond(desk_.refused(may.diagnostics()));
    }
    respond(request.method == "POST" ? take_in(request) : give_out(request));
  });
}

Response PackageDesk::take_in(const Request& request) {
  if (request.path != kPackagesRoute) return no_such_file();
  const auto upload = std::static_pointer_cast<Upload>(request.sink);
  const auto kept = shop_->keep(upload ? upload->bytes() : std::string_view(), "");
  if (!kept) return desk_.refused(kept.diagnostics());
  return reply_response(write_json({{"ok", true}, {"result", {{"sha256", *kept}}}}), {});
}

Response PackageDesk::give_out(const Request& request) {
  std::string_view rest = request.path;
  if (!rest.starts_with(kPackageFiles)) return no_such_file();
  rest.remove_prefix(kPackageFiles.size());
  const size_t slash = rest.find('/');
  const std::string sha256(rest.substr(0, slash));
  const std::string name(slash == std::string_view::npos ? "" : rest.substr(slash + 1));
  if (!digest_from_hex(sha256) || name.empty()) return no_such_file();
  if (name.starts_with("pictures/")) {
    std::string picture = galleries_->picture(sha256, name);
    if (picture.empty()) return no_such_file();
    return file_response(std::move(picture), picture_type(name), false);
  }
  const auto kept = store_->package(sha256);
  if (!kept) return no_such_file();
  const std::string file = file_name_of(kept->id, kept->version);
  if (name == file) {
    return file_response(store_->bytes(sha256), "application/octet-stream", true);
  }
  if (name == file + ".sig" && !kept->signature.empty()) {
    return file_response(kept->signature, "application/octet-stream", true);
  }
  return no_such_file();
}

Response PackageDesk::gallery_file(std::string_view name) {
  if (name == "index.json") {
    return file_response(galleries_->own_index(), "application/json", false);
  }
  const auto file = galleries_->own_file(std::string(name));
  const auto kept = file ? store_->package(file->sha256) : std::nullopt;
  if (!kept) return no_such_file();
  return file_response(file->is_signature ? kept->signature : store_->bytes(file->sha256),
                       "application/octet-stream", true);
}

}  // namespace tollgate::server
