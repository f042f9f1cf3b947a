import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** `file` below the repository, with `/`. */
export type Text = { readonly file: string; readonly text: string };

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDERS = ["src", "cli", "service", "scripts", "tests", "docs"];
const READ = /\.(?:ts|tsx|mjs|cjs|css|html|md|py|sh)$/u;

/** Every file below the repository's folders, and those at its top. */
export function allFiles(): readonly string[] {
  const top = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isFile());
  const below = [...FOLDERS, "assets"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length)),
  );
  return [...top.map(({ name }) => name), ...below].map((file) => file.replaceAll("\\", "/")).sort();
}

/** What people read and write: sources, and documents with those at the top. */
export function allTexts(): readonly Text[] {
  return allFiles()
    .filter((file) => READ.test(file))
    .map((file) => ({ file, text: readFileSync(join(ROOT, file), "utf8") }));
}
