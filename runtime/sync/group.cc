#include "tollgate/sync/group.h"

#include "tollgate/sync/problems.h"

namespace tollgate::sync {
namespace {

// No device ever gets there.
constexpr int64_t kMaxOps = int64_t{1} << 52;

std::string signed_text(std::string_view device, std::string_view hash) {
  return "tollgate.group/1\n" + std::string(device) + '\n' + std::string(hash) + '\n';
}

}  // namespace

Sha256Digest group_hash(std::string_view device, int64_t number, const Sha256Digest& previous,
                        const std::vector<std::string>& ops) {
  Sha256 running;
  running.update("tollgate.group/1\n");
  running.update(device);
  running.update('\n' + std::to_string(number) + '\n' + hex(previous) + '\n');
  for (const std::string& op : ops) running.update(hex(sha256(op)) + '\n');
  return running.finish();
}

Group sealed_group(std::string_view device, int64_t number, const Sha256Digest& previous,
                   std::vector<std::string> ops, const log::SigningKey& key) {
  Group group;
  group.number = number;
  group.hash = hex(group_hash(device, number, previous, ops));
  group.signature = log::to_hex(key.sign(signed_text(device, group.hash)));
  group.ops = std::move(ops);
  return group;
}

bool is_signed(const Group& group, std::string_view device, const log::PublicKey& key) {
  const auto signature = log::from_hex<64>(group.signature);
  return signature && log::verifies(key, signed_text(device, group.hash), *signature);
}

Result<OpenedGroup> open_group(const Group& group, std::string_view device,
                               const Sha256Digest& previous, const log::PublicKey& key) {
  if (!is_signed(group, device, key)) return bad_signature(device, group.number);
  OpenedGroup opened;
  opened.hash = group_hash(device, group.number, previous, group.ops);
  if (hex(opened.hash) != group.hash) return bad_hash(device, group.number);
  if (group.ops.empty()) return bad_group(device, group.number, "/ops");
  for (size_t i = 0; i < group.ops.size(); ++i) {
    const std::string pointer = "/ops/" + std::to_string(i);
    Result<ops::Op> op = ops::parse_op(group.ops[i]);
    if (!op) return bad_group(device, group.number, pointer);
    // Another spelling of the same op would be another hash of the same doing.
    const bool own = op->device == device && !op->origin &&
                     (opened.ops.empty() || op->user == opened.ops.front().user) &&
                     ops::canonical_bytes(*op) == group.ops[i];
    const bool counts = op->group_first >= 1 && op->group_first <= kMaxOps;
    const bool follows = counts && op->number == op->group_first + int64_t(i) &&
                         op->group_last == op->group_first + int64_t(group.ops.size()) - 1;
    if (!own || !follows) return bad_group(device, group.number, pointer);
    opened.ops.push_back(std::move(*op));
  }
  return opened;
}

std::string join_text(std::string_view app, std::string_view device, std::string_view key) {
  return "tollgate.join/1\n" + std::string(app) + '\n' + std::string(device) + '\n' +
         std::string(key) + '\n';
}

}  // namespace tollgate::sync
