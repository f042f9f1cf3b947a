import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { optionalModulesPlugin } from "./scripts/optional-modules-plugin.ts";
import { pageScriptPlugin } from "./scripts/page-script-plugin.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What isn't bundled: Electron itself, and native code. */
const external = ["electron", "keytar", "native-reg"];

/** The main process and the keychain process, each with the npm packages that it uses. */
export default defineConfig({
  publicDir: false,
  plugins: [pageScriptPlugin(), optionalModulesPlugin()],
  ssr: { noExternal: true, external },
  build: {
    ssr: true,
    outDir: here("out/main"),
    emptyOutDir: true,
    target: "node24",
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: { index: here("src/main/index.ts"), "keychain-process": here("src/main/keychain/process.ts") },
      output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
    },
  },
});
