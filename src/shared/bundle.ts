/** What a bundle for the helpdesk is made of; what is shown of it is what is written, byte for byte in UTF-8. */
export type BundleFileName =
  | "summary.txt"
  | "doctor.txt"
  | "doctor.json"
  | "configuration.json"
  | "events.json"
  | "log.txt"
  | "page.json"
  | "manifest.json";

export type BundleFile = { readonly name: BundleFileName; readonly text: string };

export type BundlePreview = {
  readonly files: readonly BundleFile[];
  /** The same with the structure of the login page that wasn't recognised; null where there is none. */
  readonly withPage: readonly BundleFile[] | null;
};

/** How many of the checks are done. */
export type BundleProgress = { readonly done: number; readonly of: number };

/** `storage-drive-20261127-0900.zip`, in the PC's own time. @param now ms since 1970 */
export function bundleName(now: number): string {
  const at = new Date(now);
  const two = (part: number) => String(part).padStart(2, "0");
  const day = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  return `storage-drive-${day}-${two(at.getHours())}${two(at.getMinutes())}.zip`;
}
