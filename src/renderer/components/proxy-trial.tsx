import { useEffect, useRef, useState } from "react";
import type { ProxyChoice, ProxyTried } from "../../shared/proxy-choice.ts";
import { drive } from "../drive.ts";
import { useDrive } from "../store.ts";
import { useWords } from "../words-context.tsx";
import { Button } from "./button.tsx";
import { ErrorCodeLine } from "./error-code-line.tsx";

type Trial = "running" | "stopped" | ProxyTried | null;

/** Reaches for the service by a proxy and says what came of it. */
export function ProxyTrial({
  about,
  choose,
  isLocked,
}: {
  /** Names what is typed: what came of another one isn't shown. */
  readonly about: string;
  /** What is typed; null where it can't be meant, which is said beside its field. */
  readonly choose: () => ProxyChoice | null;
  readonly isLocked: boolean;
}) {
  const { t } = useWords();
  const ask = useDrive((store) => store.ask);
  const [last, setLast] = useState<{ readonly about: string; readonly trial: Trial } | null>(null);
  const trial = last?.about === about ? last.trial : null;
  useLeft(about, trial === "running");
  const place = useSeen(trial);
  const start = async () => {
    const choice = choose();
    if (choice === null) return;
    setLast({ about, trial: "running" });
    const answer = await ask((api) => api.tryProxy(choice));
    const came = answer === null ? null : (answer.value ?? "stopped");
    setLast((now) => (now?.about === about ? { about, trial: came } : now));
  };
  return (
    <>
      <div className="setting-buttons">
        {trial === "running" ? (
          <Button kind="plain" onPress={stop}>
            {t("settings.proxy.stop")}
          </Button>
        ) : (
          <Button kind="plain" onPress={() => void start()}>
            {t("settings.proxy.try")}
          </Button>
        )}
      </div>
      <div role="status" className="tried" ref={place}>
        {trial === "running" || trial === "stopped" ? (
          <p className="hint">{t(`settings.proxy.${trial}`)}</p>
        ) : null}
        {trial === null || typeof trial === "string" ? null : <Result tried={trial} isLocked={isLocked} />}
      </div>
    </>
  );
}

/** What is told is in sight. */
function useSeen(trial: Trial) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (trial !== null) place.current?.scrollIntoView({ block: "nearest" });
  }, [trial]);
  return place;
}

/** Whoever leaves, or types on, doesn't wait for it. It ends as it may: nobody is told. */
function useLeft(about: string, isRunning: boolean): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one is typed, so the former is left
  useEffect(() => (isRunning ? stop : undefined), [about, isRunning]);
}

function stop(): void {
  void drive().stopTryingProxy();
}

function Result({ tried, isLocked }: { readonly tried: ProxyTried; readonly isLocked: boolean }) {
  const { t } = useWords();
  const { via } = tried;
  if (tried.is === "works")
    return (
      <div className="notice tip">
        <p className="notice-title">{t("settings.proxy.works")}</p>
        <p>{via === null ? t("settings.proxy.direct") : t("settings.proxy.via", { proxy: via })}</p>
      </div>
    );
  const { cause } = tried;
  // Who typed the address is the first who can look at it again.
  const next =
    isLocked || (cause !== "NET_PROXY" && cause !== "NET_PROXY_AUTH")
      ? t(`error.${cause}.next`)
      : t(`settings.proxy.next.${cause}`);
  return (
    <div className="notice attention">
      <p className="notice-title">{t(`error.${cause}.title`)}</p>
      <p>{t(`error.${cause}.cause`)}</p>
      <p className="next-step">{next}</p>
      <ErrorCodeLine code={cause} />
    </div>
  );
}
