// The built-in functions: names, parameters, types, one entry for each way to call them.
//
//   for (const FunctionSignature& f : functions_named("substring")) ...
//
// The evaluator binds named arguments by it, the checker and the completion read it.
// Source: DMN 1.5, 10.3.4.
#pragma once

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

struct FunctionParameter {
  std::string_view name;
  std::string_view type;  // as parse_type reads it
  bool optional = false;
};

struct FunctionSignature {
  uint16_t id;  // the same for all signatures of one name
  std::string_view name;
  FunctionFamily family;
  std::span<const FunctionParameter> parameters;
  bool variadic = false;    // the last parameter may come any number of times
  std::string_view result;  // type
};

std::span<const FunctionSignature> all_functions();
// All signatures of one name; empty when there is no such function.
std::span<const FunctionSignature> functions_named(std::string_view name);

// "substring(string, start position, [length])": how people read a function's use.
std::string signature_text(const FunctionSignature& signature);

}  // namespace tollgate::feel
