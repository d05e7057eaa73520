#include "builtin.h"

#include <algorithm>
#include <unordered_map>

#include "tollgate/feel/static_type.h"

namespace tollgate::feel {

const Value Arguments::kNull;

namespace {

// "list replace/match" is a variant of "list replace".
std::string_view function_of(std::string_view name) { return name.substr(0, name.find('/')); }

std::span<const FunctionSignature> signatures_of(std::string_view name) {
  return functions_named(function_of(name));
}

struct Registry {
  std::vector<Builtin> all;
  std::unordered_map<std::string_view, int> by_name;
  Registry() {
    for (const std::span<const Builtin> family :
         {conversion_builtins(), boolean_builtins(), string_builtins(), list_builtins(),
          aggregate_builtins(), numeric_builtins(), temporal_builtins(), sort_builtins(),
          context_builtins(), range_builtins()}) {
      for (const Builtin& builtin : family) {
        by_name.emplace(builtin.name, static_cast<int>(all.size()));
        all.push_back(builtin);
        const ArgumentCount count = argument_count(function_of(builtin.name));
        all.back().least = static_cast<uint8_t>(count.least);
        all.back().most = static_cast<uint8_t>(std::min<size_t>(count.most, 255));
      }
    }
  }
};

const Registry& registry() {
  static const Registry instance;
  return instance;
}

// Function values count their references, so each thread has its own.
std::vector<Value> make_builtin_values() {
  std::vector<Value> values;
  for (size_t i = 0; i < registry().all.size(); ++i) {
    auto* const rep = new BuiltinRep;
    rep->builtin = static_cast<uint8_t>(i);
    for (const FunctionParameter& p : signatures_of(registry().all[i].name)[0].parameters) {
      rep->parameters.emplace_back(p.name);
    }
    values.push_back(Value::function(rep));
  }
  return values;
}

}  // namespace

const Value& Arguments::one(size_t i) const {
  const Value& value = (*this)[i];
  if (value.is_list() && value.as_list().size() == 1) return value.as_list()[0];
  return value;
}

std::span<const Value> Arguments::items(size_t i) const {
  const Value& value = (*this)[i];
  if (value.is_list()) {
    machine.spend(value.as_list().size() * work::kItem);
    return value.as_list();
  }
  if (value.is_null()) return {};
  return {&value, 1};
}

const Builtin& builtin_at(uint8_t number) { return registry().all[number]; }

int find_builtin(std::string_view name) {
  const auto found = registry().by_name.find(name);
  return found == registry().by_name.end() ? -1 : found->second;
}

Value builtin_value(uint8_t number) {
  static thread_local const std::vector<Value> values = make_builtin_values();
  return values[number];
}

int bind_names(std::string_view function, const std::vector<std::string>& names,
               std::vector<int>& order) {
  // before(point, range) and before(range, point) differ in nothing but the order of their names:
  // the arguments are read as they were written.
  const std::span<const FunctionSignature> all = functions_named(function);
  const auto as_written = std::find_if(all.begin(), all.end(), [&](const FunctionSignature& s) {
    return std::equal(names.begin(), names.end(), s.parameters.begin(), s.parameters.end(),
                      [](const std::string& n, const FunctionParameter& p) { return n == p.name; });
  });
  const bool found = as_written != all.end();
  for (const FunctionSignature& signature :
       found ? all.subspan(as_written - all.begin(), 1) : all) {
    order.assign(signature.parameters.size(), -1);
    size_t bound = 0;
    for (size_t p = 0; p < signature.parameters.size(); ++p) {
      for (size_t i = 0; i < names.size(); ++i) {
        if (names[i] == signature.parameters[p].name) {
          order[p] = static_cast<int>(i);
          ++bound;
        }
      }
    }
    if (bound != names.size()) continue;
    while (!order.empty() && order.back() < 0 && signature.parameters[order.size() - 1].optional) {
      order.pop_back();
    }
    // Where signatures differ in one parameter's type, its name picks the variant.
    for (const FunctionParameter& parameter : signature.parameters) {
      const int variant = find_builtin(std::string(function) + "/" + std::string(parameter.name));
      if (variant >= 0) return variant;
    }
    return find_builtin(function);
  }
  return -1;
}

Value call_builtin(Machine& machine, uint8_t number, const Value* const* values, size_t count) {
  const Builtin& builtin = registry().all[number];
  if (count < builtin.least || count > builtin.most) {
    return null_because(NullCode::kArgumentCount, Value(), Value(),
                        static_cast<uint16_t>(number << 4));
  }
  return call_counted(machine, number, values, count);
}

Value call_counted(Machine& machine, uint8_t number, const Value* const* values, size_t count) {
  static const Builtin* const builtins = registry().all.data();
  Value result = builtins[number].function(Arguments(machine, values, count));
  if (!result.is_null()) return result;
  NullOrigin origin = result.null_origin();
  // Where the function is not yet named, name it.
  if (origin.code == 0 || origin.detail >= 16) return result;
  origin.detail = static_cast<uint16_t>(origin.detail | number << 4);
  return Value::null(origin);
}

Value bad_type(size_t index, const Value& value) {
  if (value.is_null() && value.null_origin().code != 0) return value;
  return null_because(value.is_null() ? NullCode::kArgumentNull : NullCode::kArgumentType, value,
                      Value(), static_cast<uint16_t>(index));
}

Value bad_value(size_t index, const Value& value) {
  return null_because(NullCode::kArgumentValue, value, Value(), static_cast<uint16_t>(index));
}

Value bad_item(const Value& item) {
  if (item.is_null() && item.null_origin().code != 0) return item;
  return null_because(NullCode::kItemType, item);
}

Value bad_answer(const Value& answer) {
  if (answer.is_null() && answer.null_origin().code != 0) return answer;
  return null_because(NullCode::kAnswer, answer);
}

bool ClosureRep::is_instance_of(const Type& type) const {
  const Lambda& function = chunk->lambdas[lambda];
  if (type.parameters().size() != function.parameters.size()) return false;
  for (size_t i = 0; i < function.parameters.size(); ++i) {
    if (!conforms(type.parameters()[i], function.parameter_types[i])) return false;
  }
  return conforms(function.result, type.result());
}

bool ClosureRep::equals(const FunctionRep& other) const {
  const auto* const that = dynamic_cast<const ClosureRep*>(&other);
  if (that == nullptr || parameters != that->parameters) return false;
  spend_work(work::kCall + captured.size() * work::kItem);
  const Lambda& x = chunk->lambdas[lambda];
  const Lambda& y = that->chunk->lambdas[that->lambda];
  return x.external == y.external && x.parameter_types == y.parameter_types &&
         same_tree(chunk->ast, x.body, that->chunk->ast, y.body) &&
         std::equal(captured.begin(), captured.end(), that->captured.begin(), that->captured.end(),
                    same);
}

bool BuiltinRep::equals(const FunctionRep& other) const {
  const auto* const that = dynamic_cast<const BuiltinRep*>(&other);
  return that != nullptr && that->builtin == builtin;
}

namespace {

// The type of each signature, in the order of the table. Any number of arguments is no type.
std::vector<Type> signature_types() {
  std::vector<Type> types;
  const auto read = [](std::string_view text) {
    const Result<Type> type = parse_type(text);
    return type ? *type : Type::any();
  };
  for (const FunctionSignature& signature : all_functions()) {
    std::vector<Type> parameters;
    for (const FunctionParameter& p : signature.parameters) parameters.push_back(read(p.type));
    types.push_back(signature.variadic
                        ? Type::any()
                        : Type::function(std::move(parameters), read(signature.result)));
  }
  return types;
}

}  // namespace

// What a built-in gives may depend on its argument: abs is also a function<number>->number.
bool BuiltinRep::is_instance_of(const Type& type) const {
  static const std::vector<Type> types = signature_types();
  spend_work(20 * work::kAllocation);
  if (type.kind() != TypeKind::kFunction) return type.is_any();
  for (const FunctionSignature& signature : signatures_of(builtin_at(builtin).name)) {
    const Type& own = types[static_cast<size_t>(&signature - all_functions().data())];
    if (own.kind() != TypeKind::kFunction) continue;
    Type result = own.result();
    if (!type.parameters().empty()) {
      result = result_type(signature, result, type.parameters()[0]);
    }
    const std::span<const Type> parameters = own.parameters();
    if (conforms(Type::function({parameters.begin(), parameters.end()}, result), type)) return true;
  }
  return false;
}

}  // namespace tollgate::feel
