// What is refused, in words.
#pragma once

#include <string>
#include <string_view>

#include "tollgate/base/diagnostic.h"

namespace tollgate::delivery {

Diagnostic delivery_administrators_only();
Diagnostic not_yours();
Diagnostic nobody_asks();
Diagnostic unknown_channel(std::string_view id);
Diagnostic unknown_letter();
Diagnostic unknown_kind(std::string_view kind);
Diagnostic bad_setting(std::string_view name, std::string_view zh, std::string_view en);
Diagnostic bad_host(std::string_view host);
Diagnostic unknown_delivery_request(std::string_view type);

}  // namespace tollgate::delivery
