import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig } from "vitest/config";
// @ts-expect-error plain JavaScript without types
import { page_meta } from "../tools/codegen/content_security_policy.mjs";

const shell = resolve(import.meta.dirname, "shell");

// One policy for all pages, the hub's headers among them: schemas/content_security_policy.json.
const policy = JSON.parse(
  readFileSync(resolve(import.meta.dirname, "../schemas/content_security_policy.json"), "utf8"),
);

// What the head of every page begins with.
const page_head = `<meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${page_meta(policy)}" />
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content" />
    <meta name="theme-color" content="#ffffff" />`;

export default defineConfig({
  plugins: [
    {
      name: "page-head",
      transformIndexHtml: { order: "pre", handler: (html: string) => html.replace("%page_head%", page_head) },
    },
    {
      // Before the page's own scripts, which would take it in and wait for all of their parts.
      name: "early-worker",
      transformIndexHtml: {
        order: "post",
        handler(html: string, { filename, bundle }) {
          const chunk = Object.values(bundle ?? {}).find(({ name }) => name === "early_worker");
          if (!chunk || !filename.endsWith("/apps/_/index.html")) return html;
          return html.replace("<script ", `<script type="module" crossorigin src="../../${chunk.fileName}"></script>\n    <script `);
        },
      },
    },
  ],
  root: shell,
  base: "./",
  publicDir: resolve(shell, "public"),
  build: {
    outDir: resolve(import.meta.dirname, "../build/site"),
    emptyOutDir: true,
    target: "es2022",
    // Browsers inside chat programs are older: what these do not know of CSS (light-dark) is written out.
    cssTarget: ["chrome100", "safari15", "firefox102"],
    modulePreload: { polyfill: false },
    // No asset may become a data: url, which the policy refuses for scripts.
    assetsInlineLimit: 0,
    rolldownOptions: {
      // apps/_ holds the pages of any app: the build copies them into each app's folder, the hub serves
      // them for each app it has.
      input: ["index", "moved", "sign_in", "people", "hub", "connection", "channels", "gallery", "apps/_/index", "apps/_/designer"]
        .map((name) => resolve(shell, `${name}.html`))
        .concat(resolve(shell, "early_worker.ts")),
    },
  },
  worker: { format: "es" },
  test: {
    root: import.meta.dirname,
    include: ["engine/**/*.test.ts", "components/**/*.test.ts", "designer-host/**/*.test.ts", "platform/**/*.test.ts", "shell/**/*.test.ts", "tests/**/*.test.ts"],
    environment: "node",
  },
});
