import { AppError, type ErrorCode } from "../../core/errors.ts";
import type { RecordFile } from "../../core/ports.ts";
import type { Effective } from "./effective.ts";
import { isBuiltIn } from "./policy.ts";
import { CHOICE_NAMES, type ChoiceName, mapped, type Values } from "./policy-fields.ts";
import { type Choices, createSettingsFile, NO_SETTINGS, type Settings } from "./settings.ts";

/** A choice that is null is taken back: what IT or its installer says holds, else the default. */
export type SettingsChange = { readonly [K in ChoiceName]?: Values[K] | null } & {
  readonly firstRun?: boolean;
  readonly lastError?: ErrorCode | null;
  readonly presence?: Settings["presence"];
};

/** What is kept of a person on this PC, as it is now. */
export type HeldSettings = {
  readonly now: () => Settings;
  readonly faults: () => readonly AppError[];
  /** Holds at once; resolves with why it can't be kept, or null. */
  save(change: SettingsChange, locked: Effective["locked"]): Promise<ErrorCode | null>;
};

/** @param onFault told when they can't be written */
export async function holdSettings(
  dataDir: string,
  onFault: (fault: AppError) => void,
): Promise<HeldSettings> {
  const file = createSettingsFile(dataDir);
  let read = await readSettings(file);
  /** In this run. */
  let chosen: SettingsChange = {};

  async function save(change: SettingsChange, locked: Effective["locked"]): Promise<ErrorCode | null> {
    chosen = { ...chosen, ...change };
    read = { ...read, settings: changed(read.settings, change, locked) };
    // What stands in a file that couldn't be read isn't written over.
    if (read.faults.some(isUnread)) {
      const again = await readSettings(file);
      if (again.faults.some(isUnread)) return "SETTINGS_UNREAD";
      read = { ...again, settings: changed(again.settings, chosen, locked) };
    }
    return file.write(read.settings).then(
      () => null,
      (thrown: unknown) => {
        const fault = faultIn(thrown);
        onFault(fault);
        return fault.code === "STORE_FULL" ? "APP_DISK_LOW" : "APP_DATA_FOLDER";
      },
    );
  }

  return { now: () => read.settings, faults: () => read.faults, save };
}

/** What IT fixed stays, and so does the service where it isn't one of ours. */
function changed(settings: Settings, change: SettingsChange, locked: Effective["locked"]): Settings {
  const { firstRun, lastError, presence, ...wanted } = change;
  const isAllowed = (name: ChoiceName) =>
    locked[name] === undefined &&
    wanted[name] !== undefined &&
    (name !== "service" || wanted.service === null || isBuiltIn(wanted.service ?? ""));
  return {
    ...settings,
    ...mapped<ChoiceName, Choices>(CHOICE_NAMES, (name) => {
      const one = isAllowed(name) ? wanted[name] : undefined;
      return one === undefined ? settings[name] : one;
    }),
    ...(firstRun !== undefined && { firstRunDone: !firstRun }),
    ...(lastError !== undefined && { lastError }),
    ...(presence !== undefined && { presence }),
  };
}

function faultIn(thrown: unknown): AppError {
  return thrown instanceof AppError ? thrown : new AppError("APP_UNEXPECTED", thrown);
}

const isUnread = ({ code }: AppError) => code === "SETTINGS_UNREAD";

type ReadSettings = { readonly settings: Settings; readonly faults: readonly AppError[] };

async function readSettings(file: RecordFile<Settings>): Promise<ReadSettings> {
  try {
    const { value, recovered } = await file.read();
    return {
      settings: value ?? NO_SETTINGS,
      faults: recovered ? [new AppError("SETTINGS_SET_ASIDE")] : [],
    };
  } catch (thrown) {
    return { settings: NO_SETTINGS, faults: [new AppError("SETTINGS_UNREAD", thrown)] };
  }
}
