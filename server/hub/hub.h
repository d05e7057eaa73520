// The hub's routes (docs/api.md, "HTTP"): the static site, and for each app its messages.
//
//   GET  /apps/index.json               which apps there are
//   POST /apps                          an app document in, its app is served from then on
//   POST /hub/request                   one message about people (schemas/hub), one reply
//   /packages, /gallery/...             apps that travel (hub/packages/package_desk.h)
//   GET  /hub/sign_in/...               signing in elsewhere (hub/sign_in_desk.h)
//   POST /hub/sign_in/oidc/sign_out     the provider tells that somebody signed out there
//   POST /apps/ID/api/request           one message, one reply
//   POST /apps/ID/api/sync              a device's message, and the reply (schemas/sync)
//   POST /apps/ID/api/blob?name=NAME    a file in, what it is out
//   GET  /apps/ID/api/blob/SHA256       a file out
//   GET  /apps/ID/api/events            server-sent events named `changed`
//   GET  /api/openapi.json              what programs may ask, as OpenAPI 3.1
//   GET  /healthz, /metrics             how the hub is (hub/monitoring.h)
//   GET  /apps/ID/...                   the app's files, and its pages: the same for all apps
//   GET  /...                           the site
//
// Addresses of the time when a hub had one app (/api/...) lead to those of the first.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "http/handler.h"
#include "http/static_files.h"
#include "hub/account_desk.h"
#include "hub/app_maker.h"
#include "hub/app_path.h"
#include "hub/app_shelf.h"
#include "hub/certificate_guide.h"
#include "hub/delivery_desk.h"
#include "hub/due_clock.h"
#include "hub/export_acts.h"
#include "hub/hub_metrics.h"
#include "hub/journal.h"
#include "hub/map_tiles.h"
#include "hub/monitoring.h"
#include "hub/packages/package_desk.h"
#include "hub/people_import.h"
#include "hub/people_watch.h"
#include "hub/request_guard.h"
#include "hub/served_app.h"
#include "hub/sign_in_desk.h"
#include "hub/stream_readers.h"
#include "hub/upload.h"
#include "tollgate/base/limits.h"

namespace tollgate::server {

struct HubOptions {
  std::filesystem::path site;
  // Origins whose pages may show ours in frames ("https://intranet.example").
  std::vector<std::string> embed_in;
  std::optional<MapTiles> map_tiles;  // none: maps are drawn without pictures of the world
  std::vector<std::string> allowed_hosts;
  DeskOptions desk;
  uint64_t max_request_bytes = limits::kMessageBytes;
  uint64_t max_blob_bytes = limits::kBlobBytes;
  std::filesystem::path upload_folder = std::filesystem::temp_directory_path();
};

struct StoredUpload;

class Hub final : public Handler {
 public:
  // `publish` hands a notice to the open event streams of an app, where an owner is said to theirs
  // alone; it may be called from any thread.
  using Publish = std::function<void(std::string app_id, std::optional<std::string> owner,
                                     std::string name, std::string data)>;

  // `apps`: the first is where old addresses lead. `checker`: an engine without an
  // app, which checks documents for all apps while theirs answer other requests; null: theirs do.
  // `accounts` null: a demo, where nobody signs in and a page says whom it acts for.
  Hub(const HubOptions& options, std::vector<ServedApp> apps,
      std::unique_ptr<EngineThread> checker = nullptr,
      std::unique_ptr<accounts::Accounts> accounts = nullptr);
  void on_change(Publish publish) { publish_ = std::move(publish); }
  // Called with an account whose event streams must end, as it may no longer see what it saw.
  void on_account_change(const AccountDesk::Changed& changed) {
    desk_.on_changed(changed);
    watch_.on_end(changed);
  }
  // What machines may ask about the hub, and where its requests are noted (null: nowhere).
  void monitor(Monitoring::Options options) { monitoring_.configure(std::move(options)); }
  void note_in(Journal* journal) { journal_ = journal; }
  // Sends what the apps leave in their outboxes; without it they keep it.
  void deliver_by(std::unique_ptr<delivery::Delivery> delivery);
  // Lets come the times that the apps' automations wait for; without it none comes.
  void keep_time();
  // How devices come to trust the hub's certificate; null: it is another's.
  void guide(const CertificateGuide* guide) { guide_ = guide; }
  // Where apps can be made while the hub runs.
  void on_open_app(const AppMaker::Open& open) {
    maker_.on_open(open);
    open_ = open;
  }
  // Apps that come in packages; after deliver_by() and on_open_app().
  void look_after_packages(std::unique_ptr<packages::PackageStore> store,
                           const ShopOptions& options, const GalleryFolders& folders);
  packages::PackageStore* packages() const { return packages_.store(); }
  const AppShelf& apps() const { return shelf_; }
  // Other ways to sign in than by a password; see SignInDesk::begin().
  void sign_in_by(std::unique_ptr<sign_in::SignIn> sign_in, std::string public_url, bool is_tls);
  // Ends the apps' threads; to be called before anything goes that a job speaks to.
  void stop();

  Admission admit(const Request& head) override;
  void handle(Request request, Respond respond) override;
  const std::vector<std::pair<std::string, std::string>>& common_headers() const override;
  Response failure(unsigned status, const std::optional<Diagnostic>& why = {}) override;

 private:
  static accounts::AppStatus status_of(const ServedApp& app);
  void tell_status(accounts::HubStatusReply& status);
  Admission admission_of(const Request& head);
  void answer(Request request, Respond respond);
  void note(const Request& request, const Response& response, std::string_view type,
            std::chrono::steady_clock::time_point began);
  Response moved(const Request& request) const;
  // Where people sign in: the refusal of who has not, or is nobody in this app.
  void take_upload(Admission& admission);
  std::optional<Response> unless_signed_in(const Request& request, const std::string& app_id) const;
  Response page(const Request& request, const AppPath& path);
  void handle_api(const ServedApp& app, std::string_view route, Request request, Respond respond);
  void handle_events(const ServedApp& app, const Request& request, Respond respond);
  // A message while it is answered.
  struct Asked {
    std::string principal;
    Request request;
    Respond respond;
    std::string unflushed = {};  // why what it saved is not on the disk, "" where it is
  };
  void note_act(const ServedApp& app, const Asked& asked, std::string_view reply);
  void answer_now(const ServedApp& app, EnginePort& engine,
                  const std::shared_ptr<const Asked>& asked);
  // Readers hear of it at once, or of what several saved together when all of it is on the disk.
  enum class Telling { kAtOnce, kTogether };
  // nullopt: it is answered later, behind others.
  std::optional<Response> answer_turn(const ServedApp& app, EnginePort& engine,
                                      EnginePort::Turned turned,
                                      const std::shared_ptr<const Asked>& asked,
                                      Telling telling = Telling::kAtOnce);
  void handle_message(const ServedApp& app, Request request, Respond respond);
  void handle_device(const ServedApp& app, Request request, Respond respond);
  bool check_document(Request& request, const Respond& respond);
  void handle_blob_upload(const ServedApp& app, Request request, Respond respond);
  void store_upload(const ServedApp& app, std::shared_ptr<const StoredUpload> upload,
                    uint64_t offset, Respond respond);
  void handle_blob_download(const ServedApp& app, const std::string& digest, const Request& request,
                            Respond respond);
  void submit(const ServedApp& app, EngineThread::Job job, const Respond& respond,
              EngineThread::Length length = EngineThread::Length::kShort);
  void tell(const ServedApp& app, EnginePort& engine);

  const HubOptions options_;
  const std::vector<std::pair<std::string, std::string>> common_headers_;
  AppShelf shelf_;
  AppMaker maker_;
  std::unique_ptr<EngineThread> checker_;
  RequestGuard guard_;
  AccountDesk desk_;
  std::optional<PeopleImport> people_import_;
  PeopleWatch watch_;
  SignInDesk sign_in_{desk_};
  DeliveryDesk delivery_;
  AppMaker::Open open_;
  PackageDesk packages_{desk_};
  DueClock due_clock_;
  ExportActs export_acts_;
  StaticFiles files_;
  Uploads uploads_;
  Publish publish_;
  StreamReaders readers_;
  HubMetrics metrics_;
  Monitoring monitoring_{shelf_, metrics_};
  Journal* journal_ = nullptr;
  const CertificateGuide* guide_ = nullptr;
};

}  // namespace tollgate::server
