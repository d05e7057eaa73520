// The data of streams: plain, Flate with PNG predictors, in ASCII, or one in the other.
// Source: ISO 32000-1, 7.3.8 (streams), 7.4 (filters and predictors).
#include <cstdlib>
#include <vector>

#include "pdf/pdf_file.h"

namespace tollgate::evidence {
namespace {

using Kind = PdfObject::Kind;

constexpr size_t kMaxFilters = 4;

// One filter or its parameters, or several in their order.
std::vector<PdfObject> list_of(const PdfObject* value) {
  if (value == nullptr || value->is(Kind::kNull)) return {};
  if (value->is(Kind::kArray)) return value->items;
  return {*value};
}

// 7.4.3: five digits to base 85 are four bytes, z is four zeros, ~> the end.
std::optional<std::string> from_ascii85(std::string_view text) {
  std::string bytes;
  uint64_t group = 0;
  int digits = 0;
  const auto put = [&](int count) {
    for (int i = 0; i < count; ++i) bytes += static_cast<char>(group >> (24 - 8 * i));
    group = 0;
    digits = 0;
  };
  for (const char c : text) {
    if (is_pdf_space(c)) continue;
    if (c == '~') break;
    if (c == 'z' && digits == 0) {
      bytes.append(4, '\0');
      continue;
    }
    if (c < '!' || c > 'u') return std::nullopt;
    group = group * 85 + static_cast<uint64_t>(c - '!');
    if (++digits == 5) put(4);
  }
  if (digits == 1) return std::nullopt;
  const int missing = digits == 0 ? 0 : 5 - digits;
  if (missing > 0) {
    for (int i = 0; i < missing; ++i) group = group * 85 + 84;
    put(4 - missing);
  }
  return bytes;
}

// 7.4.2
std::optional<std::string> from_ascii_hex(std::string_view text) {
  std::string bytes;
  int high = -1;
  for (const char c : text) {
    if (is_pdf_space(c)) continue;
    if (c == '>') break;
    const int digit = pdf_hex_digit(c);
    if (digit < 0) return std::nullopt;
    if (high < 0) {
      high = digit;
    } else {
      bytes += static_cast<char>(high * 16 + digit);
      high = -1;
    }
  }
  if (high >= 0) bytes += static_cast<char>(high * 16);
  return bytes;
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

std::optional<std::string_view> PdfFile::packed_data(const PdfObject& dictionary, size_t end) {
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
  return bytes_.substr(begin, static_cast<size_t>(*length));
}

std::optional<std::string> PdfFile::flate(std::string_view packed, const PdfObject* parameters) {
  std::optional<Unpacked> unpacked = unpack(packed, DeflateFormat::kZlib, unpack_budget_);
  if (!unpacked) return std::nullopt;
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

std::optional<std::string> PdfFile::stream_data(const PdfObject& dictionary, size_t end) {
  const std::optional<std::string_view> packed = packed_data(dictionary, end);
  if (!packed || packed->size() > unpack_budget_.bytes_left) return std::nullopt;
  unpack_budget_.bytes_left -= packed->size();
  std::string data(*packed);
  const std::vector<PdfObject> filters = list_of(dictionary.find("Filter"));
  const std::vector<PdfObject> parameters = list_of(dictionary.find("DecodeParms"));
  if (filters.size() > kMaxFilters) return std::nullopt;
  for (size_t i = 0; i < filters.size(); ++i) {
    const PdfObject& filter = filters[i];
    std::optional<std::string> next;
    if (filter.is_name("FlateDecode") || filter.is_name("Fl")) {
      next = flate(data, i < parameters.size() ? &parameters[i] : nullptr);
    } else if (filter.is_name("ASCII85Decode") || filter.is_name("A85")) {
      next = from_ascii85(data);
    } else if (filter.is_name("ASCIIHexDecode") || filter.is_name("AHx")) {
      next = from_ascii_hex(data);
    }
    if (!next) return std::nullopt;
    data = *std::move(next);
  }
  return data;
}

}  // namespace tollgate::evidence
