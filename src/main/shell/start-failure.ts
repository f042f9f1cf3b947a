import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ErrorCode, errorCode } from "../../core/errors.ts";
import { startFailureLine } from "../../shared/command.ts";
import { createWords } from "../../shared/words.ts";
import { app, dialog } from "../electron.ts";
import { startFailureText } from "./start-failure-text.ts";
import { systemLanguage } from "./system-language.ts";

let told = false;

/**
 * The client can't start: whoever started it is told at once, the person in one dialog, and then it ends with 1
 * (reliability 38). Nobody would see it otherwise: there is no tray yet.
 */
export async function failStart(thrown: unknown): Promise<void> {
  // What fails after the first failure is its consequence.
  if (told) return;
  told = true;
  const code = errorCode(thrown);
  process.stderr.write(`${startFailureLine(code)}\n`);
  // Another start may go better, and has its own to tell.
  app.releaseSingleInstanceLock();
  if (!app.isReady()) giveElectronPlace();
  try {
    await tellPerson(code);
  } finally {
    // Only this sets the exit code: after `app.quit()` it is 0 whatever `process.exitCode` says.
    app.exit(1);
  }
}

async function tellPerson(code: ErrorCode): Promise<void> {
  await app.whenReady();
  const words = createWords(systemLanguage());
  await dialog.showMessageBox({
    type: "error",
    title: words.t("product.name"),
    message: words.t("startFailure.message"),
    detail: startFailureText(words, code),
    buttons: [words.t("common.close")],
  });
}

/** Electron gets ready in a folder of its own; the one that was meant for it is perhaps what failed. */
function giveElectronPlace(): void {
  try {
    const folder = mkdtempSync(join(tmpdir(), "storage-service-drive-"));
    app.setPath("userData", folder);
    // The empty folder may come back: Electron's own end comes later. It is in the system's temporary one.
    process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  } catch {
    // It takes its own.
  }
}
