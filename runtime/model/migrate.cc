#include "migrate.h"

#include <array>
#include <nlohmann/json.hpp>

namespace tollgate::model {
namespace {

constexpr std::string_view kPrefix = "tollgate.app/";

using Step = void (*)(Json&);
// steps[n - 1] brings format n to n + 1; a new format adds its step at the end.
constexpr std::array<Step, kFormatVersion - 1> kSteps{};

std::string format_of_version(int version) {
  return std::string(kPrefix) + std::to_string(version);
}

// 1 to 999; 0 for anything else.
int version_of(std::string_view format) {
  if (!format.starts_with(kPrefix)) return 0;
  format.remove_prefix(kPrefix.size());
  if (format.empty() || format.size() > 3 || format[0] == '0') return 0;
  int version = 0;
  for (const char c : format) {
    if (c < '0' || c > '9') return 0;
    version = version * 10 + (c - '0');
  }
  return version;
}

}  // namespace

Status migrate(Json& document, const std::string& source) {
  const std::string current = format_of_version(kFormatVersion);
  const Place place{source, "/format", {}};
  if (!document.is_object()) {
    return make_error("model.wrong_type",
                      {"应用文档应为一个 JSON 对象，而不是" + json_kind_name(document).zh,
                       "an app document is a JSON object, not " + json_kind_name(document).en},
                      {source, "", {}});
  }
  const auto format = document.find("format");
  if (format == document.end() || !format->is_string()) {
    return make_error("model.missing_format",
                      {"缺少成员 format，应为 \"" + current + "\"",
                       "the member format is missing; it should be \"" + current + "\""},
                      place, {current});
  }
  const std::string written = format->get<std::string>().substr(0, 100);
  const int version = version_of(written);
  if (version == 0) {
    return make_error(
        "model.unknown_format",
        {"“" + written + "”不是 Tollgate 应用文档的格式，应为 \"" + current + "\"",
         "'" + written + "' is no format of Tollgate's app documents; it should be \"" + current +
             "\""},
        place, {current});
  }
  if (version > kFormatVersion) {
    return make_error("model.newer_format",
                      {"此文档由更新版本的 Tollgate 写成（格式 " + std::to_string(version) +
                           "，这里只认识到 " + std::to_string(kFormatVersion) + "）",
                       "a newer Tollgate wrote this document (format " + std::to_string(version) +
                           "; this one knows up to " + std::to_string(kFormatVersion) + ")"},
                      place);
  }
  for (int at = version; at < kFormatVersion; ++at) {
    kSteps.at(static_cast<size_t>(at) - 1)(document);
    document["format"] = format_of_version(at + 1);
  }
  return ok_status();
}

}  // namespace tollgate::model
