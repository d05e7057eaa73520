// What goes wrong between a device and a hub, in words; codes are stable.
#pragma once

#include <string>
#include <string_view>

#include "tollgate/base/diagnostic.h"

namespace tollgate::sync {

Diagnostic bad_signature(std::string_view device, int64_t group);
Diagnostic bad_hash(std::string_view device, int64_t group);
Diagnostic bad_group(std::string_view device, int64_t group, const std::string& pointer);
// The same number with other bytes: two devices use one name, or a device went back in time.
Diagnostic forked(std::string_view device, int64_t group);
Diagnostic unknown_device(std::string_view device);
Diagnostic other_key(std::string_view device);
Diagnostic foreign_device(std::string_view device);
Diagnostic foreign_person(std::string_view user);
Diagnostic wrong_app(std::string_view app);
Diagnostic step_too_large();
// A checkpoint of the device tells of more than its log holds, or of something else.
Diagnostic device_log_cut(std::string_view device);
Diagnostic hub_log_cut();
Diagnostic bad_receipt(int64_t group);
Diagnostic bad_message();
// `why`: what this program does not know in the document.
inline constexpr std::string_view kAppTooNew = "sync.app_too_new";
Diagnostic app_too_new(const Diagnostics& why);

}  // namespace tollgate::sync
