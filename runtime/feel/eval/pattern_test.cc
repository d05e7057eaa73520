// Plain patterns must say what the full engine says.
#include "pattern.h"

#include <catch_amalgamated.hpp>

#include "plain_pattern.h"
#include "tollgate/base/random.h"

namespace tollgate::feel {
namespace {

// By the full engine alone.
bool searched(const Pattern& pattern, std::string_view text) {
  Pattern::Match match;
  return pattern.search(text, 0, match) == Pattern::Outcome::kFound;
}

std::string pick(SeededRandom& random, std::initializer_list<const char*> from) {
  return *(from.begin() + random.next() % from.size());
}

std::string some_pattern(SeededRandom& random) {
  std::string pattern = "^";
  for (size_t pieces = random.next() % 5; pieces > 0; --pieces) {
    pattern += pick(random, {"a", "b", "-", "[ab]", "[^a]", "[a-c1-3]", "\\d", ".", "\\.", "[0-9]",
                             "[\\-b]", " "});
    pattern += pick(random, {"", "", "", "?", "*", "+", "{2}", "{1,2}", "{2,}", "{0}"});
  }
  return pattern + "$";
}

std::string some_text(SeededRandom& random) {
  std::string text;
  for (size_t size = random.next() % 8; size > 0; --size) {
    text += pick(random, {"a", "a", "b", "b", "c", "1", "2", "-", ".", " ", "\n", "中", "٣"});
  }
  return text;
}

TEST_CASE("plain patterns match what the full engine matches") {
  SeededRandom random(2026);
  size_t plain_patterns = 0, answers = 0, matches = 0;
  for (int i = 0; i < 3000; ++i) {
    const std::string text = some_pattern(random);
    const std::unique_ptr<Pattern> full = Pattern::compile(text, "");
    INFO(text);
    REQUIRE(full != nullptr);
    const std::optional<PlainPattern> plain = PlainPattern::parse(text);
    if (!plain) continue;
    ++plain_patterns;
    for (int k = 0; k < 20; ++k) {
      const std::string subject = some_text(random);
      const std::optional<bool> got = plain->matches(subject);
      if (!got) continue;
      ++answers;
      matches += *got ? 1 : 0;
      INFO(subject);
      REQUIRE(*got == searched(*full, subject));
    }
  }
  // Enough of each to mean something.
  CHECK(plain_patterns > 500);
  CHECK(answers > 5000);
  CHECK(matches > 300);
}

TEST_CASE("what is plain") {
  CHECK(PlainPattern::parse("^CT-[0-9]+$"));
  CHECK(PlainPattern::parse("^1[3-9]\\d{9}$"));
  CHECK(PlainPattern::parse("^[^@]+@[a-z]+$"));
  CHECK(PlainPattern::parse("^$"));
  for (const char* pattern :
       {"CT", "^CT", "CT$", "^(a)$", "^a|b$", "^a+a$", "^.*b$", "^[a-z-[aeiou]]$", "^a*?$", "^中$",
        "^\\w$", "^\\p{L}$", "^(a)\\1$", "^a?a?b$"}) {
    INFO(pattern);
    CHECK_FALSE(PlainPattern::parse(pattern));
  }
  CHECK(PlainPattern::parse("^[0-9]$")->matches("中") == std::nullopt);
}

}  // namespace
}  // namespace tollgate::feel
