// The workload as plain C exports, for the WebAssembly build that node drives.
#include <string>

#include "workload.h"

namespace {
tollgate::bench::Workload workload;
std::string text;
}  // namespace

extern "C" {

// The text for JSON of `size` bytes; write it there, then call bench_load.
char* bench_text(int size) {
  text.assign(static_cast<size_t>(size), '\0');
  return text.data();
}
// The number of records, or -1 (bench_text(0) then holds nothing; see bench_message).
int bench_load() {
  text = workload.load(text);
  return text.empty() ? static_cast<int>(workload.size()) : -1;
}
void bench_batch() { workload.run_batch(); }
// 1 when the record's result is true.
int bench_one(int record) {
  workload.run_one(static_cast<size_t>(record));
  return workload.results()[static_cast<size_t>(record)].is_true() ? 1 : 0;
}
// Results as JSON, zero-terminated.
const char* bench_results() {
  text = workload.results_json();
  return text.c_str();
}
const char* bench_message() { return text.c_str(); }
}
