#include "hub/backup_of_hub.h"

#include <future>

namespace tollgate::server {

namespace fs = std::filesystem;

fs::path HubData::control() const {
  if (folder) return *folder / "hub-control";
  if (database) return fs::path(database->string() + "-control");
  return {};
}

fs::path HubData::accounts() const {
  if (folder) return *folder / kAccountsFile;
  if (database) return fs::path(database->string() + "-accounts");
  return {};
}

fs::path HubData::delivery() const {
  if (folder) return *folder / kDeliveryFile;
  if (database) return fs::path(database->string() + "-delivery");
  return {};
}

fs::path HubData::packages() const {
  if (folder) return *folder / kPackagesFile;
  if (database) return fs::path(database->string() + "-packages");
  return {};
}

std::vector<BackupOther> certificate_files(const HubData& data, bool with_keys) {
  std::vector<BackupOther> files;
  const fs::path folder = data.folder ? *data.folder : data.database->parent_path();
  for (const std::string name :
       {"hub-tls-ca.pem", "hub-tls.pem", "hub-tls-ca.key", "hub-tls.key"}) {
    std::error_code error;
    const fs::path file = folder / name;
    if ((name.ends_with(".key") && !with_keys) || !fs::exists(file, error)) continue;
    files.push_back({name, [file](const fs::path& to) { return copy_private(file, to); }});
  }
  return files;
}

std::vector<BackupOther> delivery_files(const HubData& data, delivery::Delivery* open,
                                        bool with_keys) {
  std::vector<BackupOther> files;
  const fs::path file = data.delivery();
  std::error_code error;
  if (!fs::exists(file, error)) return files;
  files.push_back({kDeliveryFile, [file, open](const fs::path& to) {
                     return open ? open->copy_to(to) : delivery::Delivery::copy_kept(file, to);
                   }});
  const fs::path key = file.string() + ".key";
  if (with_keys && fs::exists(key, error)) {
    files.push_back({std::string(kDeliveryFile) + ".key",
                     [key](const fs::path& to) { return copy_private(key, to); }});
  }
  return files;
}

std::vector<BackupOther> package_files(const HubData& data, packages::PackageStore* open,
                                       bool with_keys) {
  std::vector<BackupOther> files;
  const fs::path file = data.packages();
  std::error_code error;
  if (!fs::exists(file, error)) return files;
  files.push_back({kPackagesFile, [file, open](const fs::path& to) {
                     return open ? open->copy_to(to) : packages::PackageStore::copy_kept(file, to);
                   }});
  const fs::path key = file.string() + ".key";
  if (with_keys && fs::exists(key, error)) {
    files.push_back({std::string(kPackagesFile) + ".key",
                     [key](const fs::path& to) { return copy_private(key, to); }});
  }
  return files;
}

BackupSource source_of(std::string id, fs::path database, EngineThread& thread) {
  BackupSource source;
  source.id = std::move(id);
  source.database = std::move(database);
  source.with_engine = [&thread](const std::function<void(EnginePort&)>& job) {
    // Goes with the job, also where the thread drops it: then nobody waits for ever.
    struct Waiting {
      std::promise<bool> ended;
      bool ran = false;
      ~Waiting() { ended.set_value(ran); }
    };
    auto waiting = std::make_shared<Waiting>();
    std::future<bool> ended = waiting->ended.get_future();
    const bool taken = thread.submit([&job, waiting](EnginePort& engine) {
      job(engine);
      waiting->ran = true;
    });
    waiting.reset();
    return taken && ended.get();
  };
  return source;
}

}  // namespace tollgate::server
