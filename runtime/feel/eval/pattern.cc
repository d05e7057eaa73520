#include "pattern.h"

#include <algorithm>

#include "tollgate/feel/memory.h"
#include "tollgate/feel/work.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace tollgate::feel {
namespace {

constexpr uint32_t kMaxBacktracks = 300000;  // from one place of the text
constexpr uint32_t kHeapLimitKib = 4096;
// Of one search. What backtracking takes in memory depends on the platform: the work ends it
// before.
constexpr uint64_t kMaxWork = 1'400'000;
constexpr size_t kLongestPattern = 4096;
constexpr size_t kKept = 32;

// The engine calls back before it tries an item of the pattern. How far it came since the last
// time tells how many letters a repeated item took.
struct Effort {
  uint64_t left;
  size_t place = 0;
  uint64_t per_try;
  uint64_t per_letter;
  uint64_t largest_repeat;
  bool looks_back;
};

int count_try(pcre2_callout_block* block, void* data) {
  Effort& effort = *static_cast<Effort*>(data);
  const size_t place = block->current_position;
  const size_t rest = block->subject_length - place;
  size_t letters = place > effort.place ? place - effort.place : 0;
  // What fails after some letters tells nothing of them.
  letters += std::min<uint64_t>(effort.largest_repeat - 1, rest);
  if (effort.looks_back) letters += std::min(place, rest);
  effort.place = place;
  const uint64_t units = effort.per_try + letters * effort.per_letter;
  if (units > effort.left) {
    effort.left = 0;
    return PCRE2_ERROR_CALLOUT;
  }
  effort.left -= units;
  return 0;
}

// A backslash with a digit that is no zero.
bool has_back_reference(std::string_view pattern) {
  for (size_t i = 0; i + 1 < pattern.size(); ++i) {
    if (pattern[i] != '\\') continue;
    ++i;
    if (pattern[i] >= '1' && pattern[i] <= '9') return true;
  }
  return false;
}

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
  uint32_t bits =
      PCRE2_UTF | PCRE2_UCP | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C | PCRE2_AUTO_CALLOUT;
  if (options.dot_all) bits |= PCRE2_DOTALL;
  if (options.lines) bits |= PCRE2_MULTILINE;
  if (options.ignore_case) bits |= PCRE2_CASELESS;
  spend_work(work_to_compile(pattern, translated, options.ignore_case));
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
  pcre2_set_depth_limit(result->parts_->context, kMaxBacktracks);
  pcre2_set_match_limit(result->parts_->context, kMaxBacktracks);
  pcre2_set_heap_limit(result->parts_->context, kHeapLimitKib);
  result->largest_repeat_ = largest_repeat_in(pattern);
  result->looks_back_ = has_back_reference(translated);
  result->units_per_try_ = work::kTry + result->groups_ * work::kItem;
  result->units_per_letter_ = work::kTriedLetter + translated.size() / 4;
  return result;
}

Pattern::Outcome Pattern::search(std::string_view text, size_t start, Match& match) const {
  spend_work(work::kSearch + (start == 0 ? work::scanned(text.size()) : 0));
  MemoryMeter* const meter = current_meter();
  const uint64_t allowed =
      meter == nullptr ? kMaxWork : std::min<uint64_t>(meter->work_left, kMaxWork);
  Effort effort{allowed, start, units_per_try_, units_per_letter_, largest_repeat_, looks_back_};
  pcre2_set_callout(parts_->context, count_try, &effort);
  const int found =
      pcre2_match(parts_->code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), start,
                  start == 0 ? 0 : PCRE2_NO_UTF_CHECK, parts_->data, parts_->context);
  spend_work(allowed - effort.left);
  if (found == PCRE2_ERROR_CALLOUT && allowed < kMaxWork) exceed_work();
  // Places that were passed over without a try.
  const size_t end = found > 0 ? pcre2_get_ovector_pointer(parts_->data)[0] : text.size();
  spend_work(work::scanned(end > start ? end - start : 0));
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
  spend_work(work::kPattern + pattern.size() * work::kPatternByte);  // reading it
  Entry entry{std::string(flags) + "\n" + std::string(pattern), Pattern::compile(pattern, flags)};
  if (kept.size() == kKept) kept.pop_back();
  kept.insert(kept.begin(), std::move(entry));
  return kept.front().pattern.get();
}

}  // namespace tollgate::feel
