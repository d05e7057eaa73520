#include "sync/hub_device.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace tollgate::engine {

bool SyncHub::Device::has(const std::string& user) const {
  return std::find(users.begin(), users.end(), user) != users.end();
}

std::optional<SyncHub::Device> SyncHub::Device::load(store::SyncRows& rows,
                                                     const std::string& name) {
  const std::optional<std::string> text = rows.device(name);
  if (!text) return std::nullopt;
  const Json json = stored_json(*text);
  if (!json.is_object()) return std::nullopt;
  Device device;
  device.name = name;
  device.key = json.value("key", "");
  device.users = json.value("users", std::vector<std::string>());
  device.groups = json.value("groups", int64_t{0});
  device.hash = json.value("hash", "");
  device.blocked = json.value("blocked", "");
  device.checkpoint = json.value("checkpoint", "");
  device.settled = json.value("settled", int64_t{0});
  device.place = json.value("place", int64_t{0});
  device.forgotten = json.value("forgotten", int64_t{0});
  device.basis = json.value("basis", "");
  device.person = json.value("person", "");
  device.label = json.value("label", "");
  device.released = json.value("released", false);
  return device;
}

void SyncHub::Device::save(store::SyncRows& rows) const {
  rows.put_device(name, write_json({{"key", key},
                                    {"users", users},
                                    {"groups", groups},
                                    {"hash", hash},
                                    {"blocked", blocked},
                                    {"checkpoint", checkpoint},
                                    {"settled", settled},
                                    {"place", place},
                                    {"forgotten", forgotten},
                                    {"basis", basis},
                                    {"person", person},
                                    {"label", label},
                                    {"released", released}}));
}

}  // namespace tollgate::engine
