#include "import/line.h"

#include "tollgate/base/json_pointer.h"

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

}  // namespace tollgate::engine
