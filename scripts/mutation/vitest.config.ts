import { defineConfig } from "vitest/config";

/** What judges a mutant of a rule: the rules' own tests, with the same samples every time. */
export default defineConfig({
  test: {
    include: ["src/core/rules/**/*.test.ts", "src/core/examples.test.ts"],
    setupFiles: ["scripts/mutation/same-samples.ts"],
  },
});
