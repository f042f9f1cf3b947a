/** What the registry holds under a name: a text, a number, or a list of texts. */
export type RegistryValue = string | number | readonly string[];

/**
 * One value of the Windows registry, of the 64-bit view whatever this process is (the other one lacks half of it); null
 * where there is none. Read in this process: `reg.exe` is blocked on many office PCs, also for queries, and loses what
 * isn't in its code page. Rejects where it can't be read.
 */
export async function registryValue(
  root: "HKCU" | "HKLM",
  key: string,
  name: string,
): Promise<string | number | null> {
  const { GetValueFlags, getValue, HKEY } = await import("native-reg");
  const hive = root === "HKCU" ? HKEY.CURRENT_USER : HKEY.LOCAL_MACHINE;
  const value = getValue(hive, key, name, GetValueFlags.RT_ANY | GetValueFlags.SUBKEY_WOW6464KEY);
  return typeof value === "string" || typeof value === "number" ? value : null;
}

/**
 * All values of a key by their names, and each of its subkeys as the list of its own, which is how a group policy writes
 * a list. Null where there is no such key. Rejects where it can't be read.
 */
export async function registryKey(
  root: "HKCU" | "HKLM",
  key: string,
): Promise<Readonly<Record<string, RegistryValue>> | null> {
  const reg = await import("native-reg");
  const hive = root === "HKCU" ? reg.HKEY.CURRENT_USER : reg.HKEY.LOCAL_MACHINE;
  const valuesOf = (path: string): [string, RegistryValue][] | null => {
    const opened = reg.openKey(hive, path, reg.Access.READ | reg.Access.WOW64_64KEY);
    if (opened === null) return null;
    try {
      const lists = reg
        .enumKeyNames(opened)
        .map((name): [string, RegistryValue] => [
          name,
          (valuesOf(`${path}\\${name}`) ?? []).map(([, value]) => String(value)),
        ]);
      const own = reg
        .enumValueNames(opened)
        .map((name): [string, RegistryValue] => [name, plain(reg.queryValue(opened, name))]);
      return [...own, ...lists];
    } finally {
      reg.closeKey(opened);
    }
  };
  const found = valuesOf(key);
  return found === null ? null : Object.fromEntries(found);
}

function plain(value: unknown): RegistryValue {
  if (typeof value === "number" || typeof value === "string") return value;
  if (typeof value === "bigint") return Number(value); // REG_QWORD
  return Array.isArray(value) ? value.map(String) : String(value);
}
