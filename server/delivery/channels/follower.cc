// A webhook that follows an app: what changed in it, as a program's key may know of it (follow.cc
// asks for that and makes the messages, whose text is the list of changes).
#include <nlohmann/json.hpp>

#include "channels/kind.h"
#include "tollgate/base/json.h"

namespace tollgate::delivery {
namespace {

class Follower final : public Kind {
 public:
  std::string_view name() const override { return kFollower; }
  std::vector<KindMember> settings() const override {
    return {{"base_url", "", true}, {"app", "", true}, {"api_key", "", true}, {"entities", ""}};
  }
  std::vector<KindMember> secrets() const override { return {{"sign_secret", "", true}}; }
  bool knows_keys() const override { return true; }

  Outcome send(const StoredChannel& channel, const Message& message,
               SendContext& context) const override {
    // A test of the channel has no list: it tells of nothing.
    Json changes = stored_json(message.text);
    if (!changes.is_array()) changes = Json::array();
    const Json json{{"id", message.key},
                    {"type", "changes"},
                    {"app", setting_of(channel, *this, "app")},
                    {"changes", std::move(changes)},
                    {"made_at_ms", message.made_ms},
                    {"attempt", message.attempt}};
    Outcome outcome = post_signed(context, channel, setting_of(channel, *this, "base_url"),
                                  message.key, write_json(json));
    outcome.sent_text = message.text;
    return outcome;
  }
};

}  // namespace

std::unique_ptr<Kind> make_follower() { return std::make_unique<Follower>(); }

}  // namespace tollgate::delivery
