// The apps that a hub serves. They come and go while it runs. May be used from any thread.
#pragma once

#include <map>
#include <mutex>
#include <set>
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
  // Serves the app no more. What find() gave stays where it is, for whoever has it still.
  void take_away(std::string_view id);
  // No app gets the id any more: one that was removed before the hub began had it, and accounts may
  // still be somebody there.
  void retire(std::string id);
  // Whether an app has the id, or had it.
  bool was_there(std::string_view id) const;
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
  std::vector<std::map<std::string, ServedApp, std::less<>>::node_type> gone_;
  std::set<std::string, std::less<>> retired_;
  AppList list_;
};

}  // namespace tollgate::server
