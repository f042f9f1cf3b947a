import type { Plugin } from "vite";

/** What bundled packages ask for in a `try`, and do without. */
const OPTIONAL: ReadonlySet<string> = new Set(["supports-color"]);

/** Nothing that isn't shipped is looked for on a PC: whatever lay there under its name would run. */
export function optionalModulesPlugin(): Plugin {
  return {
    name: "optional-modules",
    enforce: "pre",
    resolveId: (id) => (OPTIONAL.has(id) ? `\0none:${id}` : null),
    load: (id) => (id.startsWith("\0none:") ? "export default null;" : null),
  };
}
