// Where the documents' relative links and the file names in them lead.
import { posix } from "node:path";
import type { Text } from "./repository-texts.ts";

/** `README.md:12: gone.md#heading` for each relative link to a file or heading that isn't there. */
export function brokenLinks(documents: readonly Text[], files: readonly string[]): readonly string[] {
  const places = placesOf(files);
  const headings = new Map(documents.map(({ file, text }) => [file, anchorsOf(text)]));
  return documents.flatMap(({ file, text }) =>
    matchesByLine(text, /\]\((?![a-z]+:)([^)\s]*)\)/gu)
      .filter(({ found }) => {
        const [path = "", anchor] = found.split("#");
        const target = path === "" ? file : posix.join(posix.dirname(file), decodeURI(path));
        if (!places.has(target.replace(/\/$/u, ""))) return true;
        return anchor !== undefined && headings.get(target)?.has(decodeURIComponent(anchor)) !== true;
      })
      .map(({ line, found }) => `${file}:${line}: ${found}`),
  );
}

/** `out/` is made by commands. */
const SOURCE = /^(?!out\/)[\w.*{},/-]+\.(?:ts|tsx|mjs|cjs|md|css)$/u;
const FOLDERED = /^(?:src|cli|service|scripts|tests|docs|assets)\/[\w.*{},/-]*$/u;

/**
 * `ARCHITECTURE.md:12: adapters/x.ts` for each file or folder in backticks that isn't there. A name may be the end of a
 * path, and have `*` and `{a,b}` in it; what follows a `#` is left to others.
 */
export function missingPaths(documents: readonly Text[], files: readonly string[]): readonly string[] {
  const places = [...placesOf(files)];
  return documents.flatMap(({ file, text }) =>
    matchesByLine(text, /`([^`\s]+)`/gu)
      .map(({ line, found }) => ({ line, path: found.split("#")[0] ?? "" }))
      .filter(({ path }) => SOURCE.test(path) || FOLDERED.test(path))
      .filter(({ path }) => {
        const wanted = new RegExp(`(?:^|/)${asPattern(path)}$`, "u");
        return !places.some((place) => wanted.test(place));
      })
      .map(({ line, path }) => `${file}:${line}: ${path}`),
  );
}

function asPattern(path: string): string {
  return path
    .replace(/\/$/u, "")
    .replaceAll(/[.]/gu, "\\$&")
    .replaceAll("*", "[^/]*")
    .replaceAll(/\{([^}]*)\}/gu, (_, one: string) => `(?:${one.replaceAll(",", "|")})`);
}

/** Files and the folders that they lie in. */
function placesOf(files: readonly string[]): ReadonlySet<string> {
  const places = new Set(files);
  for (const file of files)
    for (let folder = posix.dirname(file); folder !== "."; folder = posix.dirname(folder)) places.add(folder);
  return places;
}

function matchesByLine(
  text: string,
  pattern: RegExp,
): readonly { readonly line: number; readonly found: string }[] {
  return text
    .split("\n")
    .flatMap((one, index) =>
      [...one.matchAll(pattern)].map(([, found = ""]) => ({ line: index + 1, found })),
    );
}

/** Headings as GitHub makes anchors of them. */
function anchorsOf(document: string): ReadonlySet<string> {
  const headings = [...document.matchAll(/^#+ (.+)$/gmu)].map(([, heading = ""]) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}
