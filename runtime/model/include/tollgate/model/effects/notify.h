// An effect that tells people something.
#pragma once

#include <string>
#include <string_view>

#include "tollgate/model/text.h"

namespace tollgate::model {

enum class Channel { kWecom, kInApp };
std::string_view name_of(Channel channel);

struct Notify {
  static constexpr std::string_view kType = "notify";
  Channel channel = Channel::kInApp;
  Expression to;  // a person, or a list of people
  Message message;
  std::string pointer;
};

}  // namespace tollgate::model
