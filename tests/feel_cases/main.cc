// feel_cases FILE.jsonl: runs conformance cases, prints those that fail and the count.
#include <cstdio>
#include <fstream>
#include <sstream>

#include "tollgate/base/clock.h"
#include "tollgate/feel/cases.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: feel_cases FILE.jsonl\n", stderr);
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) {
    std::fprintf(stderr, "%s cannot be read\n", argv[1]);
    return 1;
  }
  const tollgate::SystemClock clock;
  tollgate::feel::EvalOptions options;
  options.clock = &clock;
  const auto summary = tollgate::feel::run_cases(text.str(), options, [](std::string_view line) {
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fputc('\n', stdout);
  });
  return summary.failed == 0 ? 0 : 1;
}
