// The data of cross-reference and object streams: Flate with PNG predictors, or plain.
// Source: ISO 32000-1, 7.3.8 (streams), 7.4.4 (Flate and its predictors).
#include <cstdlib>

#include "pdf/pdf_file.h"

namespace tollgate::evidence {
namespace {

using Kind = PdfObject::Kind;

// The first entry when the value is an array of filters or parameters.
const PdfObject* single(const PdfObject* value) {
  if (value == nullptr || !value->is(Kind::kArray)) return value;
  return value->items.size() == 1 ? &value->items.front() : nullptr;
}

// PNG 3, 9.4: the nearest of left, above and corner to left + above - corner.
uint8_t paeth(int left, int above, int corner) {
  const int guess = left + above - corner;
  const int to_left = std::abs(guess - left);
  const int to_above = std::abs(guess - above);
  const int to_corner = std::abs(guess - corner);
  if (to_left <= to_above && to_left <= to_corner) return static_cast<uint8_t>(left);
  return static_cast<uint8_t>(to_above <= to_corner ? above : corner);
}

// Rows of a filter byte and `columns` bytes; one byte a pixel, as all such streams have it.
std::optional<std::string> undo_png_predictor(std::string_view rows, size_t columns) {
  std::string result;
  std::string above(columns, '\0');
  for (size_t at = 0; at + 1 + columns <= rows.size(); at += 1 + columns) {
    std::string row(rows.substr(at + 1, columns));
    for (size_t i = 0; i < columns; ++i) {
      const uint8_t left = i > 0 ? byte_at(row, i - 1) : uint8_t{0};
      const uint8_t up = byte_at(above, i);
      const uint8_t corner = i > 0 ? byte_at(above, i - 1) : uint8_t{0};
      uint8_t predicted = 0;
      switch (rows[at]) {
        case 0:
          break;
        case 1:
          predicted = left;
          break;
        case 2:
          predicted = up;
          break;
        case 3:
          predicted = static_cast<uint8_t>((left + up) / 2);
          break;
        case 4:
          predicted = paeth(left, up, corner);
          break;
        default:
          return std::nullopt;
      }
      row[i] = static_cast<char>(byte_at(row, i) + predicted);
    }
    result += row;
    above = std::move(row);
  }
  return result;
}

}  // namespace

std::optional<std::string> PdfFile::stream_data(const PdfObject& dictionary, size_t end) {
  PdfParser parser(bytes_, end, budget_);
  if (!parser.keyword("stream")) return std::nullopt;
  size_t begin = parser.at();
  if (has_at(bytes_, begin, "\r\n")) {
    begin += 2;
  } else if (has_at(bytes_, begin, "\n") || has_at(bytes_, begin, "\r")) {
    begin += 1;
  }
  std::optional<int64_t> length;
  if (const PdfObject* given = dictionary.find("Length")) {
    // Only a plain number or a reference to an object outside streams: never a circle.
    if (given->is(Kind::kNumber)) {
      length = given->number;
    } else if (const auto known = locations_.find(given->number);
               given->is(Kind::kRef) && known != locations_.end() && !known->second.in_stream) {
      const auto object = object_at(static_cast<size_t>(known->second.at), given->number);
      if (object && object->is(Kind::kNumber)) length = object->number;
    }
  }
  const size_t rest = bytes_.size() - begin;
  if (!length || *length < 0 || static_cast<size_t>(*length) > rest) {
    if (!budget_.spend(rest)) return std::nullopt;
    const size_t found = bytes_.find("endstream", begin);
    length = static_cast<int64_t>(found == std::string_view::npos ? rest : found - begin);
  }
  const std::string_view packed = bytes_.substr(begin, static_cast<size_t>(*length));

  const PdfObject* filter = dictionary.find("Filter");
  if (filter == nullptr || (filter->is(Kind::kArray) && filter->items.empty())) {
    if (packed.size() > unpack_budget_.bytes_left) return std::nullopt;
    unpack_budget_.bytes_left -= packed.size();
    return std::string(packed);
  }
  filter = single(filter);
  if (filter == nullptr || !(filter->is_name("FlateDecode") || filter->is_name("Fl"))) {
    return std::nullopt;
  }
  std::optional<Unpacked> unpacked = unpack(packed, DeflateFormat::kZlib, unpack_budget_);
  if (!unpacked) return std::nullopt;
  const PdfObject* parameters = single(dictionary.find("DecodeParms"));
  const int64_t predictor =
      parameters != nullptr ? parameters->number_at("Predictor").value_or(1) : 1;
  if (predictor < 10) {
    return predictor == 1 ? std::optional(std::move(unpacked->bytes)) : std::nullopt;
  }
  const int64_t columns = parameters->number_at("Columns").value_or(1);
  constexpr int64_t kMaxColumns = 65536;
  if (columns < 1 || columns > kMaxColumns) return std::nullopt;
  return undo_png_predictor(unpacked->bytes, static_cast<size_t>(columns));
}

}  // namespace tollgate::evidence
