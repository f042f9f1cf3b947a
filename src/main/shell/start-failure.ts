import { type ErrorCode, errorCode } from "../../core/errors.ts";
import { startFailureLine } from "../../shared/command.ts";
import { app, dialog } from "../electron.ts";
import { takePassingFolder } from "./passing-folder.ts";
import { systemLanguage } from "./system-language.ts";

let told = false;

/**
 * The client can't start: whoever started it is told at once, the person in one dialog, and then it ends with 1
 * (reliability 38). Nobody would see it otherwise: the tray's icon is gone, or was never there.
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
  // Few starts fail: the words are loaded for those alone.
  const { createWords } = await import("../../shared/words.ts");
  const { startFailureText } = await import("./start-failure-text.ts");
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
    takePassingFolder();
  } catch {
    // It takes its own.
  }
}

/** Of a report nobody is there to be shown a dialog: whoever started it is told, and it ends. */
export function failReport(thrown: unknown): void {
  process.stderr.write(`${startFailureLine(errorCode(thrown))}\n`);
  app.exit(1);
}
