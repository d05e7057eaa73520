// Numbers as people type them, on any keyboard: one reading for forms, imports and the designer.
//
//   read_typed_number("１２，３４５。5")    // 12345.5: full-width signs, a Chinese full stop as
//   point read_typed_number("3.5万 元", "元")      // 35000 read_typed_number("3亿", "万元") //
//   30000: three hundred million yuan, in 万元
//
// Never guesses: a comma that does not part thousands, a second point, another unit than the
// field's are no number. Conformance: tests/conformance/typed_numbers.json.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tollgate/base/decimal.h"

namespace tollgate {

// Full-width letters, digits and signs as ASCII, without white space at the ends.
std::string plain_text(std::string_view typed);

// nullopt for what is no number, nothing at all among it, and for texts above 200 bytes. `unit` is
// what the number counts ("元", "%", "万元"); people may write it behind the number, or not.
std::optional<Decimal> read_typed_number(std::string_view typed, std::string_view unit = {});

}  // namespace tollgate
