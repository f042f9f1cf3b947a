export type AutostartState = {
  readonly on: boolean;
  /** A person may change it for themselves. */
  readonly byPerson: boolean;
};

/** Whether the client starts with the PC. What a person chooses lies with the OS, whose own settings show it too. */
export type Autostart = {
  /** As it is just now; null where this client isn't installed. */
  read(): Promise<AutostartState | null>;
  /** Rejects with AppError `APP_DATA_FOLDER`. */
  set(on: boolean): Promise<void>;
};

export type AutostartKeeper = {
  /** As it was looked at last; null where this client isn't installed. */
  now(): AutostartState | null;
  /** Looks again, and does what a policy fixes. Never rejects. */
  look(): Promise<void>;
  /** Rejects with AppError `APP_DATA_FOLDER`. */
  set(on: boolean): Promise<void>;
};

/** @param fixed what a policy says; null where it is the person's @param failed told why a policy couldn't be followed */
export function keepAutostart(
  autostart: Autostart,
  fixed: () => boolean | null,
  failed: (thrown: unknown) => void,
): AutostartKeeper {
  let state: AutostartState | null = null;
  const read = async () => {
    state = await autostart.read();
  };
  return {
    now: () => state,
    async look() {
      try {
        await read();
        const wanted = fixed();
        if (wanted === null || state === null || !state.byPerson || state.on === wanted) return;
        await autostart.set(wanted);
        await read();
      } catch (thrown) {
        failed(thrown);
      }
    },
    async set(on) {
      await autostart.set(on).finally(read);
    },
  };
}
