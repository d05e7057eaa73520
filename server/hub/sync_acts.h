// What whoever looks after an app decides about devices and what was set aside of them: noted among
// the acts of administrators, and told to whom it concerns.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tollgate/base/json.h"
#include "tollgate/delivery/delivery.h"

namespace tollgate::server {

struct SyncAct {
  std::string act;     // "sync.release", "sync.discarded", "sync.sent_on"
  std::string target;  // the app and the device or record
  std::string note;    // why
  std::optional<delivery::Delivery::Word> word;
};

// Of a request to the app and the reply that was given; nothing where it decides nothing, or was
// refused.
std::optional<SyncAct> sync_act_of(const std::string& app, std::string_view type,
                                   std::string_view message, std::string_view reply);

}  // namespace tollgate::server
