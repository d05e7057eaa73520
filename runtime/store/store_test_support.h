#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "tollgate/store/store.h"

namespace tollgate::store {

inline Layout visit_layout() {
  return {"Asia/Shanghai",
          {{"visit",
            {{"city", ColumnKind::kText, false},
             {"amount", ColumnKind::kDecimal, false},
             {"done", ColumnKind::kBoolean, false},
             {"day", ColumnKind::kDate, false},
             {"at", ColumnKind::kDateTime, false},
             {"took", ColumnKind::kDuration, false},
             {"rep", ColumnKind::kText, true},
             {"actions", ColumnKind::kJson, false}}}}};
}

inline ops::RecordState visit(const std::string& id, Json values,
                              ops::RecordStatus status = ops::RecordStatus::kComplete) {
  ops::RecordState state;
  state.entity = "visit";
  state.id = id;
  state.status = status;
  state.created_ms = 1'790'000'000'000;
  state.updated_ms = 1'790'000'000'000;
  state.version = "01a0c4506c000000-dev";
  for (const auto& [field, value] : values.items()) {
    state.fields[field] = {value, state.version};
  }
  return state;
}

inline ops::Op set_city(int64_t number, const std::string& city) {
  ops::Op op;
  op.device = "dev";
  op.number = op.group_first = op.group_last = number;
  op.time = {1'790'000'000'000 + number, 0};
  op.body = ops::RecordSet{"visit", "v1", {{"city", city, ""}}, ""};
  return op;
}

inline void append(Store& store, const ops::Op& op) {
  std::string bytes = ops::canonical_bytes(op);
  store.append(op, ops::hash_of(bytes), bytes);
}

inline std::unique_ptr<Store> open_store(OpenOptions options) {
  Result<std::unique_ptr<Store>> store = Store::open(options);
  if (!store) return nullptr;
  return std::move(*store);
}

}  // namespace tollgate::store
