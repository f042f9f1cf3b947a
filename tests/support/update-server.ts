import { createPrivateKey, sign } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeFile, newReleaseKey, writeRelease } from "../../scripts/release/sign-release.ts";
import type { PackageForm, RolloutStage } from "../../src/core/update/release.ts";
import type { ReleaseKey } from "../../src/main/update/package-setup.ts";
import type { SignedRelease } from "../../src/main/update/signed-release.ts";

type Answer = (request: IncomingMessage, response: ServerResponse, folder: string) => boolean;

/**
 * A place of updates as a company has one: a folder, signed by the maker's tool, behind a web server that knows ranges.
 */
export class UpdateServer {
  readonly folder = mkdtempSync(join(tmpdir(), "update-server-"));
  /** What was asked for, `PATH` or `PATH FIRST-LAST`. */
  readonly asked: string[] = [];
  /** Asked first; true where it has answered. */
  odd: Answer = () => false;
  readonly #server = createServer((request, response) => this.#answer(request, response));
  #key: Awaited<ReturnType<typeof newReleaseKey>> | null = null;

  async start(): Promise<{ readonly url: string; readonly keys: readonly ReleaseKey[] }> {
    this.#key = await newReleaseKey();
    await new Promise<void>((listening) => this.#server.listen(0, "127.0.0.1", listening));
    const { port } = this.#server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}/drive`, keys: [this.#key.public] };
  }

  /** @param change of what is signed */
  async publish(
    version: string,
    form: PackageForm,
    content: Uint8Array | string,
    change: Partial<SignedRelease> = {},
    stages: readonly RolloutStage[] = [],
  ): Promise<string> {
    if (this.#key === null) throw new Error("not started");
    const name = `drive-${version}-x64.${form === "nsis" ? "exe" : "AppImage"}`;
    const path = join(this.folder, name);
    writeFileSync(path, content);
    const release: SignedRelease = {
      channel: "stable",
      version,
      notes: { ja: ["ログインが速くなりました。"], en: ["Logging in is faster."] },
      stages: [...stages],
      files: [describeFile(path, form, "x64")],
      ...change,
    };
    await writeRelease(this.folder, release, [], this.#key.private);
    return path;
  }

  /** Signed with the maker's key, whatever it is: what the maker's tool would never write. */
  async sign(header: Readonly<Record<string, unknown>>, payload: string): Promise<void> {
    if (this.#key === null) throw new Error("not started");
    const base64url = (text: string) => Buffer.from(text).toString("base64url");
    const input = `${base64url(JSON.stringify({ ...header, kid: this.#key.public.kid }))}.${base64url(payload)}`;
    const key = {
      key: createPrivateKey({ key: this.#key.private, format: "jwk" }),
      dsaEncoding: "ieee-p1363",
    } as const;
    const signature = sign("sha256", Buffer.from(input), key).toString("base64url");
    writeFileSync(join(this.folder, "stable.jws"), `${input}.${signature}`);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
    rmSync(this.folder, { recursive: true, force: true });
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const name = (request.url ?? "").replace("/drive/", "");
    const range = /^bytes=(\d+)-(\d+)$/u.exec(request.headers.range ?? "");
    this.asked.push(range === null ? name : `${name} ${range[1]}-${range[2]}`);
    if (this.odd(request, response, this.folder)) return;
    let content: Buffer;
    try {
      content = readFileSync(join(this.folder, name));
    } catch {
      response.writeHead(404).end();
      return;
    }
    if (range === null) {
      response.writeHead(200, { "content-length": content.length }).end(content);
      return;
    }
    const piece = content.subarray(Number(range[1]), Number(range[2]) + 1);
    const contentRange = `bytes ${range[1]}-${range[2]}/${content.length}`;
    response.writeHead(206, { "content-length": piece.length, "content-range": contentRange }).end(piece);
  }
}
