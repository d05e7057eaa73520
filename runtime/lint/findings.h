// Where rules put what they find.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/diagnostic.h"

namespace tollgate::lint {

class Findings {
 public:
  static constexpr size_t kMaxFindings = 500;

  // `code` without its prefix: "unknown_field" is reported as lint.unknown_field.
  void error(std::string_view code, std::string zh, std::string en, const std::string& pointer,
             std::vector<std::string> candidates = {}) {
    add(make_error(prefixed(code), {std::move(zh), std::move(en)}, {{}, pointer, {}},
                   std::move(candidates)));
  }
  void warning(std::string_view code, std::string zh, std::string en, const std::string& pointer,
               std::vector<std::string> candidates = {}) {
    add(make_warning(prefixed(code), {std::move(zh), std::move(en)}, {{}, pointer, {}},
                     std::move(candidates)));
  }
  void add(Diagnostic finding) {
    if (all_.size() < kMaxFindings) all_.push_back(std::move(finding));
  }
  Diagnostics take() && { return std::move(all_); }

 private:
  static std::string prefixed(std::string_view code) { return "lint." + std::string(code); }
  Diagnostics all_;
};

}  // namespace tollgate::lint
