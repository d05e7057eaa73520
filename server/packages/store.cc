#include "tollgate/packages/store.h"

#include <mutex>
#include <nlohmann/json.hpp>

#include "tollgate/base/json.h"
#include "tollgate/sql/backup.h"
#include "tollgate/sql/database.h"

namespace tollgate::packages {
namespace {

constexpr const char* kTables[] = {
    "CREATE TABLE IF NOT EXISTS package(sha256 TEXT PRIMARY KEY, id TEXT NOT NULL, version TEXT "
    "NOT "
    "NULL, signature TEXT NOT NULL, came_ms INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT",
    // JSON, because nothing is ever looked for in it.
    "CREATE TABLE IF NOT EXISTS installation(app TEXT PRIMARY KEY, sha256 TEXT NOT NULL, "
    "previous_sha256 TEXT NOT NULL, value TEXT NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS publisher(key TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS gallery(id TEXT PRIMARY KEY, address TEXT NOT NULL, seen_index "
    "TEXT "
    "NOT NULL, seen_ms INTEGER NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS published(id TEXT NOT NULL, version TEXT NOT NULL, sha256 TEXT NOT "
    "NULL, withdrawn TEXT NOT NULL, at_ms INTEGER NOT NULL, entry TEXT NOT NULL, PRIMARY KEY(id, "
    "version)) STRICT",
};

constexpr const char* kSelectPackage =
    "SELECT sha256, id, version, signature, came_ms FROM package WHERE sha256 = ?1";

// The texts of an installation besides its key columns.
struct TextMember {
  const char* name;
  std::string Installation::* member;
};
constexpr TextMember kTexts[] = {
    {"package_id", &Installation::package_id},
    {"version", &Installation::version},
    {"publisher", &Installation::publisher},
    {"key", &Installation::key},
    {"base", &Installation::base},
    {"installed", &Installation::installed},
    {"previous_version", &Installation::previous_version},
    {"previous_base", &Installation::previous_base},
    {"previous_document", &Installation::previous_document},
};

std::string json_of(const Installation& installation) {
  Json json = {{"installed_ms", installation.installed_ms},
               {"updates_itself", installation.updates_itself}};
  for (const TextMember& text : kTexts) json[text.name] = installation.*text.member;
  return write_json(json);
}

Installation installation_of(const sql::Query& row) {
  Installation installation;
  installation.app = row.text(0);
  installation.sha256 = row.text(1);
  installation.previous_sha256 = row.text(2);
  const Json json = stored_json(row.text(3));
  if (!json.is_object()) return installation;
  for (const TextMember& text : kTexts) {
    installation.*text.member = json.value(text.name, std::string());
  }
  installation.installed_ms = json.value("installed_ms", int64_t{0});
  installation.updates_itself = json.value("updates_itself", false);
  return installation;
}

Status copy_of(sql::Database& db, const std::filesystem::path& file) {
  auto copy = sql::Backup::begin(db, file.string());
  if (!copy) return std::move(copy).error();
  return (*copy)->step(0);
}

class SqlPackageStore final : public PackageStore {
 public:
  explicit SqlPackageStore(std::unique_ptr<sql::Database> db) : db_(std::move(db)) {}

  Status make_tables() {
    for (const char* table : kTables) db_->run(table);
    return outcome();
  }

  Status copy_to(const std::filesystem::path& file) override {
    const std::lock_guard lock(mutex_);
    return copy_of(*db_, file);
  }

  Status put_package(const KeptPackage& package, std::string_view bytes) override {
    const std::lock_guard lock(mutex_);
    db_->query("INSERT OR IGNORE INTO package VALUES(?1, ?2, ?3, '', ?4, ?5)")
        .bind(package.sha256)
        .bind(package.id)
        .bind(package.version)
        .bind(package.came_ms)
        .bind_blob(bytes)
        .run();
    db_->query("UPDATE package SET came_ms = ?2 WHERE sha256 = ?1")
        .bind(package.sha256)
        .bind(package.came_ms)
        .run();
    if (!package.signature.empty()) {
      db_->query("UPDATE package SET signature = ?2 WHERE sha256 = ?1")
          .bind(package.sha256)
          .bind(package.signature)
          .run();
    }
    return outcome();
  }

  std::optional<KeptPackage> package(const std::string& sha256) override {
    const std::lock_guard lock(mutex_);
    auto row = db_->query(kSelectPackage);
    row.bind(sha256);
    if (!row.step()) return std::nullopt;
    return KeptPackage{std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)),
                       std::string(row.text(3)), row.integer(4)};
  }

  std::string bytes(const std::string& sha256) override {
    const std::lock_guard lock(mutex_);
    auto row = db_->query("SELECT bytes FROM package WHERE sha256 = ?1");
    row.bind(sha256);
    return row.step() ? std::string(row.text(0)) : std::string();
  }

  Status forget_unused(int64_t before_ms) override {
    const std::lock_guard lock(mutex_);
    db_->query(
           "DELETE FROM package WHERE came_ms < ?1 AND sha256 NOT IN (SELECT sha256 FROM "
           "installation UNION SELECT previous_sha256 FROM installation UNION SELECT sha256 FROM "
           "published)")
        .bind(before_ms)
        .run();
    return outcome();
  }

  std::vector<Installation> installations() override {
    const std::lock_guard lock(mutex_);
    std::vector<Installation> all;
    auto row =
        db_->query("SELECT app, sha256, previous_sha256, value FROM installation ORDER BY app");
    while (row.step()) all.push_back(installation_of(row));
    return all;
  }

  std::optional<Installation> installation(const std::string& app) override {
    const std::lock_guard lock(mutex_);
    auto row =
        db_->query("SELECT app, sha256, previous_sha256, value FROM installation WHERE app = ?1");
    row.bind(app);
    if (!row.step()) return std::nullopt;
    return installation_of(row);
  }

  Status put_installation(const Installation& installation) override {
    const std::lock_guard lock(mutex_);
    db_->query("INSERT OR REPLACE INTO installation VALUES(?1, ?2, ?3, ?4)")
        .bind(installation.app)
        .bind(installation.sha256)
        .bind(installation.previous_sha256)
        .bind(json_of(installation))
        .run();
    return outcome();
  }

  Status remove_installation(const std::string& app) override {
    const std::lock_guard lock(mutex_);
    db_->query("DELETE FROM installation WHERE app = ?1").bind(app).run();
    return outcome();
  }

  std::optional<std::string> publisher(const std::string& key) override {
    const std::lock_guard lock(mutex_);
    auto row = db_->query("SELECT name FROM publisher WHERE key = ?1");
    row.bind(key);
    if (!row.step()) return std::nullopt;
    return std::string(row.text(0));
  }

  std::vector<std::string> keys_of(const std::string& name) override {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> keys;
    auto row = db_->query("SELECT key FROM publisher WHERE name = ?1 ORDER BY key");
    row.bind(name);
    while (row.step()) keys.emplace_back(row.text(0));
    return keys;
  }

  Status know_publisher(const std::string& key, const std::string& name) override {
    const std::lock_guard lock(mutex_);
    db_->query("INSERT OR IGNORE INTO publisher VALUES(?1, ?2)").bind(key).bind(name).run();
    return outcome();
  }

  std::vector<FollowedGallery> galleries() override {
    const std::lock_guard lock(mutex_);
    std::vector<FollowedGallery> all;
    auto row = db_->query("SELECT id, address, seen_index, seen_ms FROM gallery ORDER BY address");
    while (row.step()) {
      all.push_back({std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)),
                     row.integer(3)});
    }
    return all;
  }

  Status put_gallery(const FollowedGallery& gallery) override {
    const std::lock_guard lock(mutex_);
    db_->query("INSERT OR REPLACE INTO gallery VALUES(?1, ?2, ?3, ?4)")
        .bind(gallery.id)
        .bind(gallery.address)
        .bind(gallery.index)
        .bind(gallery.seen_ms)
        .run();
    return outcome();
  }

  Status remove_gallery(const std::string& id) override {
    const std::lock_guard lock(mutex_);
    db_->query("DELETE FROM gallery WHERE id = ?1").bind(id).run();
    return outcome();
  }

  std::vector<PublishedVersion> published() override {
    const std::lock_guard lock(mutex_);
    std::vector<PublishedVersion> all;
    auto row = db_->query(
        "SELECT id, version, sha256, withdrawn, at_ms, entry FROM published ORDER BY id, at_ms");
    while (row.step()) {
      all.push_back({std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)),
                     std::string(row.text(3)), row.integer(4), std::string(row.text(5))});
    }
    return all;
  }

  Status put_published(const PublishedVersion& version) override {
    const std::lock_guard lock(mutex_);
    db_->query("INSERT OR REPLACE INTO published VALUES(?1, ?2, ?3, ?4, ?5, ?6)")
        .bind(version.id)
        .bind(version.version)
        .bind(version.sha256)
        .bind(version.withdrawn)
        .bind(version.at_ms)
        .bind(version.entry)
        .run();
    return outcome();
  }

 private:
  Status outcome() { return db_->saved(); }

  std::mutex mutex_;
  std::unique_ptr<sql::Database> db_;
};

}  // namespace

Result<std::unique_ptr<PackageStore>> PackageStore::open(const std::filesystem::path& file) {
  auto db = sql::Database::open(file.empty() ? ":memory:" : file.string(), nullptr);
  if (!db) return std::move(db).error();
  auto store = std::make_unique<SqlPackageStore>(std::move(*db));
  if (Status made = store->make_tables(); !made) return std::move(made).error();
  return std::unique_ptr<PackageStore>(std::move(store));
}

Status PackageStore::copy_kept(const std::filesystem::path& file, const std::filesystem::path& to) {
  auto db = sql::Database::open(file.string(), nullptr);
  if (!db) return std::move(db).error();
  return copy_of(**db, to);
}

}  // namespace tollgate::packages
