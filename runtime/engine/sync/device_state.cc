#include "sync/device_state.h"

#include <nlohmann/json.hpp>

namespace tollgate::engine {
namespace {

constexpr std::string_view kDeviceSetting = "sync_device";

}  // namespace

SyncDevice::State SyncDevice::State::load(store::Store& store) {
  const Json json = stored_json(store.setting(kDeviceSetting));
  State state;
  if (!json.is_object()) return state;
  state.hub = json.value("hub", "");
  state.key = json.value("key", "");
  state.cursor = json.value("cursor", "");
  state.absorbed = json.value("absorbed", int64_t{0});
  state.scanned = json.value("scanned", int64_t{0});
  state.groups = json.value("groups", int64_t{0});
  state.hash = json.value("hash", "");
  state.files_sent = json.value("files_sent", int64_t{0});
  state.filling = json.value("filling", false);
  state.met_at_ms = json.value("met_at_ms", int64_t{0});
  state.checkpoint = json.value("checkpoint", "");
  state.blocked = json.value("blocked", "");
  state.notice = json.value("notice", "");
  return state;
}

void SyncDevice::State::save(store::Store& store) const {
  store.set_setting(kDeviceSetting, write_json({{"hub", hub},
                                                {"key", key},
                                                {"cursor", cursor},
                                                {"absorbed", absorbed},
                                                {"scanned", scanned},
                                                {"groups", groups},
                                                {"hash", hash},
                                                {"files_sent", files_sent},
                                                {"filling", filling},
                                                {"met_at_ms", met_at_ms},
                                                {"checkpoint", checkpoint},
                                                {"blocked", blocked},
                                                {"notice", notice}}));
}

}  // namespace tollgate::engine
