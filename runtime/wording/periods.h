// Times that people name in one word, and how FEEL says them: as ranges of dates.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tollgate/base/localized_text.h"
#include "tollgate/wording/words.h"

namespace tollgate::wording {

struct KnownRange {
  Period period = Period::kDay;
  bool before = false;
  int64_t days = 0;  // of kDay: so many up to today, today's included
};

// A whole period of the calendar, its end not included; empty for a day.
std::string period_range(Period period, bool before);
std::string last_days_range(int64_t days);

// What a range as feel::format writes it stands for.
std::optional<KnownRange> known_range(std::string_view formatted);
std::string range_in_words(const KnownRange& range, Language language);

}  // namespace tollgate::wording
