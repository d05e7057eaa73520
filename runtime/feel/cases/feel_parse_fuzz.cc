// Any bytes: parsing refuses or gives a tree, and a tree survives being written and read again.
#include <cstdlib>

#include "tollgate/feel/format.h"
#include "tollgate/feel/parse.h"

using namespace tollgate::feel;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Scope scope = [] {
    Scope s;
    s.add("a");
    s.add("actual arrival time");
    s.add("客户数");
    s.add("profit and loss");
    s.add("a-b");
    s.add("customer", Type::context({{"date of birth", TypeKind::kDate}}));
    return s;
  }();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)parse_unary_tests(text, scope);
  (void)parse_type(text);
  const tollgate::Result<Ast> ast = parse(text, scope);
  if (!ast) return 0;
  const std::string written = format(*ast);
  if (written.size() > ParseLimits().text_bytes) return 0;
  const tollgate::Result<Ast> again = parse(written, scope);
  if (!again) {
    // A name nobody knows may hold what only fits where it stood; parentheses may add depth.
    for (const tollgate::Diagnostic& d : again.diagnostics()) {
      if (d.code == "feel.syntax.too_deep") return 0;
    }
    std::abort();
  }
  if (!same_tree(*ast, *again)) std::abort();
  return 0;
}
