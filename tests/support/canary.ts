import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";

/**
 * Canary secrets (reliability 32): secrets of test profiles that mustn't be seen anywhere but where they belong.
 * Searched for as they are, base64, base64url, URL-encoded and JSON-escaped, in UTF-8 and UTF-16, also in the middle
 * of a longer text that was encoded as a whole.
 */
export type Canary = { readonly name: string; readonly secret: string };

/** Where a secret was seen, and how it was spelt there. Says which one by name, never by its value. */
export type Sighting = { readonly where: string; readonly canary: string; readonly spelling: string };

/** A shorter one would be found by chance. */
const SHORTEST = 8;

/** A secret nobody else has, with characters that every encoding changes. */
export function canary(name: string): Canary {
  return { name, secret: `Canary/${name}+${randomBytes(12).toString("hex")}?&=é` };
}

/** Every way to write a secret that is searched for. */
export function spellings(secret: string): ReadonlyMap<string, Buffer> {
  if (secret.length < SHORTEST)
    throw new Error(`a canary of ${secret.length} characters would prove nothing`);
  const texts = new Map([
    ["raw", secret],
    ["URL-encoded", encodeURIComponent(secret)],
    ["URL-encoded, small letters", encodeURIComponent(secret).replace(/%../gu, (one) => one.toLowerCase())],
    ["form-encoded", new URLSearchParams({ "": secret }).toString().slice(1)],
    ["JSON", JSON.stringify(secret).slice(1, -1)],
  ]);
  for (const encoding of ["utf8", "utf16le"] as const) {
    for (const shift of [0, 1, 2]) {
      const inner = insideBase64(Buffer.from(secret, encoding), shift);
      texts.set(`base64 of ${encoding}, shifted by ${shift}`, inner);
      texts.set(
        `base64url of ${encoding}, shifted by ${shift}`,
        inner.replaceAll("+", "-").replaceAll("/", "_"),
      );
    }
  }
  return new Map(
    [...texts].flatMap(([name, text]): [string, Buffer][] => [
      [name, Buffer.from(text, "utf8")],
      [`${name}, UTF-16LE`, Buffer.from(text, "utf16le")],
      [`${name}, UTF-16BE`, Buffer.from(text, "utf16le").swap16()],
    ]),
  );
}

/** What of a secret's base64 doesn't depend on its neighbours when `shift` bytes stand before it in their group of three. */
function insideBase64(bytes: Buffer, shift: number): string {
  const whole = Math.floor((shift + bytes.length) / 3) * 3;
  const from = shift === 0 ? 0 : 3 - shift;
  return bytes.subarray(from, whole - shift).toString("base64");
}

type Needle = { readonly bytes: Buffer; readonly canary: string; readonly spelling: string };

/** Needles by how they begin, made once for each list: there are thousands of them. */
const indexes = new WeakMap<readonly Canary[], ReadonlyMap<string, readonly Needle[]>>();

function indexOf(canaries: readonly Canary[]): ReadonlyMap<string, readonly Needle[]> {
  const made = indexes.get(canaries);
  if (made !== undefined) return made;
  const index = new Map<string, Needle[]>();
  for (const { name, secret } of canaries) {
    for (const [spelling, bytes] of spellings(secret)) {
      const start = bytes.toString("latin1", 0, SHORTEST);
      const others = index.get(start);
      if (others === undefined) index.set(start, [{ bytes, canary: name, spelling }]);
      else others.push({ bytes, canary: name, spelling });
    }
  }
  indexes.set(canaries, index);
  return index;
}

export function searchBytes(where: string, bytes: Buffer, canaries: readonly Canary[]): Sighting[] {
  const index = indexOf(canaries);
  const text = bytes.toString("latin1");
  const seen = new Set<Needle>();
  for (let at = 0; at + SHORTEST <= text.length; at += 1) {
    for (const needle of index.get(text.slice(at, at + SHORTEST)) ?? [])
      if (bytes.subarray(at, at + needle.bytes.length).equals(needle.bytes)) seen.add(needle);
  }
  return [...seen].map(({ canary, spelling }) => ({ where, canary, spelling }));
}

/** What a program said: standard output and error, a crash report. */
export function searchText(where: string, text: string, canaries: readonly Canary[]): Sighting[] {
  return searchBytes(where, Buffer.from(text, "utf8"), canaries);
}

/**
 * All files below a folder, their names too: log, settings, records.
 * @param except paths below the folder that a secret may stand in, such as the login window's own cookies
 */
export async function searchFolder(
  folder: string,
  canaries: readonly Canary[],
  except: readonly string[] = [],
): Promise<{ readonly sightings: Sighting[]; readonly files: number }> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found
    .filter((one) => one.isFile())
    .map((one) => relative(folder, join(one.parentPath, one.name)))
    .filter((path) => !except.some((prefix) => path === prefix || path.startsWith(`${prefix}/`)));
  const sightings: Sighting[] = [];
  for (const path of files) {
    const bytes = await readFile(join(folder, path)).catch(goneMeanwhile);
    sightings.push(...searchText(`name of ${path}`, path, canaries), ...searchBytes(path, bytes, canaries));
  }
  return { sightings, files: files.length };
}

/**
 * Command line and environment of every process that can be looked into (Linux).
 * @returns null where there is no /proc: say so and skip by name
 */
export async function searchProcesses(
  canaries: readonly Canary[],
): Promise<{ readonly sightings: Sighting[]; readonly processes: number } | null> {
  const names = await readdir("/proc").catch(() => null);
  if (names === null) return null;
  const pids = names.filter((name) => /^\d+$/u.test(name));
  const sightings: Sighting[] = [];
  let processes = 0;
  for (const pid of pids) {
    const cmdline = await readFile(`/proc/${pid}/cmdline`).catch(goneMeanwhile);
    const environ = await readFile(`/proc/${pid}/environ`).catch(goneMeanwhile);
    if (cmdline.length > 0) processes += 1;
    sightings.push(...searchBytes(`command line of ${pid}`, cmdline, canaries));
    sightings.push(...searchBytes(`environment of ${pid}`, environ, canaries));
  }
  return { sightings, processes };
}

// Files and processes come and go while they are looked at; another user's process doesn't show its environment.
function goneMeanwhile(thrown: NodeJS.ErrnoException): Buffer {
  if (["ENOENT", "ESRCH", "EACCES", "EPERM", "EISDIR"].includes(thrown.code ?? "")) return Buffer.alloc(0);
  throw thrown;
}
