//   data_bench grow DATABASE VISITS
//   data_bench ask DATABASE USER
//   data_bench questions DATABASE USER FILE
//   data_bench import APP_FOLDER DATABASE LINES
#include <cstdlib>
#include <iostream>
#include <string_view>

#include "data.h"

int main(int argc, char** argv) {
  const std::string_view what = argc > 1 ? argv[1] : "";
  if (what == "grow" && argc == 4) return tollgate::bench::grow(argv[2], std::atoll(argv[3]));
  if (what == "ask" && argc == 4) return tollgate::bench::ask(argv[2], argv[3]);
  if (what == "questions" && argc == 5) {
    return tollgate::bench::questions(argv[2], argv[3], argv[4]);
  }
  if (what == "import" && argc == 5) {
    return tollgate::bench::import(argv[2], argv[3], std::atoll(argv[4]));
  }
  std::cerr
      << "usage: data_bench grow DATABASE VISITS | ask DATABASE USER | questions DATABASE USER "
         "FILE | import APP_FOLDER DATABASE LINES\n";
  return 2;
}
