// documents_bench: what a document of the largest size takes to be refused or accepted, one JSON
// line a kind: {"name", "bytes", "accepted", "finding", "ms", "mib"}. Each kind has a process of
// its own, so that what one takes is not there for the next.
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <functional>
#include <iostream>
#include <nlohmann/json.hpp>

#include "tollgate/lint/lint.h"

namespace tollgate {
namespace {

constexpr size_t kBytes = (size_t{4} << 20) - 1024;
constexpr size_t kBytesOfLargeParts = (size_t{4} << 20) - (size_t{80} << 10);

// "[part,part,...]"
std::string array_of(const std::function<std::string(size_t)>& part, size_t bytes = kBytes) {
  std::string text = "[";
  for (size_t i = 0; text.size() < bytes; ++i) text += (i == 0 ? "" : ",") + part(i);
  return text + "]";
}

std::string app_with(const std::string& members) {
  return R"({"format":"tollgate.app/1","id":"app","version":1,"label":{"zh-CN":"a","en":"a"},)"
         R"("locales":["zh-CN","en"],"time_zone":"Asia/Shanghai",)" +
         members + "}";
}

std::string label(size_t i) {
  const std::string n = std::to_string(i);
  return R"("label":{"zh-CN":"名)" + n + R"(","en":"n)" + n + R"("})";
}

// As many entities of 500 fields as fill `bytes`; make(i) gives the field's members after its
// label.
std::string entities_of(const std::function<std::string(size_t)>& make, size_t most_fields = 500,
                        size_t bytes = kBytes - 300) {
  std::string text = "\"entities\":[";
  for (size_t e = 0; text.size() < bytes; ++e) {
    text += (e == 0 ? "" : ",") + (R"({"id":"e)" + std::to_string(e)) + R"(",)" + label(e) +
            R"(,"fields":[)";
    for (size_t i = 0; i < most_fields && text.size() < bytes; ++i) {
      text += (i == 0 ? "" : ",") + (R"({"id":"f)" + std::to_string(i)) + R"(",)" + label(i) + "," +
              make(i) + "}";
    }
    text += "]}";
  }
  return text + "]";
}

struct Kind {
  const char* name;
  std::function<std::string()> text;
};

std::vector<Kind> kinds() {
  const auto constant = [](const char* part) {
    return [part] { return array_of([part](size_t) { return std::string(part); }); };
  };
  const auto fields = [](std::function<std::string(size_t)> more, size_t bytes = kBytes - 300) {
    return [more, bytes] { return app_with(entities_of(more, 500, bytes)); };
  };
  const auto computed = [](size_t i) {
    return R"("type":"number","computed":"1 + )" + std::to_string(i) + "\"";
  };
  return {
      {"[]", constant("[]")},
      {"{}", constant("{}")},
      {"1", constant("1")},
      {"\"\"", constant("\"\"")},
      {"{\"a\":1}", constant("{\"a\":1}")},
      {"[[[]]]", constant("[[[]]]")},
      {"long texts", constant("\"0123456789abcdef\"")},
      {"unknown members",
       [] {
         std::string text = "{";
         for (size_t i = 0; text.size() < kBytes; ++i) {
           text += (i == 0 ? "\"m" : ",\"m") + std::to_string(i) + "\":0";
         }
         return text + "}";
       }},
      {"number fields", fields([](size_t) { return std::string(R"("type":"number")"); })},
      {"computed fields", fields(computed)},
      {"computed fields, 2 MiB", fields(computed, size_t{2} << 20)},
      {"number fields, 1 MiB",
       fields([](size_t) { return std::string(R"("type":"number")"); }, size_t{1} << 20)},
      {"fields that read the one before", fields([](size_t i) {
         return R"("type":"number","computed":"f)" + std::to_string(i == 0 ? 0 : i - 1) + " + 1\"";
       })},
      {"fields that read a stranger", fields([](size_t i) {
         return R"("type":"number","computed":"g)" + std::to_string(i) + " + 1\"";
       })},
      {"roots", fields([](size_t) {
         return std::string(R"("type":"number","computed":"sqrt(2)+log(3)+exp(4)+2**0.5")");
       })},
      {"fields that read all others", fields(
                                          [](size_t i) {
                                            std::string sum = "1";
                                            for (size_t k = 0; k < i; ++k)
                                              sum += " + f" + std::to_string(k);
                                            return R"("type":"number","computed":")" + sum + "\"";
                                          },
                                          kBytesOfLargeParts)},
      {"choices", fields(
                      [](size_t) {
                        std::string options;
                        for (size_t i = 0; i < 500; ++i) {
                          options += (i == 0 ? R"({"id":"o)" : R"(,{"id":"o)") + std::to_string(i) +
                                     R"(",)" + label(i) + "}";
                        }
                        return R"("type":"choice","options":[)" + options + "]";
                      },
                      kBytesOfLargeParts)},
      {"validations", fields(
                          [](size_t) {
                            std::string all;
                            for (size_t i = 0; i < 50; ++i) {
                              all += (i == 0 ? R"({"id":"v)" : R"(,{"id":"v)") + std::to_string(i) +
                                     R"(","condition":"f0 > 1","message":{"zh-CN":"x","en":"x"}})";
                            }
                            return R"("type":"number","validations":[)" + all + "]";
                          },
                          kBytesOfLargeParts)},
      {"entities of one field",
       [] {
         return app_with(entities_of(
             [](size_t) {
               return R"("type":"text","help":{"en":")" + std::string(20'000, 'x') + "\"}";
             },
             1, kBytesOfLargeParts));
       }},
      {"one long expression", fields(
                                  [](size_t) {
                                    std::string sum = "1";
                                    while (sum.size() < 60'000) sum += " + 1";
                                    return R"("type":"number","computed":")" + sum + "\"";
                                  },
                                  kBytesOfLargeParts)},
      {"unknown names", fields(
                            [](size_t) {
                              std::string sum = "1";
                              for (size_t i = 0; i < 400; ++i) sum += " + gg" + std::to_string(i);
                              return R"("type":"number","computed":")" + sum + "\"";
                            },
                            kBytesOfLargeParts)},
      {"patterns", fields([](size_t i) {
         return R"("type":"text","pattern":"((((a{1,99}){1,99}){1,99}){1,99}){1,99})" +
                std::to_string(i) + "\"";
       })},
  };
}

size_t largest_resident_bytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stoul(line.substr(6)) << 10;
  }
  return 0;
}

void measure(const Kind& kind) {
  const std::string text = kind.text();
  (void)lint::check_document("{}");
  std::ofstream("/proc/self/clear_refs") << "5";
  const size_t before = largest_resident_bytes();
  const auto start = std::chrono::steady_clock::now();
  const lint::Checked checked = lint::check_document(text);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  nlohmann::ordered_json line;
  line["name"] = kind.name;
  line["bytes"] = text.size();
  line["accepted"] = checked.ok();
  line["finding"] = checked.findings.empty() ? "" : checked.findings.front().code;
  line["ms"] = seconds * 1e3;
  line["mib"] = double(largest_resident_bytes() - before) / double(1 << 20);
  std::cout << line.dump() << std::endl;
}

}  // namespace
}  // namespace tollgate

int main() {
  for (const auto& kind : tollgate::kinds()) {
    const pid_t child = fork();
    if (child == 0) {
      alarm(30);
      tollgate::measure(kind);
      _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    if (status != 0)
      std::cout << "{\"name\": \"" << kind.name << "\", \"ended\": true}" << std::endl;
  }
}
