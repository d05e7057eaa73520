#include <algorithm>

#include "tollgate/feel/keyword.h"
#include "tollgate/feel/memory.h"
#include "tollgate/feel/value.h"
#include "tollgate/feel/work.h"

namespace tollgate::feel {
namespace {

// How values inside others, and at the top, are written.
enum class Style { kReader, kExpression };

std::string temporal_text(const Value& value) {
  switch (value.kind()) {
    case Kind::kDate:
      return to_text(value.as_date());
    case Kind::kTime:
      return to_text(value.as_time());
    case Kind::kDateTime:
      return to_text(value.as_date_time());
    case Kind::kYearsMonthsDuration:
      return to_text(value.as_years_months_duration());
    default:
      return to_text(value.as_days_time_duration());
  }
}

bool is_plain_key(std::string_view key) {
  if (key.empty() || is_keyword(key)) return false;
  for (const char c : key) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    if (!letter) return false;
  }
  return true;
}

// What a value takes beside its bytes.
uint64_t cost_of(Kind kind) {
  switch (kind) {
    case Kind::kDate:
    case Kind::kTime:
    case Kind::kDateTime:
    case Kind::kYearsMonthsDuration:
    case Kind::kDaysTimeDuration:
      return 12 * work::kAllocation;
    case Kind::kNumber:
      return 6 * work::kAllocation;
    default:
      return work::kAllocation;
  }
}

class Writer {
 public:
  // Not much more than `most` bytes are written.
  explicit Writer(Style style, size_t most = SIZE_MAX) : style_(style), most_(most) {}

  void write(const Value& value, bool inside) {
    if (out.size() > most_) return;
    const size_t before = out.size();
    write_kind(value, inside);
    // What is inside others was counted when it was written.
    const bool holds_others = value.is_list() || value.is_context() || value.is_range();
    spend_work(cost_of(value.kind()) + (holds_others ? 0 : work::scanned(out.size() - before)));
    if (out.size() < looked_at_) return;
    // A text that grows is there twice while it moves. A number alone may take 6,000 characters.
    make_room(3 * out.size());
    looked_at_ = out.size() + out.size() / 2 + 1024;
  }

  std::string out;

 private:
  void write_kind(const Value& value, bool inside) {
    switch (value.kind()) {
      case Kind::kNull:
        out += "null";
        break;
      case Kind::kBoolean:
        out += value.as_boolean() ? "true" : "false";
        break;
      case Kind::kNumber:
        out += value.as_number().to_text();
        break;
      case Kind::kString:
        if (inside || style_ == Style::kExpression) {
          out += quote(value.as_string().substr(0, most_));
        } else {
          out += value.as_string();
        }
        break;
      case Kind::kDate:
      case Kind::kTime:
      case Kind::kDateTime:
      case Kind::kYearsMonthsDuration:
      case Kind::kDaysTimeDuration:
        if (inside || style_ == Style::kExpression) {
          out += "@\"" + temporal_text(value) + "\"";
        } else {
          out += temporal_text(value);
        }
        break;
      case Kind::kList:
        write_list(value);
        break;
      case Kind::kContext:
        write_context(value.as_context());
        break;
      case Kind::kRange:
        write_range(value.as_range());
        break;
      case Kind::kFunction:
        write_function(value.as_function());
        break;
    }
  }

  void write_list(const Value& value) {
    out += '[';
    bool first = true;
    for (const Value& item : value.as_list()) {
      if (out.size() > most_) break;
      if (!first) out += ", ";
      first = false;
      write(item, true);
    }
    out += ']';
  }

  void write_context(const ContextRep& context) {
    out += '{';
    for (size_t i = 0; i < context.size() && out.size() <= most_; ++i) {
      if (i != 0) out += ", ";
      const std::string& key = context.key(i);
      spend_work(work::scanned(key.size()) + 2 * work::kItem);
      out += style_ == Style::kExpression && !is_plain_key(key) ? quote(key) : key;
      out += ": ";
      write(context.value(i), true);
    }
    out += '}';
  }

  void write_range(const RangeRep& range) {
    const bool point = range.start_included && range.end_included && range.negated;
    if (point) {
      out += "(!=";
      write(range.start, true);
      out += ')';
    } else if (range.start.is_null() || range.end.is_null()) {
      const bool upper = range.start.is_null();
      const bool included = upper ? range.end_included : range.start_included;
      out += upper ? "(<" : "(>";
      if (included) out += '=';
      out += ' ';
      write(upper ? range.end : range.start, true);
      out += ')';
    } else {
      out += range.start_included ? '[' : '(';
      write(range.start, true);
      out += "..";
      write(range.end, true);
      out += range.end_included ? ']' : ')';
    }
  }

  void write_function(const FunctionRep& function) {
    out += "function(";
    for (size_t i = 0; i < function.parameters.size(); ++i) {
      if (i != 0) out += ", ";
      out += function.parameters[i];
    }
    out += ')';
  }

  Style style_;
  size_t most_;
  size_t looked_at_ = 1024;
};

}  // namespace

namespace {
bool is_escaped(char c) { return c == '"' || c == '\\' || c == '\n' || c == '\r' || c == '\t'; }
}  // namespace

std::string quote(std::string_view text) {
  std::string out = "\"";
  for (size_t begin = 0; begin < text.size();) {
    size_t special = begin;
    while (special < text.size() && !is_escaped(text[special])) ++special;
    out.append(text, begin, special - begin);
    if (special == text.size()) break;
    begin = special + 1;
    switch (text[special]) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      default:
        out += "\\t";
    }
  }
  return out + "\"";
}

std::string to_text(const Value& value) {
  Writer writer(Style::kReader);
  writer.write(value, false);
  return std::move(writer.out);
}

std::string to_feel_text(const Value& value) {
  Writer writer(Style::kExpression);
  writer.write(value, false);
  return std::move(writer.out);
}

std::string to_feel_excerpt(const Value& value, size_t bytes) {
  Writer writer(Style::kExpression, bytes);
  writer.write(value, false);
  return std::move(writer.out);
}

}  // namespace tollgate::feel
