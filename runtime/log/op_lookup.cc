#include "op_lookup.h"

#include "tollgate/base/temporal.h"
#include "tollgate/store/store.h"

namespace tollgate::log {

std::optional<store::StoredOp> last_app_op(store::Store& store) {
  std::optional<store::StoredOp> last;
  store.read_apps_back([&](const store::StoredOp& op) {
    last = op;
    return false;
  });
  return last;
}

std::string time_text(int64_t at_ms) {
  return to_text(date_time_at(at_ms / 1000, 0, ZoneRef::offset(0)));
}

std::string time_of_op(store::Store& store, int64_t op_number) {
  std::string text = "?";
  store.read_ops(op_number - 1, [&](const store::StoredOp& stored) {
    if (stored.number != op_number) return false;
    if (Result<ops::Op> op = ops::parse_op(stored.bytes)) text = time_text(op->at_ms());
    return false;
  });
  return text;
}

}  // namespace tollgate::log
