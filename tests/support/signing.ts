import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

/** A company's certificates, made for a test: a root, and under it one that signs programs and one that states times. */
export type TestCompany = {
  readonly root: string;
  /** The one that signs, with its chain and key; `PFX_PASSWORD` opens it. */
  readonly pfx: string;
  readonly folder: string;
};

export const PFX_PASSWORD = "Pass word 1 ¥";

export function makeCompany(folder: string): TestCompany {
  mkdirSync(folder, { recursive: true });
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  const key = (name: string) => ["-newkey", "rsa:2048", "-nodes", "-keyout", `${name}.key`];
  openssl(
    ...["req", "-x509", ...key("root"), "-out", "root.pem", "-subj", "/CN=Test Root", "-days", "30"],
    ...["-addext", "keyUsage=critical,keyCertSign,cRLSign"],
  );
  for (const [name, usage] of [
    ["signer", "codeSigning"],
    ["clock", "critical,timeStamping"],
  ] as const) {
    writeFileSync(at(`${name}.ext`), `keyUsage=critical,digitalSignature\nextendedKeyUsage=${usage}\n`);
    openssl("req", ...key(name), "-out", `${name}.csr`, "-subj", `/CN=Test ${name}`);
    openssl(
      ...["x509", "-req", "-in", `${name}.csr`, "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial"],
      ...["-out", `${name}.pem`, "-days", "30", "-extfile", `${name}.ext`],
    );
  }
  openssl(
    ...["pkcs12", "-export", "-inkey", "signer.key", "-in", "signer.pem", "-certfile", "root.pem"],
    ...["-out", "signer.pfx", "-passout", `pass:${PFX_PASSWORD}`],
  );
  return { root: at("root.pem"), pfx: at("signer.pfx"), folder };
}

/** Whether the signature holds, up to the company's root. @param more what `osslsigncode verify` takes besides */
export function holds(file: string, { root }: TestCompany, more: readonly string[] = []): boolean {
  const args = ["verify", "-CAfile", root, "-TSA-CAfile", root, ...more, "-in", file];
  return spawnSync("osslsigncode", args).status === 0;
}

/** A server that states times (RFC 3161), of the company's own. */
export async function openClock({ folder }: TestCompany) {
  const config =
    "[tsa]\ndefault_tsa=t\n[t]\nserial=serial\nsigner_cert=clock.pem\nsigner_key=clock.key\ncerts=root.pem\nsigner_digest=sha256\ndigests=sha256,sha1\ndefault_policy=1.2.3.4\ness_cert_id_alg=sha256\n";
  writeFileSync(join(folder, "tsa.conf"), config);
  const asked: Buffer[] = [];
  const server = createServer((request, response) => {
    const body: Buffer[] = [];
    request.on("data", (chunk: Buffer) => body.push(chunk));
    request.on("end", () => {
      asked.push(Buffer.concat(body));
      writeFileSync(join(folder, "query"), Buffer.concat(body));
      const args = ["ts", "-reply", "-config", "tsa.conf", "-queryfile", "query"];
      const answer = execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
      response.setHeader("content-type", "application/timestamp-reply").end(answer);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `http://127.0.0.1:${address.port}/`, asked, close: () => void server.close() };
}
