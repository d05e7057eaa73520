// A syntax tree in people's words. What comes out is read again before anybody sees it: only what
// means the same is shown. Long because it has a way for each kind of node of the tree.
#include <algorithm>
#include <optional>

#include "formula_words.h"
#include "periods.h"
#include "reader.h"
#include "tollgate/feel/binding.h"
#include "tollgate/feel/format.h"
#include "tollgate/feel/function_help.h"
#include "tollgate/feel/lexer.h"
#include "tollgate/feel/parse.h"
#include "tollgate/wording/formula.h"

namespace tollgate::wording {
namespace {

using feel::Ast;
using feel::Node;
using feel::NodeId;
using feel::NodeKind;
using feel::Operator;

class FormulaWriter {
 public:
  FormulaWriter(const Ast& ast, const Names& names, Language language, bool quoted)
      : ast_(ast), names_(names), zh_(language == Language::kChinese), quoted_(quoted) {}

  std::string write() {
    write(ast_.root, feel::kAny, nullptr);
    return std::move(out_);
  }

 private:
  struct Local {
    std::string_view name;
    const Name* node;
  };

  const char* tr(const char* zh, const char* en) const { return zh_ ? zh : en; }

  // --- what a node is known as

  static const Name* find(const std::vector<Name>& names, std::string_view id) {
    for (const Name& name : names) {
      if (name.id == id) return &name;
    }
    return nullptr;
  }

  const Local* local(std::string_view name) const {
    for (auto at = locals_.rbegin(); at != locals_.rend(); ++at) {
      if (at->name == name) return &*at;
    }
    return nullptr;
  }

  const Name* named(std::string_view id) const {
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
      if (const Name* found = find(**scope, id)) return found;
    }
    return find(names_.roots, id);
  }

  const Name* node_of(NodeId id) const {
    const Node& n = ast_.node(id);
    if (n.kind == NodeKind::kName) {
      if (const Local* own = local(ast_.name(n))) return own->node;
      return named(ast_.name(n));
    }
    if (n.kind == NodeKind::kPath) {
      const Name* owner = node_of(ast_.children(n)[0]);
      return owner != nullptr ? find(owner->members, ast_.name(n)) : nullptr;
    }
    if (n.kind == NodeKind::kFilter) return node_of(ast_.children(n)[0]);
    return nullptr;
  }

  bool is_call(const Node& n, std::string_view function, size_t arguments) const {
    if (n.kind != NodeKind::kCall || n.child_count != arguments + 1) return false;
    const Node& callee = ast_.child(n, 0);
    return callee.kind == NodeKind::kName && ast_.name(callee) == function &&
           local(function) == nullptr;
  }
  bool is_null(NodeId id) const {
    const Node& n = ast_.node(id);
    return n.kind == NodeKind::kLiteral && ast_.constant(n).is_null();
  }

  // --- forms that FEEL has a call for

  struct Infix {
    const char* word = nullptr;
    NodeId left = 0, right = 0;
  };
  std::optional<Infix> infix(const Node& n, bool negated) const {
    if (n.kind != NodeKind::kCall || n.child_count != 3) return std::nullopt;
    const std::span<const NodeId> c = ast_.children(n);
    const bool many = has_many(node_of(c[1]));
    if (is_call(n, many ? "list contains" : "contains", 2)) {
      if (ast_.node(c[1]).kind == NodeKind::kNamedArgument) return std::nullopt;
      return Infix{negated ? tr("不包含", "does not contain") : tr("包含", "contains"), c[1], c[2]};
    }
    if (is_call(n, "starts with", 2)) {
      return Infix{negated ? tr("开头不是", "does not start with") : tr("开头是", "starts with"),
                   c[1], c[2]};
    }
    if (is_call(n, "ends with", 2)) {
      return Infix{negated ? tr("结尾不是", "does not end with") : tr("结尾是", "ends with"), c[1],
                   c[2]};
    }
    return std::nullopt;
  }
  bool has_named_argument(const Node& n) const {
    for (const NodeId id : ast_.children(n)) {
      if (ast_.node(id).kind == NodeKind::kNamedArgument) return true;
    }
    return false;
  }

  // not(…) of something that has its own word.
  bool is_negated_comparison(const Node& n) const {
    if (!is_call(n, "not", 1)) return false;
    const Node& inner = ast_.child(n, 1);
    return inner.kind == NodeKind::kIn ||
           (inner.kind == NodeKind::kCall && !has_named_argument(inner) && infix(inner, true));
  }

  // `date(x)` of a moment: what people compare with days without saying so.
  std::optional<NodeId> day_of_moment(NodeId id) const {
    const Node& n = ast_.node(id);
    if (!is_call(n, "date", 1)) return std::nullopt;
    const NodeId inner = ast_.children(n)[1];
    const Name* node = node_of(inner);
    if (node == nullptr || node->kind != NameKind::kDateTime) return std::nullopt;
    return inner;
  }
  bool begins_with_today(NodeId id) const {
    const Node* n = &ast_.node(id);
    while (n->kind == NodeKind::kBinary &&
           (n->op == Operator::kAdd || n->op == Operator::kSubtract)) {
      n = &ast_.child(*n, 0);
    }
    return is_call(*n, "today", 0);
  }

  std::optional<KnownRange> period_of(const Node& n) const {
    if (n.kind != NodeKind::kIn || n.child_count != 2 || n.flag()) return std::nullopt;
    const NodeId test = ast_.children(n)[1];
    if (ast_.node(test).kind != NodeKind::kRange) return std::nullopt;
    return known_range(feel::format(ast_, test));
  }

  // Some calls are written as comparisons.
  int binding_of(const Node& n) const {
    if (n.kind == NodeKind::kCall) {
      if (is_negated_comparison(n)) return feel::kComparison;
      if (!has_named_argument(n) && infix(n, false)) return feel::kComparison;
    }
    return feel::binding_of(n, ast_);
  }

  // --- writing

  // `compared`: the choice whose options may stand here.
  void write(NodeId id, int least, const Name* compared) {
    const Node& n = ast_.node(id);
    const bool apart = (n.kind == NodeKind::kName || n.kind == NodeKind::kPath) && n.flag();
    const bool parentheses = apart || binding_of(n) < least;
    if (parentheses) out_ += '(';
    write_bare(n, id, parentheses ? nullptr : compared);
    if (parentheses) out_ += ')';
  }

  void write_label(const Name& name) {
    const std::string& label = name.label.empty() ? name.id : name.label;
    if (!quoted_ || name.label.empty()) {
      out_ += label;
      return;
    }
    const std::string_view open = zh_ ? "「" : "'";
    const std::string_view close = zh_ ? "」" : "'";
    out_ += open;
    for (size_t i = 0; i < label.size();) {
      if (std::string_view(label).substr(i).starts_with(close)) {
        out_ += close;
        out_ += close;
        i += close.size();
      } else {
        out_ += label[i++];
      }
    }
    out_ += close;
  }

  void write_literal(const Node& n, const Name* compared) {
    const feel::Value& value = ast_.constant(n);
    if (value.is_null()) {
      out_ += tr("空", "null");
    } else if (value.kind() == feel::Kind::kBoolean) {
      out_ += value.is_true() ? tr("是", "true") : tr("否", "false");
    } else if (value.kind() == feel::Kind::kString && compared != nullptr &&
               std::ranges::any_of(compared->options, [&](const OptionName& option) {
                 return option.id == value.as_string();
               })) {
      for (const OptionName& option : compared->options) {
        if (option.id != value.as_string()) continue;
        const std::string& label = option.label.empty() ? option.id : option.label;
        const bool plain =
            label.find('"') == std::string::npos && label.find('\\') == std::string::npos && !zh_;
        out_ += plain ? "\"" + label + "\"" : "“" + label + "”";
        return;
      }
    } else if (value.is_number()) {
      write_number(value.as_number());
    } else {
      out_ += feel::to_feel_text(value);
    }
  }

  // In Chinese large round numbers are told in 万 and 亿.
  void write_number(const Decimal& number) {
    const std::string text = number.to_text();
    const std::optional<int64_t> whole = number.to_int64();
    if (!zh_ || !whole || *whole < 10000 || *whole % 100 != 0 || std::to_string(*whole) != text) {
      out_ += text;
      return;
    }
    const bool large = *whole >= 100000000 && *whole % 1000000 == 0;
    const int64_t unit = large ? 100000000 : 10000;
    out_ += std::to_string(*whole / unit);
    std::string rest = std::to_string(*whole % unit);
    rest.insert(0, std::to_string(unit).size() - 1 - rest.size(), '0');
    while (!rest.empty() && rest.back() == '0') rest.pop_back();
    if (!rest.empty()) out_ += "." + rest;
    out_ += large ? "亿" : "万";
  }

  void write_bare(const Node& n, NodeId id, const Name* compared) {
    const std::span<const NodeId> c = ast_.children(n);
    switch (n.kind) {
      case NodeKind::kLiteral:
        write_literal(n, compared);
        break;
      case NodeKind::kName: {
        const Name* known = local(ast_.name(n)) == nullptr ? named(ast_.name(n)) : nullptr;
        if (known != nullptr) {
          write_label(*known);
        } else {
          out_ += ast_.name(n);
        }
        break;
      }
      case NodeKind::kNegate:
        out_ += '-';
        write(c[0], feel::kUnary, nullptr);
        break;
      case NodeKind::kBinary:
        write_binary(n, c);
        break;
      case NodeKind::kBetween:
        write(c[0], feel::kComparison, nullptr);
        out_ += tr(" 介于 ", " between ");
        write(c[1], feel::kAdditive, nullptr);
        out_ += tr(" 和 ", " and ");
        write(c[2], feel::kAdditive, nullptr);
        break;
      case NodeKind::kIn:
        write_in(n, c, false);
        break;
      case NodeKind::kUnaryTest:
        out_ += sign_text(n.op);
        out_ += ' ';
        write(c[0], feel::kAdditive, compared);
        break;
      case NodeKind::kRange:
        out_ += n.flags & Node::kStartIncluded ? '[' : '(';
        write(c[0], feel::kAdditive, nullptr);
        out_ += "..";
        write(c[1], feel::kAdditive, nullptr);
        out_ += n.flags & Node::kEndIncluded ? ']' : ')';
        break;
      case NodeKind::kIf:
        out_ += tr("如果 ", "if ");
        write(c[0], feel::kAny, nullptr);
        out_ += tr(" 那么 ", " then ");
        write(c[1], feel::kAny, nullptr);
        out_ += tr(" 否则 ", " else ");
        write(c[2], feel::kAny, nullptr);
        break;
      case NodeKind::kFor:
        write_iterations(tr("逐个 ", "for "), tr(" 得到 ", " return "), c);
        break;
      case NodeKind::kSome:
        write_iterations(tr("存在 ", "some "), tr(" 满足 ", " satisfies "), c);
        break;
      case NodeKind::kEvery:
        write_iterations(tr("每个 ", "every "), tr(" 满足 ", " satisfies "), c);
        break;
      case NodeKind::kFilter:
        write_filter(c);
        break;
      case NodeKind::kPath:
        write_path(n, c);
        break;
      case NodeKind::kList:
        out_ += '[';
        write_all(c, compared);
        out_ += ']';
        break;
      case NodeKind::kCall:
        write_call(n, c);
        break;
      case NodeKind::kNamedArgument:
        out_ += ast_.name(n) + ": ";
        write(c[0], feel::kAny, nullptr);
        break;
      case NodeKind::kInstanceOf:
        write(c[0], feel::kPostfix, nullptr);
        out_ += " instance of " + ast_.types[n.type].text();
        break;
      case NodeKind::kFunction:
        write_function(n, c);
        break;
      default:
        out_ += feel::format(ast_, id);  // contexts, and what stands in no expression
    }
  }

  std::string_view sign_text(Operator op) const {
    switch (op) {
      case Operator::kNotEqual:
        return "≠";
      case Operator::kLessEqual:
        return "≤";
      case Operator::kGreaterEqual:
        return "≥";
      default:
        return feel::operator_text(op);
    }
  }

  void write_binary(const Node& n, std::span<const NodeId> c) {
    const int level = binding_of(n);
    if ((n.op == Operator::kEqual || n.op == Operator::kNotEqual) && is_null(c[1])) {
      write(c[0], level, nullptr);
      out_ += n.op == Operator::kEqual ? tr(" 为空", " is empty") : tr(" 不为空", " is not empty");
      return;
    }
    const bool compares = feel::is_comparison(n.op);
    NodeId left = c[0];
    if (compares && begins_with_today(c[1])) {
      if (const std::optional<NodeId> moment = day_of_moment(left)) left = *moment;
    }
    write(left, level, nullptr);
    out_ += ' ';
    if (n.op == Operator::kAnd) {
      out_ += tr("且", "and");
    } else if (n.op == Operator::kOr) {
      out_ += tr("或", "or");
    } else {
      out_ += sign_text(n.op);
    }
    out_ += ' ';
    write(c[1], level + 1, compares ? node_of(left) : nullptr);
  }

  void write_in(const Node& n, std::span<const NodeId> c, bool negated) {
    if (const std::optional<KnownRange> range = period_of(n)) {
      write(day_of_moment(c[0]).value_or(c[0]), feel::kComparison, nullptr);
      out_ += negated ? tr(" 不在 ", " not in ") : tr(" 在 ", " in ");
      out_ += range_in_words(*range, zh_ ? Language::kChinese : Language::kEnglish);
      return;
    }
    write(c[0], feel::kComparison, nullptr);
    out_ += negated ? tr(" 不属于 ", " not in ") : tr(" 属于 ", " in ");
    const Name* compared = node_of(c[0]);
    const bool range_in_parentheses =
        ast_.node(c[1]).kind == NodeKind::kRange && !(ast_.node(c[1]).flags & Node::kStartIncluded);
    if (c.size() == 2 && ast_.node(c[1]).kind == NodeKind::kUnaryTest) {
      write(c[1], feel::kAny, compared);
    } else if (c.size() == 2 && (!n.flag() || range_in_parentheses)) {
      write(c[1], feel::kAdditive, compared);
    } else {
      out_ += '(';
      write_all(c.subspan(1), compared);
      out_ += ')';
    }
  }

  void write_call(const Node& n, std::span<const NodeId> c) {
    if (is_negated_comparison(n)) {
      const Node& inner = ast_.node(c[1]);
      if (inner.kind == NodeKind::kIn) {
        write_in(inner, ast_.children(inner), true);
      } else {
        write_infix(*infix(inner, true));
      }
      return;
    }
    if (!has_named_argument(n)) {
      if (const std::optional<Infix> found = infix(n, false)) {
        write_infix(*found);
        return;
      }
      if (write_day(n, c)) return;
    }
    const Node& callee = ast_.node(c[0]);
    const feel::FunctionHelp* help = nullptr;
    if (callee.kind == NodeKind::kName && local(ast_.name(callee)) == nullptr) {
      help = feel::find_function_help(ast_.name(callee));
    }
    if (help != nullptr) {
      out_ += zh_ ? help->label_zh : help->label_en;
    } else {
      write(c[0], feel::kPostfix, nullptr);
    }
    out_ += '(';
    write_all(c.subspan(1), nullptr);
    out_ += ')';
  }

  void write_infix(const Infix& found) {
    write(found.left, feel::kAdditive, nullptr);
    out_ += ' ';
    out_ += found.word;
    out_ += ' ';
    write(found.right, feel::kAdditive, node_of(found.left));
  }

  // Today, now, days of the calendar, lengths of time.
  bool write_day(const Node& n, std::span<const NodeId> c) {
    if (is_call(n, "today", 0)) {
      out_ += tr("今天", "today");
      return true;
    }
    if (is_call(n, "now", 0)) {
      out_ += tr("现在", "now");
      return true;
    }
    if (c.size() != 2 || ast_.node(c[1]).kind != NodeKind::kLiteral) return false;
    const feel::Value& value = ast_.constant(ast_.node(c[1]));
    if (value.kind() != feel::Kind::kString) return false;
    const std::string_view text = value.as_string();
    if (is_call(n, "date", 1)) {
      const bool day =
          text.size() == 10 && text[4] == '-' && text[7] == '-' &&
          std::ranges::all_of(text, [](char d) { return d == '-' || (d >= '0' && d <= '9'); });
      if (day) out_ += text;
      return day;
    }
    if (!is_call(n, "duration", 1)) return false;
    const bool time = text.starts_with("PT");
    const std::string_view body = text.substr(std::min<size_t>(time ? 2 : 1, text.size()));
    if (!text.starts_with("P") || body.size() < 2 || body.size() > 10 || body[0] == '0')
      return false;
    const std::string_view digits = body.substr(0, body.size() - 1);
    if (!std::ranges::all_of(digits, [](char d) { return d >= '0' && d <= '9'; })) return false;
    const bool one = digits == "1";
    const char* unit = nullptr;
    switch (body.back()) {
      case 'D':
        if (!time) unit = tr("天", one ? " day" : " days");
        break;
      case 'Y':
        if (!time) unit = tr("年", one ? " year" : " years");
        break;
      case 'M':
        unit = time ? tr("分钟", one ? " minute" : " minutes")
                    : tr("个月", one ? " month" : " months");
        break;
      case 'H':
        if (time) unit = tr("小时", one ? " hour" : " hours");
        break;
      case 'S':
        if (time) unit = tr("秒", one ? " second" : " seconds");
        break;
      default:
        break;
    }
    if (unit == nullptr) return false;
    out_ += digits;
    out_ += unit;
    return true;
  }

  void write_path(const Node& n, std::span<const NodeId> c) {
    const Name* owner = node_of(c[0]);
    write(c[0], feel::kPostfix, nullptr);
    const Name* known = owner != nullptr ? find(owner->members, ast_.name(n)) : nullptr;
    if (known != nullptr) {
      out_ += tr("的", ".");
      write_label(*known);
      return;
    }
    if (zh_) {
      for (const MemberWord& word : kMemberWords) {
        if (word.member != ast_.name(n)) continue;
        out_ += "的";
        const std::u32string_view text(word.text);
        for (const char32_t point : text) append_utf8(out_, point);
        return;
      }
    }
    out_ += '.' + ast_.name(n);
  }

  void write_filter(std::span<const NodeId> c) {
    write(c[0], feel::kPostfix, nullptr);
    const Name* list = node_of(c[0]);
    if (list != nullptr) scopes_.push_back(&list->members);
    locals_.push_back({"item", list});
    out_ += '[';
    write(c[1], feel::kAny, nullptr);
    out_ += ']';
    locals_.pop_back();
    if (list != nullptr) scopes_.pop_back();
  }

  void write_iterations(const char* begin, const char* middle, std::span<const NodeId> c) {
    const size_t locals = locals_.size();
    out_ += begin;
    for (size_t i = 0; i + 1 < c.size(); ++i) {
      if (i != 0) out_ += ", ";
      const Node& iteration = ast_.node(c[i]);
      const std::span<const NodeId> source = ast_.children(iteration);
      out_ += ast_.name(iteration);
      out_ += tr(" 属于 ", " in ");
      write(source[0], feel::kAdditive, nullptr);
      if (source.size() > 1) {
        out_ += "..";
        write(source[1], feel::kAdditive, nullptr);
      }
      locals_.push_back({ast_.name(iteration), source.size() > 1 ? nullptr : node_of(source[0])});
    }
    out_ += middle;
    write(c.back(), feel::kAny, nullptr);
    locals_.resize(locals);
  }

  void write_function(const Node& n, std::span<const NodeId> c) {
    const size_t locals = locals_.size();
    out_ += "function(";
    for (size_t i = 0; i < n.index; ++i) {
      const Node& parameter = ast_.node(c[i]);
      if (i != 0) out_ += ", ";
      out_ += ast_.name(parameter);
      if (parameter.type != Node::kNoType) out_ += ": " + ast_.types[parameter.type].text();
      locals_.push_back({ast_.name(parameter), nullptr});
    }
    out_ += n.flag() ? ") external " : ") ";
    write(c.back(), feel::kAny, nullptr);
    locals_.resize(locals);
  }

  void write_all(std::span<const NodeId> nodes, const Name* compared) {
    for (size_t i = 0; i < nodes.size(); ++i) {
      if (i != 0) out_ += ", ";
      write(nodes[i], feel::kAny, compared);
    }
  }

  const Ast& ast_;
  const Names& names_;
  bool zh_;
  bool quoted_;
  std::vector<const std::vector<Name>*> scopes_;
  std::vector<Local> locals_;
  std::string out_;
};

bool has_comment(std::string_view text) {
  return std::ranges::any_of(feel::tokenize(text, true), [](const feel::Token& token) {
    return token.kind == feel::TokenKind::kComment;
  });
}

}  // namespace

std::optional<std::string> write_formula(std::string_view feel, const Names& names,
                                         Language language) {
  if (feel.size() > kLongestFormula || has_comment(feel)) return std::nullopt;
  feel::Scope scope;
  for (const Name& name : names.roots) scope.add(name.id);
  const Result<Ast> ast = feel::parse(feel, scope);
  if (!ast) return std::nullopt;
  for (const bool quoted : {false, true}) {
    std::string text = FormulaWriter(*ast, names, language, quoted).write();
    const Reading again = read_formula(text, names);
    if (has_errors(again.diagnostics)) {
      // A name that nobody knows is shown as it is.
      const bool only_unknown = std::ranges::all_of(
          again.diagnostics, [](const Diagnostic& d) { return d.code == "formula.unknown_name"; });
      if (!only_unknown) continue;
    }
    const Result<Ast> read = feel::parse(again.feel, scope);
    if (read && feel::same_tree(*ast, *read)) return text;
  }
  return std::nullopt;
}

}  // namespace tollgate::wording
