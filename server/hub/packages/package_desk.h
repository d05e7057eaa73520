// The hub's routes for apps that travel: its messages (schemas/packages), packages in and out, and
// the gallery that others read.
//
//   POST /packages                    a package in (application/octet-stream), its hash out
//   GET  /packages/SHA256/FILE        the package (NAME.tollgate), its signature
//   (NAME.tollgate.sig)
//                                     or a picture of it (pictures/...)
//   GET  /gallery/index.json          what this hub offers, to anybody
//   GET  /gallery/NAME.tollgate[.sig]
//
// All but the gallery is for the hub's administrators.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "http/handler.h"
#include "hub/account_desk.h"
#include "hub/packages/galleries.h"
#include "hub/packages/shop.h"
#include "hub/upload.h"
#include "hub/work_thread.h"

namespace tollgate::server {

inline constexpr std::string_view kPackagesRoute = "/packages";

bool is_package_request(std::string_view type);
// Of the routes above.
bool is_package_route(std::string_view path);

class PackageDesk {
 public:
  explicit PackageDesk(const AccountDesk& desk) : desk_(desk) {}
  ~PackageDesk() { stop(); }
  PackageDesk(const PackageDesk&) = delete;
  PackageDesk& operator=(const PackageDesk&) = delete;

  // Without it there is nothing behind the routes. The parts outlive stop().
  void begin(std::unique_ptr<packages::PackageStore> store, std::unique_ptr<PackageShop> shop,
             std::unique_ptr<Galleries> galleries);
  bool is_open() const { return shop_ != nullptr; }
  packages::PackageStore* store() const { return store_.get(); }
  void stop();

  // POST /hub/request with a message of schemas/packages. False: too many are waiting.
  bool submit(Request request, Respond respond);
  // A request of the routes above; a package that came lies in its sink.
  bool handle(Request request, Respond respond);

 private:
  bool run(WorkThread& thread, WorkThread::Job job);
  Response answer(const Request& request);
  Result<Json> answer_message(std::string_view type, const Json& params);
  Response take_in(const Request& request);
  Response give_out(const Request& request);
  Response gallery_file(std::string_view name);
  void note(std::string_view type, const Json& params);
  void look_for_updates();

  const AccountDesk& desk_;
  std::unique_ptr<packages::PackageStore> store_;
  std::unique_ptr<PackageShop> shop_;
  std::unique_ptr<Galleries> galleries_;
  std::atomic<size_t> waiting_ = 0;
  // Apps change on one thread alone; what only reads, or waits for a network, has another.
  WorkThread changes_;
  WorkThread reads_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread updates_;
};

}  // namespace tollgate::server
