#include "store.h"

#include <nlohmann/json.hpp>

#include "tollgate/base/json.h"
#include "tollgate/sql/backup.h"

namespace tollgate::delivery {
namespace {

constexpr const char* kDeliveryTables[] = {
    "CREATE TABLE IF NOT EXISTS channel(id TEXT PRIMARY KEY, kind TEXT NOT NULL, label TEXT NOT "
    "NULL, enabled INTEGER NOT NULL, settings TEXT NOT NULL, secrets BLOB NOT NULL) STRICT, "
    "WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, "
    "WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS host(host TEXT PRIMARY KEY, private INTEGER NOT NULL) STRICT, "
    "WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS route(app TEXT PRIMARY KEY, routes TEXT NOT NULL) STRICT, WITHOUT "
    "ROWID",
    "CREATE TABLE IF NOT EXISTS contact(app TEXT NOT NULL, person TEXT NOT NULL, channels TEXT NOT "
    "NULL, locale TEXT NOT NULL, PRIMARY KEY(app, person)) STRICT, WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS job(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, app TEXT NOT "
    "NULL, op INTEGER NOT NULL, ordinal INTEGER NOT NULL, entity TEXT NOT NULL, record TEXT NOT "
    "NULL, title TEXT NOT NULL, person TEXT NOT NULL, person_title TEXT NOT NULL, wish TEXT NOT "
    "NULL, zh TEXT NOT NULL, en TEXT NOT NULL, urgent INTEGER NOT NULL, made_ms INTEGER NOT NULL, "
    "state TEXT NOT NULL, maybe_there INTEGER NOT NULL, channel TEXT NOT NULL, address TEXT NOT "
    "NULL, tried TEXT NOT NULL, digest TEXT NOT NULL, attempts INTEGER NOT NULL, due_ms INTEGER "
    "NOT NULL, sent_ms INTEGER NOT NULL, sent_text TEXT NOT NULL, receipt TEXT NOT NULL, code TEXT "
    "NOT NULL, failure_zh TEXT NOT NULL, failure_en TEXT NOT NULL, vendor_code TEXT NOT NULL, "
    "vendor_text TEXT NOT NULL, reported INTEGER NOT NULL) STRICT",
    "CREATE INDEX IF NOT EXISTS job_due ON job(state, due_ms)",
    "CREATE INDEX IF NOT EXISTS job_message ON job(app, op, ordinal)",
    "CREATE INDEX IF NOT EXISTS job_digest ON job(digest) WHERE digest <> ''",
    "CREATE TABLE IF NOT EXISTS inbox(app TEXT NOT NULL, person TEXT NOT NULL, key TEXT NOT NULL, "
    "zh TEXT NOT NULL, en TEXT NOT NULL, title TEXT NOT NULL, entity TEXT NOT NULL, record TEXT "
    "NOT NULL, at_ms INTEGER NOT NULL, urgent INTEGER NOT NULL, read INTEGER NOT NULL, PRIMARY "
    "KEY(app, person, key)) STRICT, WITHOUT ROWID",
};

constexpr const char* kJobColumns =
    "id, key, app, op, ordinal, entity, record, title, person, person_title, wish, zh, en, urgent, "
    "made_ms, state, maybe_there, channel, address, tried, digest, attempts, due_ms, sent_ms, "
    "sent_text, receipt, code, failure_zh, failure_en, vendor_code, vendor_text, reported";

std::string select_jobs(const char* rest) {
  return std::string("SELECT ") + kJobColumns + " FROM job " + rest;
}

std::string json_of(const std::map<std::string, std::string>& members) {
  Json json = Json::object();
  for (const auto& [name, value] : members) json[name] = value;
  return write_json(json);
}

std::map<std::string, std::string> members_of(std::string_view text) {
  std::map<std::string, std::string> members;
  const Json json = stored_json(text);
  if (!json.is_object()) return members;
  for (const auto& [name, value] : json.items()) {
    if (value.is_string()) members[name] = value.get<std::string>();
  }
  return members;
}

std::vector<std::string> texts_of(const Json& json) {
  std::vector<std::string> texts;
  if (!json.is_array()) return texts;
  for (const Json& one : json) {
    if (one.is_string()) texts.push_back(one.get<std::string>());
  }
  return texts;
}

}  // namespace

Result<std::unique_ptr<DeliveryStore>> DeliveryStore::open(const std::filesystem::path& file,
                                                           Random& random) {
  auto db = sql::Database::open(file.empty() ? ":memory:" : file.string(), nullptr);
  if (!db) return std::move(db).error();
  std::filesystem::path key = file;
  if (!key.empty()) key += ".key";
  auto sealer = Sealer::open(key, random);
  if (!sealer) return std::move(sealer).error();
  std::unique_ptr<DeliveryStore> store(new DeliveryStore(std::move(*db), *sealer, random));
  if (Status loaded = store->load(); !loaded) return std::move(loaded).error();
  return store;
}

Status copy_database(sql::Database& db, const std::filesystem::path& file) {
  auto copy = sql::Backup::begin(db, file.string());
  if (!copy) return std::move(copy).error();
  return (*copy)->step(0);
}

Status DeliveryStore::load() {
  for (const char* table : kDeliveryTables) db_->run(table);
  {
    auto row = db_->query("SELECT id, kind, label, enabled, settings, secrets FROM channel");
    while (row.step()) {
      StoredChannel channel{std::string(row.text(0)), std::string(row.text(1)),
                            std::string(row.text(2)), row.integer(3) != 0,
                            members_of(row.text(4)),  {}};
      // What another key sealed is gone: it has to be entered anew.
      if (const auto secrets = sealer_.unseal(row.text(5))) channel.secrets = members_of(*secrets);
      channels_[channel.id] = std::move(channel);
    }
  }
  {
    auto row = db_->query("SELECT name, value FROM setting");
    while (row.step()) settings_[std::string(row.text(0))] = row.text(1);
  }
  {
    auto row = db_->query("SELECT host, private FROM host ORDER BY host");
    while (row.step()) hosts_.push_back({std::string(row.text(0)), row.integer(1) != 0});
  }
  // What was on its way when the hub ended may have arrived.
  db_->run("UPDATE job SET state = 'waiting', maybe_there = 1 WHERE state = 'sending'");
  return written();
}

Status DeliveryStore::written() { return db_->saved(); }

void DeliveryStore::put_channel(const StoredChannel& channel) {
  db_->query("INSERT OR REPLACE INTO channel VALUES(?1, ?2, ?3, ?4, ?5, ?6)")
      .bind(channel.id)
      .bind(channel.kind)
      .bind(channel.label)
      .bind(channel.enabled ? 1 : 0)
      .bind(json_of(channel.settings))
      .bind_blob(sealer_.seal(json_of(channel.secrets), random_))
      .run();
  channels_[channel.id] = channel;
}

void DeliveryStore::remove_channel(const std::string& id) {
  db_->query("DELETE FROM channel WHERE id = ?1").bind(id).run();
  channels_.erase(id);
}

std::string DeliveryStore::setting(const std::string& name, const std::string& otherwise) const {
  const auto found = settings_.find(name);
  return found == settings_.end() ? otherwise : found->second;
}

void DeliveryStore::put_setting(const std::string& name, const std::string& value) {
  db_->query("INSERT OR REPLACE INTO setting VALUES(?1, ?2)").bind(name).bind(value).run();
  settings_[name] = value;
}

void DeliveryStore::put_hosts(std::vector<EgressHostRule> hosts) {
  db_->run("BEGIN IMMEDIATE");
  db_->run("DELETE FROM host");
  for (const EgressHostRule& each : hosts) {
    db_->query("INSERT OR REPLACE INTO host VALUES(?1, ?2)")
        .bind(each.host)
        .bind(each.private_allowed ? 1 : 0)
        .run();
  }
  db_->run("COMMIT");
  hosts_ = std::move(hosts);
}

RouteTable DeliveryStore::routes(const std::string& app) {
  RouteTable table;
  auto row = db_->query("SELECT routes FROM route WHERE app = ?1");
  row.bind(app);
  if (!row.step()) return table;
  const Json json = stored_json(row.text(0));
  if (!json.is_object()) return table;
  const Json by_wish = json.value("channels", Json::object());
  for (const auto& [wish, channels] : by_wish.items()) table.channels[wish] = texts_of(channels);
  const Json by_kind = json.value("fields", Json::object());
  for (const auto& [kind, field] : by_kind.items()) {
    if (field.is_string()) table.fields[kind] = field.get<std::string>();
  }
  return table;
}

void DeliveryStore::put_routes(const std::string& app, const RouteTable& routes) {
  Json json{{"channels", Json::object()}, {"fields", Json::object()}};
  for (const auto& [wish, channels] : routes.channels) json["channels"][wish] = channels;
  for (const auto& [kind, field] : routes.fields) json["fields"][kind] = field;
  db_->query("INSERT OR REPLACE INTO route VALUES(?1, ?2)").bind(app).bind(write_json(json)).run();
}

ContactRow DeliveryStore::contact(const std::string& app, const std::string& person) {
  ContactRow contact;
  auto row = db_->query("SELECT channels, locale FROM contact WHERE app = ?1 AND person = ?2");
  row.bind(app).bind(person);
  if (row.step()) {
    contact.channels = texts_of(stored_json(row.text(0)));
    contact.locale = row.text(1);
  }
  return contact;
}

void DeliveryStore::put_contact(const std::string& app, const std::string& person,
                                const ContactRow& contact) {
  db_->query("INSERT OR REPLACE INTO contact VALUES(?1, ?2, ?3, ?4)")
      .bind(app)
      .bind(person)
      .bind(write_json(Json(contact.channels)))
      .bind(contact.locale)
      .run();
}

namespace {

sql::Query& bind_job(sql::Query& query, const Job& job) {
  return query.bind(job.key)
      .bind(job.app)
      .bind(job.op)
      .bind(job.ordinal)
      .bind(job.entity)
      .bind(job.record)
      .bind(job.title)
      .bind(job.person)
      .bind(job.person_title)
      .bind(job.wish)
      .bind(job.zh)
      .bind(job.en)
      .bind(job.urgent ? 1 : 0)
      .bind(job.made_ms)
      .bind(job.state)
      .bind(job.maybe_there ? 1 : 0)
      .bind(job.channel)
      .bind(job.address)
      .bind(job.tried)
      .bind(job.digest)
      .bind(job.attempts)
      .bind(job.due_ms)
      .bind(job.sent_ms)
      .bind(job.sent_text)
      .bind(job.receipt)
      .bind(job.code)
      .bind(job.failure_zh)
      .bind(job.failure_en)
      .bind(job.vendor_code)
      .bind(job.vendor_text)
      .bind(job.reported ? 1 : 0);
}

constexpr const char* kJobValues =
    "(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22,?23,?24,?25,"
    "?26,?27,?28,?29,?30,?31)";

// All columns but the first, which numbers the rows.
std::string insert_job(const char* how) {
  return std::string(how) + " INTO job(" + std::string(kJobColumns).substr(4) + ") VALUES" +
         kJobValues;
}

}  // namespace

void DeliveryStore::add_job(const Job& job) {
  const std::string sql = insert_job("INSERT OR IGNORE");
  auto query = db_->query(sql);
  bind_job(query, job).run();
}

void DeliveryStore::put_job(const Job& job) {
  const std::string sql =
      insert_job("INSERT") +
      " ON CONFLICT(key) DO UPDATE SET state=excluded.state, maybe_there=excluded.maybe_there, "
      "channel=excluded.channel, address=excluded.address, tried=excluded.tried, "
      "digest=excluded.digest, attempts=excluded.attempts, due_ms=excluded.due_ms, "
      "sent_ms=excluded.sent_ms, sent_text=excluded.sent_text, receipt=excluded.receipt, "
      "code=excluded.code, failure_zh=excluded.failure_zh, failure_en=excluded.failure_en, "
      "vendor_code=excluded.vendor_code, vendor_text=excluded.vendor_text, "
      "reported=excluded.reported";
  auto query = db_->query(sql);
  bind_job(query, job).run();
}

std::vector<Job> DeliveryStore::jobs(sql::Query row) {
  std::vector<Job> jobs;
  while (row.step()) {
    Job job;
    job.id = row.integer(0);
    job.key = row.text(1);
    job.app = row.text(2);
    job.op = row.integer(3);
    job.ordinal = row.integer(4);
    job.entity = row.text(5);
    job.record = row.text(6);
    job.title = row.text(7);
    job.person = row.text(8);
    job.person_title = row.text(9);
    job.wish = row.text(10);
    job.zh = row.text(11);
    job.en = row.text(12);
    job.urgent = row.integer(13) != 0;
    job.made_ms = row.integer(14);
    job.state = row.text(15);
    job.maybe_there = row.integer(16) != 0;
    job.channel = row.text(17);
    job.address = row.text(18);
    job.tried = row.text(19);
    job.digest = row.text(20);
    job.attempts = static_cast<int>(row.integer(21));
    job.due_ms = row.integer(22);
    job.sent_ms = row.integer(23);
    job.sent_text = row.text(24);
    job.receipt = row.text(25);
    job.code = row.text(26);
    job.failure_zh = row.text(27);
    job.failure_en = row.text(28);
    job.vendor_code = row.text(29);
    job.vendor_text = row.text(30);
    job.reported = row.integer(31) != 0;
    jobs.push_back(std::move(job));
  }
  return jobs;
}

std::optional<Job> DeliveryStore::job(const std::string& key) {
  const std::string sql = select_jobs("WHERE key = ?1");
  auto row = db_->query(sql);
  row.bind(key);
  std::vector<Job> found = jobs(std::move(row));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Job> DeliveryStore::due_jobs(int64_t now_ms, size_t limit) {
  const std::string sql = select_jobs(
      "WHERE state = 'waiting' AND due_ms <= ?1 ORDER BY urgent DESC, made_ms, id LIMIT ?2");
  auto row = db_->query(sql);
  row.bind(now_ms).bind(static_cast<int64_t>(limit));
  return jobs(std::move(row));
}

std::optional<int64_t> DeliveryStore::next_due_ms() {
  auto row = db_->query("SELECT min(due_ms) FROM job WHERE state = 'waiting'");
  if (!row.step() || row.is_null(0)) return std::nullopt;
  return row.integer(0);
}

std::vector<Job> DeliveryStore::jobs_of_digest(const std::string& digest) {
  const std::string sql = select_jobs("WHERE digest = ?1 ORDER BY made_ms, id");
  auto row = db_->query(sql);
  row.bind(digest);
  return jobs(std::move(row));
}

std::vector<Job> DeliveryStore::jobs_of_message(const std::string& app, int64_t op,
                                                int64_t ordinal) {
  const std::string sql = select_jobs("WHERE app = ?1 AND op = ?2 AND ordinal = ?3 ORDER BY id");
  auto row = db_->query(sql);
  row.bind(app).bind(op).bind(ordinal);
  return jobs(std::move(row));
}

std::vector<Job> DeliveryStore::unreported(const std::string& app, size_t limit) {
  const std::string sql = select_jobs(
      "AS one WHERE app = ?1 AND state = 'sent' AND reported = 0 AND NOT EXISTS (SELECT 1 FROM job "
      "AS other WHERE other.app = one.app AND other.op = one.op AND other.ordinal = one.ordinal "
      "AND (other.state <> 'sent' OR other.id < one.id)) ORDER BY id LIMIT ?2");
  auto row = db_->query(sql);
  row.bind(app).bind(static_cast<int64_t>(limit));
  return jobs(std::move(row));
}

std::vector<Job> DeliveryStore::letters(const std::string& app, size_t limit) {
  const std::string sql = select_jobs(
      "WHERE app = ?1 ORDER BY CASE state WHEN 'dead' THEN 0 WHEN 'sent' THEN 2 ELSE 1 END, id "
      "DESC LIMIT ?2");
  auto row = db_->query(sql);
  row.bind(app).bind(static_cast<int64_t>(limit));
  return jobs(std::move(row));
}

int64_t DeliveryStore::count_dead(const std::string& app) {
  auto row = db_->query("SELECT count(*) FROM job WHERE app = ?1 AND state = 'dead'");
  row.bind(app);
  return row.step() ? row.integer(0) : 0;
}

std::vector<Job> DeliveryStore::sent_since(int64_t since_ms) {
  const std::string sql =
      select_jobs("WHERE sent_ms >= ?1 AND channel <> 'in_app' ORDER BY sent_ms");
  auto row = db_->query(sql);
  row.bind(since_ms);
  return jobs(std::move(row));
}

void DeliveryStore::forget_before(int64_t before_ms) {
  db_->query("DELETE FROM job WHERE state = 'sent' AND reported = 1 AND sent_ms < ?1")
      .bind(before_ms)
      .run();
  db_->query("DELETE FROM inbox WHERE read = 1 AND at_ms < ?1").bind(before_ms).run();
}

bool DeliveryStore::add_inbox(const std::string& app, const std::string& person,
                              const InboxRow& inbox_row) {
  db_->query("INSERT OR IGNORE INTO inbox VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,0)")
      .bind(app)
      .bind(person)
      .bind(inbox_row.key)
      .bind(inbox_row.zh)
      .bind(inbox_row.en)
      .bind(inbox_row.title)
      .bind(inbox_row.entity)
      .bind(inbox_row.record)
      .bind(inbox_row.at_ms)
      .bind(inbox_row.urgent ? 1 : 0)
      .run();
  return db_->changes() > 0;
}

std::vector<InboxRow> DeliveryStore::inbox(const std::string& app, const std::string& person,
                                           size_t limit) {
  std::vector<InboxRow> rows;
  auto row = db_->query(
      "SELECT key, zh, en, title, entity, record, at_ms, urgent, read FROM inbox WHERE app = ?1 "
      "AND person = ?2 ORDER BY at_ms DESC, key LIMIT ?3");
  row.bind(app).bind(person).bind(static_cast<int64_t>(limit));
  while (row.step()) {
    rows.push_back({std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)),
                    std::string(row.text(3)), std::string(row.text(4)), std::string(row.text(5)),
                    row.integer(6), row.integer(7) != 0, row.integer(8) != 0});
  }
  return rows;
}

int64_t DeliveryStore::unread(const std::string& app, const std::string& person) {
  auto row = db_->query("SELECT count(*) FROM inbox WHERE app = ?1 AND person = ?2 AND read = 0");
  row.bind(app).bind(person);
  return row.step() ? row.integer(0) : 0;
}

void DeliveryStore::mark_read(const std::string& app, const std::string& person,
                              const std::string& key) {
  db_->query("UPDATE inbox SET read = 1 WHERE app = ?1 AND person = ?2 AND (?3 = '' OR key = ?3)")
      .bind(app)
      .bind(person)
      .bind(key)
      .run();
}

}  // namespace tollgate::delivery
