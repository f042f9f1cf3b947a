import type { DriveApi } from "../shared/ipc.ts";

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly drive: DriveApi;
  }
}

export function drive(): DriveApi {
  return window.drive;
}
