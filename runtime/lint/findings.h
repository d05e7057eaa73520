// Where rules put what they find.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/diagnostic.h"

namespace tollgate::lint {

// Thrown where another error would not be told any more: whoever looks for more stops.
struct EnoughErrors {};

class Findings {
 public:
  static constexpr size_t kMaxFindings = 500;
  // Nobody chooses from more.
  static constexpr size_t kMaxCandidates = 50;

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
  // Errors take the place of warnings when there are too many: they decide. Throws EnoughErrors.
  void add(Diagnostic finding) {
    const bool is_error = finding.severity == Severity::kError;
    if (is_error && errors_ == kMaxFindings) throw EnoughErrors();
    if (finding.candidates.size() > kMaxCandidates) finding.candidates.resize(kMaxCandidates);
    if (all_.size() < kMaxFindings) {
      all_.push_back(std::move(finding));
    } else if (is_error) {
      const auto warning = std::find_if(all_.rbegin(), all_.rend(), [](const Diagnostic& d) {
        return d.severity != Severity::kError;
      });
      *warning = std::move(finding);
    } else {
      return;
    }
    if (is_error) ++errors_;
  }
  // Whether a warning would be left out: it need not be put into words.
  bool has_enough_warnings() const { return all_.size() >= kMaxFindings; }
  Diagnostics take() && { return std::move(all_); }

 private:
  static std::string prefixed(std::string_view code) { return "lint." + std::string(code); }
  Diagnostics all_;
  size_t errors_ = 0;
};

}  // namespace tollgate::lint
