import { useCallback, useEffect, useRef, useState } from "react";
import type { BundleProgress } from "../shared/bundle.ts";
import type { ShownBundle } from "../shared/ipc.ts";
import { drive } from "./drive.ts";
import { useDrive } from "./store.ts";

export type BundleState =
  | { readonly at: "preparing"; readonly progress: BundleProgress | null }
  | { readonly at: "stopped" }
  | { readonly at: "shown"; readonly bundle: ShownBundle };

/** Has a bundle made as soon as the view is there, and ends it with the view. */
export function useBundle(): {
  readonly state: BundleState;
  readonly prepare: () => void;
  readonly cancel: () => void;
} {
  const ask = useDrive((store) => store.ask);
  const [state, setState] = useState<BundleState>({ at: "preparing", progress: null });
  const asked = useRef(0);
  const prepare = useCallback(() => {
    asked.current += 1;
    const number = asked.current;
    setState({ at: "preparing", progress: null });
    void ask((api) => api.prepareBundle()).then((answer) => {
      if (number !== asked.current) return;
      const bundle = answer?.value ?? null;
      setState(bundle === null ? { at: "stopped" } : { at: "shown", bundle });
    });
  }, [ask]);
  const cancel = () => void ask((api) => api.cancelBundle());
  useEffect(() => {
    prepare();
    return drive().onBundleProgress((progress) =>
      setState((now) => (now.at === "preparing" ? { at: "preparing", progress } : now)),
    );
  }, [prepare]);
  return { state, prepare, cancel };
}
