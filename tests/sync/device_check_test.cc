// A device that follows a hub looks through its log and compares its tables step by step, while it
// saves, meets the hub, and gets what others did: what it shows moves without an op of its own.
#include "meeting_test_support.h"
#include "tollgate/engine/log_verification.h"
#include "tollgate/store/foreign_sql.h"

namespace tollgate::meetings {
namespace {

using ops::RecordStatus;

struct CheckedDevice {
  int64_t time_ms = 1'700'000'000'000;
  Node hub{&time_ms, "hub", deals_app(), 100};
  Node ann{&time_ms, "phone-a", "", 200};

  CheckedDevice() {
    for (int i = 0; i < 400; ++i) save(hub, "h" + std::to_string(i), "1");
    REQUIRE(meet(ann, hub, "").empty());
    // Some that the hub has not got yet, of its records and of new ones.
    for (int i = 0; i < 20; ++i) save(ann, "h" + std::to_string(7 * i), "2");
    for (int i = 0; i < 20; ++i) save(ann, "a" + std::to_string(i), "2");
  }
  static void save(Node& node, const std::string& record, const std::string& amount) {
    const auto saved = node->commit({ops::RecordSet{"deal",
                                                    record,
                                                    {write_of(*node, record, "name", record),
                                                     write_of(*node, record, "amount", amount)},
                                                    ""},
                                     ops::RecordStatusSet{"deal", record, RecordStatus::kComplete}},
                                    {});
    REQUIRE(saved.ok());
  }
  // As many steps as it took, and what was found.
  std::pair<int, std::vector<std::string>> check(const std::function<void(int step)>& between) {
    auto verification = ann->begin_verify({}, true);
    REQUIRE(verification.ok());
    int steps = 1;
    for (; !(*verification)->step(); ++steps) {
      REQUIRE(steps < 5000);
      const Progress progress = (*verification)->progress();
      CHECK(progress.done <= progress.of);
      between(steps);
    }
    const log::LogCheck found = (*verification)->take();
    CHECK(found.derived_compared);
    std::vector<std::string> told;
    for (const Diagnostic& d : found.findings) told.push_back(d.code + " " + d.place.source);
    return {steps, told};
  }
};

TEST_CASE("a device is sound at each step while it saves, sends and gets rows", "[sync]") {
  CheckedDevice device;
  const auto [quiet_steps, quiet] = device.check([](int) {});
  CHECK(quiet.empty());
  CHECK(quiet_steps > 10);
  int saved = 0;
  const auto [steps, found] = device.check([&](int step) {
    device.time_ms += 1000;
    const std::string n = std::to_string(step);
    if (step % 3 == 0 && step < 60) {
      CheckedDevice::save(device.ann, "h" + std::to_string(step * 5 % 400), n);
      CheckedDevice::save(device.ann, "b" + n, "3");
      ++saved;
    }
    if (step == 8 || step == 25) CheckedDevice::save(device.hub, "h" + n, "9");
    if (step == 10 || step == 26) REQUIRE(meet(device.ann, device.hub, "").empty());
  });
  INFO((found.empty() ? std::string() : found.front()));
  CHECK(found.empty());
  CHECK(saved > 5);
  CHECK(steps >= quiet_steps);
  CHECK(value_of(*device.ann, "h8", "amount") == "9");
}

TEST_CASE("a document that the hub sends meanwhile is the one that is compared by", "[sync]") {
  CheckedDevice device;
  const auto [steps, found] = device.check([&](int step) {
    if (step != 12) return;
    const auto saved = device.hub->save_app(deals_app("Other deals"), "", {.administrator = true});
    REQUIRE(saved.ok());
    REQUIRE(meet(device.ann, device.hub, "").empty());
    CHECK(device.ann->app_in_force()->hash == device.hub->app_in_force()->hash);
  });
  CHECK(found.empty());
  CHECK(steps > 12);
}

TEST_CASE("what was changed at a device is found at each step as in one go", "[sync]") {
  CheckedDevice device;
  const auto files = device.ann.copy();
  REQUIRE(store::run_foreign_sql({.path = "main.db", .files = files.get()},
                                 {"UPDATE e_deal SET f_name='x' WHERE id='h399'"})
              .ok());
  device.ann.put_back(files->after_power_cut());
  const auto at_once = device.ann->verify_all();
  REQUIRE(at_once.ok());
  REQUIRE(at_once->findings.size() == 2);
  const auto [steps, found] = device.check([&](int step) {
    if (step % 4 == 0 && step < 40) CheckedDevice::save(device.ann, "h1", std::to_string(step));
  });
  REQUIRE(found.size() == 2);
  CHECK(found[0] == "engine.derived_changed h399");
}

}  // namespace
}  // namespace tollgate::meetings
