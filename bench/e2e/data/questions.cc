#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>

#include "asker.h"
#include "data.h"

namespace tollgate::bench {

int questions(const std::string& database, const std::string& user, const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  const auto asked = parse_json(std::string{std::istreambuf_iterator<char>(in), {}});
  if (!asked || !asked->is_array()) {
    std::cerr << file << " holds no list of questions\n";
    return 1;
  }
  const std::unique_ptr<engine::Engine> engine = open_timed(database);
  if (!engine) return 1;
  make_behind(*engine);
  Asker asker(*engine, user);
  for (const Json& one : *asked) {
    const auto type = one.at("type").get<std::string>();
    std::vector<double> first = asker.times(1, type, one.at("params"));
    std::vector<double> again = asker.times(one.at("again").get<int>(), type, one.at("params"));
    std::sort(again.begin(), again.end());
    std::cout << write_json({{"what", one.at("what")},
                             {"first_us", int64_t(1000 * first[0])},
                             {"again_us", int64_t(1000 * again[again.size() / 2])},
                             {"longest_us", int64_t(1000 * again.back())},
                             {"peak_mb", int64_t(peak_mb())}})
              << std::endl;
  }
  return 0;
}

}  // namespace tollgate::bench
