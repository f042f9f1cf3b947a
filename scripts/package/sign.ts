// Authenticode signatures of what is made for Windows.
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdtempSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import { root } from "../run-command.ts";
import { everything } from "./linux.ts";

const signerSchema = z.union([
  z.object({
    /** PKCS #12: the certificate with its chain, and the key. */
    pfx: z.string(),
    /** Of a time-stamp server (RFC 3161); without one signatures end with the certificate. */
    timestamp: z.url().optional(),
  }),
  z.object({
    /** For a key that leaves its token or service never: signs in place the file whose name is its last argument. */
    command: z.string(),
  }),
]);
export type Signer = z.infer<typeof signerSchema>;

/** Never among arguments, which every process of the machine may read. */
export const PASSWORD = "STORAGE_DRIVE_SIGN_PASSWORD";
/** Code for Windows that is here anyway. */
const SMALL = join(root, "node_modules/native-reg/prebuilds/win32-x64/node.napi.node");
/** How `sign-file.ts` learns of it, which makensis runs. */
const SIGNER = "STORAGE_DRIVE_SIGNER";

/** @throws Error that says what to do; the password is in none */
export function signFile(file: string, signer: Signer): void {
  if ("command" in signer) byCommand(file, signer.command);
  else byKeyFile(file, signer);
  if (!isSigned(file)) throw new Error(`${file} isn't signed, though nothing failed.`);
}

function byCommand(file: string, command: string): void {
  const { status } = spawnSync("sh", ["-c", `${command} "$1"`, "sh", file], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0) throw new Error(`signing ${file}: the command ended with ${status}.`);
}

function byKeyFile(file: string, { pfx, timestamp }: Extract<Signer, { pfx: string }>): void {
  const signed = `${file}.signed`;
  const password = process.env[PASSWORD] ?? "";
  const args = [
    ...["sign", "-pkcs12", pfx, "-h", "sha256", "-n", "Storage Service Drive"],
    ...(password === "" ? [] : ["-readpass", "/dev/stdin"]), // it takes no empty one from there
    ...(timestamp === undefined ? [] : ["-ts", timestamp]),
    ...["-in", file, "-out", signed],
  ];
  rmSync(signed, { force: true }); // it overwrites nothing
  // By a pipe of the shell's: what Node gives as input it can't open by name.
  const { status, stderr } = spawnSync("sh", ["-c", 'cat | osslsigncode "$@"', "sh", ...args], {
    input: password,
    encoding: "utf8",
  });
  if (status !== 0) {
    rmSync(signed, { force: true });
    throw new Error(
      `signing ${file} failed. Next step: look at the key file, ${PASSWORD}${timestamp === undefined ? "" : " and the time-stamp server"}.\n${stderr}`,
    );
  }
  chmodSync(signed, statSync(file).mode);
  renameSync(signed, file);
}

/** Signs something small, so that a wrong password isn't found out after minutes. @throws Error as `signFile` */
export function trySigner(signer: Signer): void {
  const folder = mkdtempSync(join(tmpdir(), "sign-"));
  const file = join(folder, "trial.dll");
  copyFileSync(SMALL, file);
  try {
    signFile(file, signer);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Whether a program or MSI carries a signature, whosever. */
export function isSigned(file: string): boolean {
  const signature = `${file}.signature`;
  rmSync(signature, { force: true });
  const { status } = spawnSync("osslsigncode", ["extract-signature", "-in", file, "-out", signature]);
  rmSync(signature, { force: true });
  return status === 0;
}

/** Signs programs and libraries of a folder; what others have signed (Microsoft's, of Electron's) stays theirs. */
export function signFolder(folder: string, signer: Signer): void {
  const code = everything(folder).filter((file) => /\.(?:exe|dll|node)$/u.test(file));
  for (const file of code) if (!isSigned(file)) signFile(file, signer);
}

/** What a person gave. @throws Error where it can't be right, before anything is made */
export function signerOf(given: {
  readonly sign?: string | undefined;
  readonly "sign-command"?: string | undefined;
  readonly timestamp?: string | undefined;
}): Signer | null {
  const { sign: pfx, "sign-command": command, timestamp } = given;
  if (pfx !== undefined && command !== undefined) throw new Error("give --sign or --sign-command, not both");
  if (command !== undefined) return signerSchema.parse({ command });
  if (pfx === undefined) return null;
  if (!existsSync(pfx)) throw new Error(`--sign: ${pfx} isn't there`);
  // makensis runs what signs in another folder.
  const signer = signerSchema.safeParse({ pfx: resolve(pfx), timestamp });
  if (!signer.success) throw new Error(`--timestamp: ${timestamp} is no address`);
  return signer.data;
}

/** For a process that signs on makensis' behalf. */
export const signerInto = (signer: Signer) => ({ [SIGNER]: JSON.stringify(signer) });

export const signerFrom = (env: NodeJS.ProcessEnv) => signerSchema.parse(JSON.parse(env[SIGNER] ?? "null"));
