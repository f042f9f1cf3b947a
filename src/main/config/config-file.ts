import { type FileHandle, lstat, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { type Node, type ParseError, parseTree, stripComments } from "jsonc-parser";
import type { z } from "zod";
import { AppError } from "../../core/errors.ts";
import { NotAFile, openRegularFile } from "../files/regular-file.ts";
import { ConfigFileError, nodeCode, placed } from "./config-file-error.ts";
import { textOf } from "./text-encoding.ts";
import { wrongFields } from "./wrong-fields.ts";

const LARGEST_FILE = 1024 * 1024;

/**
 * Reads and parses one JSON file of an administrator.
 * @returns null when there is none
 * @throws AppError with `code`; its cause is a `ConfigFileError`
 */
export async function readConfigFile<T>(
  path: string,
  schema: z.ZodType<T>,
  code: "POLICY_INVALID" | "POLICY_PROFILE_INVALID",
  options: { readonly rootOnly: boolean },
): Promise<T | null> {
  try {
    return await readJsonFile(path, schema, options);
  } catch (cause) {
    throw new AppError(code, placed(cause, path));
  }
}

/**
 * Reads and parses one JSON file.
 * @returns null when there is none
 * @throws ConfigFileError
 */
export async function readJsonFile<T>(
  path: string,
  schema: z.ZodType<T>,
  options: { readonly rootOnly: boolean },
): Promise<T | null> {
  const found = await readJson(path, options);
  if (found === null) return null;
  const parsed = schema.safeParse(found.value, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new ConfigFileError(wrongFields(parsed.error, schema));
}

/**
 * What a JSON file holds, whatever that is.
 * @returns null when there is none
 * @throws ConfigFileError
 */
export async function readJson(
  path: string,
  options: { readonly rootOnly: boolean },
): Promise<{ readonly value: unknown } | null> {
  const bytes = await readBytes(path, options.rootOnly);
  return bytes === null ? null : { value: withoutSchema(jsonOf(textOf(bytes))) };
}

/** Where an editor finds the schema of the file (`policy schema`), which is nothing to us. */
function withoutSchema(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("$schema" in value)) return value;
  const { $schema: _, ...rest } = value;
  return rest;
}

/** @throws ConfigFileError when it can't be read; null when there is none */
export async function readBytes(path: string, rootOnly = false): Promise<Buffer | null> {
  const file = await opened(path);
  if (file === null) return null;
  try {
    const { uid, mode, size } = await file.stat();
    if (rootOnly && (uid !== 0 || (mode & 0o022) !== 0))
      throw new ConfigFileError({ what: "writable-by-others" });
    if (size > LARGEST_FILE) throw new ConfigFileError({ what: "too-large" });
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** Whether somebody has put a file there. @throws ConfigFileError where that can't be told, or it can't be opened */
export async function isThere(path: string): Promise<boolean> {
  const file = await opened(path);
  await file?.close();
  return file !== null;
}

async function opened(path: string): Promise<FileHandle | null> {
  try {
    return await openRegularFile(path);
  } catch (thrown) {
    if (thrown instanceof NotAFile) throw new ConfigFileError({ what: "not-a-file" });
    const code = nodeCode(thrown);
    if (code !== "ENOENT") throw new ConfigFileError({ what: "unreadable", code: code ?? "?" });
    // Somebody has said that there is one: on a share that isn't connected, say.
    if (await leadsNowhere(path)) throw new ConfigFileError({ what: "absent" });
    return null;
  }
}

/** Whether a link on the way to it, or in its place, leads to what isn't there. */
async function leadsNowhere(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => null);
  if (found === null) return dirname(path) !== path && leadsNowhere(dirname(path));
  return found.isSymbolicLink() && (await stat(path).catch(() => null)) === null;
}

/**
 * JSON, with comments where somebody wrote any, in which no key stands twice: `JSON.parse` would take the last one and
 * say nothing (RFC 8259 4).
 * @throws ConfigFileError
 */
export function jsonOf(text: string): unknown {
  const errors: ParseError[] = [];
  const tree = unlessTooDeep(() =>
    parseTree(text, errors, { disallowComments: false, allowEmptyContent: false }),
  );
  const [error] = errors;
  if (error !== undefined)
    throw new ConfigFileError({ what: "syntax", ...lineAndColumn(text, error.offset) });
  const doubled = tree === undefined ? null : unlessTooDeep(() => doubledKey(tree));
  if (doubled !== null) {
    const key = String(doubled.value).slice(0, 40);
    throw new ConfigFileError({ what: "doubled", key, line: lineAndColumn(text, doubled.offset).line });
  }
  try {
    return JSON.parse(stripComments(text, " "));
  } catch {
    // What only the stricter of the two minds, such as a control character in a string.
    throw new ConfigFileError({ what: "syntax", line: 1, column: 1 });
  }
}

/** @throws ConfigFileError for what is nested so deep that nobody reads it */
function unlessTooDeep<T>(walk: () => T): T {
  try {
    return walk();
  } catch {
    throw new ConfigFileError({ what: "syntax", line: 1, column: 1 });
  }
}

/** The second of two keys of one name. */
function doubledKey(node: Node): Node | null {
  const seen = new Set<unknown>();
  for (const child of node.children ?? []) {
    const key = child.type === "property" ? child.children?.[0] : undefined;
    if (key !== undefined && seen.has(key.value)) return key;
    if (key !== undefined) seen.add(key.value);
    const within = doubledKey(child);
    if (within !== null) return within;
  }
  return null;
}

function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
