// Where rules put what they find.
#pragma once

#include <algorithm>
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
  // Errors take the place of warnings when there are too many: they decide.
  void add(Diagnostic finding) {
    const bool is_error = finding.severity == Severity::kError;
    if (all_.size() < kMaxFindings) {
      all_.push_back(std::move(finding));
    } else if (is_error && errors_ < kMaxFindings) {
      const auto warning = std::find_if(all_.rbegin(), all_.rend(), [](const Diagnostic& d) {
        return d.severity != Severity::kError;
      });
      *warning = std::move(finding);
    } else {
      return;
    }
    if (is_error) ++errors_;
  }
  // Whatever is found from now on is left out.
  bool is_full() const { return errors_ == kMaxFindings; }
  Diagnostics take() && { return std::move(all_); }

 private:
  static std::string prefixed(std::string_view code) { return "lint." + std::string(code); }
  Diagnostics all_;
  size_t errors_ = 0;
};

}  // namespace tollgate::lint
