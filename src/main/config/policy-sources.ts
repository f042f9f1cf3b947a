import { execFile } from "node:child_process";
import { userInfo } from "node:os";
import { promisify } from "node:util";
import { z } from "zod";
import { isThere, readJson } from "./config-file.ts";
import { ConfigFileError, placed } from "./config-file-error.ts";
import type { LayerName } from "./layers.ts";
import { policyInRegistry } from "./registry-policy.ts";
import { registryKey } from "./windows-registry.ts";
import { wrongFields } from "./wrong-fields.ts";

/** Who lays something down for other people's PCs. */
export type PolicyLayerName = Extract<LayerName, "installer" | "user-policy" | "machine-policy">;

/** One place where a policy may stand. */
export type PolicySource = {
  readonly layer: PolicyLayerName;
  /** As its administrator finds it: a file's path or a registry key. */
  readonly place: string;
  /** What it names decides as much as the policy itself, so it is held to the same owner. */
  readonly rootOnly: boolean;
  /** What stands there, whatever it is; null for nothing. Rejects with `ConfigFileError` where that can't be told. */
  readonly read: () => Promise<Written | null>;
};

type Written = { readonly value: unknown };

const NAME = "storage-service-drive";
const exec = promisify(execFile);
const PLUTIL_MS = 5_000;

/** Where policies stand on this OS, the weakest first (docs/ja/it-guide.md). */
export function systemPolicySources(platform: NodeJS.Platform = process.platform): readonly PolicySource[] {
  switch (platform) {
    case "win32":
      return [
        byInstaller(inRegistry("installer", "HKLM", `Software\\${NAME}`)),
        inRegistry("user-policy", "HKCU", `Software\\Policies\\${NAME}`),
        inRegistry("machine-policy", "HKLM", `Software\\Policies\\${NAME}`),
      ];
    case "darwin":
      return [
        asPropertyList("installer", `/Library/Preferences/${NAME}.plist`),
        asPropertyList("user-policy", `/Library/Managed Preferences/${userInfo().username}/${NAME}.plist`),
        asPropertyList("machine-policy", `/Library/Managed Preferences/${NAME}.plist`),
      ];
    default:
      return [
        policyFile("installer", `/etc/${NAME}/installer.json`, { rootOnly: true }),
        policyFile("machine-policy", `/etc/${NAME}/policy.json`, { rootOnly: true }),
      ];
  }
}

/** @param required somebody said that it is there: to go on without it could mean another service than they want */
export function policyFile(
  layer: PolicyLayerName,
  place: string,
  { rootOnly, required = false }: { readonly rootOnly: boolean; readonly required?: boolean },
): PolicySource {
  const read = async () => {
    const found = await readJson(place, { rootOnly });
    if (found === null && required) throw new ConfigFileError({ what: "absent" });
    return found;
  };
  return { layer, place, rootOnly, read };
}

/** Windows itself lets administrators alone write these keys. */
function inRegistry(layer: PolicyLayerName, root: "HKLM" | "HKCU", key: string): PolicySource {
  const read = async () => {
    const values = await registryKey(root, key).catch((thrown: unknown) => {
      throw new ConfigFileError({ what: "unreadable", code: String(Object(thrown).code ?? "registry") });
    });
    return values === null ? null : { value: policyInRegistry(values) };
  };
  return { layer, place: `${root}\\${key}`, rootOnly: false, read };
}

const saidByInstaller = z.looseObject({ policyFile: z.string().optional() });
const fieldsOfFile = z.record(z.string(), z.unknown());

/**
 * What the installer's switches said, over the file that it put beside the program, where only administrators write.
 * @param switches as the registry has them
 */
export function byInstaller(switches: PolicySource): PolicySource {
  const read = async () => {
    const said = await switches.read();
    if (said === null) return null;
    const { policyFile: path, ...values } = fitting(saidByInstaller, said.value);
    if (path === undefined) return { value: values };
    const file = await policyFile("installer", path, { rootOnly: false, required: true })
      .read()
      .then((written) => fitting(fieldsOfFile, written?.value))
      .catch((thrown: unknown) => {
        throw placed(thrown, path);
      });
    return { value: { ...file, ...values } };
  };
  return { ...switches, read };
}

/** @throws ConfigFileError */
function fitting<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new ConfigFileError(wrongFields(parsed.error, schema));
}

/** Managed preferences lie in binary; `plutil` is part of macOS. */
function asPropertyList(layer: PolicyLayerName, place: string): PolicySource {
  const read = async () => {
    if (!(await isThere(place))) return null;
    try {
      const { stdout } = await exec("/usr/bin/plutil", ["-convert", "json", "-o", "-", "--", place], {
        timeout: PLUTIL_MS,
      });
      return { value: JSON.parse(stdout) };
    } catch {
      throw new ConfigFileError({ what: "unreadable", code: "plutil" });
    }
  };
  return { layer, place, rootOnly: true, read };
}
