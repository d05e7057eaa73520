// The built-in functions: names, parameters, types, one entry for each way to call them.
//
//   for (const FunctionSignature& f : functions_named("substring")) ...
//
// The evaluator binds and counts arguments by it, the checker and the completion read it.
// Source: schemas/feel/functions.json, by DMN 1.5, 10.3.4.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "tollgate/feel/type.h"

namespace tollgate::feel {

enum class FunctionFamily : uint8_t {
  kConversion,  // 10.3.4.1
  kBoolean,     // 10.3.4.2
  kString,      // 10.3.4.3
  kList,        // 10.3.4.4
  kNumeric,     // 10.3.4.5
  kTemporal,    // 10.3.4.6, 10.3.4.7
  kSort,        // 10.3.4.8
  kContext,     // 10.3.4.9
  kRange,       // 10.3.4.10
};

// What would be right where a value lies outside a parameter's domain; empty when its type says
// all.
struct Domain {
  std::string_view zh;
  std::string_view en;
};

struct FunctionParameter {
  std::string_view name;
  std::string_view type;  // as parse_type reads it
  bool optional = false;
  Domain domain;
};

// What the first argument says of a call's type, beyond the declared one.
enum class ResultRule : uint8_t {
  kDeclared,    // nothing
  kAsList,      // the argument's own type when it is a list
  kAsItem,      // the type of its items, or its own when it is no list
  kAsArgument,  // its own type
};

struct FunctionSignature {
  uint16_t id;  // the same for all signatures of one name
  std::string_view name;
  FunctionFamily family;
  std::span<const FunctionParameter> parameters;
  bool variadic = false;    // the last parameter may come any number of times
  std::string_view result;  // type
  ResultRule result_rule = ResultRule::kDeclared;
  bool takes_quantities = false;  // numbers or durations, which no type can say
};

std::span<const FunctionSignature> all_functions();
// All signatures of one name; empty when there is no such function.
std::span<const FunctionSignature> functions_named(std::string_view name);

// How many arguments a call of the function may have; `most` of SIZE_MAX is no bound.
struct ArgumentCount {
  size_t least = 0;
  size_t most = 0;
};
ArgumentCount argument_count(std::string_view name);

// "substring(string, start position, [length])": how people read a function's use.
std::string signature_text(const FunctionSignature& signature);

}  // namespace tollgate::feel
