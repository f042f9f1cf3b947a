import { createHash } from "node:crypto";
import { appendFile, lstat, mkdir, rename, rm, truncate } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { AppError, type ErrorCode } from "../../core/errors.ts";
import { patiently, removeFile } from "../files/patient-files.ts";
import { openRegularFile } from "../files/regular-file.ts";
import type { Outbound } from "../network/outbound.ts";

/** What one request brings: within its time limit also where a whole office shares the line, an eighth of a megabit a second each. */
export const PIECE_BYTES = 256 * 1024;

export type WantedFile = {
  readonly url: URL;
  /** Bytes. */
  readonly size: number;
  /** Base64. */
  readonly sha512: string;
  /** Where it is to lie in the end. */
  readonly to: string;
  /** Where what has come lies meanwhile, and stays over a failure. */
  readonly part: string;
};

type Way = {
  readonly outbound: Outbound;
  readonly signal: AbortSignal;
  /** Told of the bytes that are there. */
  readonly received: (bytes: number) => void;
};

/**
 * Fetches a large file piece by piece (RFC 9110 14.2) and goes on where an earlier try ended. Rejects with `NET_*`, with
 * `UPDATE_REFUSED` where it isn't the file that was signed, Node's error of a file, or the signal's reason.
 */
export async function fetchFile(wanted: WantedFile, way: Way): Promise<void> {
  await mkdir(dirname(wanted.part), { recursive: true, mode: 0o700 });
  await fetchRest(wanted, way);
  if (!(await isFile(wanted.part, wanted.sha512))) {
    await removeFile(wanted.part);
    throw new AppError("UPDATE_REFUSED", new Error("not the file that was signed"));
  }
  await patiently(() => rename(wanted.part, wanted.to));
}

/** Whether a file is there with these bytes. @param sha512 base64 */
export async function isFile(path: string, sha512: string): Promise<boolean> {
  const hash = createHash("sha512");
  try {
    await pipeline((await openRegularFile(path)).createReadStream(), hash);
  } catch {
    return false;
  }
  return hash.digest("base64") === sha512;
}

async function fetchRest(
  { url, size, part }: WantedFile,
  { outbound, signal, received }: Way,
): Promise<void> {
  let have = await begun(part);
  if (have > size) {
    await truncate(part, 0);
    have = 0;
  }
  while (have < size) {
    received(have);
    const last = Math.min(have + PIECE_BYTES, size) - 1;
    // Pieces of something that was packed differently each time make no whole.
    const headers = { range: `bytes=${have}-${last}`, "accept-encoding": "identity" };
    const answer = await outbound.fetch(url, { headers, signal });
    const piece = pieceOf(answer, { have, last, size }, new Uint8Array(await answer.arrayBuffer()));
    await appendFile(part, piece, { mode: 0o600 });
    have += piece.length;
  }
  received(have);
}

type Asked = { readonly have: number; readonly last: number; readonly size: number };

/** @throws AppError `NET_*` for whatever isn't the piece that was asked for */
function pieceOf({ status, headers }: Response, { have, last, size }: Asked, bytes: Uint8Array): Uint8Array {
  const isPiece = status === 206 && headers.get("content-range") === `bytes ${have}-${last}/${size}`;
  if (isPiece && bytes.length === last - have + 1) return bytes;
  // A server that knows no ranges sends the whole.
  if (status === 200 && have === 0 && bytes.length === size) return bytes;
  throw new AppError(codeOf(status), new Error(`HTTP ${status}`));
}

/** What an answer means that isn't what was asked for. */
export function codeOf(status: number): ErrorCode {
  if (status === 429) return "NET_RATE_LIMITED";
  return status >= 500 ? "NET_SERVER" : "NET_UNEXPECTED_ANSWER";
}

/** How much of it is there. What isn't a file of ours, but a link or a pipe in its place, goes. */
async function begun(part: string): Promise<number> {
  const found = await lstat(part).catch(() => null);
  if (found === null || found.isFile()) return found?.size ?? 0;
  await rm(part, { recursive: true, force: true });
  return 0;
}
