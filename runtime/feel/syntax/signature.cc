#include "tollgate/feel/function_table.h"

namespace tollgate::feel {

std::string signature_text(const FunctionSignature& signature) {
  std::string text(signature.name);
  text += '(';
  for (size_t i = 0; i < signature.parameters.size(); ++i) {
    const FunctionParameter& parameter = signature.parameters[i];
    if (i > 0) text += ", ";
    if (parameter.optional) text += '[';
    text += parameter.name;
    if (parameter.optional) text += ']';
  }
  if (signature.variadic) text += ", …";
  return text + ")";
}

}  // namespace tollgate::feel
