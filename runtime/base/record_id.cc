#include "tollgate/base/record_id.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>

#include "tollgate/base/limits.h"
#include "tollgate/base/utf8.h"

namespace tollgate {
namespace {

bool is_plain_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
}

const utf8proc_uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

// Reads well-formed UTF-8 from the front.
utf8proc_int32_t take_code_point(std::string_view& text) {
  utf8proc_int32_t code_point = 0;
  const auto read =
      utf8proc_iterate(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &code_point);
  text.remove_prefix(read > 0 ? static_cast<size_t>(read) : text.size());
  return code_point;
}

bool is_seen(utf8proc_int32_t code_point) {
  switch (utf8proc_category(code_point)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return false;
    default:
      return true;
  }
}

bool is_blank(utf8proc_int32_t code_point) {
  return utf8proc_category(code_point) == UTF8PROC_CATEGORY_ZS;
}

bool is_normal(std::string_view text) {
  utf8proc_uint8_t* normal = nullptr;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  const auto size =
      utf8proc_map(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &normal, options);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(normal, &std::free);
  return size >= 0 &&
         text == std::string_view(reinterpret_cast<const char*>(normal), static_cast<size_t>(size));
}

}  // namespace

std::optional<LocalizedText> record_id_problem(std::string_view id) {
  if (id.empty()) return LocalizedText{"缺失", "is missing"};
  if (id.size() > limits::kRecordIdBytes) {
    const std::string most = std::to_string(limits::kRecordIdBytes);
    return LocalizedText{"太长，最多 " + most + " 字节", "is longer than " + most + " bytes"};
  }
  if (is_plain_ascii(id)) return std::nullopt;
  if (invalid_utf8_at(id)) return LocalizedText{"不是 UTF-8 文本", "is no text in UTF-8"};
  bool blank_before = true;  // none may come first
  for (std::string_view rest = id; !rest.empty();) {
    const utf8proc_int32_t code_point = take_code_point(rest);
    if (!is_seen(code_point)) {
      return LocalizedText{"含有看不见的字符（控制字符或改变文字方向的字符等）",
                           "has characters that nobody sees (control characters, changes of the "
                           "writing direction and the like)"};
    }
    if (is_blank(code_point) && (blank_before || rest.empty())) {
      return LocalizedText{"首尾不能有空格，中间也不能连用",
                           "has blanks at its ends or several in a row"};
    }
    blank_before = is_blank(code_point);
  }
  if (!is_normal(id)) {
    return LocalizedText{"不是 Unicode 规范形式 C，同样的文字可以写成两种",
                         "is not in Unicode's normal form C: the same text could be written in "
                         "two ways"};
  }
  return std::nullopt;
}

}  // namespace tollgate
