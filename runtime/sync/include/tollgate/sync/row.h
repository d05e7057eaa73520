// A record as a hub has it, for devices: what its tables hold of it, so that a device need not run
// the rules again to show it.
//
//   Json content = to_json(row);
//   std::optional<RecordRow> read = row_from_json("visit", "v1", content);
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/ops/record_state.h"

namespace tollgate::sync {

struct RowScore {
  std::string scorecard;
  std::string total;
  std::string possible;
  std::string pool;
  Json explanation;
  int64_t app_version = 0;
  bool operator==(const RowScore&) const = default;
};

// A file that a field holds, since the hub's op of that number, and what the hub found in it; null
// while the hub has not got it.
struct RowFile {
  std::string field;
  std::string sha256;
  int64_t since = 0;
  Json facts;
  bool operator==(const RowFile&) const = default;
};

struct RecordRow {
  ops::RecordState state;
  std::string title;
  std::vector<RowScore> scores;
  std::vector<RowFile> files;
};

Json to_json(const RecordRow& row);
// nullopt for what to_json does not write. Values are moved out of what is handed over.
std::optional<RecordRow> row_from_json(std::string_view entity, std::string_view record, Json json);

}  // namespace tollgate::sync
