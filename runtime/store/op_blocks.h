// Ops of the log that are no longer the newest, as blocks: the canonical bytes of so many ops that
// follow each other, deflated together, since they repeat each other's members, ids and words. What
// the hash chain runs over are those bytes, whether they lie in a block or not.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tollgate::store {

inline constexpr int64_t kOpsOfBlock = 64;
// A longer op stays outside of its block: a document, or what is nearly a file.
inline constexpr size_t kMaxBytesOfBlockedOp = size_t{32} << 10;

// "" for an op that stays outside.
std::string pack_ops(const std::vector<std::string>& ops);

// What pack_ops() was given; nullopt for anything else, whose size is never trusted.
std::optional<std::vector<std::string>> unpack_ops(std::string_view block);

}  // namespace tollgate::store
