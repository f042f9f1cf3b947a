import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";

/** There is something of that name which isn't a file: a folder, a device, a pipe that nobody writes to. */
export class NotAFile extends Error {
  readonly isFolder: boolean;

  constructor(path: string, isFolder: boolean) {
    super(path);
    this.name = "NotAFile";
    this.isFolder = isFolder;
  }
}

/**
 * Opens a file for reading, and nothing else: to open a pipe would wait for its writer, for ever (open(2), O_NONBLOCK).
 * @throws NotAFile, or Node's error
 */
export async function openRegularFile(path: string): Promise<FileHandle> {
  // Windows knows neither the flag nor such files.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  // Of the opened file, not of its name: it can't be exchanged between the two.
  const found = await file.stat();
  if (found.isFile()) return file;
  await file.close();
  throw new NotAFile(path, found.isDirectory());
}

/** @throws NotAFile, or Node's error */
export async function readRegularFile(path: string): Promise<Buffer> {
  const file = await openRegularFile(path);
  try {
    return await file.readFile();
  } finally {
    await file.close();
  }
}
