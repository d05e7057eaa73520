// Amounts of money as people read them, and as they type them.
//
//   money_text(Decimal(1250000), field, "zh-CN", true)    // "¥125万": in lists and summaries
//   money_text(Decimal(1250000), field, "zh-CN", false)   // "¥1,250,000": where each digit counts
//   money_text(Decimal(1250000), field, "en", true)       // "CN¥1,250,000"
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tollgate/base/decimal.h"
#include "tollgate/model/field.h"

namespace tollgate::record {

// `brief`: readers of Chinese see large amounts in 万 (from 10,000) and 亿 (from 100 million), with
// two decimals at most, rounded half to even.
std::string money_text(const Decimal& amount, const model::Field& field, std::string_view locale,
                       bool brief);

// The sign of a field's currency for readers of the locale: "¥", "US$", or its code. "" without
// one.
std::string currency_sign(const model::Field& field, std::string_view locale);

// An amount as people type it, with the currency's sign or code, 元, 万 and 亿 where they like to:
// "¥ 1,250.50", "1250元", "125万", "CNY 12". nullopt for what is no amount of this currency.
std::optional<Decimal> read_money(std::string_view typed, const model::Field& field);

}  // namespace tollgate::record
