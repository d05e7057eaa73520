// What whoever looks after an app decides about devices and what was set aside of them: noted among
// the acts of administrators, and told to whom it concerns.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "hub/noted_act.h"

namespace tollgate::server {

// Of a request to the app and the reply that was given; nothing where it decides nothing, or was
// refused.
std::optional<NotedAct> sync_act_of(const std::string& app, std::string_view type,
                                    std::string_view message, std::string_view reply);

}  // namespace tollgate::server
