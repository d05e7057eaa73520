#include "pattern.h"

#include "tollgate/feel/memory.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace tollgate::feel {
namespace {

constexpr uint32_t kLittle = 1000;  // steps of backtracking
constexpr uint32_t kMuch = 300000;
constexpr uint32_t kHeapLimitKib = 4096;
constexpr size_t kLongestPattern = 4096;
constexpr size_t kKept = 32;

}  // namespace

struct Pattern::Parts {
  pcre2_code* code = nullptr;
  pcre2_match_data* data = nullptr;
  pcre2_match_context* context = nullptr;
};

Pattern::~Pattern() {
  if (parts_ == nullptr) return;
  pcre2_match_data_free(parts_->data);
  pcre2_match_context_free(parts_->context);
  pcre2_code_free(parts_->code);
}

std::unique_ptr<Pattern> Pattern::compile(std::string_view pattern, std::string_view flags) {
  PatternOptions options;
  std::string translated;
  std::unique_ptr<Pattern> result(new Pattern);
  if (pattern.size() > kLongestPattern || !read_flags(flags, options) ||
      !translate_pattern(pattern, options, translated, result->groups_)) {
    return nullptr;
  }
  uint32_t bits = PCRE2_UTF | PCRE2_UCP | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C;
  if (options.dot_all) bits |= PCRE2_DOTALL;
  if (options.lines) bits |= PCRE2_MULTILINE;
  if (options.ignore_case) bits |= PCRE2_CASELESS;
  int error = 0;
  PCRE2_SIZE offset = 0;
  pcre2_code* const code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(translated.data()),
                                         translated.size(), bits, &error, &offset, nullptr);
  if (code == nullptr) return nullptr;
  result->parts_ = std::make_unique<Parts>();
  result->parts_->code = code;
  result->parts_->data = pcre2_match_data_create_from_pattern(code, nullptr);
  result->parts_->context = pcre2_match_context_create(nullptr);
  if (result->parts_->data == nullptr || result->parts_->context == nullptr) return nullptr;
  if (flags.empty()) result->plain_ = PlainPattern::parse(pattern);
  pcre2_set_depth_limit(result->parts_->context, kMuch);
  pcre2_set_heap_limit(result->parts_->context, kHeapLimitKib);
  return result;
}

Pattern::Outcome Pattern::search(std::string_view text, size_t start, Match& match,
                                 Effort effort) const {
  pcre2_set_match_limit(parts_->context, effort == Effort::kLittle ? kLittle : kMuch);
  const int found = pcre2_match(parts_->code, reinterpret_cast<PCRE2_SPTR>(text.data()),
                                text.size(), start, 0, parts_->data, parts_->context);
  if (found == PCRE2_ERROR_NOMATCH) return Outcome::kNone;
  if (found < 0) return Outcome::kLimit;
  const PCRE2_SIZE* const offsets = pcre2_get_ovector_pointer(parts_->data);
  match.groups.clear();
  for (uint32_t i = 0; i <= groups_; ++i) {
    const bool set = i < static_cast<uint32_t>(found) && offsets[2 * i] != PCRE2_UNSET;
    match.groups.emplace_back(set ? offsets[2 * i] : SIZE_MAX, set ? offsets[2 * i + 1] : SIZE_MAX);
  }
  return Outcome::kFound;
}

const Pattern* find_pattern(std::string_view pattern, std::string_view flags) {
  struct Entry {
    std::string key;
    std::unique_ptr<Pattern> pattern;
  };
  static thread_local std::vector<Entry> kept;  // the latest first
  const size_t size = flags.size() + 1 + pattern.size();
  for (size_t i = 0; i < kept.size(); ++i) {
    const std::string& key = kept[i].key;
    if (key.size() != size || std::string_view(key).substr(0, flags.size()) != flags ||
        key[flags.size()] != '\n' || std::string_view(key).substr(flags.size() + 1) != pattern) {
      continue;
    }
    if (i != 0) std::swap(kept[i], kept[i / 2]);
    return kept[i / 2].pattern.get();
  }
  spend_steps(500 + pattern.size() * 8);  // compiling takes as long as so many
  Entry entry{std::string(flags) + "\n" + std::string(pattern), Pattern::compile(pattern, flags)};
  if (kept.size() == kKept) kept.pop_back();
  kept.insert(kept.begin(), std::move(entry));
  return kept.front().pattern.get();
}

}  // namespace tollgate::feel
