// documents_bench [PART]: what a document of the largest size takes to be refused or accepted, one
// JSON line a kind whose name holds PART: {"name", "bytes", "accepted", "finding", "ms", "mib"}.
// The time is the processor's, so that others on the machine do not count. Each kind has a process
// of its own, so that what one takes is not there for the next.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <functional>
#include <iostream>
#include <nlohmann/json.hpp>

#include "tollgate/lint/lint.h"
#include "tollgate/rules/compiled_app.h"

namespace tollgate {
namespace {

constexpr size_t kBytes = (size_t{4} << 20) - 1024;
constexpr size_t kBytesOfLargeParts = (size_t{4} << 20) - (size_t{80} << 10);
// Of many small parts: more would take too much memory as JSON and be refused for that.
constexpr size_t kBytesOfSmallParts = size_t{900} << 10;

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

// An entity of as many fields as there may be, and forms that name fields.
std::string forms_of(const std::function<std::string(size_t)>& field) {
  constexpr size_t kFields = 2000, kForms = 200, kSections = 100, kInSection = 200;
  std::string text = R"("entities":[{"id":"e",)" + label(0) + R"(,"fields":[)";
  for (size_t i = 0; i < kFields; ++i) {
    text += (i == 0 ? R"({"id":"f)" : R"(,{"id":"f)") + std::to_string(i) +
            R"(","type":"text","label":{"en":"F"}})";
  }
  text += R"(]}],"forms":[)";
  for (size_t i = 0; i < kForms && text.size() < kBytesOfSmallParts; ++i) {
    text += (i == 0 ? R"({"id":"o)" : R"(,{"id":"o)") + std::to_string(i) + R"(","entity":"e",)" +
            label(i) + R"(,"sections":[)";
    for (size_t s = 0; s < kSections && text.size() < kBytesOfSmallParts; ++s) {
      text += (s == 0 ? R"({"id":"s)" : R"(,{"id":"s)") + std::to_string(s) + R"(","fields":[)";
      for (size_t f = 0; f < kInSection; ++f) {
        text += (f == 0 ? R"({"field":")" : R"(,{"field":")") + field(s * kInSection + f) + "\"}";
      }
      text += "]}";
    }
    text += "]}";
  }
  return text + "]";
}

// Roles that say something of each field.
std::string permissions_of(const std::function<std::string(size_t)>& field) {
  constexpr size_t kFields = 2000, kRoles = 50;
  std::string text = R"("entities":[{"id":"e",)" + label(0) + R"(,"fields":[)";
  for (size_t i = 0; i < kFields; ++i) {
    text += (i == 0 ? R"({"id":"f)" : R"(,{"id":"f)") + std::to_string(i) +
            R"(","type":"text","label":{"en":"F"}})";
  }
  text += R"(]}],"users":{"entity":"e"},"roles":[)";
  for (size_t i = 0; i < kRoles && text.size() < kBytesOfSmallParts; ++i) {
    text += (i == 0 ? R"({"id":"r)" : R"(,{"id":"r)") + std::to_string(i) + R"(",)" + label(i) +
            R"(,"permissions":{"entities":[{"entity":"e","read":"all","fields":[)";
    for (size_t f = 0; f < kFields; ++f) {
      text += (f == 0 ? R"({"field":")" : R"(,{"field":")") + field(f) + R"(","access":"hidden"})";
    }
    text += "]}]}}";
  }
  return text + "]";
}

// A choice of many options, and a text that names them.
std::string field_of_options(size_t f, const char* option) {
  std::string text = (f == 0 ? R"({"id":"f)" : R"(,{"id":"f)") + std::to_string(f) + R"(",)" +
                     label(f) + R"(,"type":"multi_choice","options":[)";
  for (size_t i = 0; i < 20'000; ++i) {
    text +=
        (i == 0 ? R"({"id":"o)" : R"(,{"id":"o)") + std::to_string(i) + R"(","label":{"en":"O"}})";
  }
  text += R"(],"default":"[)";
  for (size_t i = 0; i < 6'000; ++i) {
    text += (i == 0 ? R"(\")" : R"(,\")") + std::string(option) + R"(\")";
  }
  return text + R"(]"})";
}
std::string defaults_of(const char* option) {
  std::string text = R"("entities":[{"id":"e",)" + label(0) + R"(,"fields":[)";
  for (size_t f = 0; f < 1; ++f) {
    text += field_of_options(f, option);
  }
  return text + "]}]";
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
                                    while (sum.size() < 15'900) sum += " + 1";
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
      {"forms that name each field",
       [] { return app_with(forms_of([](size_t i) { return "f" + std::to_string(i % 2000); })); }},
      {"forms that name one field",
       [] { return app_with(forms_of([](size_t) { return std::string("f1999"); })); }},
      {"forms that name strangers",
       [] { return app_with(forms_of([](size_t i) { return "g" + std::to_string(i % 2000); })); }},
      {"permissions",
       [] {
         return app_with(permissions_of([](size_t i) { return "f" + std::to_string(i % 2000); }));
       }},
      {"permissions of strangers",
       [] {
         return app_with(permissions_of([](size_t i) { return "g" + std::to_string(i % 2000); }));
       }},
      {"defaults", [] { return app_with(defaults_of("o19999")); }},
      {"defaults of strangers", [] { return app_with(defaults_of("p19999")); }},
      {"a section's long condition",
       [] {
         std::string any = "f0 = 1";
         while (any.size() < 15'900) any += " or f0 = 1";
         std::string text = entities_of([](size_t) { return std::string(R"("type":"number")"); },
                                        200, size_t{20} << 10);
         text += R"(,"forms":[{"id":"o","entity":"e0",)" + label(0) + R"(,"sections":[)";
         for (size_t s = 0; s < 100; ++s) {
           text += (s == 0 ? R"({"id":"s)" : R"(,{"id":"s)") + std::to_string(s) +
                   R"(","visible":")" + any + R"(","fields":[)";
           for (size_t f = 0; f < 4; ++f) {
             text += (f == 0 ? R"({"field":"f)" : R"(,{"field":"f)") +
                     std::to_string((s * 4 + f) % 498 + 1) + "\"}";
           }
           text += "]}";
         }
         return app_with(text + "]}]");
       }},
      {"computed fields in many forms",
       [] {
         std::string sum = "count([f0";
         while (sum.size() < 4'000) sum += ", f0";
         sum += "])";
         std::string text = entities_of(
             [&](size_t i) {
               return R"("type":"number")" + (i == 0 ? "" : R"(,"computed":")" + sum + "\"");
             },
             100, size_t{380} << 10);
         text += R"(,"forms":[)";
         for (size_t f = 0; f < 200; ++f) {
           text += (f == 0 ? R"({"id":"o)" : R"(,{"id":"o)") + std::to_string(f) +
                   R"(","entity":"e0",)" + label(f) +
                   R"(,"sections":[{"id":"s","fields":[{"field":"f0"}]}]})";
         }
         return app_with(text + "]");
       }},
      {"references to all",
       [] {
         std::string text = R"("entities":[{"id":"e","label":{"en":"E"},"fields":[)";
         for (size_t i = 0; i < 2000; ++i) {
           text += (i == 0 ? R"({"id":"f)" : R"(,{"id":"f)") + std::to_string(i) +
                   R"(","type":"text","label":{"en":"F"}})";
         }
         text += R"(]},{"id":"r","label":{"en":"R"},"fields":[)";
         for (size_t i = 0; i < 2000; ++i) {
           text += (i == 0 ? R"({"id":"r)" : R"(,{"id":"r)") + std::to_string(i) +
                   R"(","type":"reference","entity":"e","label":{"en":"R"}})";
         }
         return app_with(text + "]}]");
       }},
      {"options that are not there",
       [] {
         std::string any = "f0 = \\\"o19999\\\"";
         for (size_t i = 0; any.size() < 15'000; ++i) {
           any += R"( or f0 = \"p)" + std::to_string(i) + R"(\")";
         }
         std::string text = R"("entities":[{"id":"e","label":{"en":"E"},"fields":[)" +
                            field_of_options(0, "o19999");
         for (size_t i = 1; text.size() < (size_t{2} << 20); ++i) {
           text += R"(,{"id":"f)" + std::to_string(i) +
                   R"(","type":"boolean","label":{"en":"F"},"computed":")" + any + "\"}";
         }
         return app_with(text + "]}]");
       }},
      {"patterns that run",
       [] {
         return app_with(entities_of(
             [](size_t) {
               return std::string(R"("type":"text","pattern":"(a*)*(a*)*(a*)*(a*)*b")");
             },
             1000, size_t{150} << 10));
       }},
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

double cpu_seconds() {
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  return double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

void measure(const Kind& kind) {
  const std::string text = kind.text();
  (void)lint::check_document("{}");
  std::ofstream("/proc/self/clear_refs") << "5";
  const size_t before = largest_resident_bytes();
  const double start = cpu_seconds();
  const lint::Checked checked = lint::check_document(text);
  const double seconds = cpu_seconds() - start;
  nlohmann::ordered_json line;
  line["name"] = kind.name;
  line["bytes"] = text.size();
  line["accepted"] = checked.ok();
  line["finding"] = checked.findings.empty() ? "" : checked.findings.front().code;
  line["ms"] = seconds * 1e3;
  line["mib"] = double(largest_resident_bytes() - before) / double(1 << 20);
  if (checked.ok()) {
    // What a start does, and whoever opens a form.
    const double served = cpu_seconds();
    const auto rules = rules::CompiledApp::compile(checked.app);
    line["serves"] = rules.ok() && (*rules)->compile_forms().ok();
    line["serve_ms"] = (cpu_seconds() - served) * 1e3;
  }
  std::cout << line.dump() << std::endl;
}

}  // namespace
}  // namespace tollgate

int main(int argc, char** argv) {
  const std::string_view part = argc > 1 ? argv[1] : "";
  for (const auto& kind : tollgate::kinds()) {
    if (std::string_view(kind.name).find(part) == std::string_view::npos) continue;
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
