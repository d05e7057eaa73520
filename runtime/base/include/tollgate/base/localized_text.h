// Text that a person reads, in every language Tollgate speaks itself.
//
// Labels of an app document are data in any number of languages (see model);
// LocalizedText is for the sentences that the runtime writes: both languages
// are always present, so a message can never be missing in one of them.
#pragma once

#include <string>
#include <string_view>

namespace tollgate {

enum class Language { kChinese, kEnglish };

// "zh", "zh-CN", "zh-Hans-SG" are Chinese; everything else reads English.
constexpr Language language_of(std::string_view locale) {
  return locale.starts_with("zh") ? Language::kChinese : Language::kEnglish;
}

struct LocalizedText {
  std::string zh;
  std::string en;

  const std::string& in(Language language) const {
    return language == Language::kChinese ? zh : en;
  }
  const std::string& in(std::string_view locale) const { return in(language_of(locale)); }
  bool empty() const { return zh.empty() && en.empty(); }
  bool operator==(const LocalizedText&) const = default;
};

}  // namespace tollgate
