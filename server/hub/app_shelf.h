// The apps that a hub serves. New ones come while it runs; none goes. May be used from any thread.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "hub/app_list.h"
#include "hub/served_app.h"

namespace tollgate::server {

class AppShelf {
 public:
  explicit AppShelf(std::vector<ServedApp> apps);

  // Null where there is none. What is found stays where it is.
  const ServedApp* find(std::string_view id) const;
  // In the order in which they came.
  std::vector<const ServedApp*> all() const;
  // False: the id is taken, and nothing was added.
  bool add(ServedApp app);
  // Where addresses of the time of one app lead; "" without apps.
  std::string first_id() const;

  void relabel(std::string_view id, std::string label) { list_.relabel(id, std::move(label)); }
  // What /apps/index.json says.
  std::string json(const AppList::MayKnow& may_know) const { return list_.json(may_know); }

  // Ends the apps' threads.
  void stop();

 private:
  mutable std::mutex mutex_;
  std::map<std::string, ServedApp, std::less<>> apps_;
  std::vector<const ServedApp*> in_order_;
  AppList list_;
};

}  // namespace tollgate::server
