import { constants } from "node:fs";
import { type FileHandle, lstat, open } from "node:fs/promises";

/** Something of that name isn't a regular file: a folder, a device, a pipe. */
export class NotAFile extends Error {
  readonly isFolder: boolean;

  constructor(path: string, isFolder: boolean) {
    super(path);
    this.name = "NotAFile";
    this.isFolder = isFolder;
  }
}

/**
 * Opens a regular file for reading. Opening a pipe would wait for its writer, maybe for ever (open(2), O_NONBLOCK).
 * @throws NotAFile, or Node's error
 */
export async function openRegularFile(path: string): Promise<FileHandle> {
  // Windows knows neither the flag nor such files.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  // Asked of the opened file and not of its name: a name could be exchanged in between.
  const found = await file.stat();
  if (found.isFile()) return file;
  await file.close();
  throw new NotAFile(path, found.isDirectory());
}

/** It is larger than anything that is written there. */
export class TooLarge extends Error {
  constructor(path: string) {
    super(path);
    this.name = "TooLarge";
  }
}

/** More than any file of ours has: the largest is as large as an answer that a token came in. */
const LARGEST = 16 * 1024 * 1024;

/** @throws NotAFile, TooLarge, or Node's error */
export async function readRegularFile(path: string): Promise<Buffer> {
  const file = await openRegularFile(path);
  try {
    if ((await file.stat()).size > LARGEST) throw new TooLarge(path);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** Whether a link is there, wherever it leads. */
export async function isLink(path: string): Promise<boolean> {
  return lstat(path).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
}
