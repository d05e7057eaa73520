// tollgate feel EXPR | --cases FILE
#include <nlohmann/json.hpp>

#include "cli/files.h"
#include "commands/commands.h"
#include "tollgate/base/diagnostic_json.h"
#include "tollgate/base/time_zone.h"
#include "tollgate/feel/cases.h"
#include "tollgate/feel/check.h"
#include "tollgate/feel/null_reason.h"
#include "tollgate/feel/program.h"
#include "tollgate/feel/value_json.h"

namespace tollgate::server {
namespace {

constexpr uint64_t kMaxContextBytes = uint64_t{16} << 20;
constexpr uint64_t kMaxCasesBytes = uint64_t{256} << 20;

// {"t": "date", "v": "2026-01-31"} is a value with its type; other JSON is taken as it stands.
Result<feel::Value> read_value(const Json& json, const std::string& name) {
  const bool typed =
      json.is_object() && json.size() == 2 && json.contains("t") && json.contains("v");
  auto value = typed ? feel::from_typed_json(json) : feel::from_json(json, feel::Type::any());
  if (value) return std::move(*value);
  return make_error("feel.context_value",
                    {"“" + name + "”的值无法理解。", "the value of '" + name + "' makes no sense"},
                    {.pointer = "/" + name});
}

struct Names {
  feel::Scope scope;
  feel::Scope types;  // the same names with the types of their values, for checking
  std::vector<feel::Value> slots;
};

Result<Names> read_context(const std::string& path) {
  Names names;
  if (path.empty()) return names;
  const auto text = read_file(path, kMaxContextBytes);
  if (!text) return Failure{text.diagnostics()};
  const auto json = parse_json(*text, {.max_bytes = kMaxContextBytes});
  if (!json) return Failure{json.diagnostics()};
  if (!json->is_object()) {
    return make_error("feel.context_not_object",
                      {"上下文应为 JSON 对象。", "the context must be a JSON object"},
                      {.source = path});
  }
  for (const auto& [name, member] : json->items()) {
    auto value = read_value(member, name);
    if (!value) return Failure{value.diagnostics()};
    const uint32_t slot = names.scope.add(name, feel::names_in(*value));
    names.types.add(name, feel::type_of(*value));
    if (names.slots.size() <= slot) names.slots.resize(slot + 1);
    names.slots[slot] = std::move(*value);
  }
  return names;
}

Json to_json(const feel::Explanation& part) {
  Json json{{"span", {part.span.begin, part.span.end}}, {"text", part.text}};
  json["evaluated"] = part.evaluated;
  if (part.pass > 0) json["pass"] = part.pass;
  json["value"] = part.evaluated ? feel::to_json(part.value) : Json("not evaluated");
  for (const feel::Explanation& child : part.children) json["parts"].push_back(to_json(child));
  if (part.omitted > 0) json["omitted"] = part.omitted;
  return json;
}

// A value that fits a line.
std::string line_of(const feel::Value& value) {
  constexpr size_t kLongest = 100;
  std::string text = feel::to_feel_text(value);
  if (text.size() <= kLongest) return text;
  size_t cut = kLongest;
  while (cut > 0 && (text[cut] & 0xc0) == 0x80) --cut;
  return text.substr(0, cut) + "…";
}

// Why the part is null, when that is its own doing.
std::string reason_of(const feel::Explanation& part, Language language) {
  const std::optional<Diagnostic> reason = feel::null_reason(part.value);
  if (!reason || reason->place.span != part.span) return {};
  return "  (" + reason->message.in(language) + ")";
}

// Prints the tree, a line a part. Literals say for themselves what they are.
class Tree {
 public:
  explicit Tree(const Terminal& terminal) : terminal_(terminal) {}

  void print(const feel::Explanation& part, size_t depth = 0) {
    if (depth > 0 && part.pass == 0 && part.kind == feel::NodeKind::kLiteral) return;
    const std::string pass = part.pass > 0 ? "#" + std::to_string(part.pass) + "  " : "";
    const std::string value =
        part.evaluated ? line_of(part.value) + reason_of(part, terminal_.language) : "-";
    // What carries one value (an entry, a named argument) has that of its only part.
    const bool carrier = part.kind == feel::NodeKind::kIteration ||
                         part.kind == feel::NodeKind::kEntry ||
                         part.kind == feel::NodeKind::kNamedArgument;
    const bool carries_one = carrier && part.children.size() == 1;
    const std::string text = pass + std::string(part.text);
    line(depth, carrier && !carries_one ? text : text + "  =  " + value);
    if (!part.evaluated && !carrier) return;
    print_parts(carries_one ? part.children[0] : part, depth + 1);
    if (part.omitted > 0) omitted(part.omitted, depth + 1);
  }

 private:
  void print_parts(const feel::Explanation& part, size_t depth) {
    for (size_t i = 0; i < part.children.size(); ++i) {
      const feel::Explanation& child = part.children[i];
      if (const uint32_t before = pass_before(part, i); child.pass > before + 1) {
        omitted(child.pass - before - 1, depth);
      }
      print(child, depth);
    }
  }

  static uint32_t pass_before(const feel::Explanation& part, size_t i) {
    for (size_t k = i; k-- > 0;) {
      if (part.children[k].span == part.children[i].span) return part.children[k].pass;
    }
    return 0;
  }

  void omitted(size_t count, size_t depth) {
    const std::string number = std::to_string(count);
    const LocalizedText note{"（另有 " + number + " 项）", "(" + number + " more)"};
    line(depth, note.in(terminal_.language));
  }

  void line(size_t depth, const std::string& text) {
    terminal_.print(std::string(depth * 2, ' ') + text);
  }

  const Terminal& terminal_;
};

int run_case_file(const std::string& path, const feel::EvalOptions& options,
                  const Terminal& terminal) {
  const auto text = read_file(path, kMaxCasesBytes);
  if (!text) {
    terminal.report(text.diagnostics());
    return kExitBadInput;
  }
  const auto summary =
      feel::run_cases(*text, options, [&](std::string_view line) { terminal.print(line); });
  return summary.failed == 0 ? kExitOk : kExitBadInput;
}

int evaluate(const std::string& expression, const Arguments& arguments, feel::EvalOptions options,
             const Terminal& terminal) {
  const auto fail = [&](const Diagnostics& diagnostics) {
    terminal.report(diagnostics);
    return kExitBadInput;
  };
  const auto names = read_context(arguments.value("context"));
  if (!names) return fail(names.diagnostics());
  const bool check = arguments.has("check");
  feel::CompileOptions compile_options;
  compile_options.unknown_names_are_errors = !check;  // the check finds them, and more
  const auto program = feel::compile(expression, names->scope, compile_options);
  if (!program) return fail(program.diagnostics());
  if (check) {
    const feel::Checked checked = feel::check(program->ast(), names->types);
    terminal.report(checked.diagnostics);
    if (!checked.ok()) return kExitBadInput;
  }
  if (arguments.has("explain")) {
    const feel::Explanation tree = feel::explain(*program, names->slots, options);
    if (terminal.json) {
      terminal.print(write_json(to_json(tree)));
    } else {
      Tree(terminal).print(tree);
    }
    return kExitOk;
  }
  Diagnostics reasons;
  options.diagnostics = &reasons;
  const feel::Value value = feel::evaluate(*program, names->slots, options);
  if (terminal.json) {
    terminal.print(write_json(
        {{"value", feel::to_typed_json(value)}, {"diagnostics", tollgate::to_json(reasons)}}));
  } else {
    terminal.print(feel::to_feel_text(value));
    terminal.report(reasons);
  }
  return kExitOk;
}

int run_feel(const Arguments& arguments, const Terminal& terminal) {
  const SystemClock clock;
  feel::EvalOptions options;
  options.clock = &clock;
  if (arguments.has("time-zone")) {
    const std::string name = arguments.value("time-zone");
    const auto zone = find_time_zone(name);
    if (!zone) {
      terminal.report(make_error(
          "cli.time_zone", {"没有时区“" + name + "”。", "there is no time zone '" + name + "'"}, {},
          {"Asia/Shanghai", "Europe/Berlin", "Etc/UTC"}));
      return kExitBadUse;
    }
    options.time_zone = ZoneRef::named(*zone);
  }
  const bool has_cases = arguments.has("cases");
  if (has_cases == !arguments.plain().empty()) {
    terminal.report(make_error("cli.argument_count", {"请给出一个表达式，或 --cases。",
                                                      "give one expression, or --cases"}));
    return kExitBadUse;
  }
  if (has_cases) return run_case_file(arguments.value("cases"), options, terminal);
  return evaluate(arguments.plain()[0], arguments, options, terminal);
}

}  // namespace

Command feel_command() {
  return {
      .name = "feel",
      .arguments = "'EXPRESSION'",
      .summary = {"计算一个 FEEL 表达式", "evaluates a FEEL expression"},
      .details =
          {"上下文文件是 JSON 对象；日期等写作 {\"t\": \"date\", \"v\": \"2026-01-31\"}。\n"
           "结果为 null 时，原因写到标准错误。",
           "The context file is a JSON object; dates and the like are written as\n"
           "{\"t\": \"date\", \"v\": \"2026-01-31\"}. Why a result is null is said on stderr."},
      .options =
          {{"context", "FILE.json", {"表达式可用的名称", "the names the expression may use"}},
           {"check", "", {"先检查类型", "check types first"}},
           {"explain", "", {"显示每个子表达式的值", "show the value of every part"}},
           {"cases",
            "FILE.jsonl",
            {"运行一致性用例，逐行输出失败的用例", "run conformance cases; print those that fail"}},
           {"time-zone",
            "NAME",
            {"now() 和 today() 的时区（缺省 UTC）", "zone of now() and today() (default: UTC)"}}},
      .min_plain = 0,
      .max_plain = 1,
      .run = run_feel,
  };
}

}  // namespace tollgate::server
