// Sentences about a field's value, in both languages.
#pragma once

#include <string>
#include <string_view>

#include "tollgate/record/field_behavior.h"

namespace tollgate::record {

std::string zh_name(const LocalizedText& label);  // “名称”
std::string en_name(const LocalizedText& label);

Diagnostic field_finding(const char* code, std::string zh, std::string en,
                         Severity severity = Severity::kError);

// "1 item", "3 items"
std::string amount_en(int64_t count, const char* one, const char* many);

bool is_below(const feel::Value& value, const feel::Value& minimum);
bool is_above(const feel::Value& value, const feel::Value& maximum);
// A day after today; a time beyond what clocks of devices differ by.
bool is_in_future(const feel::Value& value, const DateTime& now);
// What the bounds find, in the words of times ("不能早于") or of amounts ("不能小于").
void check_bounds(const FieldCheck& check, const feel::Value& value, bool is_time);
// Whether a file or position has the finding (tollgate/base/evidence_findings.h).
bool has_finding(const feel::Value& value, std::string_view wanted);
// What the runtime found at the capture of a photo or position, one warning each: reasons to look
// once more, in words that accuse nobody.
void check_captured(const FieldCheck& check, const feel::Value& value);
// min_items and max_items.
void check_count(const FieldCheck& check, size_t count);

}  // namespace tollgate::record
