#include "hub/app_list.h"

namespace tollgate::server {

void AppList::add(std::string id, std::string label) {
  const std::lock_guard lock(mutex_);
  apps_.emplace_back(std::move(id), std::move(label));
}

void AppList::relabel(std::string_view id, std::string label) {
  const std::lock_guard lock(mutex_);
  for (auto& [known, text] : apps_) {
    if (known == id) text = std::move(label);
  }
}

void AppList::remove(std::string_view id) {
  const std::lock_guard lock(mutex_);
  std::erase_if(apps_, [&](const auto& app) { return app.first == id; });
}

std::string AppList::json(const MayKnow& may_know) const {
  const std::lock_guard lock(mutex_);
  std::string text = R"({"apps":[)";
  for (const auto& [id, label] : apps_) {
    if (!may_know(id)) continue;
    if (text.back() != '[') text += ',';
    text += R"({"id":")" + id + R"(","label":)" + label + '}';
  }
  return text + "]}";
}

}  // namespace tollgate::server
