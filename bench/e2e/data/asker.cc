#include "asker.h"

#include <algorithm>
#include <ctime>
#include <fstream>
#include <iostream>

#include "tollgate/api/dispatch.h"

namespace tollgate::bench {

double cpu_ms() { return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double peak_mb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024;
  }
  return 0;
}

void say(const char* what, std::vector<double> times) {
  std::sort(times.begin(), times.end());
  std::cout << write_json({{"what", what},
                           {"cpu_us", int64_t(1000 * times[times.size() / 2])},
                           {"peak_mb", int64_t(peak_mb())}})
            << std::endl;
}

std::unique_ptr<engine::Engine> open_timed(const std::string& database) {
  const double began = cpu_ms();
  Result<std::unique_ptr<engine::Engine>> opened =
      engine::Engine::open({.storage = "file", .path = database});
  if (!opened) {
    std::cerr << opened.diagnostics().front().message.en << "\n";
    return nullptr;
  }
  say("open", {cpu_ms() - began});
  return std::move(*opened);
}

void make_behind(engine::Engine& engine) {
  const double began = cpu_ms();
  engine::Principal hub;
  hub.administrator = true;
  api::handle_message(
      engine, hub,
      write_json({{"id", 1}, {"type", "timers.run"}, {"params", {{"dashboards", true}}}}));
  say("made behind, before anybody asks", {cpu_ms() - began});
}

Asker::Asker(engine::Engine& engine, std::string user) : engine_(engine) {
  principal_.user = std::move(user);
}

Json Asker::ask(const std::string& type, Json params) {
  const std::string message =
      write_json({{"id", ++id_}, {"type", type}, {"params", std::move(params)}, {"locale", "en"}});
  const api::HandledMessage handled = api::handle_message(engine_, principal_, message);
  if (!handled.ok) std::cerr << type << ": " << handled.reply.substr(0, 600) << "\n";
  const auto reply = parse_json(handled.reply);
  return reply ? *reply : Json();
}

int64_t Asker::half(const char* view) {
  return ask("record.list", {{"view", view}, {"limit", 1}})["result"]["total"].get<int64_t>() / 2;
}

std::vector<double> Asker::times(int turns, const std::string& type, const Json& params) {
  std::vector<double> times;
  for (int i = 0; i < turns; ++i) {
    const double began = cpu_ms();
    ask(type, params);
    times.push_back(cpu_ms() - began);
  }
  return times;
}

}  // namespace tollgate::bench
