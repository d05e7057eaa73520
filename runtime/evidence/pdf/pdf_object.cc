#include "pdf/pdf_object.h"

namespace tollgate::evidence {
namespace {

using Kind = PdfObject::Kind;

bool is_regular(char c) { return !is_pdf_space(c) && !is_pdf_delimiter(c); }

}  // namespace

const PdfObject* PdfObject::find(std::string_view key) const {
  if (kind != Kind::kDictionary) return nullptr;
  for (size_t i = 0; i < keys.size(); ++i) {
    if (keys[i] == key) return &items[i];
  }
  return nullptr;
}

std::optional<int64_t> PdfObject::number_at(std::string_view key) const {
  const PdfObject* value = find(key);
  if (value == nullptr || !value->is(Kind::kNumber)) return std::nullopt;
  return value->number;
}

void PdfParser::advance(size_t to) { at_ = budget_->spend(to - at_ + 1) ? to : bytes_.size(); }

void PdfParser::skip_space() {
  size_t to = at_;
  while (to < bytes_.size()) {
    if (bytes_[to] == '%') {
      while (to < bytes_.size() && bytes_[to] != '\n' && bytes_[to] != '\r') ++to;
    } else if (is_pdf_space(bytes_[to])) {
      ++to;
    } else {
      break;
    }
  }
  advance(to);
}

bool PdfParser::keyword(std::string_view word) {
  skip_space();
  if (at_ >= bytes_.size() || !bytes_.substr(at_).starts_with(word)) return false;
  if (at_ + word.size() < bytes_.size() && is_regular(bytes_[at_ + word.size()])) return false;
  at_ += word.size();
  return true;
}

std::optional<int64_t> PdfParser::whole_number() {
  skip_space();
  const size_t begin = at_;
  int64_t value = 0;
  while (is_pdf_digit(peek()) && at_ - begin < 10) value = value * 10 + (bytes_[at_++] - '0');
  if (at_ == begin || is_pdf_digit(peek())) {
    at_ = begin;
    return std::nullopt;
  }
  return value;
}

PdfObject PdfParser::name() {
  PdfObject result;
  result.kind = Kind::kName;
  const size_t begin = at_++;
  while (at_ < bytes_.size() && is_regular(bytes_[at_])) {
    const int high = peek() == '#' ? pdf_hex_digit(peek(1)) : -1;
    const int low = high >= 0 ? pdf_hex_digit(peek(2)) : -1;
    if (low >= 0) {
      result.text += static_cast<char>(high * 16 + low);
      at_ += 3;
    } else {
      result.text += bytes_[at_++];
    }
  }
  if (!budget_->spend(at_ - begin)) at_ = bytes_.size();
  return result;
}

std::optional<PdfObject> PdfParser::number_or_reference() {
  PdfObject result;
  result.kind = Kind::kNumber;
  if (is_pdf_digit(peek())) {
    const size_t begin = at_;
    const std::optional<int64_t> first = whole_number();
    if (first && is_pdf_space(peek())) {
      const size_t after_first = at_;
      if (whole_number() && is_pdf_space(peek()) && keyword("R")) {
        result.kind = Kind::kRef;
        result.number = *first;
        return result;
      }
      at_ = after_first;
    }
    if (first && peek() != '.') {
      result.number = *first;
      return result;
    }
    at_ = begin;
  }
  // A real number, or one too long to matter: its whole part, saturated.
  const bool negative = peek() == '-';
  if (negative || peek() == '+') ++at_;
  bool any = false;
  bool fraction = false;
  constexpr int64_t kMaxInteger = 1'000'000'000'000;
  for (; is_pdf_digit(peek()) || (peek() == '.' && !fraction); ++at_) {
    if (peek() == '.') {
      fraction = true;
      continue;
    }
    any = true;
    if (!fraction && result.number < kMaxInteger)
      result.number = result.number * 10 + (peek() - '0');
  }
  if (!any) return std::nullopt;
  if (negative) result.number = -result.number;
  advance(at_);
  return result;
}

void PdfParser::skip_text() {
  int open = 0;
  for (size_t to = at_; to < bytes_.size(); ++to) {
    const char c = bytes_[to];
    if (c == '\\') {
      ++to;
    } else if (c == '(') {
      ++open;
    } else if (c == ')' && --open == 0) {
      return advance(to + 1);
    }
  }
  advance(bytes_.size());
}

void PdfParser::skip_hex() {
  const size_t end = bytes_.find('>', at_);
  advance(end == std::string_view::npos ? bytes_.size() : end + 1);
}

std::optional<PdfObject> PdfParser::array(int depth) {
  PdfObject result;
  result.kind = Kind::kArray;
  ++at_;
  while (true) {
    skip_space();
    if (peek() == ']') {
      ++at_;
      return result;
    }
    std::optional<PdfObject> item = object(depth + 1);
    if (!item || !room_for_item()) return std::nullopt;
    result.items.push_back(std::move(*item));
  }
}

std::optional<PdfObject> PdfParser::dictionary(int depth) {
  PdfObject result;
  result.kind = Kind::kDictionary;
  at_ += 2;
  while (true) {
    skip_space();
    if (peek() == '>' && peek(1) == '>') {
      at_ += 2;
      return result;
    }
    if (peek() != '/' || !room_for_item()) return std::nullopt;
    PdfObject key = name();
    std::optional<PdfObject> value = object(depth + 1);
    if (!value) return std::nullopt;
    result.keys.push_back(std::move(key.text));
    result.items.push_back(std::move(*value));
  }
}

std::optional<PdfObject> PdfParser::object(int depth) {
  skip_space();
  if (at_ >= bytes_.size() || depth > kDeepest) return std::nullopt;
  PdfObject result;
  switch (peek()) {
    case '/':
      return name();
    case '[':
      return array(depth);
    case '(':
      skip_text();
      result.kind = Kind::kString;
      return result;
    case '<':
      if (peek(1) == '<') return dictionary(depth);
      skip_hex();
      result.kind = Kind::kString;
      return result;
    case 't':
      result.kind = Kind::kBoolean;
      return keyword("true") ? std::optional(result) : std::nullopt;
    case 'f':
      result.kind = Kind::kBoolean;
      return keyword("false") ? std::optional(result) : std::nullopt;
    case 'n':
      return keyword("null") ? std::optional(result) : std::nullopt;
    default:
      return number_or_reference();
  }
}

}  // namespace tollgate::evidence
