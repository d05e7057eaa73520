// An effect that tells people something.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/model/text.h"

namespace tollgate::model {

// What the app asks for; the hub that delivers decides by its settings and the person's.
enum class Channel { kWecom, kInApp, kDingtalk, kFeishu, kEmail, kWebhook };
std::string_view name_of(Channel channel);

struct Notify {
  static constexpr std::string_view kType = "notify";
  Channel channel = Channel::kInApp;
  std::optional<Expression> to;    // a person, or a list of people
  std::vector<std::string> roles;  // everyone in them, too
  Message message;
  bool urgent = false;  // goes before others, and by itself
  std::string pointer;
};

}  // namespace tollgate::model
