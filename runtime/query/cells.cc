#include "tollgate/query/cells.h"

#include <nlohmann/json.hpp>
#include <utility>

namespace tollgate::query {

std::optional<int64_t> stars_of(const model::Field& field) {
  if (model::info_of(field.type).most_maximum == 0) return std::nullopt;
  const std::optional<Decimal> most = Decimal::parse(field.maximum);
  return most ? most->to_int64() : std::nullopt;
}

messages::Cell cell_of(const model::Field& field, Json value, const Texts& texts, bool brief) {
  messages::Cell cell;
  cell.text = brief ? texts.brief(field, value) : texts.of(field, value);
  std::string href = texts.link(field, value);
  if (!href.empty()) cell.href = std::move(href);
  if (!value.is_null()) cell.out_of = stars_of(field);
  cell.value = std::move(value);
  return cell;
}

}  // namespace tollgate::query
