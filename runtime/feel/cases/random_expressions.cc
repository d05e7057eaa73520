#include "tollgate/feel/random_expressions.h"

#include "tollgate/feel/null_reason.h"

namespace tollgate::feel {

RandomExpressions::RandomExpressions(uint64_t seed) : random_(seed) {
  for (const char* name :
       {"a", "b", "客户数", "arrival time", "items", "name", "when", "profit and loss"}) {
    scope_.add(name);
  }
  new_slots();
}

void RandomExpressions::new_slots() {
  const auto evaluated = [](const std::string& text) {
    const Result<Program> program = compile(text, Scope());
    return program ? evaluate(*program, {}, EvalOptions()) : Value();
  };
  slots_.clear();
  for (size_t i = 0; i < scope_.size(); ++i) {
    switch (scope_[i].name[0]) {
      case 'i': {
        std::string text = "[";
        for (uint64_t n = below(6); n > 0; --n) {
          text += "{price: " + number() + ", size: " + number() + ", tag: " + literal() + "}";
          if (n > 1) text += ", ";
        }
        slots_.push_back(evaluated(text + "]"));
        break;
      }
      case 'n':
        slots_.push_back(Value::string(one_of({"", "Guangzhou", "广州", "a\nb", "Straße"})));
        break;
      case 'w':
        slots_.push_back(
            evaluated(one_of({"@\"2026-02-28\"", "@\"2024-02-29\"", "@\"-0044-03-15\""})));
        break;
      case 'p':
        slots_.push_back(evaluated(literal()));
        break;
      default:
        slots_.push_back(evaluated(below(8) == 0 ? "null" : number()));
    }
  }
}

std::string RandomExpressions::number() {
  switch (below(8)) {
    case 0:
      return std::to_string(random_.next());
    case 1:
      return std::to_string(below(1000)) + "." + std::to_string(below(100000));
    case 2:
      return "0." + std::to_string(random_.next());
    case 3:
      return std::to_string(below(100)) + "e" + std::to_string(below(40));
    case 4:
      return "-" + std::to_string(below(1000));
    case 5:
      return std::to_string(random_.next()) + std::to_string(random_.next() | 1);
    default:
      return std::to_string(below(12));
  }
}

std::string RandomExpressions::literal() {
  switch (below(9)) {
    case 0:
      return one_of({"true", "false", "null"});
    case 1:
      return one_of({"\"\"", "\"abc\"", "\"广州\"", "\"a\\nb\"", "\"\\U01F40E\"", "\"12.50\""});
    case 2:
      return one_of({"@\"2026-02-28\"", "@\"2024-02-29\"", "@\"999999999-12-31\""});
    case 3:
      return one_of({"@\"2026-03-29T02:30:00@Europe/Paris\"", "@\"2026-01-01T00:00:00Z\"",
                     "@\"2026-10-25T02:30:00\"", "@\"1999-12-31T23:59:59.999999999+14:00\""});
    case 4:
      return one_of({"@\"09:30:00\"", "@\"23:59:59.5Z\"", "@\"12:00:00@Asia/Shanghai\""});
    case 5:
      return one_of({"@\"P1D\"", "@\"-PT90M\"", "@\"PT0.25S\"", "@\"P1Y2M\"", "@\"-P7M\""});
    default:
      return number();
  }
}

std::string RandomExpressions::condition(int depth) {
  switch (below(7)) {
    case 0:
      return expression(depth - 1) + " between " + number() + " and " + number();
    case 1:
      return expression(depth - 1) + " in [" + number() + ".." + number() + "]";
    case 2:
      return expression(depth - 1) + " in (" + number() + ", < " + number() + ")";
    case 3:
      return "(" + condition(depth - 1) + one_of({" and ", " or "}) + condition(depth - 1) + ")";
    case 4:
      return "some x in " + list(depth - 1) + " satisfies x > " + expression(depth - 1);
    default:
      if (depth <= 0) return one_of({"true", "a > 3", "b = null"});
      return "(" + expression(depth - 1) + ")" +
             one_of({" = ", " != ", " < ", " <= ", " > ", " >= "}) + "(" + expression(depth - 1) +
             ")";
  }
}

std::string RandomExpressions::list(int depth) {
  switch (below(6)) {
    case 0:
      return "items.price";
    case 1:
      return "items[price > " + number() + "].size";
    case 2:
      return "[" + expression(depth - 1) + ", " + expression(depth - 1) + "]";
    case 3:
      return "(for x in " + std::to_string(below(4)) + ".." + std::to_string(below(9)) +
             " return x * " + number() + ")";
    case 4:
      return "items[size >= price].tag";
    default:
      return "items.size";
  }
}

std::string RandomExpressions::call(int depth) {
  const std::string inner = expression(depth - 1);
  switch (below(9)) {
    case 0:
      return std::string(one_of({"sum", "count", "min", "max", "mean", "median", "mode", "stddev",
                                 "product", "distinct values", "reverse", "flatten"})) +
             "(" + list(depth - 1) + ")";
    case 1:
      return std::string(one_of({"abs", "sqrt", "exp", "log", "floor", "ceiling", "even", "odd",
                                 "string", "not", "upper case", "string length", "date", "time",
                                 "day of week", "week of year"})) +
             "(" + inner + ")";
    case 2:
      return std::string(one_of({"decimal", "round up", "round down", "round half up",
                                 "round half down", "modulo"})) +
             "(" + inner + ", " + std::to_string(below(5)) + ")";
    case 3:
      return std::string(one_of({"contains", "starts with", "ends with", "matches", "split",
                                 "substring before"})) +
             "(name, " + one_of({"\"a\"", "\"[a-z]+\"", "\"\\s\"", "\"州\""}) + ")";
    case 4:
      return "substring(name, " + std::to_string(below(4)) + ")";
    case 5:
      return "(function(x, y) x + y)(" + inner + ", " + number() + ")";
    case 6:
      return "sort(" + list(depth - 1) + ", function(x, y) x < y)";
    case 7:
      return "replace(name, \"([a-z])\", \"<$1>\")";
    default:
      return "{k: " + inner + ", r: k}.r";
  }
}

// Mostly a number: so that few of the larger expressions are null.
std::string RandomExpressions::quantity(int depth) {
  if (depth <= 0) return below(3) == 0 ? one_of({"a", "b", "客户数", "items[1].price"}) : number();
  switch (below(10)) {
    case 0:
      return "if " + condition(depth - 1) + " then " + quantity(depth - 1) + " else " +
             quantity(depth - 1);
    case 1:
      return std::string(one_of({"sum", "count", "min", "max", "mean", "median", "stddev"})) + "(" +
             one_of({"items.price", "items[price > 3].size", "items.size", "[a, b, 7]"}) + ")";
    case 2:
      return std::string(one_of({"abs", "floor", "ceiling", "sqrt", "exp", "log"})) + "(" +
             quantity(depth - 1) + ")";
    case 3:
      return std::string(one_of({"decimal", "round up", "round half down", "modulo"})) + "(" +
             quantity(depth - 1) + ", " + std::to_string(below(5)) + ")";
    case 4:
      return "(" + quantity(depth - 1) + ") ** " + std::to_string(below(4));
    default:
      return "(" + quantity(depth - 1) + ")" + one_of({" + ", " - ", " * ", " / "}) + "(" +
             quantity(depth - 1) + ")";
  }
}

std::string RandomExpressions::expression(int depth) {
  if (below(10) < 7) return quantity(depth);
  if (depth <= 0) {
    switch (below(6)) {
      case 0:
        return "a";
      case 1:
        return one_of({"b", "客户数", "arrival time", "profit and loss"});
      case 2:
        return one_of({"name", "when", "items[1].price", "items[-1].tag"});
      default:
        return literal();
    }
  }
  switch (below(12)) {
    case 0:
      return "if " + condition(depth - 1) + " then " + expression(depth - 1) + " else " +
             expression(depth - 1);
    case 1:
      return call(depth);
    case 2:
      return "(" + condition(depth - 1) + ")";
    case 3:
      return list(depth)[0] == '(' ? list(depth - 1) : "-(" + expression(depth - 1) + ")";
    case 4:
      return "(" + expression(depth - 1) + ") ** " + std::to_string(below(6));
    case 5:
      return "(" + expression(depth - 1) + ") instance of " +
             one_of({"number", "string", "list<number>", "date and time"});
    case 6:
      return "[" + expression(depth - 1) + ", " + expression(depth - 1) + "][" +
             std::to_string(below(3)) + "]";
    default:
      return "(" + expression(depth - 1) + ")" + one_of({" + ", " - ", " * ", " / "}) + "(" +
             expression(depth - 1) + ")";
  }
}

std::string RandomExpressions::next_expression() {
  if (below(4) == 0) new_slots();
  return expression(4);
}

std::string RandomExpressions::next_line() {
  const std::string text = next_expression();
  const Result<Program> program = compile(text, scope_);
  if (!program) return text + "  !!  " + program.diagnostics()[0].code;
  const FixedClock clock({1767225600000000});
  EvalOptions options;
  options.clock = &clock;
  options.budget.work = 2'000'000;
  options.budget.memory_bytes = 256 * 1024;
  const Value value = evaluate(*program, slots_, options);
  std::string line = text + "  =>  " + to_feel_text(value);
  if (const std::optional<Diagnostic> reason = null_reason(value)) {
    line += "  " + reason->code;
    if (reason->place.span) {
      line += " [" + std::to_string(reason->place.span->begin) + "," +
              std::to_string(reason->place.span->end) + "]";
    }
  }
  return line;
}

}  // namespace tollgate::feel
