import { expect, test } from "vitest";
import { frame_snippet, is_embedded, part_address, script_snippet } from "./embedding.ts";

const part = { app: "visits", show: "form/visit", label: 'Visit "A" <b>&' };

test("snippets lead to the part, and a label can't leave its attribute", () => {
  expect(part_address("https://hub.example/", part)).toBe("https://hub.example/apps/visits/#/form/visit");
  const frame = frame_snippet("https://hub.example/", part);
  expect(frame).toContain('src="https://hub.example/apps/visits/?embedded#/form/visit"');
  expect(frame).toContain('title="Visit &quot;A&quot; &lt;b&gt;&amp;"');
  expect(script_snippet("https://hub.example/", part)).toBe(
    '<script async src="https://hub.example/embed.js" data-app="visits" data-show="form/visit" data-title="Visit &quot;A&quot; &lt;b&gt;&amp;"></script>',
  );
});

test("a page knows that it is embedded by its address", () => {
  expect(is_embedded("https://hub.example/apps/visits/?embedded#/form/visit")).toBe(true);
  expect(is_embedded("https://hub.example/apps/visits/#/form/visit?embedded")).toBe(false);
});
