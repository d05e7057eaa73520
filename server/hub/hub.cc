// What a hub is made of and how its parts hear of each other. What it lets in, answers, asks of an
// app and keeps of files: hub_admission.cc, hub_answers.cc, hub_messages.cc, hub_files.cc.
#include "hub/hub.h"

#include <chrono>
#include <future>
#include <nlohmann/json.hpp>

#include "content_security_policy.h"
#include "hub/ask.h"
#include "hub/group_roles.h"
#include "hub/hub_refusals.h"
#include "hub/reply.h"

namespace tollgate::server {
namespace {

// The pages' policy, with whose pages besides ours may show them, and where maps take tiles from.
std::string policy_for(const HubOptions& options) {
  constexpr std::string_view kOwnFrames = "frame-ancestors 'self'";
  std::string policy = kPagePolicy;
  if (options.map_tiles) policy = policy_with(std::move(policy), *options.map_tiles);
  const size_t at = policy.find(kOwnFrames);
  if (at == std::string::npos) return policy;
  std::string origins;
  for (const std::string& origin : options.embed_in) origins += " " + origin;
  return policy.insert(at + kOwnFrames.size(), origins);
}

StaticFiles::Edit edit_for(const std::optional<MapTiles>& tiles) {
  if (!tiles) return nullptr;
  return [tiles = *tiles](std::string_view name, std::string* bytes) {
    if (!is_told_of_tiles(name)) return false;
    if (bytes) tell_of_tiles(name, *bytes, tiles);
    return true;
  };
}

std::vector<std::pair<std::string, std::string>> headers_for(const HubOptions& options) {
  return {
      {"Content-Security-Policy", policy_for(options)},
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
      common_headers_(headers_for(options)),
      shelf_(std::move(apps)),
      maker_(shelf_),
      checker_(std::move(checker)),
      guard_(options.allowed_hosts),
      desk_(std::move(accounts), options.desk),
      watch_(desk_),
      delivery_(desk_),
      files_(options.site, edit_for(options.map_tiles)),
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

}  // namespace tollgate::server
