import { join } from "node:path";
import { app, BrowserWindow, dialog } from "../electron.ts";

export type SavePlace = { readonly title: string; readonly name: string; readonly kind: string };

/**
 * The OS's own dialog over the window that asked; it asks itself before a file is replaced.
 * @param sender id of the window's page
 * @returns an absolute path, or null
 */
export async function chooseSavePlace(
  sender: number,
  { title, name, kind }: SavePlace,
): Promise<string | null> {
  const window = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.id === sender);
  const options = {
    title,
    defaultPath: join(folder(), name),
    filters: [{ name: kind, extensions: ["zip"] }],
    properties: ["showOverwriteConfirmation" as const, "createDirectory" as const],
  };
  const { canceled, filePath } = await (window === undefined
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options));
  return canceled || filePath === "" || filePath === undefined ? null : filePath;
}

/** Where people look for what they save. */
function folder(): string {
  try {
    return app.getPath("documents");
  } catch {
    return app.getPath("home");
  }
}
