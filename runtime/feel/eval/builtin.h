// What a built-in function is to the evaluator. Families are in builtins/, one file each.
#pragma once

#include <span>
#include <string_view>

#include "machine.h"
#include "tollgate/feel/function_table.h"
#include "tollgate/feel/operations.h"

namespace tollgate::feel {

// The arguments of a call, converted on request: 10.3.2.9.4.
class Arguments {
 public:
  Arguments(Machine& machine, const Value* const* values, size_t count)
      : machine(machine), values_(values), count_(count) {}

  size_t size() const { return count_; }
  const Value& operator[](size_t i) const { return i < count_ ? *values_[i] : kNull; }
  bool has(size_t i) const { return i < count_ && !values_[i]->is_null(); }
  // The argument, or its only item when it is a list of one.
  const Value& one(size_t i) const;
  // The items of a list, or the one value as if in a list. Empty for null: ask has() first.
  std::span<const Value> items(size_t i) const;

  Machine& machine;

 private:
  static const Value kNull;
  const Value* const* values_;
  size_t count_;
};

using BuiltinFunction = Value (*)(const Arguments& arguments);

// What a function of two texts says that is nothing but a test of them.
using TextTest = bool (*)(std::string_view text, std::string_view other);

struct Builtin {
  std::string_view name;
  BuiltinFunction function;
  bool pure = true;  // of constant arguments, a constant: worth computing when compiling
  TextTest test = nullptr;
  // Arguments, by the function table; a `most` of 255 is any number.
  uint8_t least = 0;
  uint8_t most = 0;
};

std::span<const Builtin> conversion_builtins();
std::span<const Builtin> boolean_builtins();
std::span<const Builtin> string_builtins();
std::span<const Builtin> list_builtins();
std::span<const Builtin> aggregate_builtins();
std::span<const Builtin> numeric_builtins();
std::span<const Builtin> temporal_builtins();
std::span<const Builtin> sort_builtins();
std::span<const Builtin> context_builtins();
std::span<const Builtin> range_builtins();

// All of them by number; the number is what instructions carry.
const Builtin& builtin_at(uint8_t number);
// -1: no such function.
int find_builtin(std::string_view name);
// The constant function value of a built-in.
Value builtin_value(uint8_t number);
// Puts named arguments into the order of a signature that has all the names. `order` gets, for
// each parameter, the position of the argument or -1. The number of the function that takes them
// in this order, or -1 when no signature fits.
int bind_names(std::string_view function, const std::vector<std::string>& names,
               std::vector<int>& order);

Value call_builtin(Machine& machine, uint8_t number, const Value* const* values, size_t count);

// As call_builtin, when the compiler has counted the arguments.
Value call_counted(Machine& machine, uint8_t number, const Value* const* values, size_t count);

// Nulls for arguments; `index` counts from 0.
Value bad_type(size_t index, const Value& value);
Value bad_value(size_t index, const Value& value);
// Of a list argument.
Value bad_item(const Value& item);
// A function argument should have answered true or false.
Value bad_answer(const Value& answer);

// true, false or null in the right place of three-valued logic.
inline Value truth(const Value& v) { return v.is_boolean() ? v : Value(); }

}  // namespace tollgate::feel
