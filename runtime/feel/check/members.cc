#include "checker.h"
#include "tollgate/feel/static_type.h"
#include "tollgate/feel/unknown_name.h"

namespace tollgate::feel {

using words::fill;
using words::in_quotes;

Type Checker::infer_path(const Node& node) {
  const Type source = infer(ast_.children(node)[0]);
  return member_of(node, source);
}

Type Checker::member_of(const Node& node, const Type& source) {
  if (!known(source)) return Type::any();
  const std::string& name = ast_.name(node);
  // A property of a list is the list of its items' properties (10.3.2.5).
  if (source.kind() == TypeKind::kList) return Type::list_of(member_of(node, source.element()));
  std::vector<std::string> names;
  if (source.kind() == TypeKind::kContext) {
    if (source.member_count() == 0) return Type::any();
    if (const Type* member = source.member(name)) return *member;
    for (size_t i = 0; i < source.member_count(); ++i) names.push_back(source.member_name(i));
  } else {
    for (const PropertyType& property : property_types(source.kind())) {
      if (property.name == name) {
        const bool is_end = source.kind() == TypeKind::kRange && property.type == TypeKind::kAny;
        return is_end ? source.element() : Type(property.type);
      }
      names.emplace_back(property.name);
    }
  }
  const NodeId of = ast_.children(node)[0];
  std::vector<std::string> candidates;
  if (looks_for_names()) candidates = likely_names(name, names);
  if (names.empty()) {
    report(Severity::kError, "feel.check.unknown_member", node.span,
           fill("{0}是{1}，没有可以用“.”取的内容。", "{0} is {1} and has nothing to reach by '.'.",
                {called(of), type_in_words(source)}));
    return Type::any();
  }
  LocalizedText message =
      candidates.empty() ? fill("{0}里没有{1}。", "{0} has no {1}.", {called(of), in_quotes(name)})
                         : fill("{0}里没有{1}，是不是{2}？", "{0} has no {1}. Did you mean {2}?",
                                {called(of), in_quotes(name), in_quotes(candidates.front())});
  report(Severity::kError, "feel.check.unknown_member", node.span, std::move(message),
         candidates.empty() ? std::move(names) : std::move(candidates));
  return Type::any();
}

Type Checker::infer_filter(const Node& node) {
  const auto children = ast_.children(node);
  const Type source = infer(children[0]);
  const Type element = source.kind() == TypeKind::kList ? source.element() : source;
  Frame frame;
  frame.locals.push_back({"item", element});
  for (size_t i = 0; i < element.member_count(); ++i) {
    frame.locals.push_back({element.member_name(i), element.member_type(i)});
  }
  frame.open =
      !known(element) || (element.kind() == TypeKind::kContext && element.member_count() == 0);
  frames_.push_back(std::move(frame));
  const Type condition = infer(children[1]);
  frames_.pop_back();
  if (condition.kind() == TypeKind::kNumber) return element;
  if (known(condition) && condition.kind() != TypeKind::kBoolean) {
    report(Severity::kError, "feel.check.filter", ast_.node(children[1]).span,
           fill("方括号里要写条件或序号，这里是{0}。",
                "Square brackets hold a condition or a position; this is {0}.",
                {type_in_words(condition)}));
  }
  // An index that is not known to be one yields the list or the element: assume neither.
  if (!known(condition)) return Type::any();
  return known(source) ? Type::list_of(element) : Type::any();
}

}  // namespace tollgate::feel
