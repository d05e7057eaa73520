// The laws of formulas in people's words, on rules made up from seeds, in both languages:
// rule → text → rule, text → rule → text, and the same rule from other words for it.
#include <catch_amalgamated.hpp>
#include <random>

#include "formula_test_support.h"
#include "tollgate/feel/parse.h"
#include "tollgate/wording/formula.h"

namespace tollgate::wording {
namespace {

class RandomRules {
 public:
  explicit RandomRules(uint64_t seed) : random_(seed) {}

  size_t below(size_t n) { return size_t(random_() % n); }
  std::string one_of(std::initializer_list<const char*> from) {
    return *(from.begin() + ptrdiff_t(below(from.size())));
  }

  std::string number(int depth) {
    if (depth <= 0 || below(3) == 0) {
      return one_of({"customers", "signed_30d", "amount", "rate", "3", "0.5", "20000", "1500000",
                     "12345", "300000000", "-7"});
    }
    switch (below(7)) {
      case 0:
        return "(" + number(depth - 1) + ")" + one_of({" + ", " - ", " * ", " / ", " ** "}) + "(" +
               number(depth - 1) + ")";
      case 1:
        return one_of({"sum", "max", "mean"}) + "(" + list(depth - 1) + ")";
      case 2:
        return "if " + rule(depth - 1) + " then " + number(depth - 1) + " else " +
               number(depth - 1);
      case 3:
        return "string length(" + text(depth - 1) + ")";
      case 4:
        return one_of({"today().year", "visit_date.month", "(now() - arrived).hours", "count(rows)",
                       "count(rows[what != null])"});
      case 5:
        return "round half up(" + number(depth - 1) + ", " + std::to_string(below(4)) + ")";
      default:
        return "-(" + number(depth - 1) + ")";
    }
  }

  std::string list(int depth) {
    switch (below(5)) {
      case 0:
        return "rows.price";
      case 1:
        return "rows[price > " + number(depth - 1) + "].count";
      case 2:
        return "[" + number(depth - 1) + ", " + number(depth - 1) + "]";
      case 3:
        return "for x in rows return x.price * x.count";
      default:
        return "rows[item.price != null].price";
    }
  }

  std::string text(int depth) {
    if (depth <= 0 || below(2) == 0) {
      return one_of(
          {"note", "note_2", "and_so", "customer.name", "\"上海\"", "\"a\\\"b\"", "\"\""});
    }
    return one_of({"upper case(", "lower case("}) + text(depth - 1) + ")";
  }

  std::string date(int) {
    return one_of({"visit_date", "today()", "date(\"2026-01-31\")", "today() - duration(\"P7D\")",
                   "visit_date + duration(\"P1M\")", "today() + duration(\"P2Y\")"});
  }

  std::string rule(int depth) {
    if (depth <= 0) {
      return one_of({"on_site", "amount > 5", "customer = null", "stage = \"won\"", "true",
                     "not(on_site)", "city in (\"bj\", \"sh\")"});
    }
    switch (below(18)) {
      case 0:
      case 1:
      case 2:
        return "(" + rule(depth - 1) + ")" + one_of({" and ", " or "}) + "(" + rule(depth - 1) +
               ")";
      case 3:
      case 4:
        return "(" + number(depth - 1) + ")" +
               one_of({" > ", " < ", " >= ", " <= ", " = ", " != "}) + "(" + number(depth - 1) +
               ")";
      case 5:
        return "not(" + rule(depth - 1) + ")";
      case 6:
        return one_of({"stage", "city", "customer.city"}) + one_of({" = ", " != "}) +
               one_of({"\"won\"", "\"bj\"", "\"other\"", "null"});
      case 7:
        return one_of({"list contains(tags, \"vip\")", "not(list contains(tags, \"new\"))",
                       "list contains(tags, \"other\")", "contains(tags, \"vip\")"});
      case 8:
        return one_of({"contains(", "starts with(", "ends with("}) + text(depth - 1) + ", " +
               text(depth - 1) + ")";
      case 9:
        return "not(contains(" + text(depth - 1) + ", " + text(depth - 1) + "))";
      case 10:
        return date(depth) + one_of({" > ", " <= ", " = "}) + date(depth);
      case 11:
        return "visit_date in " +
               one_of({"[today() - duration(\"P29D\")..today()]",
                       "[date(today().year, 1, 1)..date(today().year + 1, 1, 1))",
                       "[today() - duration(\"P0D\")..today()]"});
      case 12:
        return "date(arrived)" + one_of({" < today()", " in [today() - duration(\"P6D\")..today()]",
                                         " >= today() - duration(\"P3D\")", " = visit_date"});
      case 13:
        return "not(stage in (\"won\", \"other\"))";
      case 14:
        return one_of({"some", "every"}) + " x in rows satisfies x.price > " + number(depth - 1);
      case 15:
        return "(" + number(depth - 1) + ") between 3 and " + number(0);
      case 16:
        return "(" + number(depth - 1) + ") in " +
               one_of({"[3..5]", "(1..7)", "(1, 2, > 5)", "< 3"});
      default:
        return one_of({"note", "customer", "arrived", "rows"}) + one_of({" = null", " != null"});
    }
  }

 private:
  std::mt19937_64 random_;
};

std::string replaced(std::string text, std::string_view from, const std::string& to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

// The same said otherwise.
std::string in_other_words(RandomRules& random, std::string text, bool chinese) {
  if (chinese) {
    text = replaced(text, " ≥ ", random.one_of({"不少于", " 大于等于 ", ">=", " 至少 "}));
    text = replaced(text, " ≤ ", random.one_of({"不超过", " 小于或等于 ", "<=", " 至多"}));
    text = replaced(text, " > ", random.one_of({"大于", " 超过 ", ">"}));
    text = replaced(text, " < ", random.one_of({"小于", " 低于 ", "<"}));
    text = replaced(text, " ≠ ", random.one_of({"不等于", " 不是 ", "!="}));
    text = replaced(text, " 且 ", random.one_of({"并且", "而且", " 且"}));
    text = replaced(text, " 或 ", random.one_of({"或者", " 或"}));
    // Brackets of labels are theirs.
    if (text.find("(note") == std::string::npos && text.find("(%") == std::string::npos) {
      text = replaced(text, "(", random.one_of({"（", "( "}));
      text = replaced(text, ")", random.one_of({"）", " )"}));
    }
    return text;
  }
  text = replaced(text, " ≥ ", random.one_of({" is at least ", " no less than ", ">="}));
  text = replaced(text, " ≤ ", random.one_of({" at most ", " is at most ", "<="}));
  text = replaced(text, " > ", random.one_of({" is greater than ", " over ", ">"}));
  text = replaced(text, " < ", random.one_of({" is less than ", " below ", "<"}));
  return replaced(text, " ≠ ", random.one_of({" is not ", "!="}));
}

void check_laws(bool chinese, uint64_t seed) {
  const Names names = test_names(chinese);
  const Language language = chinese ? Language::kChinese : Language::kEnglish;
  RandomRules random(seed);
  for (int i = 0; i < 1500; ++i) {
    const std::string rule = random.rule(4);
    INFO(rule);
    const Result<feel::Ast> ast = feel::parse(rule, feel::Scope());
    REQUIRE(ast);
    const std::optional<std::string> text = write_formula(rule, names, language);
    REQUIRE(text);
    INFO(*text);
    const Reading read = read_formula(*text, names);
    CHECK(read.diagnostics.empty());
    const Result<feel::Ast> again = feel::parse(read.feel, feel::Scope());
    INFO(read.feel);
    REQUIRE(again);
    REQUIRE(feel::same_tree(*ast, *again));
    CHECK(write_formula(read.feel, names, language) == text);
    // FEEL over ids is read as it is.
    const Result<feel::Ast> plain = feel::parse(read_formula(rule, names).feel, feel::Scope());
    REQUIRE(plain);
    CHECK(feel::same_tree(*ast, *plain));
    const std::string other = in_other_words(random, *text, chinese);
    INFO(other);
    const Result<feel::Ast> said = feel::parse(read_formula(other, names).feel, feel::Scope());
    REQUIRE(said);
    CHECK(feel::same_tree(*ast, *said));
  }
}

TEST_CASE("made-up rules are the same after Chinese words for them") { check_laws(true, 20261130); }
TEST_CASE("made-up rules are the same after English words for them") { check_laws(false, 7); }

TEST_CASE("any bytes are read to an end") {
  const Names names = test_names(true);
  std::mt19937_64 random(3);
  const std::string pieces[] = {
      "金额", " ", "且", "(",      ")",  "[",    "]",  "“",    "”",    "\"",   "'",    "「",
      "」",   "5", "万", "近30天", "在", "包含", "的", ".",    "客户", "如果", "那么", "not",
      "为空", ",", "-",  "{",      "}",  ":",    "@",  "\xff", "x",    "每个", "属于", "="};
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    for (size_t n = random() % 12; n > 0; --n) text += pieces[random() % std::size(pieces)];
    INFO(text);
    const Reading read = read_formula(text, names);
    for (const ReadPart& part : read.parts) {
      REQUIRE(part.source.end <= text.size());
      REQUIRE(part.feel.end <= read.feel.size());
    }
    (void)write_formula(read.feel, names, Language::kChinese);
  }
}

}  // namespace
}  // namespace tollgate::wording
