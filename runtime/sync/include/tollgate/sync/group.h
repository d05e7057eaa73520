// What a device did at once, as it travels: its ops in their own bytes, a number, a hash that
// chains the groups of the device, and the device's signature.
//
//   Result<Group> group = sealed_group(device, 7, hash_of_group_6, ops, key);
//   Result<OpenedGroup> opened = open_group(*group, device, hash_of_group_6, public_key);
//
// hash: SHA-256 of the lines "tollgate.group/1", device, number, hash of the group before (zeros
// for the first) and the SHA-256 of each op's bytes, all hexadecimal, each ended by a line feed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/result.h"
#include "tollgate/log/signing.h"
#include "tollgate/ops/op.h"
#include "tollgate/sync/messages.h"

namespace tollgate::sync {

// What one step of a device may hold; a single group may be larger.
inline constexpr size_t kStepOps = 500;
inline constexpr size_t kStepBytes = size_t{1} << 20;

Sha256Digest group_hash(std::string_view device, int64_t number, const Sha256Digest& previous,
                        const std::vector<std::string>& ops);

Group sealed_group(std::string_view device, int64_t number, const Sha256Digest& previous,
                   std::vector<std::string> ops, const log::SigningKey& key);

struct OpenedGroup {
  Sha256Digest hash = {};
  std::vector<ops::Op> ops;
};

// Refused: sync.bad_group (no ops, too many, ops that cannot be read, are another device's or do
// not belong together), sync.bad_hash, sync.bad_signature.
Result<OpenedGroup> open_group(const Group& group, std::string_view device,
                               const Sha256Digest& previous, const log::PublicKey& key);

// Whether the hash is the one that the group says, signed by the key; without reading its ops.
bool is_signed(const Group& group, std::string_view device, const log::PublicKey& key);

// What a device signs to be known: that the key is its own.
std::string join_text(std::string_view app, std::string_view device, std::string_view key);

}  // namespace tollgate::sync
