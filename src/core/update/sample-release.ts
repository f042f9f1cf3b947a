import type { Release } from "./release.ts";

/** For tests. */
export function release(version: string): Release {
  // As long as one in base64.
  const sha512 = (form: string) => `${`${form}${version}`.replaceAll(".", "").padEnd(86, "A")}==`;
  return {
    version,
    notes: { ja: ["ログインが速くなりました。"], en: ["Logging in is faster."] },
    stages: [],
    files: [
      {
        form: "nsis",
        architecture: "x64",
        name: `a-${version}.exe`,
        size: 3_000_000,
        sha512: sha512("nsis"),
      },
      {
        form: "appimage",
        architecture: "x64",
        name: `a-${version}.AppImage`,
        size: 4_000_000,
        sha512: sha512("app"),
      },
    ],
  };
}
