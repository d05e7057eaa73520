// feel_random [SEED [COUNT]]: expressions made up from the seed, each with its value and reason.
#include <cstdio>
#include <cstdlib>

#include "tollgate/base/sha256.h"
#include "tollgate/feel/random_expressions.h"

int main(int argc, char** argv) {
  const uint64_t seed = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1;
  const long count = argc > 2 ? std::strtol(argv[2], nullptr, 10) : 10000;
  tollgate::feel::RandomExpressions random(seed);
  tollgate::Sha256 hash;
  for (long i = 0; i < count; ++i) {
    const std::string line = random.next_line() + "\n";
    std::fwrite(line.data(), 1, line.size(), stdout);
    hash.update(line);
  }
  std::printf("sha256 %s\n", tollgate::hex(hash.finish()).c_str());
  return 0;
}
