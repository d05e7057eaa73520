// Reads a formula at one place after another and writes down the FEEL of it in pieces, each with
// what it was read from. Private to the module: read_formula and complete_formula are what others
// call.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formula_words.h"
#include "tollgate/wording/formula.h"
#include "tollgate/wording/scan.h"

namespace tollgate::wording {

// What may stand where the text ends, for completion.
enum class Expected : uint8_t { kOperand, kOperator, kMember };

class FormulaReader : private Scan {
 public:
  FormulaReader(std::string_view text, const Names& names);

  Reading read();

  // The last word that was read or begun, and what may stand in its place.
  struct Spot {
    Span typed;  // empty at the end of the text when nothing was begun
    Expected expected = Expected::kOperand;
    const Name* compared = nullptr;               // its options may follow
    const Name* owner = nullptr;                  // kMember: whose members may follow
    std::vector<const std::vector<Name>*> lists;  // of names, the nearest first
    std::vector<Name> locals;
  };
  // After read(): of where the text ends.
  Spot spot() const;

 private:
  struct Piece {
    std::string feel;
    Span source;
    std::string lead;  // the space before it, as it was written
  };
  struct Folded {
    std::u32string text;
    const Name* name;
    uint8_t rank;  // 0: its label, 1: another label, 2: its id
  };
  struct Local {
    std::string name;
    std::u32string folded;
    const Name* node;
  };
  // A name that stands at a place.
  struct Match {
    size_t end = 0;
    const Name* name = nullptr;  // of a table
    const Local* local = nullptr;
    std::vector<const Name*> all;  // more than one: which is meant is not known
  };

  // Places and pieces.
  std::string_view raw(size_t begin, size_t end) const;
  void skip();
  void emit(std::string feel, size_t end);
  void emit_operator(std::string feel, size_t end);
  void copy(size_t end) { emit(std::string(raw(at_, end)), end); }
  void insert(size_t piece, std::string feel, Span source);
  void append(std::string feel, Span source);
  void note(Expected expected, const Name* compared, const Name* owner = nullptr);
  void problem(std::string code, LocalizedText message, size_t begin, size_t end,
               std::vector<std::string> candidates = {});
  bool is_latin_part_or_space(size_t i) const;
  size_t match_word(std::u32string_view word, size_t from) const;
  const KeywordWord* keyword_at(size_t from, size_t& end) const;
  bool keyword(FormulaKeyword wanted, const char* feel);
  bool operator_begins(size_t from) const;
  bool name_ends(size_t end) const;

  // Names.
  const std::vector<Folded>& folded(const std::vector<Name>& names);
  void match_in(const std::vector<Name>& names, size_t from, Match& best);
  Match name_at(size_t from, bool locals = true);
  const Name* use(const Match& match);
  std::vector<std::string> nearest(std::string_view typed, const std::vector<Name>* members) const;

  // Grammar.
  const Name* expression();
  const Name* comparison();
  bool comparison_tail(size_t start, const Name* left);
  void compare(size_t start, const Name* left, Comparison op, size_t end);
  void contains(size_t start, const Name* left, FormulaOperator op, size_t end);
  void inside(size_t start, const Name* left, bool negated, size_t end);
  void between(size_t end);
  bool period(size_t start, const Name* left, bool negated, size_t word_end, bool equal);
  bool number_without_sign();
  const Name* additive(const Name* compared = nullptr);
  const Name* unary(const Name* compared);
  const Name* postfix(const Name* compared);
  const Name* primary(const Name* compared);
  const Name* member(const Name* of, bool by_dot, size_t sign_end);
  bool member_follows(const Name* of, size_t sign_end);
  const Name* filter(const Name* list);
  void arguments(char32_t close, const Name* compared = nullptr);
  void context();
  bool keyword_expression();
  void iterations(FormulaKeyword end_word, const char* end_feel);
  void function_literal();
  void type();
  bool text(const Name* compared);
  bool option(const Name* compared, size_t longer_than);
  bool quoted_name(const Name*& node);
  bool date();
  bool number(const Name* compared);
  bool day_word();
  bool call();
  void unknown();

  std::string_view source_;
  const Names& names_;
  size_t at_ = 0;
  std::string lead_;
  bool operand_ = false;   // there was one where one was looked for last
  bool unclosed_ = false;  // the text ends within a bracket
  bool spaced_ = false;    // a space is due before what comes next
  size_t depth_ = 0;
  size_t brackets_ = 0;
  std::vector<Piece> pieces_;
  std::vector<Local> locals_;
  std::vector<const std::vector<Name>*> scopes_;  // of filters, the innermost last
  std::map<const std::vector<Name>*, std::vector<Folded>> folded_;
  Diagnostics diagnostics_;
  Spot spot_;
  size_t spot_begin_ = 0;
};

}  // namespace tollgate::wording
