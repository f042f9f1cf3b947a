import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The preload script: CommonJS in one file, because a sandboxed preload can require nothing but `electron`. */
export default defineConfig({
  publicDir: false,
  build: {
    lib: { entry: here("src/preload/index.ts"), formats: ["cjs"], fileName: () => "index.cjs" },
    outDir: here("out/preload"),
    emptyOutDir: true,
    target: "chrome140",
    minify: false,
    sourcemap: false,
    rolldownOptions: { external: ["electron"] },
  },
});
