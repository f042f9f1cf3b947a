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
