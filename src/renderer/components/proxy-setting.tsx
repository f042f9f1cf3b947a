import { useState } from "react";
import {
  isSameProxy,
  type ProxyChoice,
  proxyMeant,
  type TypedProxy,
  typedOf,
} from "../../shared/proxy-choice.ts";
import type { View } from "../../shared/view.ts";
import { useWords } from "../words-context.tsx";
import { Button } from "./button.tsx";
import { LockNote } from "./lock-note.tsx";
import { ProxyTrial } from "./proxy-trial.tsx";

const KINDS: readonly TypedProxy["kind"][] = ["system", "direct", "server", "pac"];

/** What is typed is tried and saved on a press; until then the proxy in use stays. */
export function ProxySetting({
  view,
  save,
}: {
  readonly view: View;
  readonly save: (proxy: ProxyChoice) => void;
}) {
  const { t } = useWords();
  const [typed, setTyped] = useState(() => typedOf(view.settings.proxy));
  const [wrong, setWrong] = useState<"server" | "pac" | null>(null);
  const isLocked = view.locked.proxy !== undefined;
  const meant = proxyMeant(typed);
  const isChanged = "wrong" in meant || !isSameProxy(meant.choice, view.settings.proxy);
  const type = (change: Partial<TypedProxy>) => {
    setTyped({ ...typed, ...change });
    setWrong(null);
  };
  const choose = (): ProxyChoice | null => {
    setWrong("wrong" in meant ? meant.wrong : null);
    if ("wrong" in meant) document.getElementById(`proxy-${meant.wrong}`)?.focus();
    return "wrong" in meant ? null : meant.choice;
  };
  const field = { typed, type, wrong, isLocked };
  return (
    <form
      className="field"
      onSubmit={(event) => {
        event.preventDefault();
        const choice = choose();
        if (choice !== null && !isLocked) save(choice);
      }}
    >
      <KindField kind={typed.kind} choose={(kind) => type({ kind })} isLocked={isLocked} />
      <LockNote id="proxy" by={view.locked.proxy} />
      {typed.kind === "server" ? (
        <>
          <TypedField name="server" {...field} />
          <TypedField name="bypass" {...field} />
        </>
      ) : null}
      {typed.kind === "pac" ? <TypedField name="pac" {...field} /> : null}
      {isChanged && !isLocked ? (
        <div className="setting-buttons">
          <button type="submit" className="button primary">
            {t("settings.proxy.save")}
          </button>
          <Button kind="plain" onPress={() => type(typedOf(view.settings.proxy))}>
            {t("settings.proxy.cancel")}
          </Button>
        </div>
      ) : null}
      <ProxyTrial about={JSON.stringify(typed)} choose={choose} isLocked={isLocked} />
    </form>
  );
}

function KindField({
  kind: chosen,
  choose,
  isLocked,
}: {
  readonly kind: TypedProxy["kind"];
  readonly choose: (kind: TypedProxy["kind"]) => void;
  readonly isLocked: boolean;
}) {
  const { t } = useWords();
  return (
    <>
      <label htmlFor="proxy">{t("settings.proxy.label")}</label>
      <select
        id="proxy"
        disabled={isLocked}
        aria-describedby={isLocked ? "proxy-lock" : undefined}
        value={chosen}
        onChange={({ target }) => choose(KINDS.find((kind) => kind === target.value) ?? "system")}
      >
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`settings.proxy.kind.${kind}`)}
          </option>
        ))}
      </select>
    </>
  );
}

function TypedField({
  name,
  typed,
  type,
  wrong,
  isLocked,
}: {
  readonly name: "server" | "bypass" | "pac";
  readonly typed: TypedProxy;
  readonly type: (change: Partial<TypedProxy>) => void;
  readonly wrong: "server" | "pac" | null;
  readonly isLocked: boolean;
}) {
  const { t } = useWords();
  const id = `proxy-${name}`;
  const isWrong = wrong === name;
  return (
    <div className="typed">
      <label htmlFor={id}>{t(`settings.proxy.${name}`)}</label>
      <input
        id={id}
        type="text"
        inputMode="url"
        maxLength={2_000}
        value={typed[name]}
        readOnly={isLocked}
        aria-invalid={isWrong}
        aria-describedby={isLocked ? "proxy-lock" : `${id}-hint`}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        onChange={({ target }) => type({ [name]: target.value })}
      />
      {isLocked ? null : (
        <p className={isWrong ? "hint wrong" : "hint"} id={`${id}-hint`} role={isWrong ? "alert" : undefined}>
          {isWrong ? t(`settings.proxy.wrong.${wrong}`) : t(`settings.proxy.hint.${name}`)}
        </p>
      )}
    </div>
  );
}
