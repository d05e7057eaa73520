// What delivery keeps: channels with sealed secrets, settings, routes, people's choices, the queue
// and the inboxes. One SQLite file; errors are sticky (tollgate/sql/database.h). Not for several
// threads at once.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "channels/kind.h"
#include "tollgate/base/random.h"
#include "tollgate/base/result.h"
#include "tollgate/delivery/sealed.h"
#include "tollgate/sql/database.h"

namespace tollgate::delivery {

inline constexpr std::string_view kInApp = "in_app";

// A message on its way to one person.
struct Job {
  int64_t id = 0;
  std::string key;
  std::string app;
  int64_t op = 0;
  int64_t ordinal = 0;
  std::string entity;
  std::string record;
  std::string title;
  std::string person;
  std::string person_title;
  std::string wish;  // the channel that the app asks for
  std::string zh;
  std::string en;
  bool urgent = false;
  int64_t made_ms = 0;

  std::string state = "waiting";  // waiting, sending, sent, dead
  bool maybe_there = false;       // sent, and no answer came
  std::string channel;            // through which it goes; "" for none
  std::string address;
  std::string tried;   // channels that failed for good, each behind a blank
  std::string digest;  // with which others it went, and goes again
  int attempts = 0;
  int64_t due_ms = 0;
  int64_t sent_ms = 0;
  std::string sent_text;
  std::string receipt;
  std::string code;
  std::string failure_zh;
  std::string failure_en;
  std::string vendor_code;
  std::string vendor_text;
  bool reported = false;  // the app knows
};

struct InboxRow {
  std::string key;
  std::string zh;
  std::string en;
  std::string title;
  std::string entity;
  std::string record;
  int64_t at_ms = 0;
  bool urgent = false;
  bool read = false;
};

struct ContactRow {
  std::vector<std::string> channels;
  std::string locale;
};

struct RouteTable {
  std::map<std::string, std::vector<std::string>> channels;  // by wish; "" is any other
  std::map<std::string, std::string> fields;                 // kind of address to field
};

Status copy_database(sql::Database& db, const std::filesystem::path& file);

class DeliveryStore {
 public:
  static Result<std::unique_ptr<DeliveryStore>> open(const std::filesystem::path& file,
                                                     Random& random);
  Status copy_to(const std::filesystem::path& file) { return copy_database(*db_, file); }
  // What is written from here to written() is on the disk all at once.
  void begin() { db_->run("BEGIN IMMEDIATE"); }
  // The first thing that went wrong since it was asked last.
  Status written();

  const std::map<std::string, StoredChannel>& channels() const { return channels_; }
  void put_channel(const StoredChannel& channel);
  void remove_channel(const std::string& id);

  std::string setting(const std::string& name, const std::string& otherwise) const;
  void put_setting(const std::string& name, const std::string& value);
  const std::vector<EgressHostRule>& hosts() const { return hosts_; }
  void put_hosts(std::vector<EgressHostRule> hosts);

  RouteTable routes(const std::string& app);
  void put_routes(const std::string& app, const RouteTable& routes);
  ContactRow contact(const std::string& app, const std::string& person);
  void put_contact(const std::string& app, const std::string& person, const ContactRow& contact);

  // Does nothing when there is one with its key.
  void add_job(const Job& job);
  void put_job(const Job& job);
  std::optional<Job> job(const std::string& key);
  // Waiting and due, urgent ones first, then by age.
  std::vector<Job> due_jobs(int64_t now_ms, size_t limit);
  // When the next one is due; nullopt: none waits.
  std::optional<int64_t> next_due_ms();
  std::vector<Job> jobs_of_digest(const std::string& digest);
  std::vector<Job> jobs_of_message(const std::string& app, int64_t op, int64_t ordinal);
  // One of each message that has gone out whole and that its app does not know of.
  std::vector<Job> unreported(const std::string& app, size_t limit);
  // Failed first, then waiting, then sent, newest first.
  std::vector<Job> letters(const std::string& app, size_t limit);
  int64_t count_dead(const std::string& app);
  // Channel, address and time of what was sent since then.
  std::vector<Job> sent_since(int64_t since_ms);
  // Forgets what was sent and told before.
  void forget_before(int64_t before_ms);

  // False: it is there already.
  bool add_inbox(const std::string& app, const std::string& person, const InboxRow& row);
  std::vector<InboxRow> inbox(const std::string& app, const std::string& person, size_t limit);
  int64_t unread(const std::string& app, const std::string& person);
  // `key` "": all.
  void mark_read(const std::string& app, const std::string& person, const std::string& key);

 private:
  DeliveryStore(std::unique_ptr<sql::Database> db, Sealer sealer, Random& random)
      : db_(std::move(db)), sealer_(sealer), random_(random) {}
  Status load();
  std::vector<Job> jobs(sql::Query row);

  std::unique_ptr<sql::Database> db_;
  Sealer sealer_;
  Random& random_;
  std::map<std::string, StoredChannel> channels_;
  std::map<std::string, std::string> settings_;
  std::vector<EgressHostRule> hosts_;
};

}  // namespace tollgate::delivery
