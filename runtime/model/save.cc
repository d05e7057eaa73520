#include "tollgate/model/save.h"

#include <nlohmann/json.hpp>

#include "schema_node.h"

namespace tollgate::model {
namespace {

class Writer {
 public:
  std::string take() && { return std::move(out_); }

  // `node` is null where the schema says nothing: members go by name then.
  void value(const Json& json, const SchemaNode* node, size_t indent) {
    node = resolve(json, node);
    if (json.is_object() && !json.empty()) {
      object(json, node, indent);
    } else if (json.is_array() && !json.empty()) {
      array(json, node, indent);
    } else {
      out_ += write_json(json);
    }
  }

 private:
  // The alternative of a one-of that fits an object's discriminator, or is an object at all.
  static const SchemaNode* resolve(const Json& json, const SchemaNode* node) {
    if (node == nullptr || node->kind != NodeKind::kOneOf) return node;
    if (!json.is_object()) return nullptr;
    if (node->discriminator.empty()) {
      for (const SchemaNode* alternative : node->alternatives) {
        if (alternative->kind == NodeKind::kObject) return alternative;
      }
      return nullptr;
    }
    const auto tag = json.find(node->discriminator);
    if (tag == json.end() || !tag->is_string()) return nullptr;
    for (const SchemaNode* alternative : node->alternatives) {
      const SchemaMember* member = alternative->find_member(node->discriminator);
      if (member != nullptr && member->node->values.front() == tag->get_ref<const std::string&>()) {
        return alternative;
      }
    }
    return nullptr;
  }

  void new_line(size_t indent) {
    out_ += '\n';
    out_.append(2 * indent, ' ');
  }

  void object(const Json& json, const SchemaNode* node, size_t indent) {
    const bool has_members = node != nullptr && node->kind == NodeKind::kObject;
    const SchemaNode* map_item =
        node != nullptr && node->kind == NodeKind::kMap ? node->item : nullptr;
    bool first = true;
    const auto member = [&](const std::string& name, const Json& child,
                            const SchemaNode* child_node) {
      out_ += first ? '{' : ',';
      first = false;
      new_line(indent + 1);
      out_ += json_quoted(name) + ": ";
      value(child, child_node, indent + 1);
    };
    if (has_members) {
      for (const SchemaMember& known : node->members) {
        const auto found = json.find(known.name);
        if (found != json.end()) member(found.key(), *found, known.node);
      }
    }
    for (auto it = json.begin(); it != json.end(); ++it) {
      if (has_members && node->find_member(it.key()) != nullptr) continue;
      member(it.key(), *it, map_item);
    }
    new_line(indent);
    out_ += '}';
  }

  void array(const Json& json, const SchemaNode* node, size_t indent) {
    const SchemaNode* item =
        node != nullptr && node->kind == NodeKind::kArray ? node->item : nullptr;
    bool first = true;
    for (const Json& child : json) {
      out_ += first ? '[' : ',';
      first = false;
      new_line(indent + 1);
      value(child, item, indent + 1);
    }
    new_line(indent);
    out_ += ']';
  }

  std::string out_;
};

}  // namespace

std::string save(const Json& document) {
  Writer writer;
  writer.value(document, &app_schema(), 0);
  return std::move(writer).take() + "\n";
}

}  // namespace tollgate::model
