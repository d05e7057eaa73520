import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

const shell = resolve(import.meta.dirname, "shell");

export default defineConfig({
  root: shell,
  base: "./",
  publicDir: resolve(shell, "public"),
  build: {
    outDir: resolve(import.meta.dirname, "../build/site"),
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    // No asset may become a data: url, which the policy refuses for scripts.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: ["index", "rep", "manager", "designer"].map((name) => resolve(shell, `${name}.html`)),
    },
  },
  worker: { format: "es" },
  test: {
    root: import.meta.dirname,
    include: ["engine/**/*.test.ts", "components/**/*.test.ts", "designer-host/**/*.test.ts", "shell/**/*.test.ts", "tests/**/*.test.ts"],
    environment: "node",
  },
});
