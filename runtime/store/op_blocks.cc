#include "op_blocks.h"

#include <zlib.h>

#include <algorithm>

namespace tollgate::store {
namespace {

// Before each op its size in four bytes, the lowest first.
constexpr size_t kSizeBytes = 4;
constexpr size_t kMaxBlockBytes =
    static_cast<size_t>(kOpsOfBlock) * (kMaxBytesOfBlockedOp + kSizeBytes);

void add_size(std::string& bytes, size_t size) {
  for (size_t i = 0; i < kSizeBytes; ++i) bytes += static_cast<char>(size >> (8 * i) & 0xFF);
}

size_t size_at(std::string_view bytes, size_t at) {
  size_t size = 0;
  for (size_t i = 0; i < kSizeBytes; ++i) {
    size |= static_cast<size_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  }
  return size;
}

}  // namespace

std::string pack_ops(const std::vector<std::string>& ops) {
  std::string plain;
  for (const std::string& op : ops) {
    add_size(plain, op.size());
    plain += op;
  }
  std::string block;
  add_size(block, plain.size());
  uLongf size = compressBound(static_cast<uLong>(plain.size()));
  block.resize(kSizeBytes + size);
  const int code = compress2(reinterpret_cast<Bytef*>(block.data() + kSizeBytes), &size,
                             reinterpret_cast<const Bytef*>(plain.data()),
                             static_cast<uLong>(plain.size()), Z_DEFAULT_COMPRESSION);
  if (code != Z_OK) return {};
  block.resize(kSizeBytes + size);
  return block;
}

std::optional<std::vector<std::string>> unpack_ops(std::string_view block) {
  if (block.size() < kSizeBytes) return std::nullopt;
  const size_t stated = size_at(block, 0);
  if (stated > kMaxBlockBytes) return std::nullopt;
  block.remove_prefix(kSizeBytes);
  std::string plain(stated, '\0');
  auto size = static_cast<uLongf>(stated);
  const int code =
      uncompress(reinterpret_cast<Bytef*>(plain.data()), &size,
                 reinterpret_cast<const Bytef*>(block.data()), static_cast<uLong>(block.size()));
  if (code != Z_OK || size != stated) return std::nullopt;
  std::vector<std::string> ops;
  for (size_t at = 0; at < plain.size();) {
    if (plain.size() - at < kSizeBytes) return std::nullopt;
    const size_t length = size_at(plain, at);
    at += kSizeBytes;
    if (length > plain.size() - at) return std::nullopt;
    ops.push_back(plain.substr(at, length));
    at += length;
  }
  return ops;
}

}  // namespace tollgate::store
