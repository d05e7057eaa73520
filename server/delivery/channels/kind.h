// A kind of channel: what it is told, what it needs of a person, how fast it may go, and how it
// sends. Each kind is a file of its own here, and one line of the table in kinds.cc.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "outcome.h"
#include "tollgate/base/clock.h"
#include "tollgate/delivery/transport.h"

namespace tollgate::delivery {

// The kind of channel that is told what changes in an app.
inline constexpr std::string_view kFollower = "changes";

// A channel as it is kept, with its secrets as they are. Never written to a log or a reply.
struct StoredChannel {
  std::string id;
  std::string kind;
  std::string label;
  bool enabled = true;
  std::map<std::string, std::string> settings;
  std::map<std::string, std::string> secrets;
};

struct KindMember {
  std::string_view name;
  std::string_view otherwise;  // holds where nothing is said
  bool required = false;
};

// So many messages in so many seconds, counted over any such time.
struct Rate {
  int count = 0;
  int64_t seconds = 0;
};

struct Message {
  std::string key;
  std::string text;
  std::string title;  // of the record
  std::string link;   // "" for none
  std::string foot;   // below all: the number of what may be there already
  std::string address;
  bool urgent = false;
  int attempt = 1;
  // For machines.
  std::string app;
  std::string entity;
  std::string record;
  std::string person;
  std::string person_title;
  int64_t made_ms = 0;
};

// Access tokens, once for the whole hub.
class Tokens {
 public:
  virtual ~Tokens() = default;
  // Empty with an outcome that says why there is none.
  virtual std::string token(const StoredChannel& channel, bool fresh, Outcome& failure) = 0;
};

struct SendContext {
  Transport& transport;
  const Clock& clock;
  Tokens& tokens;
};

class Kind {
 public:
  virtual ~Kind() = default;
  virtual std::string_view name() const = 0;
  virtual std::vector<KindMember> settings() const = 0;
  virtual std::vector<KindMember> secrets() const = 0;
  // The kind of address that it can't do without; "" for none. What mentions() names is used where
  // it is known.
  virtual std::string_view address() const { return {}; }
  virtual std::string_view mentions() const { return address(); }
  virtual std::vector<Rate> rates() const { return {}; }
  // The rates are those of each address, not of the channel.
  virtual bool rates_by_address() const { return false; }
  // What is too much for the rate becomes one message.
  virtual bool merges() const { return false; }
  // Whoever gets a message twice knows it by its key, without a person reading it.
  virtual bool knows_keys() const { return false; }
  // Of a text; 0 where there is no bound.
  virtual size_t text_limit_bytes() const { return 0; }
  virtual Outcome send(const StoredChannel& channel, const Message& message,
                       SendContext& context) const = 0;
};

const std::vector<std::unique_ptr<Kind>>& kinds();
const Kind* find_kind(std::string_view name);

// What holds of a setting or secret of the channel; "" where it has none.
std::string setting_of(const StoredChannel& channel, const Kind& kind, std::string_view name);
std::string secret_of(const StoredChannel& channel, std::string_view name);

// Posts JSON; the outcome is what the body of the answer says.
struct VendorReply {
  Outcome outcome;
  std::string body;
};
VendorReply post_to_vendor(SendContext& context, std::string_view vendor, const std::string& url,
                           const std::string& body);

// Posts JSON with its key, signed by the channel's secret where it has one: Tollgate-Signature is
// "v1=" and the hexadecimal HMAC-SHA-256 by it over the value of Tollgate-Timestamp, a dot, and the
// body. Any 2xx takes it.
Outcome post_signed(SendContext& context, const StoredChannel& channel, const std::string& url,
                    const std::string& key, const std::string& body);

// The part of a pasted address that is the key: what stands behind `mark`, up to the next "&".
std::string pasted_key(std::string_view pasted, std::string_view mark);

std::string percent_encoded(std::string_view text);

// The text of a message with its foot, cut to what the channel takes.
std::string rendered(const Message& message, size_t limit_bytes);

std::unique_ptr<Kind> make_wecom_robot();
std::unique_ptr<Kind> make_wecom_app();
std::unique_ptr<Kind> make_dingtalk_robot();
std::unique_ptr<Kind> make_feishu_robot();
std::unique_ptr<Kind> make_email();
std::unique_ptr<Kind> make_webhook();
std::unique_ptr<Kind> make_follower();

}  // namespace tollgate::delivery
