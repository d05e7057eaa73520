// The apps of the hub as its first page lists them. May be used from any thread.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace tollgate::server {

class AppList {
 public:
  // In the order of the calls; `label` is a JSON object by language.
  void add(std::string id, std::string label);
  // An app was saved under another label.
  void relabel(std::string_view id, std::string label);
  void remove(std::string_view id);
  // {"apps": [{"id", "label"}]} of those that the reader may know.
  using MayKnow = std::function<bool(const std::string& id)>;
  std::string json(const MayKnow& may_know) const;

 private:
  mutable std::mutex mutex_;
  std::vector<std::pair<std::string, std::string>> apps_;
};

}  // namespace tollgate::server
