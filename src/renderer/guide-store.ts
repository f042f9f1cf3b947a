import { create } from "zustand";
import type { GuideShown } from "../shared/guide.ts";
import { drive } from "./drive.ts";

type GuideStore = {
  /** What main showed last; null until the first. */
  readonly shown: GuideShown | null;
  /** Subscribes; answers how to stop. */
  readonly connect: () => () => void;
};

export const useGuide = create<GuideStore>()((set, get) => ({
  shown: null,
  connect: () => {
    let gone = false;
    // Subscribed before asking, so that no change falls in between; what was sent since is newer than the answer.
    const stop = drive().onGuide((shown) => set({ shown }));
    drive()
      .getGuide()
      .then((answer) => {
        if (!gone && answer.ok && get().shown === null) set({ shown: answer.value });
      })
      .catch(() => {}); // main is gone, and this window with it
    return () => {
      gone = true;
      stop();
    };
  },
}));
