// Something that was done in an app and stands among the acts that administrators read.
#pragma once

#include <optional>
#include <string>

#include "tollgate/delivery/delivery.h"

namespace tollgate::server {

struct NotedAct {
  std::string act;     // "sync.release", "sync.discarded", "sync.sent_on", "list.export"
  std::string target;  // the app and what in it
  std::string note;    // why, or how much
  std::optional<delivery::Delivery::Word> word;  // to tell somebody
};

}  // namespace tollgate::server
