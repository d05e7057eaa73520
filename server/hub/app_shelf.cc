#include "hub/app_shelf.h"

#include <algorithm>

namespace tollgate::server {

AppShelf::AppShelf(std::vector<ServedApp> apps) {
  for (ServedApp& app : apps) add(std::move(app));
}

const ServedApp* AppShelf::find(std::string_view id) const {
  const std::lock_guard lock(mutex_);
  const auto found = apps_.find(id);
  return found == apps_.end() ? nullptr : &found->second;
}

std::vector<const ServedApp*> AppShelf::all() const {
  const std::lock_guard lock(mutex_);
  return in_order_;
}

bool AppShelf::add(ServedApp app) {
  const std::lock_guard lock(mutex_);
  std::string id = app.id;
  std::string label = app.label;
  const auto [place, is_new] = apps_.try_emplace(id, std::move(app));
  if (!is_new) return false;
  in_order_.push_back(&place->second);
  list_.add(std::move(id), std::move(label));
  return true;
}

void AppShelf::take_away(std::string_view id) {
  const std::lock_guard lock(mutex_);
  const auto found = apps_.find(id);
  if (found == apps_.end()) return;
  std::erase(in_order_, &found->second);
  list_.remove(id);
  retired_.insert(std::string(id));
  // The node moves, what it holds does not.
  gone_.push_back(apps_.extract(found));
}

void AppShelf::retire(std::string id) {
  const std::lock_guard lock(mutex_);
  retired_.insert(std::move(id));
}

bool AppShelf::was_there(std::string_view id) const {
  const std::lock_guard lock(mutex_);
  return apps_.contains(id) || retired_.contains(id);
}

std::string AppShelf::first_id() const {
  const std::lock_guard lock(mutex_);
  return in_order_.empty() ? std::string() : in_order_.front()->id;
}

void AppShelf::stop() {
  for (const ServedApp* app : all()) {
    if (app->thread) app->thread->stop();
  }
}

}  // namespace tollgate::server
