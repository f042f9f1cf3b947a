import { spawnSync } from "node:child_process";
import { until } from "./wait.ts";

/** A window of this test's X display, as the desktop has it: also one that is no page, like a dialog of the desktop's. */
export type XWindow = {
  /** As a person presses it, with the window in front. */
  readonly press: (key: string) => void;
  /** Letter by letter, as a person would. */
  readonly type: (text: string) => void;
  /** What the window says of itself to the desktop (xprop). */
  readonly property: (name: string) => string;
};

/** Waits for a window that a person can see, by its title. */
export async function xWindow(title: string | RegExp): Promise<XWindow> {
  const id = await until(`a window titled ${title}`, () => xWindows(title)[0]);
  return {
    type: (text) => void run("xdotool", "windowfocus", "--sync", id, "type", "--delay", "15", text),
    press: (key) => void run("xdotool", "windowfocus", "--sync", id, "key", key),
    property: (name) => run("xprop", "-id", id, name),
  };
}

/** Their numbers; "" is for windows without a title, as dialogs of pages are. */
export function xWindows(title: string | RegExp): string[] {
  const fits = (name = "") => (typeof title === "string" ? name === title : title.test(name));
  return run("xwininfo", "-root", "-tree")
    .split("\n")
    .map((line) => /^\s*(?<id>0x[0-9a-f]+) (?:"(?<name>.*)"|\(has no name\)): \(/u.exec(line)?.groups)
    .flatMap((found) => (fits(found?.name) && found?.id !== undefined ? [found.id] : []))
    .filter((id) => run("xwininfo", "-id", id).includes("IsViewable"));
}

function run(command: string, ...args: string[]): string {
  const env = { ...process.env, LC_ALL: "C.UTF-8" };
  const { stdout, error } = spawnSync(command, args, { encoding: "utf8", timeout: 10_000, env });
  if (error !== undefined) throw error;
  return stdout.trim();
}
