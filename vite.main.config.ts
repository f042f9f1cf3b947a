import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The main process and the keychain process: own code bundled, `electron` and npm packages left to be resolved at run time. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    outDir: here("out/main"),
    emptyOutDir: true,
    target: "node24",
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: { index: here("src/main/index.ts"), "keychain-process": here("src/main/keychain/process.ts") },
      output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
    },
  },
});
