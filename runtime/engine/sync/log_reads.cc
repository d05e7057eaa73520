#include "sync/log_reads.h"

#include "tollgate/base/random.h"
#include "tollgate/log/checkpoint.h"

namespace tollgate::engine {

std::optional<Sha256Digest> hash_of_op(store::Store& store, int64_t number) {
  std::optional<Sha256Digest> hash;
  if (number < 1) return hash;
  store.read_ops(number - 1, [&](const store::StoredOp& op) {
    if (op.number == number) hash = op.hash;
    return false;
  });
  return hash;
}

void read_groups(store::Store& store, int64_t after,
                 const std::function<bool(std::vector<ops::Op>&& group)>& visit) {
  std::vector<ops::Op> group;
  store.read_ops(after, [&](const store::StoredOp& stored) {
    Result<ops::Op> op = ops::parse_op(stored.bytes);
    if (!op) return false;
    group.push_back(std::move(*op));
    if (group.back().number < group.back().group_last) return true;
    return visit(std::exchange(group, {}));
  });
}

bool holds_checkpoint(store::Store& store, std::string_view line) {
  const std::optional<log::Checkpoint> point = log::parse_checkpoint(line);
  if (!point || !point->is_genuine()) return false;
  return point->op_count == 0 || hash_of_op(store, point->op_count) == point->head;
}

log::SigningKey random_key() {
  log::Seed seed = {};
  SystemRandom().fill(seed.data(), seed.size());
  return log::SigningKey::from_seed(seed);
}

}  // namespace tollgate::engine
