// The hub's word that it has a group, and what became of it.
//
//   sign(receipt, "device-k3", hub_key);
//   is_genuine(receipt, "device-k3", hub_public_key);
//
// Signed: "tollgate.receipt/1", the device's name and the receipt as canonical JSON without its
// signature, each ended by a line feed.
#pragma once

#include <string_view>

#include "tollgate/log/signing.h"
#include "tollgate/sync/messages.h"

namespace tollgate::sync {

inline constexpr std::string_view kTaken = "taken";
inline constexpr std::string_view kPartly = "partly";
inline constexpr std::string_view kSetAside = "set_aside";

void sign(Receipt& receipt, std::string_view device, const log::SigningKey& key);
bool is_genuine(const Receipt& receipt, std::string_view device, const log::PublicKey& key);

}  // namespace tollgate::sync
