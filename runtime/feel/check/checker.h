// The walk over a tree that gives each node a type. Split over several files by kind of node:
// checker.cc (names, control, literals), operators.cc, calls.cc, members.cc, impossible.cc.
#pragma once

#include <array>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/feel/check.h"
#include "tollgate/feel/function_table.h"
#include "tollgate/feel/words.h"

namespace tollgate::feel {

class Checker {
 public:
  Checker(const Ast& ast, const Scope& scope, const CheckOptions& options)
      : ast_(ast), scope_(scope), options_(options) {}

  Checked run();

 private:
  struct Local {
    std::string name;
    Type type;
  };
  // Names that the expression defines itself. An open frame may hold names nobody can know: the
  // members of items whose type is not known.
  struct Frame {
    std::vector<Local> locals;
    bool open = false;
  };

  Type infer(NodeId id);
  Type infer_control(const Node& node);

  // checker.cc
  Type infer_name(NodeId id);
  Type infer_if(const Node& node);
  Type infer_iterations(const Node& node);
  Type iteration_type(const Node& iteration);
  Type infer_list(const Node& node);
  Type infer_context(const Node& node);
  Type infer_function(const Node& node);
  void want_condition(NodeId id, const Type& type);
  void want_type(const Type& type, Span span);

  // operators.cc
  Type infer_binary(const Node& node);
  Type infer_arithmetic(const Node& node, const Type& left, const Type& right);
  Type infer_negate(const Node& node);
  Type infer_between(const Node& node);
  Type infer_in(const Node& node);
  Type infer_range(const Node& node);
  void want_test(NodeId test, const Type& input, NodeId input_node);
  void want_one_of(NodeId list, const Type& input, NodeId input_node);
  void want_equal(NodeId test, const Type& type, const Type& input, NodeId input_node);
  void want_comparable(const Node& node, const Type& left, const Type& right, bool by_size);

  // calls.cc
  Type infer_call(const Node& node);
  Type infer_builtin(const Node& node, std::string_view name);
  Type infer_callable(const Node& node, const Type& function);
  void report_unknown_function(NodeId callee);
  void want_quantities(const FunctionSignature& signature, NodeId argument, const Type& type);
  void want_readable(std::string_view function, NodeId argument);
  void want_no_blanks(std::string_view function, NodeId argument);

  // members.cc
  Type infer_path(const Node& node);
  Type infer_filter(const Node& node);
  Type member_of(const Node& node, const Type& source);

  // impossible.cc: comparisons that can never hold.
  void look_for_impossible(NodeId id);
  void check_allowed_values(NodeId name, NodeId value);

  // The slot and path a node reads from outside, if it is such a path.
  bool outer_path(NodeId id, uint32_t& slot, std::vector<std::string>& path) const;
  const NameFacts* facts_of(NodeId id) const;
  // How a message calls a node: its label where it has one, else its text.
  LocalizedText called(NodeId id) const;
  const Local* find_local(std::string_view name) const;
  bool in_open_frame() const;

  static constexpr size_t kMaxGuesses = 20;
  // Whether to look for what may be meant: after many findings nobody reads that.
  bool looks_for_names() const { return diagnostics_.size() < kMaxGuesses; }
  void report(Severity severity, std::string code, Span span, LocalizedText message,
              std::vector<std::string> candidates = {});

  const Ast& ast_;
  const Scope& scope_;
  const CheckOptions& options_;
  std::vector<Frame> frames_;
  Type input_;  // of `?`
  Diagnostics diagnostics_;
  std::array<size_t, 2> told_{};  // errors, all else
};

// Whether a value of type `actual` can stand where `wanted` is asked for, conversions of
// 10.3.2.9.4 included. What is not known fits.
bool fits(const Type& actual, const Type& wanted);
// Whether values of the two types can be equal.
bool comparable(const Type& a, const Type& b);
bool known(const Type& type);  // neither Any, null nor unknown

}  // namespace tollgate::feel
