// PDF objects and their syntax. Source: ISO 32000-1, 7.3.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::evidence {

constexpr bool is_pdf_digit(char c) { return c >= '0' && c <= '9'; }

// White space of ISO 32000-1, table 1.
constexpr bool is_pdf_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

constexpr bool is_pdf_delimiter(char c) {
  return c == '(' || c == ')' || c == '<' || c == '>' || c == '[' || c == ']' || c == '{' ||
         c == '}' || c == '/' || c == '%';
}

// -1 for what is no hexadecimal digit.
constexpr int pdf_hex_digit(char c) {
  if (is_pdf_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

struct PdfObject {
  enum class Kind : uint8_t { kNull, kBoolean, kNumber, kName, kString, kArray, kDictionary, kRef };

  Kind kind = Kind::kNull;
  int64_t number = 0;            // a number without its fraction; a reference's object number
  std::string text;              // a name without its slash; a string is left empty
  std::vector<PdfObject> items;  // of an array; the values of a dictionary
  std::vector<std::string> keys;

  bool is(Kind wanted) const { return kind == wanted; }
  bool is_name(std::string_view name) const { return is(Kind::kName) && text == name; }
  // The value of a dictionary's key, or nullptr.
  const PdfObject* find(std::string_view key) const;
  // The whole number at a key; nullopt for anything else.
  std::optional<int64_t> number_at(std::string_view key) const;
};

// What reading one file may cost. Every byte passed over counts each time it is passed over, so
// that a file whose parts point into each other ends too.
struct PdfBudget {
  size_t work_left = 0;

  // False when that much work is not left.
  bool spend(size_t work) {
    if (work > work_left) {
      work_left = 0;
      return false;
    }
    work_left -= work;
    return true;
  }
};

// Reads objects one after the other.
class PdfParser {
 public:
  PdfParser(std::string_view bytes, size_t at, PdfBudget& budget)
      : bytes_(bytes), at_(at), budget_(&budget) {}

  size_t at() const { return at_; }
  void move_to(size_t at) { at_ = at; }
  void skip_space();
  // nullopt at what is no object, at the end, and when the budget is used up.
  std::optional<PdfObject> object(int depth = 0);
  // The next word when it is `word`; else nothing is read.
  bool keyword(std::string_view word);
  // An unsigned whole number of at most ten digits.
  std::optional<int64_t> whole_number();

 private:
  static constexpr int kDeepest = 48;
  static constexpr size_t kMaxItems = 200'000;  // of all arrays and dictionaries together

  char peek(size_t ahead = 0) const {
    return at_ + ahead < bytes_.size() ? bytes_[at_ + ahead] : 0;
  }
  bool room_for_item() { return ++items_ <= kMaxItems; }
  // Moves on to `to`; to the end of the bytes when the budget is used up.
  void advance(size_t to);
  PdfObject name();
  std::optional<PdfObject> number_or_reference();
  std::optional<PdfObject> array(int depth);
  std::optional<PdfObject> dictionary(int depth);
  void skip_text();  // (…)
  void skip_hex();   // <…>

  std::string_view bytes_;
  size_t at_;
  PdfBudget* budget_;
  size_t items_ = 0;
};

}  // namespace tollgate::evidence
