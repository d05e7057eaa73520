#include "tollgate/engine/engine.h"

namespace tollgate::engine {
namespace {

constexpr size_t kMaxFindings = 20;

Diagnostic broken(int64_t number, const char* zh, const char* en) {
  std::string n = std::to_string(number);
  return make_error("engine.log_broken",
                    {"操作日志第 " + n + " 条：" + zh, "operation " + n + " of the log: " + en},
                    {.source = n});
}

}  // namespace

LogCheck Engine::verify_log() {
  LogCheck check;
  Sha256Digest previous = {};
  store_->read_ops(0, [&](const store::StoredOp& stored) {
    ++check.op_count;
    auto report = [&](const char* zh, const char* en) {
      if (check.findings.size() < kMaxFindings) {
        check.findings.push_back(broken(stored.number, zh, en));
      }
    };
    if (stored.number != check.op_count) report("编号不连续", "its number leaves a gap");
    if (ops::hash_of(stored.bytes) != stored.hash) {
      report("内容与哈希不符，被改动过", "its bytes do not have its hash: they were changed");
    }
    Result<ops::Op> op = ops::parse_op(stored.bytes);
    if (!op) {
      report("无法读取", "it cannot be read");
    } else if (op->previous != previous) {
      report("与前一条的哈希不衔接", "it does not follow the operation before it");
    }
    previous = stored.hash;
    return true;
  });
  check.head_hash = hex(previous);
  return check;
}

}  // namespace tollgate::engine
