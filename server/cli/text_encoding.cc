#include "cli/text_encoding.h"

#include <iconv.h>

#include <array>
#include <optional>
#include <string_view>

#include "tollgate/base/utf8.h"

namespace tollgate::server {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kUtf16LittleMark = "\xFF\xFE";
constexpr std::string_view kUtf16BigMark = "\xFE\xFF";

// None where a byte is not of that encoding, or this system does not have it.
std::optional<std::string> converted(std::string bytes, const char* encoding) {
  const iconv_t converter = ::iconv_open("UTF-8", encoding);
  if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  std::string text;
  std::array<char, 16384> piece;
  char* in = bytes.data();
  size_t left = bytes.size();
  bool good = true;
  while (left > 0 && good) {
    char* out = piece.data();
    size_t room = piece.size();
    const size_t before = left;
    const bool stopped = ::iconv(converter, &in, &left, &out, &room) == static_cast<size_t>(-1);
    text.append(piece.data(), piece.size() - room);
    // It stops for want of room after some progress; without any it meets what is no text.
    good = !stopped || left < before;
  }
  ::iconv_close(converter);
  if (!good) return std::nullopt;
  return text;
}

}  // namespace

Result<std::string> as_utf8(std::string bytes, const std::string& source) {
  if (bytes.starts_with(kUtf8Mark)) bytes.erase(0, kUtf8Mark.size());
  std::optional<std::string> text;
  if (bytes.starts_with(kUtf16LittleMark)) {
    text = converted(bytes.substr(2), "UTF-16LE");
  } else if (bytes.starts_with(kUtf16BigMark)) {
    text = converted(bytes.substr(2), "UTF-16BE");
  } else if (!invalid_utf8_at(bytes)) {
    return bytes;
  } else {
    text = converted(std::move(bytes), "GB18030");
  }
  if (text) return std::move(*text);
  return make_error(
      "cli.text_encoding",
      {"文件既不是 UTF-8，也不是 GB 18030 或 UTF-16；请在表格软件中另存为“CSV UTF-8”。",
       "the file is neither UTF-8 nor GB 18030 or UTF-16: save it as 'CSV UTF-8' in "
       "the spreadsheet program"},
      {.source = source});
}

}  // namespace tollgate::server
