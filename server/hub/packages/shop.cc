#include "hub/packages/shop.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "hub/ask.h"
#include "hub/engine_job.h"
#include "hub/packages/package_info.h"
#include "hub/packages/shop_problems.h"

namespace tollgate::server {
namespace {

// Of what was looked at and not taken.
constexpr int64_t kKeptUnusedMs = 24 * 3'600'000;

bool is_known(const packages::Publisher& publisher) {
  return publisher.trust == "known" || publisher.trust == "shipped";
}

std::string key_text(const package::Package& package) {
  return package.manifest.key ? log::to_hex(*package.manifest.key) : std::string();
}

}  // namespace

int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

Result<std::string> PackageShop::keep(std::string_view bytes, const std::string& signature) {
  const auto package = package::read_package(bytes);
  if (!package) return Failure{package.diagnostics()};
  packages::KeptPackage kept;
  kept.sha256 = package->sha256;
  kept.id = package->manifest.id;
  kept.version = package->manifest.version;
  kept.signature = signature;
  kept.came_ms = now_ms();
  if (Status forgot = store_.forget_unused(now_ms() - kKeptUnusedMs); !forgot) {
    return std::move(forgot).error();
  }
  if (Status put = store_.put_package(kept, bytes); !put) return std::move(put).error();
  return package->sha256;
}

Result<package::Package> PackageShop::read(const std::string& sha256) {
  const std::string bytes = store_.bytes(sha256);
  if (bytes.empty()) return unknown_package();
  return package::read_package(bytes);
}

Result<packages::PackagePreviewReply> PackageShop::handle(
    const packages::PackagePreviewRequest& request) {
  auto kept = store_.package(request.sha256);
  if (!kept) return unknown_package();
  if (request.signature && !request.signature->empty()) {
    kept->signature = *request.signature;
    kept->came_ms = now_ms();
    if (Status put = store_.put_package(*kept, ""); !put) return std::move(put).error();
  }
  const std::string bytes = store_.bytes(request.sha256);
  const auto package = package::read_package(bytes);
  if (!package) return Failure{package.diagnostics()};
  packages::PackagePreviewReply reply;
  reply.package = info_of(*package, bytes.size(), voucher_of(*kept), store_);
  return reply;
}

Result<packages::PackageInstallReply> PackageShop::handle(
    const packages::PackageInstallRequest& request) {
  if (!open_) return no_apps_here();
  const auto kept = store_.package(request.sha256);
  const auto package = read(request.sha256);
  if (!kept || !package)
    return kept ? Failure{package.diagnostics()} : Failure{{unknown_package()}};
  const packages::PackageInfo info = info_of(*package, 0, voucher_of(*kept), store_);
  if (!info.installable) return not_installable();
  if (!request.consent && (!is_known(info.publisher) || !info.hosts.empty())) {
    return needs_consent("发布者、角色和主机。", "to its publisher, roles and hosts");
  }
  const std::string id = free_id(package->manifest.id);
  auto app = open_package(*package, id, request.samples, false);
  if (!app) return std::move(app).error();
  // The document as the engine has it, before anybody can change it.
  const auto in_force = document_of(*app);
  if (!in_force) return Failure{in_force.diagnostics()};
  packages::Installation installation;
  installation.app = id;
  installation.sha256 = package->sha256;
  installation.package_id = package->manifest.id;
  installation.version = package->manifest.version;
  installation.publisher = package->manifest.publisher;
  if (info.publisher.trust == "shipped") {
    installation.key = kShippedKey;
  } else if (info.publisher.trust != "unsigned") {
    installation.key = key_text(*package);
  }
  installation.base = with_app_id(package->app_text(), id);
  installation.installed = in_force->text;
  installation.installed_ms = now_ms();
  if (Status put = store_.put_installation(installation); !put) return std::move(put).error();
  if (!installation.key.empty() && installation.key != kShippedKey) {
    const Status known = store_.know_publisher(installation.key, installation.publisher);
    if (!known) return Failure{known.diagnostics()};
  }
  shelf_.add(std::move(*app));
  if (made_) made_(*shelf_.find(id));
  packages::PackageInstallReply reply;
  reply.app = id;
  return reply;
}

Result<packages::PackageListReply> PackageShop::handle(const packages::PackageListRequest&) {
  packages::PackageListReply reply;
  for (const packages::Installation& each : store_.installations()) {
    const ServedApp* app = shelf_.find(each.app);
    if (app == nullptr) continue;
    packages::Installed installed;
    installed.app = each.app;
    installed.id = each.package_id;
    installed.version = each.version;
    installed.publisher = named_publisher(each.publisher, each.key, store_);
    installed.installed_at = each.installed_ms;
    installed.previous = each.previous_version;
    installed.updates_itself = each.updates_itself;
    const auto in_force = document_of(*app);
    installed.changed_here = in_force && in_force->text != each.installed;
    reply.installed.push_back(std::move(installed));
  }
  return reply;
}

Result<packages::PackageConfigureReply> PackageShop::handle(
    const packages::PackageConfigureRequest& request) {
  auto installation = installation_of(request.app);
  if (!installation) return std::move(installation).error();
  installation->updates_itself = request.updates_itself;
  if (Status put = store_.put_installation(*installation); !put) return std::move(put).error();
  return packages::PackageConfigureReply{};
}

Voucher PackageShop::voucher_of(const packages::KeptPackage& kept) const {
  return {kept.signature, is_shipped_ && is_shipped_(kept.sha256)};
}

Result<packages::Installation> PackageShop::installation_of(const std::string& app) const {
  auto installation = store_.installation(app);
  if (!installation) return not_from_a_package(app);
  return *std::move(installation);
}

Result<const ServedApp*> PackageShop::app_called(const std::string& id) const {
  const ServedApp* app = shelf_.find(id);
  if (app == nullptr) return no_such_app(id);
  return app;
}

Result<PackageShop::InForce> PackageShop::document_of(const ServedApp& app) {
  return on_engine<InForce>(app, [](EnginePort& engine) -> Result<InForce> {
    const auto got = ask(engine, "app.get", Json::object());
    if (!got) return Failure{got.diagnostics()};
    return InForce{got->value("text", std::string()), got->value("hash", std::string())};
  });
}

Status PackageShop::save(const ServedApp& app, const std::string& text,
                         const std::string& base_hash) {
  return on_engine<Unit>(app, [&](EnginePort& engine) -> Status {
    // Higher than what is in force, whatever the text says.
    Json document = stored_json(text);
    const auto got = ask(engine, "app.get", Json::object());
    if (!got) return Failure{got.diagnostics()};
    document["version"] = got->value("version", int64_t{0}) + 1;
    const auto saved =
        ask(engine, "app.save", {{"text", write_json(document)}, {"base_hash", base_hash}});
    if (!saved) return Failure{saved.diagnostics()};
    if (saved_) saved_(app, engine);
    return ok_status();
  });
}

Result<UpdatePlan> PackageShop::plan(const packages::Installation& installation,
                                     const std::string& mine, const package::Package& package,
                                     const std::vector<std::string>& take_theirs) {
  const auto kept = store_.package(package.sha256);
  const auto before = read(installation.sha256);
  return plan_update(installation, mine, before ? &*before : nullptr, package,
                     publisher_of(package, kept ? voucher_of(*kept) : Voucher{}, store_),
                     {take_theirs.begin(), take_theirs.end()});
}

Result<packages::PackageUpdatePreviewReply> PackageShop::handle(
    const packages::PackageUpdatePreviewRequest& request) {
  const auto app = app_called(request.app);
  if (!app) return Failure{app.diagnostics()};
  const auto installation = installation_of(request.app);
  if (!installation) return Failure{installation.diagnostics()};
  const auto kept = store_.package(request.sha256);
  const auto package = read(request.sha256);
  if (!kept || !package)
    return kept ? Failure{package.diagnostics()} : Failure{{unknown_package()}};
  const auto mine = document_of(**app);
  if (!mine) return Failure{mine.diagnostics()};
  auto planned = plan(*installation, mine->text, *package, request.take_theirs);
  if (!planned) return std::move(planned).error();
  dry_run(**app, options_.work_folder, *planned);
  packages::PackageUpdatePreviewReply reply;
  reply.package = info_of(*package, 0, voucher_of(*kept), store_);
  reply.from = installation->version;
  reply.needs_consent = planned->needs_consent();
  reply.possible = planned->possible();
  reply.changes = std::move(planned->changes);
  reply.clashes = std::move(planned->clashes);
  reply.new_roles = std::move(planned->new_roles);
  reply.new_hosts = std::move(planned->new_hosts);
  reply.wider_roles = std::move(planned->wider_roles);
  reply.tests = std::move(planned->tests);
  reply.rows = std::move(planned->rows);
  reply.findings = std::move(planned->findings);
  return reply;
}

Result<packages::PackageUpdateReply> PackageShop::handle(
    const packages::PackageUpdateRequest& request) {
  const auto app = app_called(request.app);
  if (!app) return Failure{app.diagnostics()};
  auto installation = installation_of(request.app);
  if (!installation) return std::move(installation).error();
  const auto package = read(request.sha256);
  if (!package) return Failure{package.diagnostics()};
  const auto mine = document_of(**app);
  if (!mine) return Failure{mine.diagnostics()};
  auto planned = plan(*installation, mine->text, *package, request.take_theirs);
  if (!planned) return std::move(planned).error();
  for (const packages::Clash& clash : planned->clashes) {
    const bool decided = std::ranges::count(request.take_theirs, clash.path) +
                             std::ranges::count(request.keep_mine, clash.path) ==
                         1;
    if (!decided) return undecided(clash.path);
  }
  if (planned->needs_consent() && !request.consent) {
    return needs_consent("新的角色、更大的权限或主机。", "to new roles, wider rights or hosts");
  }
  if (planned->possible()) dry_run(**app, options_.work_folder, *planned);
  if (!planned->possible()) return update_impossible();
  if (Status saved = save(**app, planned->merged, mine->hash); !saved) {
    return std::move(saved).error();
  }
  const auto now = document_of(**app);
  if (!now) return Failure{now.diagnostics()};
  installation->previous_sha256 = installation->sha256;
  installation->previous_version = installation->version;
  installation->previous_base = installation->base;
  installation->previous_document = mine->text;
  installation->sha256 = package->sha256;
  installation->version = package->manifest.version;
  installation->base = planned->base;
  // Where something of one's own was kept, the app is a changed one still.
  installation->installed = planned->merged == planned->base ? now->text : planned->base;
  installation->installed_ms = now_ms();
  if (Status put = store_.put_installation(*installation); !put) return std::move(put).error();
  packages::PackageUpdateReply reply;
  reply.version = installation->version;
  return reply;
}

Result<packages::PackageRollBackReply> PackageShop::handle(
    const packages::PackageRollBackRequest& request) {
  const auto app = app_called(request.app);
  if (!app) return Failure{app.diagnostics()};
  auto installation = installation_of(request.app);
  if (!installation) return std::move(installation).error();
  if (installation->previous_document.empty()) return nothing_to_go_back_to();
  const auto now = document_of(**app);
  if (!now) return Failure{now.diagnostics()};
  if (Status saved = save(**app, installation->previous_document, now->hash); !saved) {
    return std::move(saved).error();
  }
  const auto back = document_of(**app);
  if (!back) return Failure{back.diagnostics()};
  installation->sha256 = std::exchange(installation->previous_sha256, "");
  installation->version = std::exchange(installation->previous_version, "");
  installation->base = std::exchange(installation->previous_base, "");
  // With its own version, the base is what was put in force then where nothing was changed here.
  Json document = stored_json(installation->previous_document);
  const Json base = stored_json(installation->base);
  document["version"] = base.value("version", int64_t{1});
  installation->installed = document == base ? back->text : installation->base;
  installation->previous_document.clear();
  installation->installed_ms = now_ms();
  // Else the next look at the gallery would bring it again.
  installation->updates_itself = false;
  if (Status put = store_.put_installation(*installation); !put) return std::move(put).error();
  packages::PackageRollBackReply reply;
  reply.version = installation->version;
  return reply;
}

}  // namespace tollgate::server
