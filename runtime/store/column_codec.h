// Wire values as column values, and back without loss.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "database.h"
#include "tollgate/base/json.h"
#include "tollgate/store/layout.h"

namespace tollgate::store {

// Bytes that stand for a text (packed_cell.h).
struct PackedCell {
  std::string bytes;
};

using CellValue = std::variant<int64_t, std::string, PackedCell>;

// nullopt when the column cannot give exactly this value back. `value` is not null.
std::optional<CellValue> encode_cell(ColumnKind kind, const Json& value,
                                     std::string_view time_zone);
Json decode_cell(ColumnKind kind, const Query& row, int column);
// The same text for the same value, however it is kept: earlier versions kept more of it.
std::string plain_cell(ColumnKind kind, const Query& row, int column);

// The text by which a date-time or duration column sorts; "" when `text` is neither.
std::string sort_key(ColumnKind kind, std::string_view text, std::string_view time_zone);

}  // namespace tollgate::store
