#include "import/line.h"

#include <algorithm>

#include "tollgate/base/json_pointer.h"
#include "tollgate/base/limits.h"

namespace tollgate::engine {

Place place_in_line(int64_t number, std::string pointer) {
  return {.source = "line " + std::to_string(number), .pointer = std::move(pointer)};
}

Diagnostic line_error(int64_t number, const std::string& member, std::string code,
                      LocalizedText message, std::vector<std::string> candidates) {
  return make_error(std::move(code), std::move(message),
                    place_in_line(number, member.empty() ? "" : "/" + member),
                    std::move(candidates));
}

Diagnostic line_warning(int64_t number, const std::string& member, std::string code,
                        LocalizedText message) {
  return make_warning(std::move(code), std::move(message),
                      place_in_line(number, member.empty() ? "" : "/" + member));
}

Diagnostic in_line(int64_t number, const std::string& member, Diagnostic finding) {
  finding.place = place_in_line(number, member.empty() ? finding.place.pointer : "/" + member);
  return finding;
}

bool is_record_id(std::string_view id) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  return !id.empty() && id.size() <= limits::kRecordIdBytes &&
         std::none_of(id.begin(), id.end(), is_control);
}

}  // namespace tollgate::engine
