// A job on an app's thread, waited for by another.
#pragma once

#include <functional>
#include <future>
#include <memory>

#include "hub/served_app.h"
#include "tollgate/base/result.h"

namespace tollgate::server {

Diagnostic app_is_busy(const ServedApp& app);

// What the job gives. Never to be called on the app's own thread. Refused: server.app_busy, where
// the app is not open, has too much to do, or ends meanwhile.
template <typename T>
Result<T> on_engine(const ServedApp& app, std::function<Result<T>(EnginePort&)> job) {
  if (!app.thread) return app_is_busy(app);
  // Its own: the job may run after nobody waits for it any more.
  auto told = std::make_shared<std::promise<Result<T>>>();
  std::future<Result<T>> answer = told->get_future();
  const bool taken = app.thread->submit(
      [told, job = std::move(job)](EnginePort& engine) { told->set_value(job(engine)); },
      EngineThread::Length::kLong);
  told.reset();
  if (!taken) return app_is_busy(app);
  // A job that was dropped as the app ends breaks its promise.
  try {
    return answer.get();
  } catch (const std::future_error&) {
    return app_is_busy(app);
  }
}

}  // namespace tollgate::server
