#include "tollgate/feel/format.h"

#include "tollgate/feel/binding.h"
#include "tollgate/feel/lexer.h"

namespace tollgate::feel {
namespace {

bool needs_quotes(const std::string& key) {
  const std::vector<Token> tokens = tokenize(key);
  if (tokens.size() < 2 || tokens.size() > 30 || tokens[0].kind != TokenKind::kWord ||
      tokens[0].span.begin != 0 ||
      is_keyword(std::string_view(key).substr(0, tokens[0].span.end))) {
    return true;
  }
  for (size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (tokens[i].kind != TokenKind::kWord && tokens[i].kind != TokenKind::kNumber) return true;
    if (i != 0 && tokens[i].span.begin != tokens[i - 1].span.end + 1) return true;
    if (i != 0 && key[tokens[i - 1].span.end] != ' ') return true;
  }
  return tokens[tokens.size() - 2].span.end != key.size();
}

class Formatter {
 public:
  explicit Formatter(const Ast& ast) : ast_(ast) {}

  void write(NodeId id, int least) {
    const Node& n = ast_.node(id);
    const bool apart = (n.kind == NodeKind::kName || n.kind == NodeKind::kPath) && n.flag();
    const bool parentheses = apart || binding_of(n, ast_) < least;
    if (parentheses) out += '(';
    write_bare(n);
    if (parentheses) out += ')';
  }

  std::string out;

 private:
  void write_bare(const Node& n) {
    const std::span<const NodeId> c = ast_.children(n);
    switch (n.kind) {
      case NodeKind::kLiteral:
        out += to_feel_text(ast_.constant(n));
        break;
      case NodeKind::kName:
        out += ast_.name(n);
        break;
      case NodeKind::kNegate:
        out += '-';
        write(c[0], kUnary);
        break;
      case NodeKind::kBinary:
        write_binary(n, c);
        break;
      case NodeKind::kBetween:
        write(c[0], kComparison);
        out += " between ";
        write(c[1], kAdditive);
        out += " and ";
        write(c[2], kAdditive);
        break;
      case NodeKind::kIn:
        write_in(n, c);
        break;
      case NodeKind::kUnaryTest:
        out += operator_text(n.op);
        out += ' ';
        write(c[0], kAdditive);
        break;
      case NodeKind::kUnaryTests:
        if (n.flag()) out += "not(";
        for (size_t i = 0; i < c.size(); ++i) {
          if (i != 0) out += ", ";
          write(c[i], kAny);
        }
        if (n.flag()) out += ')';
        break;
      case NodeKind::kAnyInput:
        out += '-';
        break;
      case NodeKind::kRange:
        out += n.flags & Node::kStartIncluded ? '[' : '(';
        write(c[0], kAdditive);
        out += "..";
        write(c[1], kAdditive);
        out += n.flags & Node::kEndIncluded ? ']' : ')';
        break;
      case NodeKind::kIf:
        out += "if ";
        write(c[0], kAny);
        out += " then ";
        write(c[1], kAny);
        out += " else ";
        write(c[2], kAny);
        break;
      case NodeKind::kFor:
        write_iterations("for ", " return ", c);
        break;
      case NodeKind::kSome:
        write_iterations("some ", " satisfies ", c);
        break;
      case NodeKind::kEvery:
        write_iterations("every ", " satisfies ", c);
        break;
      case NodeKind::kIteration:
        out += ast_.name(n) + " in ";
        write(c[0], c.size() > 1 ? kAdditive : kAny);
        if (c.size() > 1) {
          out += "..";
          write(c[1], kAdditive);
        }
        break;
      case NodeKind::kFilter:
        write(c[0], kPostfix);
        out += '[';
        write(c[1], kAny);
        out += ']';
        break;
      case NodeKind::kPath:
        write(c[0], kPostfix);
        out += '.' + ast_.name(n);
        break;
      case NodeKind::kList:
        out += '[';
        write_all(c);
        out += ']';
        break;
      case NodeKind::kContext:
        out += '{';
        write_all(c);
        out += '}';
        break;
      case NodeKind::kEntry:
        out += needs_quotes(ast_.name(n)) ? quote(ast_.name(n)) : ast_.name(n);
        out += ": ";
        write(c[0], kAny);
        break;
      case NodeKind::kFunction:
        out += "function(";
        write_all(c.first(n.index));
        out += n.flag() ? ") external " : ") ";
        write(c.back(), kAny);
        break;
      case NodeKind::kParameter:
        out += ast_.name(n);
        if (n.type != Node::kNoType) out += ": " + ast_.types[n.type].text();
        break;
      case NodeKind::kCall:
        write(c[0], kPostfix);
        out += '(';
        write_all(c.subspan(1));
        out += ')';
        break;
      case NodeKind::kNamedArgument:
        out += ast_.name(n) + ": ";
        write(c[0], kAny);
        break;
      case NodeKind::kInstanceOf:
        write(c[0], kPostfix);
        out += " instance of " + ast_.types[n.type].text();
        break;
    }
  }

  void write_binary(const Node& n, std::span<const NodeId> c) {
    const int level = binding_of(n, ast_);
    write(c[0], level);
    out += ' ';
    out += operator_text(n.op);
    out += ' ';
    write(c[1], level + 1);
  }

  void write_in(const Node& n, std::span<const NodeId> c) {
    write(c[0], kComparison);
    out += " in ";
    const bool range_in_parentheses =
        ast_.node(c[1]).kind == NodeKind::kRange && !(ast_.node(c[1]).flags & Node::kStartIncluded);
    if (c.size() == 2 && ast_.node(c[1]).kind == NodeKind::kUnaryTest) {
      write(c[1], kAny);
    } else if (c.size() == 2 && (!n.flag() || range_in_parentheses)) {
      write(c[1], kAdditive);
    } else {
      out += '(';
      write_all(c.subspan(1));
      out += ')';
    }
  }

  void write_iterations(std::string_view keyword, std::string_view middle,
                        std::span<const NodeId> c) {
    out += keyword;
    write_all(c.first(c.size() - 1));
    out += middle;
    write(c.back(), kAny);
  }

  void write_all(std::span<const NodeId> nodes) {
    for (size_t i = 0; i < nodes.size(); ++i) {
      if (i != 0) out += ", ";
      write(nodes[i], kAny);
    }
  }

  const Ast& ast_;
};

}  // namespace

std::string format(const Ast& ast) { return format(ast, ast.root); }

std::string format(const Ast& ast, NodeId node) {
  Formatter formatter(ast);
  formatter.write(node, kAny);
  return std::move(formatter.out);
}

}  // namespace tollgate::feel
