// A new device meets a hub: CPU time of both sides of each message, and what is left when all of
// the hub's rows are there. The device's files are in memory; no network is between the two.
//
//   fill_bench HUB_DATABASE USER [messages]
//
// Prints JSON lines: one for each message with `messages`, then the sums, then what opening the
// filled device takes. USER "": whoever has the browser, who is given all of the app.
#include <cmath>
#include <ctime>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "tollgate/api/dispatch.h"
#include "tollgate/base/json.h"
#include "tollgate/engine/engine.h"
#include "tollgate/files/storage_files.h"

namespace tollgate::bench {
namespace {

constexpr int kOpenings = 10;

double cpu_ms() { return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// Two places behind the point.
Json rounded(double ms) { return std::round(ms * 100) / 100; }

// Files that count what a disk would wait for.
class CountedFiles final : public files::StorageFiles {
 public:
  files::StorageFile* open(std::string_view name) override {
    std::unique_ptr<Counted>& file = files_[std::string(name)];
    if (!file) file = std::make_unique<Counted>(*memory_.open(name), flushes_);
    return file.get();
  }
  size_t bytes(std::string_view name) {
    const std::string* bytes = memory_.bytes_of(name);
    return bytes ? bytes->size() : 0;
  }
  // Since it was asked last.
  int64_t flushes() { return std::exchange(flushes_, 0); }

 private:
  class Counted final : public files::StorageFile {
   public:
    Counted(files::StorageFile& file, int64_t& flushes) : file_(file), flushes_(flushes) {}
    int64_t read(void* bytes, int64_t size, int64_t offset) override {
      return file_.read(bytes, size, offset);
    }
    files::IoStatus write(const void* bytes, int64_t size, int64_t offset) override {
      return file_.write(bytes, size, offset);
    }
    files::IoStatus truncate(int64_t size) override { return file_.truncate(size); }
    files::IoStatus flush() override {
      ++flushes_;
      return file_.flush();
    }
    int64_t size() override { return file_.size(); }

   private:
    files::StorageFile& file_;
    int64_t& flushes_;
  };

  files::MemoryFiles memory_;
  int64_t flushes_ = 0;
  std::map<std::string, std::unique_ptr<Counted>> files_;
};

class Device {
 public:
  // `app`: what a new device begins with.
  explicit Device(files::StorageFiles& files, const std::string& app = {}) {
    Result<std::unique_ptr<engine::Engine>> opened = engine::Engine::open(
        {.storage = "opfs", .path = "device.db", .files = &files, .app_text = app});
    if (opened) engine_ = std::move(*opened);
  }
  bool is_open() const { return engine_ != nullptr; }
  engine::Engine& engine() { return *engine_; }

  // As the page's program asks, through the same messages.
  Json ask(const char* type, Json params) {
    const std::string message =
        write_json({{"id", 1}, {"type", type}, {"params", std::move(params)}, {"locale", "en"}});
    engine::Principal principal;
    principal.administrator = true;
    const api::HandledMessage handled = api::handle_message(*engine_, principal, message);
    if (!handled.ok) std::cerr << type << ": " << handled.reply.substr(0, 600) << "\n";
    const auto reply = parse_json(handled.reply, {.max_bytes = size_t{64} << 20});
    return reply ? reply->value("result", Json::object()) : Json::object();
  }

 private:
  std::unique_ptr<engine::Engine> engine_;
};

int fill(const std::string& database, const std::string& user, bool each) {
  Result<std::unique_ptr<engine::Engine>> hub =
      engine::Engine::open({.storage = "file", .path = database});
  CountedFiles files;
  const auto in_force = hub ? (*hub)->app_in_force() : std::nullopt;
  const double before = cpu_ms();
  auto device = std::make_unique<Device>(files, in_force ? in_force->text : "");
  const double begin_ms = cpu_ms() - before;
  const int64_t begin_flushes = files.flushes();
  if (!hub || !device->is_open()) {
    std::cerr << "a database does not open\n";
    return 1;
  }
  engine::Principal person;
  person.user = user;
  person.whole_app = user.empty();
  double hub_ms = 0;
  double device_ms = 0;
  double people_ms = 0;
  int64_t messages = 0;
  size_t bytes = 0;
  for (bool begin = true;; begin = false) {
    double began = cpu_ms();
    const Json next = device->ask("sync.next", begin ? Json{{"begin", true}} : Json::object());
    double device_took = cpu_ms() - began;
    if (!next.contains("message")) break;
    began = cpu_ms();
    const std::string reply =
        api::answer_device(**hub, person, next["message"].get<std::string>()).reply;
    const double hub_took = cpu_ms() - began;
    began = cpu_ms();
    const Json taken = device->ask("sync.take", {{"reply", reply}});
    device_took += cpu_ms() - began;
    hub_ms += hub_took;
    device_ms += device_took;
    bytes += reply.size();
    ++messages;
    const Json status = device->ask("sync.status", Json::object());
    if (people_ms == 0 && status.value("rows", 0) > 0) people_ms = hub_ms + device_ms;
    if (each) {
      std::cout << write_json({{"message", messages},
                               {"bytes", int64_t(reply.size())},
                               {"hub_ms", rounded(hub_took)},
                               {"device_ms", rounded(device_took)},
                               {"rows", status.value("rows", 0)}})
                << std::endl;
    }
    if (!taken.value("goes_on", false)) break;
  }
  const Json status = device->ask("sync.status", Json::object());
  std::cout << write_json({{"rows", status.value("rows", 0)},
                           {"rows_left", status.value("rows_left", 0)},
                           {"messages", messages},
                           {"bytes", int64_t(bytes)},
                           {"begin_flushes", begin_flushes},
                           {"fill_flushes", files.flushes()},
                           {"begin_ms", rounded(begin_ms)},
                           {"people_ms", rounded(people_ms)},
                           {"hub_ms", rounded(hub_ms)},
                           {"device_ms", rounded(device_ms)},
                           {"device_file_bytes", int64_t(files.bytes("device.db"))}})
            << std::endl;
  device.reset();
  files.flushes();
  double began = cpu_ms();
  bool opened = true;
  for (int i = 0; i < kOpenings; ++i) opened = Device(files).is_open() && opened;
  std::cout << write_json({{"open_ms", rounded((cpu_ms() - began) / kOpenings)},
                           {"open_flushes", rounded(double(files.flushes()) / kOpenings)}})
            << std::endl;
  return opened && status.value("rows", 0) > 0 ? 0 : 1;
}

}  // namespace
}  // namespace tollgate::bench

int main(int argc, char** argv) {
  if (argc < 3 || argc > 4) {
    std::cerr << "usage: fill_bench HUB_DATABASE USER [messages]\n";
    return 2;
  }
  return tollgate::bench::fill(argv[1], argv[2],
                               argc == 4 && std::string_view(argv[3]) == "messages");
}
