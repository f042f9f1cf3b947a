import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { giveToOrdinaryUser } from "../../scripts/electron/ordinary-user.mjs";

/** A small disk in a folder's place, with the folder's files on it. Needs root on Linux. */
export type SmallDisk = {
  readonly fill: () => void;
  readonly makeRoom: () => void;
  /** Puts the folder back as it was, with what the files have become. */
  readonly remove: () => void;
};

/** Why there can't be one here; null when there can. */
export function smallDiskRefused(): string | null {
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    return "a disk of its own needs root on Linux";
  const place = mkdtempSync(join(tmpdir(), "drive-mount-"));
  try {
    if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", place]).status !== 0)
      return "a disk of its own can't be mounted here";
    spawnSync("umount", [place]);
    return null;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/**
 * @param size as tmpfs takes it, `4m`
 * @param apart a folder in it that stays on the large disk
 */
export function mountSmallDisk(folder: string, size: string, apart?: string): SmallDisk {
  const aside = mkdtempSync(join(tmpdir(), "drive-aside-"));
  const filler = join(folder, "fill");
  const mount = (...args: string[]) => {
    const { status, stderr } = spawnSync("mount", args);
    if (status !== 0) throw new Error(String(stderr));
  };
  const unmount = (place: string) => spawnSync("umount", ["--lazy", place]);
  cpSync(folder, aside, { recursive: true });
  mount("-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder);
  cpSync(aside, folder, { recursive: true });
  giveToOrdinaryUser(folder);
  if (apart !== undefined) mount("--bind", join(aside, apart), join(folder, apart));
  return {
    fill: () => spawnSync("dd", ["if=/dev/zero", `of=${filler}`, "bs=1k"]),
    makeRoom: () => rmSync(filler, { force: true }),
    remove() {
      rmSync(filler, { force: true });
      if (apart !== undefined) unmount(join(folder, apart));
      cpSync(folder, aside, { recursive: true, filter: (path) => basename(path) !== apart });
      unmount(folder);
      cpSync(aside, folder, { recursive: true });
      giveToOrdinaryUser(folder);
      rmSync(aside, { recursive: true, force: true });
    },
  };
}
