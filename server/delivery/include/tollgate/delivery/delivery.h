// How messages leave a hub: from the outboxes of its apps through channels to people.
//
//   auto delivery = Delivery::open({.folder = data}, clock, random);
//   (*delivery)->add_app("visits", ask);        // `ask` puts a request to the app's engine
//   (*delivery)->start();
//   (*delivery)->wake("visits");                // something may wait in its outbox
//
// Takes what waits (outbox.pending), finds for each person the channel and address, sends, and
// tells the app what was delivered (outbox.delivered). At least once: a message has a key, which
// whoever receives it twice knows it by. May be called from any thread. Settings, secrets (sealed
// by a key beside the file), queue and inboxes lie in a SQLite file of the hub's.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "tollgate/base/clock.h"
#include "tollgate/base/json.h"
#include "tollgate/base/random.h"
#include "tollgate/base/result.h"
#include "tollgate/delivery/transport.h"

namespace tollgate::delivery {

struct DeliveryOptions {
  // The database and, with ".key" at its end, the key of its secrets; empty: in memory.
  std::filesystem::path file;
  // Null: libcurl. Tests give their own.
  std::shared_ptr<Transport> transport;
  // What links begin with where no setting says it; "" for none.
  std::string public_url;
  // A person's addresses by their kind (email, wecom, dingtalk, feishu), of the person's account.
  std::function<std::map<std::string, std::string>(const std::string& app,
                                                   const std::string& person)>
      addresses;
  // Whom a program's key acts for in the app, as the app's engine takes it; none: there is no such
  // key of this app, or it holds no longer.
  std::function<std::optional<std::string>(const std::string& app, const std::string& key)>
      principal_of_key;
};

// Who asks, as the transport found it out.
struct Asker {
  bool administrator = false;  // of the hub
  std::string person;          // of the app that the message names, "" for nobody
  bool sees_outbox = false;    // of that app, by the person's role
};

class Delivery {
 public:
  // Puts a request to an app's engine, as the hub itself; `done` is called once, on any thread.
  // False: it was not taken, `done` is never called.
  using Done = std::function<void(Result<Json>)>;
  using Ask = std::function<bool(std::string_view type, Json params, Done done)>;
  // The same for somebody else than the hub.
  using AskAs = std::function<bool(const std::string& principal, std::string_view type, Json params,
                                   Done done)>;

  // Refused: as SQLite says, delivery.key_file.
  static Result<std::unique_ptr<Delivery>> open(const DeliveryOptions& options, const Clock& clock,
                                                Random& random);
  virtual ~Delivery() = default;

  // A copy of what is kept in `file`, in a new file, without its key: of one that nobody has open,
  // and of this one while it works. On the disk when this is ok.
  static Status copy_kept(const std::filesystem::path& file, const std::filesystem::path& to);
  virtual Status copy_to(const std::filesystem::path& file) = 0;

  // `ask_as`: for webhooks that follow the app; without it there are none.
  virtual void add_app(std::string id, Ask ask, AskAs ask_as = {}) = 0;
  // Called with an app's id when somebody's inbox there got a message.
  virtual void on_inbox(std::function<void(const std::string& app)> told) = 0;

  // A message of the hub's own to one of an app's people, by the channels that they have; once for
  // a key.
  struct Word {
    std::string key;
    std::string app;
    std::string person;  // record id
    std::string zh;
    std::string en;
    std::string entity;  // what it is about
    std::string record;
    std::string title;
  };
  virtual Status tell(const Word& word) = 0;

  // Begins and ends the threads that send. What is being sent when it stops is sent again later.
  virtual void start() = 0;
  virtual void stop() = 0;

  virtual void wake(const std::string& app) = 0;
  // Sends what is due, on the caller's thread, until nothing is; for tests, instead of start().
  virtual void run_due() = 0;

  // What an address holds, as far as the hub may connect there: by the hosts that administrators
  // allowed. On the caller's thread.
  virtual Reply fetch(const std::string& url, size_t max_bytes) = 0;

  // One message of schemas/delivery. Refused: delivery.administrators_only,
  // delivery.not_yours, delivery.nobody, delivery.unknown_channel,
  // delivery.unknown_letter, delivery.unknown_kind, delivery.bad_setting, delivery.bad_host,
  // delivery.host_not_allowed, and what is wrong with a message (tollgate/messages/codec.h).
  virtual Result<Json> request(std::string_view type, const Json& params, const Asker& asker) = 0;
};

// Whether a message is of schemas/delivery.
bool is_delivery_request(std::string_view type);

}  // namespace tollgate::delivery
