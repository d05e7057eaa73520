// Makes apps while the hub runs (POST /apps).
//
// The document is tried in an engine in memory first, so that one with errors leaves nothing
// behind.
#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "http/handler.h"
#include "hub/app_shelf.h"
#include "hub/app_source.h"
#include "hub/work_thread.h"

namespace tollgate::server {

class AppMaker {
 public:
  // Opens an app for the first time, with its data where the hub keeps it.
  using Open = std::function<ServedApp(const AppSource&)>;

  explicit AppMaker(AppShelf& shelf) : shelf_(shelf) {}
  // Without it nothing can be made: the hub has the one app of its database.
  void on_open(Open open) { open_ = std::move(open); }
  // Called, on a thread of its own, with each app that came.
  using Made = std::function<void(const ServedApp&)>;
  void on_made(Made made) { made_ = std::move(made); }

  // `body`: {"document": an app document}. Its id is a wish: where an app has it already, a number
  // is put behind it. The reply's result is {"id"}. False: too many are waiting, and it was not
  // taken. Refused: server.bad_new_app, server.one_app, and what is wrong with the document.
  bool submit(std::string body, Respond respond);
  void stop() { thread_.stop(); }

 private:
  Result<std::string> make(const std::string& body);
  std::string free_id(const std::string& wished) const;

  AppShelf& shelf_;
  Open open_;
  Made made_;
  std::atomic<size_t> waiting_ = 0;
  WorkThread thread_;
};

}  // namespace tollgate::server
