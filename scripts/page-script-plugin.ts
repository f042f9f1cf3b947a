import { build, type Plugin } from "vite";

const QUERY = "?page-script";

/** `import { script } from "./FILE.ts?page-script"`: the file with what it imports, as the text of a script that leaves its exports in `pageScript`. */
export function pageScriptPlugin(): Plugin {
  return {
    name: "page-script",
    enforce: "pre",
    async load(id) {
      if (!id.endsWith(QUERY)) return null;
      const entry = id.slice(0, -QUERY.length);
      const built = await build({
        configFile: false,
        publicDir: false,
        logLevel: "warn",
        build: {
          write: false,
          minify: false,
          target: "es2022",
          lib: { entry, formats: ["iife"], name: "pageScript" },
        },
      });
      const [chunk] = [built].flat().flatMap((one) => ("output" in one ? one.output : []));
      if (chunk?.type !== "chunk") throw new Error(`no script was made of ${entry}`);
      for (const file of chunk.moduleIds) this.addWatchFile(file);
      return `export const script = ${JSON.stringify(chunk.code)};`;
    },
  };
}
