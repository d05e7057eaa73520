// Laws that hold for any expression, on expressions made up from seeds. The digest is the same for
// every build: running this natively and as WebAssembly shows that both compute the same bytes.
#include <catch_amalgamated.hpp>

#include "tollgate/base/sha256.h"
#include "tollgate/feel/format.h"
#include "tollgate/feel/null_reason.h"
#include "tollgate/feel/operations.h"
#include "tollgate/feel/random_expressions.h"

namespace tollgate::feel {
namespace {

TEST_CASE("10,000 made-up expressions give the same bytes on every platform") {
  RandomExpressions random(20260301);
  Sha256 hash;
  for (int i = 0; i < 10000; ++i) hash.update(random.next_line() + "\n");
  CHECK(hex(hash.finish()) == "7d7b189c4a04928605cc8b351c732c7c304178089a42dba4011f9bd40aa778ed");
}

TEST_CASE("formatting keeps the tree; explaining and batches give what evaluating gives") {
  RandomExpressions random(7);
  EvalOptions options;
  options.budget.work = 2'000'000;
  for (int i = 0; i < 2000; ++i) {
    const std::string text = random.next_expression();
    INFO(text);
    const Result<Program> program = compile(text, random.scope());
    REQUIRE(program);
    const std::string formatted = format(program->ast());
    INFO(formatted);
    const Result<Ast> again = parse(formatted, random.scope());
    REQUIRE(again);
    CHECK(same_tree(program->ast(), *again));
    CHECK(format(*again) == formatted);
    const Value value = evaluate(*program, random.slots(), options);
    const Explanation explanation = explain(*program, random.slots(), options);
    CHECK(to_feel_text(explanation.value) == to_feel_text(value));
    // A batch goes other ways through straight code: the same values and the same reasons.
    std::vector<Value> rows, results(2);
    for (int row = 0; row < 2; ++row) {
      rows.insert(rows.end(), random.slots().begin(), random.slots().end());
    }
    evaluate_batch(*program, rows, results, options);
    for (const Value& result : results) {
      CHECK(to_feel_text(result) == to_feel_text(value));
      CHECK(null_reason(result) == null_reason(value));
    }
  }
}

}  // namespace
}  // namespace tollgate::feel
