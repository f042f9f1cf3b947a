import { create } from "zustand";
import type { ErrorCode } from "../core/errors.ts";
import type { Answer, DriveApi } from "../shared/ipc.ts";
import type { View } from "../shared/view.ts";
import { drive } from "./drive.ts";

type DriveStore = {
  /** The last view that main sent; null until the first. */
  readonly view: View | null;
  /** What became of the last press, when it wasn't carried out. */
  readonly problem: ErrorCode | null;
  /** Subscribes; answers how to stop. */
  readonly connect: () => () => void;
  /** One call to main; true when it was carried out, else `problem` says why. Never rejects. */
  readonly run: (call: (api: DriveApi) => Promise<Answer<null>>) => Promise<boolean>;
  /** The same for a call that answers something: null when it wasn't carried out. */
  readonly ask: <T>(call: (api: DriveApi) => Promise<Answer<T>>) => Promise<{ readonly value: T } | null>;
  readonly dismiss: () => void;
};

export const useDrive = create<DriveStore>()((set, get) => ({
  view: null,
  problem: null,
  connect: () => {
    let stop = () => {};
    let gone = false;
    answerOf(async (api) => {
      // Subscribed before asking, so that no change falls in between; what was sent since is newer than the answer.
      const unsubscribe = api.onView((view) => set({ view }));
      if (gone) unsubscribe();
      stop = unsubscribe;
      return api.getView();
    }).then((answer) => {
      if (gone) return;
      if (!answer.ok) set({ problem: answer.error });
      else if (get().view === null) set({ view: answer.value });
    });
    return () => {
      gone = true;
      stop();
    };
  },
  run: async (call) => (await get().ask(call)) !== null,
  ask: async (call) => {
    set({ problem: null });
    const answer = await answerOf(call);
    if (!answer.ok) set({ problem: answer.error });
    return answer.ok ? { value: answer.value } : null;
  },
  dismiss: () => set({ problem: null }),
}));

// Whatever is thrown on the way (main is gone, the preload is missing) has a code; its text stays away from people.
async function answerOf<T>(call: (api: DriveApi) => Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await call(drive());
  } catch {
    return { ok: false, error: "APP_UNEXPECTED" };
  }
}
