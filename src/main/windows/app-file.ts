import { join, normalize, sep } from "node:path";

/** The file that an `app://drive/…` URL names, or null when it leaves the folder. */
export function fileFor(folder: string, url: string): string | null {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.protocol !== "app:" || parsed.host !== "drive") return null;
  let path: string;
  try {
    path = decodeURIComponent(parsed.pathname);
  } catch {
    return null;
  }
  const file = normalize(join(folder, path));
  return file.startsWith(folder.endsWith(sep) ? folder : folder + sep) && !path.includes("\0") ? file : null;
}
